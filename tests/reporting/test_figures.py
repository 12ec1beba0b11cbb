"""The figures of a month, of one department and of the city."""

from collections import Counter
from datetime import timedelta

import registry.actions
from registry.models import Entry, Hold, ListKind, TrailEntry
from reporting import figures
from reporting.counting import Span
from reporting.months import Month
from tests import factories

from .cast import OCTOBER, ReportCast, on

STATEMENTS = 80


def this_month(numbers, code):
    return numbers["rows"][code][0]


class FiguresTests(ReportCast):
    def test_figures_say_how_far_the_trail_had_come(self):
        newest = TrailEntry.objects.order_by("pk").last()

        self.assertEqual(figures.of(self.department.pk, OCTOBER)["version"], newest.pk)

    def test_figures_have_what_was_published_and_what_had_effect_at_the_end(self):
        found = figures.of(self.department, OCTOBER)

        self.assertEqual(this_month(found, "entries.new.black"), 1)
        self.assertEqual(found["rows"]["entries.new.red"], [1, 0, 1])
        self.assertEqual(found["rows"]["entries.standing.red"], [1, 0, None])

    def test_figures_of_a_month_do_not_change_with_what_happens_afterwards(self):
        before = figures.of(self.department, OCTOBER)["rows"]
        with on("2026-11-03"):
            registry.actions.entries.end(
                self.bad, because="revoked", reason="认定有误", by=self.reviewer
            )

        self.assertEqual(figures.of(self.department, OCTOBER)["rows"], before)
        november = figures.of(self.department, Month(2026, 11))
        self.assertEqual(this_month(november, "entries.ended.revoked"), 1)
        self.assertEqual(this_month(november, "entries.standing.black"), 0)

    def test_a_held_entry_is_counted_as_held_and_not_as_standing(self):
        with on("2026-10-20"):
            registry.actions.holds.place(
                self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
            )  # fmt: skip

        found = figures.of(self.department, OCTOBER)

        self.assertEqual(this_month(found, "entries.held"), 1)
        self.assertEqual(this_month(found, "entries.standing.black"), 0)

    def test_the_last_instant_of_the_month_belongs_to_it_and_the_next_does_not(self):
        ends_at = OCTOBER.ends_at
        Entry.objects.filter(pk=self.bad.pk).update(published_at=ends_at)
        self.assertEqual(
            this_month(figures.of(self.department, OCTOBER), "entries.new.black"), 0
        )

        last = ends_at - timedelta(microseconds=1)
        Entry.objects.filter(pk=self.bad.pk).update(published_at=last)
        self.assertEqual(
            this_month(figures.of(self.department, OCTOBER), "entries.new.black"), 1
        )

    def test_figures_of_a_department_leave_out_other_departments(self):
        found = figures.of(self.elsewhere, OCTOBER)

        self.assertFalse(any(numbers[0] for numbers in found["rows"].values()))

    def test_the_figures_of_the_city_are_the_sum_of_the_departments(self):
        standard = factories.make_standard(self.elsewhere, list_kind=ListKind.GOOD)
        other = factories.make_official("lan", self.elsewhere)
        with on("2026-10-15"):
            factories.make_published(standard, self.stranger, other)

        computed = figures.of_all(OCTOBER)

        total = computed.total()["rows"]
        parts = [computed.of(one)["rows"] for one in (self.department, self.elsewhere)]
        for code, numbers in total.items():
            if code != "objections.mean":
                self.assertEqual(numbers[0], sum(part[code][0] for part in parts), code)

    def test_figures_take_as_many_statements_for_many_departments_as_for_one(self):
        with self.assertNumQueries(STATEMENTS):
            figures.of_all(OCTOBER).total()

        with on("2026-10-16"):
            for number in range(3):
                unit = factories.make_department(f"unit{number}")
                clerk, reviewer = (
                    factories.make_official(f"{name}{number}", unit)
                    for name in ("clerk", "reviewer")
                )
                standard = factories.make_standard(unit, list_kind=ListKind.RED)
                factories.make_published(standard, clerk, reviewer)
        with self.assertNumQueries(STATEMENTS):
            figures.of_all(OCTOBER).total()


def test_at_most_ten_reasons_of_rejections_are_shown():
    computed = figures.Figures.__new__(figures.Figures)
    computed.month, computed.version = OCTOBER, 7
    reasons = Counter({f"原因{number}": number for number in range(1, 13)})

    found = computed.as_dict({"month": {}, "last": {}, "year": {}}, {}, reasons)

    shown = [(f"原因{number}", number) for number in range(12, 2, -1)]
    self_described = (found["month"], found["as_of"], found["version"])
    assert found["rejections"] == shown
    assert self_described == ("2026-10", "2026-10-31T23:59:59.999999+08:00", 7)


def test_a_figure_that_is_no_longer_made_is_left_out_of_the_table():
    stored = {"rows": {"checks.made": [3, 2, 9], "made.up": [1, 1, 1]}}

    lines = [(one.name, *numbers) for one, *numbers in figures.table(stored)]

    assert lines == [("核查", 3, 2, 9)]


def test_a_mean_is_rounded_and_of_nothing_is_a_dash():
    mean = figures.BY_CODE["objections.mean"]

    assert figures.value(mean, {}) is None
    assert figures.value(mean, {"objections.found": 3, "objections.workdays": 7}) == 2.3
    assert (figures.shown(None), figures.shown(0), figures.shown(2.5)) == (
        "—",
        "0",
        "2.5",
    )


def test_a_year_begins_in_january():
    span = Span.of(OCTOBER.january, OCTOBER)

    assert span.start.isoformat() == "2026-01-01T00:00:00+08:00"
    assert span.end.isoformat() == "2026-11-01T00:00:00+08:00"
    assert str(span.last_day) == "2026-10-31"
