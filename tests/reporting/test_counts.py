"""Entries and checks of October 2026, counted by hand for two departments.

Each class says what two departments did around that month, at its very first and last instants
too, and says what must be counted. The numbers are not computed from the database.
"""

from django.utils import timezone

import registry.actions
import sanctions.actions
from registry.models import Hold, ListKind, Role
from reporting import figures, statistics
from sanctions.checking.questions import question
from sanctions.models import Check
from tests import factories

from .cast import OCTOBER, CountsCast, at


class EntriesTests(CountsCast):
    """Published, ended, held: by two departments under four lists."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        red = factories.make_standard(cls.department, list_kind=ListKind.RED)
        bad = factories.make_standard(cls.elsewhere, list_kind=ListKind.BAD)
        building = factories.make_field("jianshe", "建设工程")
        good = factories.make_standard(cls.elsewhere, list_kind=ListKind.GOOD, field=building)  # fmt: skip
        black = cls.standard
        last_year = cls.publish_at("2025-12-31 23:59", black)
        in_september = cls.publish_at("2026-09-30 23:59", black)
        held = cls.publish_at("2026-10-01 00:00", black)
        repaired = cls.publish_responsible("2026-10-15 10:00")
        cls.publish_at("2026-10-31 23:59:59.999999", black)
        resumed = cls.publish_at("2026-10-20 10:00", red)
        cls.publish_at("2026-11-01 00:00", black)
        with at("2026-10-10 10:00"):
            draft = factories.make_entry(black, cls.clerk)
            registry.actions.entries.submit(draft, by=cls.clerk)
        cls.hold(last_year, "2026-09-10 10:00")
        cls.hold(held, "2026-10-20 10:00")
        cls.release(cls.hold(resumed, "2026-10-21 10:00"), "2026-10-25 10:00")
        cls.end(in_september, "early", "2026-10-01 00:00")
        cls.end(last_year, "revoked", "2026-10-16 10:00")
        cls.end(repaired, "repaired", "2026-10-31 23:59:59.999999")

        of_february = cls.publish_at("2026-02-10 10:00", bad)
        for day in ("05", "06"):
            cls.publish_at(f"2026-10-{day} 10:00", good)
        at_the_end = cls.publish_at("2026-10-31 23:59", bad)
        cls.end(of_february, "revoked", "2026-09-15 10:00")
        cls.end(at_the_end, "revoked", "2026-11-01 00:00")

    @classmethod
    def publish_responsible(cls, moment):
        """A black entry with one on its legal representative, which is not counted again."""
        with at(moment):
            entry = factories.make_entry(cls.standard, cls.clerk)
            person = factories.make_person()
            heard = {"notice_served_on": entry.notice_served_on, "notice_proof": "送达"}
            registry.actions.entries.name_responsible(
                entry, person=person, role=Role.LEGAL_REPRESENTATIVE, by=cls.clerk, **heard
            )  # fmt: skip
            registry.actions.entries.submit(entry, by=cls.clerk)
            registry.actions.entries.approve(entry, by=cls.reviewer)
        entry.derived.get()  # without one the test would prove nothing
        return entry

    @classmethod
    def hold(cls, entry, moment):
        with at(moment):
            return registry.actions.holds.place(entry, kind=Hold.Kind.OFFICE, reason="核查", by=cls.reviewer)  # fmt: skip

    @classmethod
    def release(cls, hold, moment):
        with at(moment):
            registry.actions.holds.release(hold, reason="属实", by=cls.reviewer)

    @classmethod
    def end(cls, entry, because, moment):
        with at(moment):
            by = cls.staff[entry.department][1]
            registry.actions.entries.end(entry, because=because, reason="理由", by=by)

    def test_the_entries_of_the_first_department(self):
        self.assert_figures(
            "名单发布",
            self.department,
            {
                "entries.new.black": [3, 1, 4],
                "entries.new.red": [1, 0, 1],
                "entries.ended.early": [1, 0, 1],
                "entries.ended.repaired": [1, 0, 1],
                "entries.ended.revoked": [1, 0, 1],
                "entries.standing.black": [1, 1, None],
                "entries.standing.red": [1, 0, None],
                "entries.held": [1, 1, None],
            },
        )

    def test_the_entries_of_the_second_department(self):
        self.assert_figures(
            "名单发布",
            self.elsewhere,
            {
                "entries.new.good": [2, 0, 2],
                "entries.new.bad": [1, 0, 2],
                "entries.ended.revoked": [0, 1, 1],
                "entries.standing.good": [2, 0, None],
                "entries.standing.bad": [1, 0, None],
            },
        )

    def test_each_field_and_list_has_its_new_ended_and_standing_entries(self):
        computed = figures.of_all(OCTOBER)
        of_the_first = [["环境保护", "black", 3, 3, 1], ["环境保护", "red", 1, 0, 1]]
        of_the_second = [["建设工程", "good", 2, 0, 2], ["环境保护", "bad", 1, 0, 1]]

        self.assertEqual(computed.of(self.department)["fields"], of_the_first)
        self.assertEqual(computed.of(self.elsewhere)["fields"], of_the_second)
        self.assertEqual(
            computed.total()["fields"], sorted([*of_the_first, *of_the_second])
        )

    def test_the_scores_of_both_departments(self):
        # Of six entries with effect at some time in October one was revoked in it.
        self.assert_scores(self.department, hearing=(3, 3), wrong=(1, 6))
        self.assert_scores(self.elsewhere, hearing=(1, 1), wrong=(0, 3))

    def test_the_statistics_of_twelve_months_are_of_organisations(self):
        rows = statistics.by_month(OCTOBER).rows

        self.assertEqual((len(rows), rows[0][0]), (12, "2025年11月"))
        expected = [
            ("2025年12月", [0, 1, 0, 0]),
            ("2026年2月", [0, 0, 0, 1]),
            ("2026年9月", [0, 1, 0, 0]),
            ("2026年10月", [1, 3, 2, 1]),
        ]
        self.assertEqual([row for row in rows if any(row[1])], expected)

    def test_the_statistics_of_an_instant_have_what_had_effect_then(self):
        with at("2026-10-20 12:00"):
            moment = timezone.now()

        found = statistics.statistics_of(moment, last=OCTOBER, internal=True)

        lists = {label: numbers for label, numbers in found.table("lists").rows if any(numbers)}  # fmt: skip
        self.assertEqual(lists, {"法人及非法人组织": [1, 1, 2, 0]})
        departments = [("huanbao", [1, 1, 0, 0]), ("jianwei", [0, 0, 2, 0])]
        self.assertEqual(found.table("departments").rows, departments)
        fields = [("建设工程", [0, 0, 2, 0]), ("环境保护", [1, 1, 0, 0])]
        self.assertEqual(found.table("fields").rows, fields)
        self.assertEqual(found.table("districts").rows, [("未登记", [1, 1, 2, 0])])


class ChecksTests(CountsCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.listed = cls.publish_at("2025-12-01 10:00", cls.standard).subject
        cls.clear = factories.make_subject()
        cls.check(cls.clerk, cls.listed, "2025-12-31 23:59")
        cls.feed_back(cls.check(cls.clerk, cls.listed, "2026-10-01 00:00"), "2026-10-31 23:59")  # fmt: skip
        cls.check(cls.clerk, cls.clear, "2026-10-05 10:00")
        cls.feed_back(cls.check(cls.clerk, cls.listed, "2026-10-31 23:59"), "2026-11-01 00:00")  # fmt: skip
        cls.check(cls.clerk, cls.listed, "2026-11-01 00:00")
        cls.feed_back(cls.check(cls.stranger, cls.clear, "2026-09-30 23:59"), "2026-10-03 10:00")  # fmt: skip
        cls.feed_back(cls.check(cls.stranger, cls.clear, "2026-10-10 10:00"), "2026-10-10 10:00")  # fmt: skip

    @classmethod
    def check(cls, official, subject, moment):
        with at(moment):
            asked = question(name=subject.name, identifier=subject.identifier, today=OCTOBER.first)  # fmt: skip
            made = sanctions.actions.checks.check(asked, purpose="procurement", case_number="1", by=official)  # fmt: skip
        return Check.objects.get(receipt=made.receipt)

    @classmethod
    def feed_back(cls, check, moment):
        with at(moment):
            sanctions.actions.checks.record_feedback(check, by=check.official, outcome="normal")  # fmt: skip

    def test_the_checks_of_the_first_department(self):
        self.assert_figures(
            "信用核查",
            self.department,
            {
                "checks.made": [3, 0, 3],
                "checks.listed": [2, 0, 2],
                "checks.fed_back": [1, 0, 1],
            },
        )

    def test_the_checks_of_the_second_department(self):
        self.assert_figures(
            "信用核查",
            self.elsewhere,
            {"checks.made": [1, 1, 2], "checks.fed_back": [1, 0, 2]},
        )
