"""The red and the black list: by field, department and district, page by page."""

from datetime import date, timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.models import Hold, ListKind
from tests import bystander, factories
from tests.registry.cast import Cast

# The bystander's three entries, each on the black list and to be read by everybody.
BYSTANDER = [bystander.NAME] * 3


class ListPageTests(Cast):
    def get(self, kind="black", **query):
        return self.client.get(reverse(f"registry:{kind}"), query)

    def named(self, name, **fields):
        return self.published(subject=factories.make_subject(name), **fields)

    def shown(self, page):
        return [card.entry.subject.name for card in page.context["cards"]]

    def test_shows_what_is_on_this_list_and_in_its_window_newest_first(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)
        self.named("福州先行")
        self.named("福州后行")
        self.named("福州红行", standard=red)
        self.named("福州失信行", standard=bad)
        self.draft(subject=factories.make_subject("福州草稿行"))
        ended = self.named("福州退出行")
        actions.entries.end(ended, because="revoked", reason="有误", by=self.reviewer)

        self.assertEqual(self.shown(self.get()), ["福州后行", "福州先行", *BYSTANDER])
        self.assertEqual(self.shown(self.get("red")), ["福州红行"])

    def test_shows_nothing_whose_term_is_over_though_no_sweep_has_run(self):
        self.named("福州到期行")

        with time_machine.travel(timezone.now() + timedelta(days=366 * 4)):
            self.assertEqual(self.shown(self.get()), [])

    def test_shows_nothing_before_its_standard_lets_it_be_public(self):
        hidden = factories.make_standard(self.department, is_public=False)
        self.named("福州不公示行", standard=hidden)

        self.assertEqual(self.shown(self.get()), BYSTANDER)

    def test_marks_a_held_entry_and_calls_none_executed(self):
        entry = self.named("福州异议行")
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        page = self.get()

        self.assertContains(page, "存在异议（暂停执行）")
        self.assertNotContains(page, "执行中")

    def test_names_no_person_and_shows_nobody_derived_from_another(self):
        entry = self.draft(subject=factories.make_subject("福州榕江建材有限公司"))
        actions.entries.name_responsible(
            entry,
            person=factories.make_person("上官闽江"),
            role="principal",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        person = factories.make_person("欧阳榕江")
        self.published(subject=person)

        page = self.get()

        self.assertEqual(len(page.context["cards"]), 2 + len(BYSTANDER))
        self.assertContains(page, "自然人（不公开姓名）")
        for secret in ("欧阳", "上官", person.key, person.identifier):
            self.assertNotContains(page, secret)

    def test_filters_by_field_department_and_district(self):
        other = factories.make_field("jianshe", "工程建设")
        gulou = factories.make_region("350102", "鼓楼区")
        of_field = factories.make_standard(self.department, field=other)
        self.named("福州工程行", standard=of_field)
        self.named("福州鼓楼行", region=gulou)

        self.assertEqual(self.shown(self.get(field=other.pk)), ["福州工程行"])
        self.assertEqual(self.shown(self.get(region="350102")), ["福州鼓楼行"])
        self.assertEqual(len(self.shown(self.get(department="huanbao"))), 2)
        self.assertEqual(self.shown(self.get(department="jianwei")), [])
        self.assertContains(
            self.get(department="huanbao"),
            reverse("registry:atom", args=["huanbao", "black"]),
        )

    def test_refuses_a_filter_that_cannot_be_with_a_plain_word(self):
        for query in (
            {"field": "x"},
            {"region": "999999"},
            {"department": "<b>"},
            {"after": "1"},
            {"after": "x-y"},
            {"after": f"{10**30}-1"},
        ):
            with self.subTest(query):
                self.assertContains(self.get(**query), "请", status_code=400)

    def test_pages_meet_without_gap_or_repetition_even_within_one_instant(self):
        with time_machine.travel("2026-06-01 10:00+08:00", tick=False):
            for number in range(22):
                self.named(f"福州{number:02}行", decided_on=date(2026, 5, 20))

        first = self.get()
        second = self.client.get(first.context["page"].next_url)

        names = self.shown(first) + self.shown(second)
        # The bystander was published after them.
        in_june = [f"福州{number:02}行" for number in range(21, -1, -1)]
        self.assertEqual(names, [*BYSTANDER, *in_june])
        self.assertEqual(second.context["page"].next_url, "")
        self.assertEqual(second.context["page"].first_url, reverse("registry:black"))

    def test_a_mark_beyond_all_numbers_is_no_error(self):
        self.named("福州一行")

        page = self.get(after=f"{10**16}-{10**40}")

        self.assertEqual(self.shown(page), ["福州一行", *BYSTANDER])

    def test_takes_the_same_queries_for_one_row_and_for_three(self):
        self.named("福州一行")
        with self.assertNumQueries(4):
            self.get()
        self.named("福州二行")
        self.published(subject=factories.make_person())

        with self.assertNumQueries(4):
            self.get()
