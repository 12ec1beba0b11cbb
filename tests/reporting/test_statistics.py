import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import registry.actions
from registry.models import Hold
from reporting import statistics
from reporting.statistics import as_of, statistics_of, suppressed
from tests import factories

from .cast import OCTOBER, ReportCast, on
from .test_desk import Desk


class StatisticsTests(ReportCast):
    def of(self, *, internal=False):
        return statistics_of(timezone.now(), last=OCTOBER, internal=internal)

    def test_a_held_entry_is_not_counted(self):
        rows = dict(self.of().table("fields").rows)
        self.assertEqual(rows["环境保护"], [1, 1, 0, 0])

        registry.actions.holds.place(
            self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

        rows = dict(self.of().table("fields").rows)
        self.assertEqual(rows["环境保护"], [1, 0, 0, 0])

    def test_asked_for_a_past_instant_it_says_what_stood_then(self):
        before = timezone.now()
        registry.actions.entries.end(
            self.bad, because="revoked", reason="有误", by=self.reviewer
        )

        then = statistics_of(before, last=OCTOBER, internal=False)

        self.assertEqual(dict(then.table("fields").rows)["环境保护"], [1, 1, 0, 0])

    def test_few_persons_are_not_told_and_stand_in_no_breakdown(self):
        person = factories.make_person("欧阳某明")
        self.publish(self.standard, subject=person)

        public, internal = self.of(), self.of(internal=True)

        self.assertEqual(dict(public.table("lists").rows)["自然人"], [0, "少于5", 0, 0])
        self.assertEqual(dict(internal.table("lists").rows)["自然人"], [0, 1, 0, 0])
        self.assertEqual(dict(public.table("fields").rows)["环境保护"], [1, 1, 0, 0])
        self.assertIsNone(public.table("departments"))

    def test_no_public_number_holds_persons_but_their_own_row(self):
        before = {one.name: one.rows for one in self.of().tables}
        with on("2026-10-14"):
            person = factories.make_person("欧阳某明")
            self.publish(self.standard, subject=person)

        after = {one.name: one.rows for one in self.of().tables}

        before.pop("lists"), after.pop("lists")
        self.assertEqual(after, before)

    def test_few_matters_are_told_within_the_house_alone(self):
        table = statistics.StatisticsTable(
            "repairs", "信用修复", "事项", ["件数"], [("收到", [3])]
        )

        self.assertEqual(
            statistics.of_cases(table, exact=False).rows, [("收到", ["少于5"])]
        )
        self.assertEqual(statistics.of_cases(table, exact=True).rows, [("收到", [3])])

    def test_the_months_are_twelve_and_count_what_was_published(self):
        rows = self.of().table("months").rows

        self.assertEqual(len(rows), 12)
        self.assertEqual(rows[-1], ("2026年10月", [1, 1, 0, 0]))

    def test_takes_the_same_statements_however_many_entries_there_are(self):
        with self.assertNumQueries(8):
            self.of()
        for _ in range(3):
            self.publish(self.standard)
        with self.assertNumQueries(8):
            self.of()

    def test_no_month_ahead_is_told(self):
        now = datetime(2026, 11, 25, 2, tzinfo=UTC)

        self.assertEqual(as_of("", now.date(), now)[1], now)
        self.assertEqual(as_of("2026-10", now.date(), now)[1], OCTOBER.ends_at - timedelta(microseconds=1))  # fmt: skip
        with self.assertRaisesMessage(ValueError, "还没有到"):
            as_of("2026-12", now.date(), now)


@given(st.integers(0, 10_000))
def test_a_small_number_is_never_told_and_another_always_is(number):
    told = suppressed(number)

    assert told == number if number == 0 or number >= 5 else told == "少于5"


class PageTests(Desk):
    def setUp(self):
        cache.clear()

    def test_shows_each_table_with_its_picture(self):
        response = self.client.get(reverse("reporting:statistics"))

        self.assertContains(response, "<svg", 3)
        for title in ("生效中的条目", "分领域", "分区划", "逐月新发布"):
            self.assertContains(response, title)
        self.assertNotContains(response, "分单位")

    def test_each_number_says_of_which_list_it_is_where_headings_have_no_room(self):
        response = self.client.get(reverse("reporting:statistics"))

        self.assertContains(response, '<td data-label="红名单">1</td><td data-label="黑名单">1</td>')  # fmt: skip

    def test_a_table_is_handed_out_as_csv(self):
        response = self.client.get(reverse("reporting:statistics_csv", args=["fields"]))

        text = response.getvalue().decode("utf-8-sig")
        self.assertEqual(next(csv.reader(StringIO(text))), ["领域", "红名单", "黑名单", "良好记录", "失信记录"])  # fmt: skip

    def test_what_is_no_table_or_month_is_said_so(self):
        url = reverse("reporting:statistics")
        self.assertContains(self.client.get(url, {"month": "2026-13"}), "不是月份", status_code=400)  # fmt: skip
        missing = reverse("reporting:statistics_csv", args=["departments"])
        self.assertEqual(self.client.get(missing).status_code, 404)

    def test_the_desk_has_departments_beside_for_those_who_oversee(self):
        url = reverse("admin:reporting_statistics")
        self.sign_in(self.reviewer)
        self.assertEqual(self.client.get(url).status_code, 403)
        self.sign_in(self.officer)

        self.assertContains(self.client.get(url), "分单位")
        self.assertEqual(len(statistics.KINDS), 4)
