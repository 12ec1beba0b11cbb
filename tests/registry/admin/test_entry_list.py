from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import actions
from registry.adminkit import CappedPaginator
from registry.models import Entry, Hold
from tests import bystander, factories
from tests.registry.desk import Desk

QUERIES = 9  # four for the session and its permissions, one for saved filters, two for the list, two for its filters


class EntryListTests(Desk):
    def rows(self, response):
        return {entry.pk for entry in response.context["cl"].result_list}

    def test_shows_an_official_their_departments_entries_only(self):
        own = self.draft()
        theirs = factories.make_standard(self.elsewhere)
        foreign = factories.make_entry(theirs, self.stranger)
        self.sign_in(self.clerk)

        response = self.client.get(self.list_url())

        self.assertEqual(self.rows(response), {own.pk})
        self.assertNotContains(response, foreign.document_number)

    def test_shows_the_credit_office_and_the_auditors_every_departments(self):
        own = self.draft()
        foreign = factories.make_entry(
            factories.make_standard(self.elsewhere), self.stranger
        )
        for official in (self.officer, self.auditor):
            self.sign_in(official)

            response = self.client.get(self.list_url())

            everybodys = {own.pk, foreign.pk, *bystander.kept().entries}
            self.assertEqual(self.rows(response), everybodys)

    def test_is_closed_to_those_who_may_not_see_entries(self):
        self.sign_in(factories.make_official("nobody", self.department))

        self.assertEqual(self.client.get(self.list_url()).status_code, 403)

    def test_asks_the_same_number_of_questions_for_one_row_and_for_three(self):
        self.sign_in(self.officer)
        self.published()
        with self.assertNumQueries(QUERIES):
            self.client.get(self.list_url())
        self.published()
        self.published(subject=factories.make_person())

        with self.assertNumQueries(QUERIES):
            self.client.get(self.list_url())

    def test_counts_no_more_than_a_page_would_be_turned(self):
        self.published()
        self.sign_in(self.officer)

        with CaptureQueriesContext(connection) as asked:
            self.client.get(self.list_url())

        counts = [one["sql"] for one in asked if "COUNT(*)" in one["sql"]]
        self.assertEqual(len(counts), 1)
        self.assertIn(f"LIMIT {CappedPaginator.LIMIT + 1}", counts[0])
        self.assertNotIn("EXISTS", counts[0])

    def test_says_that_there_are_more_where_it_stopped_counting(self):
        for _ in range(3):
            self.draft()

        paginator = CappedPaginator(Entry.objects.order_by("-pk"), 2)
        paginator.LIMIT = 2

        self.assertEqual(paginator.count, 2)
        self.assertEqual(paginator.shown_count, "2+")

    def test_says_of_each_entry_whether_it_has_effect_now(self):
        self.published()
        held = self.published()
        actions.holds.place(
            held, kind=Hold.Kind.OFFICE, reason="核查", by=self.reviewer
        )
        self.sign_in(self.clerk)

        response = self.client.get(self.list_url())

        self.assertContains(response, '<span class="tag tag--effect">生效中</span>', 1)
        self.assertContains(response, '<span class="tag tag--held">暂停</span>', 1)

    def test_filters_by_effect(self):
        effective, draft = self.published(), self.draft()
        held = self.published()
        actions.holds.place(
            held, kind=Hold.Kind.OFFICE, reason="核查", by=self.reviewer
        )
        self.sign_in(self.clerk)

        for value, expected in [
            ("yes", {effective.pk}),
            ("held", {held.pk}),
            ("no", {held.pk, draft.pk}),
        ]:
            response = self.client.get(self.list_url(), {"effect": value})
            self.assertEqual(self.rows(response), expected)

    def test_filters_by_several_conditions_at_once(self):
        wanted = self.draft()
        other = factories.make_standard(self.department)
        self.draft(standard=other)
        day = str(wanted.decided_on)
        self.sign_in(self.clerk)

        response = self.client.get(
            self.list_url(),
            {
                "under": self.standard.pk,
                "of": wanted.subject_id,
                "since": day,
                "until": day,
                "area": self.standard.field_id,
            },
        )

        self.assertEqual(self.rows(response), {wanted.pk})

    def test_says_beside_the_filter_what_makes_no_sense_in_it(self):
        self.draft()
        self.sign_in(self.clerk)

        response = self.client.get(
            self.list_url(), {"since": "2026-02-30", "batch": "x"}
        )

        self.assertEqual(self.rows(response), set())
        self.assertContains(response, "输入一个有效的日期。")
        self.assertContains(response, "输入整数。")

    def test_offers_the_department_filter_only_to_those_who_oversee(self):
        self.sign_in(self.clerk)
        self.assertNotContains(self.client.get(self.list_url()), 'name="unit"')
        self.sign_in(self.officer)
        self.assertContains(self.client.get(self.list_url()), 'name="unit"')


class EntrySearchTests(Desk):
    def search(self, text):
        response = self.client.post(
            reverse("admin:registry_entry_find"), {"q": text}, follow=True
        )
        return response, {one.pk for one in response.context["cl"].result_list}

    def test_finds_by_number_document_code_and_part_of_the_name(self):
        subject = factories.make_subject("福州鼓山茶业有限公司")
        wanted = self.draft(subject=subject, document_number="榕环罚〔2026〕77号")
        self.draft()
        self.sign_in(self.clerk)

        for text in [
            str(wanted.pk),
            "榕环罚〔2026〕77号",
            "榕环罚[2026]77号",
            subject.identifier,
            "鼓山茶业",
        ]:
            _, found = self.search(text)
            self.assertEqual(found, {wanted.pk}, text)

    def test_finds_a_person_by_the_whole_number_which_never_stands_in_the_address(self):
        number = factories.number_of(8)
        wanted = self.draft(subject=factories.make_person("林某某", 8))
        self.draft()
        self.sign_in(self.clerk)

        response, found = self.search(number)

        self.assertEqual(found, {wanted.pk})
        self.assertNotIn(number, str(response.redirect_chain))
        self.assertNotContains(response, number)

    def test_finds_a_person_by_the_whole_name_only(self):
        wanted = self.draft(subject=factories.make_person("欧阳某某"))
        self.sign_in(self.clerk)

        self.assertEqual(self.search("欧阳某某")[1], {wanted.pk})
        self.assertEqual(self.search("欧阳")[1], set())

    def test_does_not_show_that_another_department_has_entries_on_a_person(self):
        person = factories.make_person("林某某", 9)
        self.draft(subject=person)
        self.sign_in(self.stranger)

        response, found = self.search(factories.number_of(9))

        self.assertEqual(found, set())
        self.assertNotIn(f"of={person.pk}", str(response.redirect_chain))

    def test_takes_the_text_by_post_only(self):
        self.sign_in(self.clerk)

        response = self.client.get(reverse("admin:registry_entry_find"), {"q": "茶业"})

        self.assertEqual(response.status_code, 405)

    def test_keeps_the_filters_of_the_list(self):
        self.draft(document_number="榕环罚〔2026〕78号")
        self.sign_in(self.clerk)
        url = reverse("admin:registry_entry_find") + "?status__exact=published"

        response = self.client.post(url, {"q": "榕环罚〔2026〕78号"}, follow=True)

        self.assertEqual(response.context["cl"].result_count, 0)
