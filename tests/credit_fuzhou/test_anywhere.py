"""One search for everything on the desk."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import SubjectKind
from tests import factories
from tests.registry.desk import Desk


class AnywhereTests(Desk):
    def find(self, text):
        return self.client.post(reverse("admin:search"), {"q": text})

    def test_finds_a_company_by_name_and_code_with_its_entries(self):
        entry = self.published()
        self.sign_in(self.clerk)

        for text in (entry.subject.name, entry.subject.identifier):
            response = self.find(text)
            self.assertContains(response, self.page_url(entry))
            self.assertContains(response, self.page_url(entry.subject))

    def test_finds_an_entry_by_number_and_document(self):
        entry = self.published()
        self.sign_in(self.clerk)

        for text in (str(entry.pk), entry.document_number):
            self.assertContains(self.find(text), self.page_url(entry))

    def test_finds_a_person_by_the_whole_number_and_repeats_it_nowhere(self):
        number = factories.number_of(7)
        entry = self.published(subject=factories.make_person("欧阳某明", 7))
        self.sign_in(self.clerk)

        response = self.find(number)

        self.assertContains(response, self.page_url(entry))
        self.assertNotContains(response, number)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertEqual(entry.subject.kind, SubjectKind.PERSON)

    def test_keeps_what_was_typed_for_another_try_but_no_persons_number(self):
        self.sign_in(self.clerk)

        self.assertContains(self.find("没有这样的名称"), 'value="没有这样的名称"')
        self.assertNotContains(
            self.find(factories.number_of(7)), factories.number_of(7)
        )

    def test_shows_nobody_what_is_not_their_own(self):
        entry = self.published()
        self.sign_in(self.stranger)

        self.assertNotContains(self.find(str(entry.pk)), self.page_url(entry))

    def test_says_what_to_do_where_it_finds_nothing(self):
        self.sign_in(self.clerk)

        self.assertContains(self.find("没有这样的名称"), "没有找到")
        self.assertContains(self.find("福"), "请至少输入两个字")
        self.assertContains(self.find("没有\0这样的名称"), "没有找到")

    def test_is_closed_without_signing_in(self):
        self.assertEqual(self.find("福州").status_code, 302)

    def test_takes_as_many_statements_for_three_as_for_one(self):
        self.published(subject=factories.make_subject("福州同名某某有限公司"))
        self.sign_in(self.officer)
        self.find("福州同名")
        one = self.statements("福州同名")
        for _ in range(2):
            self.published(subject=factories.make_subject("福州同名某某有限公司"))

        self.assertEqual(self.statements("福州同名"), one)
        self.assertLessEqual(one, MOST)

    def statements(self, text):
        with CaptureQueriesContext(connection) as asked:
            self.find(text)
        return len(asked)


MOST = 22
"""PostgreSQL's search by name asks for more than SQLite's."""
