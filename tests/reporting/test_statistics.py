"""Public and internal statistics."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import registry.actions
from registry.models import Entry, Hold
from reporting import statistics
from reporting.statistics import as_of, statistics_of, suppressed
from tests import factories

from .cast import OCTOBER, ReportCast, on
from .test_desk import Desk

# The bystander's black entries in the same field: two have effect, the third is held.
OTHERS = 2


class StatisticsTests(ReportCast):
    def of(self, *, internal=False):
        return statistics_of(timezone.now(), last=OCTOBER, internal=internal)

    def test_a_held_entry_is_not_counted(self):
        rows = dict(self.of().table("fields").rows)
        self.assertEqual(rows["环境保护"], [1, 1 + OTHERS, 0, 0])

        registry.actions.holds.place(
            self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

        rows = dict(self.of().table("fields").rows)
        self.assertEqual(rows["环境保护"], [1, OTHERS, 0, 0])

    def test_statistics_of_a_past_instant_have_what_had_effect_then(self):
        before = timezone.now()
        registry.actions.entries.end(
            self.bad, because="revoked", reason="有误", by=self.reviewer
        )

        then = statistics_of(before, last=OCTOBER, internal=False)

        rows = dict(then.table("fields").rows)
        self.assertEqual(rows["环境保护"], [1, 1 + OTHERS, 0, 0])

    def test_small_numbers_of_persons_are_suppressed_and_in_no_breakdown(self):
        person = factories.make_person("欧阳某明")
        self.publish(self.standard, subject=person)

        public, internal = self.of(), self.of(internal=True)

        self.assertEqual(dict(public.table("lists").rows)["自然人"], [0, "少于5", 0, 0])
        self.assertEqual(dict(internal.table("lists").rows)["自然人"], [0, 1, 0, 0])
        rows = dict(public.table("fields").rows)
        self.assertEqual(rows["环境保护"], [1, 1 + OTHERS, 0, 0])
        self.assertIsNone(public.table("departments"))

    def test_officials_get_a_table_of_departments_more_than_the_public(self):
        public = ["lists", "fields", "districts", "months", "objections", "repairs"]

        self.assertEqual([one.name for one in self.of().tables], public)
        internal = [one.name for one in self.of(internal=True).tables]
        self.assertEqual(internal, [*public[:3], "departments", *public[3:]])

    def test_a_row_is_shown_flat_or_with_the_names_of_its_columns(self):
        table = self.of().table("fields")

        self.assertEqual(table.lines, [["环境保护", 1, 1 + OTHERS, 0, 0]])
        numbers = [
            ("红名单", 1),
            ("黑名单", 1 + OTHERS),
            ("良好记录", 0),
            ("失信记录", 0),
        ]
        self.assertEqual(table.labelled_rows, [("环境保护", numbers)])

    def test_districts_come_by_their_number_of_entries_and_those_without_one_in_a_row(
        self,
    ):
        Entry.objects.filter(pk=self.good.pk).update(region=factories.make_region())

        rows = self.of().table("districts").rows
        self.assertEqual(
            rows, [("未登记", [0, 1 + OTHERS, 0, 0]), ("福州市", [1, 0, 0, 0])]
        )

    def test_persons_are_counted_in_no_public_number_but_their_own_row(self):
        before = {one.name: one.rows for one in self.of().tables}
        with on("2026-10-14"):
            person = factories.make_person("欧阳某明")
            self.publish(self.standard, subject=person)

        after = {one.name: one.rows for one in self.of().tables}

        before.pop("lists"), after.pop("lists")
        self.assertEqual(after, before)

    def test_the_months_are_twelve_and_count_what_was_published(self):
        rows = self.of().table("months").rows

        self.assertEqual(len(rows), 12)
        self.assertEqual(rows[-1], ("2026年10月", [1, 1, 0, 0]))

    def test_statistics_take_the_same_statements_for_any_number_of_entries(self):
        with self.assertNumQueries(8):
            self.of()
        for _ in range(3):
            self.publish(self.standard)
        with self.assertNumQueries(8):
            self.of()


def test_small_numbers_of_cases_are_for_officials_only():
    table = statistics.StatisticsTable(
        "repairs", "信用修复", "事项", ["件数"], [("收到", [3])]
    )

    assert statistics.of_cases(table, exact=False).rows == [("收到", ["少于5"])]
    assert statistics.of_cases(table, exact=True).rows == [("收到", [3])]


def test_a_month_ahead_is_refused():
    now = datetime(2026, 11, 25, 2, tzinfo=UTC)
    last_instant = OCTOBER.ends_at - timedelta(microseconds=1)

    assert as_of("", now.date(), now)[1] == now
    assert as_of("2026-10", now.date(), now)[1] == last_instant
    with pytest.raises(ValueError, match="还没有到"):
        as_of("2026-12", now.date(), now)


@given(st.integers(0, 10_000))
def test_a_small_number_is_always_suppressed_and_another_never(number):
    shown = suppressed(number)

    assert shown == number if number == 0 or number >= 5 else shown == "少于5"


class PageTests(Desk):
    def setUp(self):
        cache.clear()

    def test_the_page_shows_each_table_with_its_chart(self):
        response = self.client.get(reverse("reporting:statistics"))

        self.assertContains(response, "<svg", 3)
        for title in ("生效中的条目", "分领域", "分区划", "逐月新发布"):
            self.assertContains(response, title)
        self.assertNotContains(response, "分单位")

    def test_each_number_has_the_name_of_its_list_for_narrow_screens(self):
        response = self.client.get(reverse("reporting:statistics"))

        self.assertContains(response, '<td data-label="红名单">1</td><td data-label="黑名单">1</td>')  # fmt: skip

    def test_a_table_can_be_downloaded_as_csv(self):
        response = self.client.get(reverse("reporting:statistics_csv", args=["fields"]))

        text = response.getvalue().decode("utf-8-sig")
        self.assertEqual(next(csv.reader(StringIO(text))), ["领域", "红名单", "黑名单", "良好记录", "失信记录"])  # fmt: skip

    def test_a_bad_month_is_refused_and_an_unknown_table_not_found(self):
        url = reverse("reporting:statistics")
        self.assertContains(self.client.get(url, {"month": "2026-13"}), "不是月份", status_code=400)  # fmt: skip
        missing = reverse("reporting:statistics_csv", args=["departments"])
        self.assertEqual(self.client.get(missing).status_code, 404)

    def test_the_admin_page_adds_departments_for_those_who_see_all(self):
        url = reverse("admin:reporting_statistics")
        self.sign_in(self.reviewer)
        self.assertEqual(self.client.get(url).status_code, 403)
        self.sign_in(self.officer)

        self.assertContains(self.client.get(url), "分单位")
        self.assertEqual(len(statistics.KINDS), 4)
