"""A natural person is shown to those who know full name and full number together, to nobody else."""

import logging

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import actions
from registry.models import Hold
from registry.views import persons
from tests import factories
from tests.registry.cast import Cast

NAME = "欧阳榕江"
NOTHING = "没有查到公示记录"


class PersonPageTests(Cast):
    def setUp(self):
        cache.clear()
        self.url = reverse("registry:person")
        self.number = factories.number_of(55)
        self.person = factories.make_person(NAME, number=55)

    def ask(self, name=NAME, number=None, kind="resident"):
        number = self.number if number is None else number
        return self.client.post(
            self.url, {"name": name, "number": number, "kind": kind}
        )

    def listed(self, **fields):
        return self.published(subject=self.person, **fields)

    def test_full_name_and_full_number_together_show_the_entries(self):
        self.listed(facts="拒不履行判决")

        page = self.ask()

        self.assertContains(page, "拒不履行判决")
        self.assertContains(page, "执行中")

    def test_a_held_entry_is_never_called_executed(self):
        entry = self.listed()
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        page = self.ask()

        self.assertContains(page, "存在异议（暂停执行）")
        self.assertNotContains(page, "执行中")

    def test_a_responsible_person_reads_why_the_entry_is_theirs(self):
        entry = self.draft(subject=factories.make_subject("福州榕江建材有限公司"))
        actions.entries.name_responsible(
            entry,
            person=self.person,
            role="legal_representative",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)

        self.assertContains(self.ask(), "因其为“福州榕江建材有限公司”的法定代表人")

    def test_a_former_name_and_another_number_find_too(self):
        self.listed(facts="拒不履行判决")
        other = factories.recognised(factories.number_of(56), "person")
        actions.subjects.add_identifier(self.person, identifier=other, by=self.clerk)
        actions.subjects.rename(
            self.person, name="欧阳闽江", by=self.clerk, reason="更名"
        )

        self.assertContains(self.ask(number=other.value), "拒不履行判决")

    def test_anything_less_finds_nobody(self):
        self.listed(facts="拒不履行判决")
        for name, number in [
            ("欧阳", self.number),
            ("欧阳榕", self.number),
            (NAME, factories.number_of(57)),
            ("林榕江", self.number),
        ]:
            with self.subTest(name=name, number=number[-4:]):
                page = self.ask(name, number)
                self.assertContains(page, NOTHING)
                self.assertNotContains(page, "拒不履行判决")

    def test_a_former_name_of_somebody_else_finds_nobody(self):
        self.listed(facts="拒不履行判决")
        stranger = factories.make_person("上官闽江", number=56)
        actions.subjects.rename(stranger, name="上官屏山", by=self.clerk, reason="更名")

        for name in ("上官闽江", "上官屏山"):
            with self.subTest(name):
                page = self.ask(name)
                self.assertContains(page, NOTHING)
                self.assertNotContains(page, "拒不履行判决")

    def test_a_number_and_name_of_one_person_show_nothing_of_another(self):
        self.listed(facts="拒不履行判决")
        self.published(subject=factories.make_person(NAME, number=56), facts="他人之事")

        page = self.ask()

        self.assertContains(page, "拒不履行判决")
        self.assertNotContains(page, "他人之事")

    def test_a_part_of_the_number_is_no_number(self):
        self.listed()

        page = self.ask(number=self.number[:-4])

        self.assertContains(page, "有 1 处需要更正")
        self.assertNotContains(page, NOTHING)

    def test_a_wrong_number_and_an_unknown_person_are_answered_alike(self):
        self.listed()
        asked = [
            (NAME, factories.number_of(57)),
            ("林榕江", self.number),
            ("查无此人", factories.number_of(58)),
        ]
        answers = [self.traced(*question) for question in asked]
        actions.entries.end(
            self.person.entries.get(),
            because="repaired",
            reason="已修复",
            by=self.reviewer,
        )
        answers.append(self.traced(NAME, self.number))

        self.assertEqual(len({text for text, _ in answers}), 1)
        self.assertEqual(len({queries for _, queries in answers}), 1)

    def traced(self, name, number):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = self.ask(name, number)
        text = page.content.decode().split("查询时间")[0].replace(name, "")
        return text, len(queries)

    def test_the_number_is_nowhere_in_the_page(self):
        self.listed()
        with self.assertLogs(level=logging.DEBUG) as logs:
            pages = [self.ask(), self.ask("林榕江"), self.ask("", self.number)]

        for page in pages:
            self.assertNotContains(page, self.number)
            self.assertNotContains(page, self.person.identifier)
        self.assertNotIn(self.number, "".join(logs.output))

    def test_is_neither_kept_nor_indexed(self):
        self.listed()
        for page in (self.client.get(self.url), self.ask()):
            self.assertIn("no-store", page["Cache-Control"])
            self.assertIn("noindex", page["X-Robots-Tag"])
            self.assertContains(page, '<meta name="robots" content="noindex')

    def test_an_address_with_the_data_in_it_finds_nobody(self):
        self.listed(facts="拒不履行判决")

        page = self.client.get(self.url, {"name": NAME, "number": self.number})

        self.assertNotContains(page, "拒不履行判决")
        self.assertNotContains(page, NOTHING)

    def test_says_next_to_the_field_what_is_missing_and_keeps_the_name(self):
        page = self.ask(number="")

        self.assertContains(page, "请填写完整的证件号码。")
        self.assertContains(page, f'value="{NAME}"')

    def test_refuses_a_form_of_another_site(self):
        self.client.handler.enforce_csrf_checks = True

        self.assertEqual(self.ask().status_code, 403)

    def test_too_many_attempts_are_stopped_and_the_page_says_so(self):
        self.listed(facts="拒不履行判决")
        for _ in range(persons.ALLOWED):
            self.assertEqual(self.ask(name="试探").status_code, 200)

        page = self.ask()

        self.assertContains(page, "查询过于频繁", status_code=429)
        self.assertNotContains(page, "拒不履行判决", status_code=429)
        self.assertIn("no-store", page["Cache-Control"])

    def test_counts_each_address_by_itself_and_believes_no_forged_one(self):
        for number in range(persons.ALLOWED):
            self.client.post(
                self.url, {"name": "试"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"
            )

        here = self.client.post(self.url, {}, HTTP_X_FORWARDED_FOR="10.0.0.99")
        there = self.client.post(self.url, {}, REMOTE_ADDR="192.0.2.7")

        self.assertEqual((here.status_code, there.status_code), (429, 200))

    def test_takes_the_same_queries_for_one_entry_and_for_three(self):
        self.listed()
        with self.assertNumQueries(2):
            self.ask()
        self.listed()
        self.listed()

        with self.assertNumQueries(2):
            self.ask()
