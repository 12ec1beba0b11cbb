from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.models import Standard, TrailEntry
from tests import factories
from tests.registry.desk import Desk

ADD = reverse("admin:registry_standard_add")
QUERIES = 7


class StandardTests(Desk):
    def given(self, **fields):
        return {
            "code": "chaobiao",
            "name": "超标排污",
            "department": self.department.pk,
            "field": self.standard.field_id,
            "list_kind": "black",
            "subject_kinds": ["organisation", "person"],
            "category": "none",
            "severity": "serious",
            "conditions": "情形",
            "legal_basis": "依据",
            "term_months": 36,
            "term_runs_from": "decision",
            "public_runs_from": "decision",
            "citation": "依据第一条",
            "statement_workdays": 5,
            "batch_limit": 500,
            "repairable": "on",
            **fields,
        }

    def drafted(self):
        self.sign_in(self.clerk)
        self.client.post(ADD, self.given())
        return Standard.objects.get(code="chaobiao")

    def publish(self, standard, **given):
        today = str(timezone.localdate())
        dates = {"published_on": today, "effective_from": today}
        return self.press(
            standard, "publish", **{"published_where": "网站", **dates, **given}
        )

    def test_is_drafted(self):
        standard = self.drafted()

        self.assertEqual(standard.status, Standard.Status.DRAFT)
        self.assertEqual(standard.drafted_by, self.clerk)
        self.assertEqual(standard.subject_kinds, ["organisation", "person"])

    def test_says_beside_the_form_what_is_wrong_with_it(self):
        self.sign_in(self.clerk)

        response = self.client.post(
            ADD, self.given(statement_workdays="", term_months="")
        )

        self.assertContains(response, "黑名单标准应明确联合惩戒期限。")
        self.assertContains(response, "失信类标准应规定陈述申辩期")
        self.assertFalse(Standard.objects.filter(code="chaobiao").exists())

    def test_is_edited_while_it_is_a_draft(self):
        standard = self.drafted()

        self.client.post(self.page_url(standard), self.given(term_months=24))

        standard.refresh_from_db()
        line = TrailEntry.objects.about(standard).last()
        self.assertEqual(standard.term_months, 24)
        self.assertEqual(
            (line.before, line.after), ({"term_months": 36}, {"term_months": 24})
        )

    def test_is_published_by_somebody_else(self):
        standard = self.drafted()
        self.sign_in(self.reviewer)

        self.publish(standard)

        standard.refresh_from_db()
        self.assertEqual(standard.status, Standard.Status.PUBLISHED)

    def test_is_not_published_by_who_edited_it(self):
        standard = self.drafted()
        actions.standards.edit(standard, by=self.reviewer, changes={"term_months": 12})
        self.sign_in(self.reviewer)

        response = self.publish(standard)

        self.assertContains(response, "起草人和修改人不能公布")
        self.assertContains(response, 'value="网站"')

    def test_is_not_published_before_the_public_can_read_it(self):
        standard = self.drafted()
        self.sign_in(self.reviewer)

        response = self.publish(standard, effective_from="2020-01-01")

        self.assertContains(response, "认定标准应先公布、后施行。")

    def test_is_read_only_once_published(self):
        self.sign_in(self.clerk)

        page = self.client.get(self.page_url(self.standard))
        posted = self.client.post(self.page_url(self.standard), self.given())

        self.assertNotContains(page, 'name="term_months"')
        self.assertEqual(posted.status_code, 403)

    def test_is_revised_into_a_new_version(self):
        self.sign_in(self.clerk)

        response = self.press(self.standard, "revise")

        revised = Standard.objects.get(code=self.standard.code, version=2)
        self.assertRedirects(response, self.page_url(revised))
        self.assertEqual(revised.status, Standard.Status.DRAFT)

    def test_is_retired_with_a_date_and_a_reason(self):
        today = timezone.localdate()
        self.sign_in(self.reviewer)

        self.press(
            self.standard, "retire", effective_to=str(today), reason="上位法废止"
        )

        self.standard.refresh_from_db()
        self.assertEqual(self.standard.valid_to, today)

    def test_is_kept_by_its_own_department_alone(self):
        draft = self.drafted()
        self.sign_in(self.stranger)

        response = self.client.get(self.page_url(draft))
        pressed = self.press(self.standard, "revise")

        self.assertRedirects(response, reverse("admin:index"))
        self.assertEqual(pressed.status_code, 403)

    def test_lists_with_the_same_number_of_questions(self):
        self.sign_in(self.auditor)
        with self.assertNumQueries(QUERIES):
            self.client.get(self.list_url("standard"))
        for _ in range(2):
            factories.make_standard(self.elsewhere)

        with self.assertNumQueries(QUERIES):
            self.client.get(self.list_url("standard"))
