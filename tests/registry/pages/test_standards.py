"""The standards, published before anybody is judged by them."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.models import ListKind, Standard
from tests import factories
from tests.registry.cast import Cast


class StandardListTests(Cast):
    def get(self, **query):
        return self.client.get(reverse("registry:standards"), query)

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.of_bystander = Standard.objects.get(department__code="pangguan")

    def names(self, page):
        return [standard.name for standard in page.context["standards"]]

    def test_shows_the_newest_published_version_of_each(self):
        draft = factories.make_standard(self.department, published=False, name="草拟中")
        revision = actions.standards.revise(self.standard, by=self.clerk)

        page = self.get()

        shown = {standard.pk: standard for standard in page.context["standards"]}
        self.assertEqual(set(shown), {self.of_bystander.pk, self.standard.pk})
        self.assertNotContains(page, draft.name)
        self.assertEqual(shown[self.standard.pk].version, revision.version - 1)

    def test_filters_by_list_field_and_department(self):
        red = factories.make_standard(
            factories.make_department("jianwei"),
            list_kind=ListKind.RED,
            field=factories.make_field("jianshe", "工程建设"),
        )

        for query in (
            {"list_kind": "red"},
            {"department": "jianwei"},
            {"field": red.field.pk},
        ):
            self.assertEqual(self.names(self.get(**query)), [red.name])
        self.assertEqual(self.get(list_kind="blue").status_code, 400)

    def test_leads_from_page_to_page(self):
        for _ in range(21):
            factories.make_standard(self.department)

        first = self.get()
        second = self.client.get(first.context["page"].next_url)

        names = self.names(first) + self.names(second)
        published = Standard.objects.values_list("name", flat=True)
        self.assertEqual(len(names), 21 + 1 + 1)  # that of the cast and the bystander's
        self.assertCountEqual(names, published)

    def test_says_which_terms_are_examples_to_be_confirmed(self):
        factories.make_standard(self.department, provisional=True)

        self.assertContains(self.get(), "期限待确认", count=1)

    def test_takes_the_same_queries_for_one_row_and_for_three(self):
        with self.assertNumQueries(3):
            self.get()
        factories.make_standard(self.department)
        factories.make_standard(self.elsewhere)

        with self.assertNumQueries(3):
            self.get()


class StandardPageTests(Cast):
    def get(self, standard):
        return self.client.get(reverse("registry:standard", args=[standard.code]))

    def test_shows_the_terms_their_basis_and_when_it_was_published(self):
        page = self.get(self.standard)

        for text in (
            "自认定决定日期起 36 个月",
            "依据第一条",
            "5 个工作日内可以陈述、申辩",
            "2020年1月1日，信用福州网站",
            "施行中",
        ):
            self.assertContains(page, text)

    def test_keeps_every_published_version_and_hides_drafts(self):
        second = actions.standards.revise(self.standard, by=self.clerk)
        today = timezone.localdate()
        actions.standards.publish(
            second,
            by=self.reviewer,
            published_on=today,
            valid_from=today + timedelta(days=30),
            published_where="信用福州网站",
        )
        actions.standards.revise(second, by=self.clerk)

        page = self.get(self.standard)

        self.assertEqual(
            [one.version for one, _ in page.context["versions"]],
            [second.version, self.standard.version],
        )
        self.assertContains(page, "已公布，尚未施行")
        self.assertContains(page, "施行中")

    def test_says_what_was_retired_and_when(self):
        actions.standards.retire(
            self.standard, by=None, valid_to=date(2026, 1, 31), reason="废止"
        )

        self.assertContains(self.get(self.standard), "已废止")
        self.assertContains(self.get(self.standard), "至 2026年1月31日")

    def test_a_standard_is_not_found_before_it_is_published(self):
        draft = factories.make_standard(self.department, published=False)

        self.assertEqual(self.get(draft).status_code, 404)

    def test_takes_the_same_queries_for_one_version_and_for_three(self):
        with self.assertNumQueries(1):
            self.get(self.standard)
        for _ in range(2):
            newest = actions.standards.revise(self.standard, by=self.clerk)
            actions.standards.publish(
                newest,
                by=self.reviewer,
                published_on=timezone.localdate(),
                valid_from=timezone.localdate(),
                published_where="信用福州网站",
            )

        with self.assertNumQueries(1):
            self.assertEqual(len(self.get(self.standard).context["versions"]), 3)
