"""Entries, measures and checks of October 2026, counted by hand for two departments.

Each class tells what two departments did around that month, at its very first and last instants
too, and says what must be counted. The numbers are not computed from the database.
"""

from datetime import date

import registry.actions
import sanctions.actions
from registry.models import Hold, ListKind, Role
from reporting import figures
from sanctions.checking.questions import question
from sanctions.models import Check, Order
from tests import factories
from tests.sanctions import makers

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
        cls.publish_at("2026-10-31 23:59", black)
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
        cls.end(repaired, "repaired", "2026-10-31 23:59")

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
        assert entry.derived.count() == 1
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


class OrdersTests(CountsCast):
    """A memorandum with three measures: two of one department, one of another."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        edition = makers.make_edition({"code": "must"}, {"code": "may", "force": "recommended"})  # fmt: skip
        must, may = (edition.measures.get(code=code) for code in ("must", "may"))
        days = {"response_workdays": 5, "lifting_workdays": 3}
        pairs = [(must, cls.department), (may, cls.department), (may, cls.elsewhere)]
        makers.make_memorandum(
            cls.standard,
            [{"measure": one, "department": department, **days} for one, department in pairs],
        )  # fmt: skip
        cls.two_that_were_lifted()
        cls.four_that_were_not_all_answered()
        cls.publish_at("2026-11-01 00:00", cls.standard)

    @classmethod
    def two_that_were_lifted(cls):
        last_year = cls.publish_at("2025-12-15 10:00", cls.standard)
        must, may, of_others = cls.orders_of(last_year)
        for order in (must, of_others):
            cls.execute(order, "2025-12-16 10:00")
        cls.decline(may, "2025-12-16 10:00")
        cls.end(last_year, "2026-09-14 10:00")  # to be lifted by September 17
        cls.lift(must, "2026-09-30", "2026-09-30 23:59")
        cls.lift(of_others, "2026-09-16", "2026-10-31 23:59")
        entry = cls.publish_at("2026-10-12 10:00", cls.standard)
        must, may, of_others = cls.orders_of(entry)
        cls.execute(must, "2026-10-13 10:00")
        cls.decline(may, "2026-10-31 23:59")
        cls.execute(of_others, "2026-10-14 10:00")
        cls.end(entry, "2026-10-20 10:00")  # by October 23
        cls.lift(must, "2026-10-23", "2026-10-23 10:00")
        cls.lift(of_others, "2026-10-26", "2026-10-26 10:00")

    @classmethod
    def four_that_were_not_all_answered(cls):
        must, may, of_others = cls.orders_of(cls.publish_at("2026-09-10 10:00", cls.standard))  # fmt: skip
        cls.execute(may, "2026-09-11 10:00")
        cls.execute(must, "2026-10-01 00:00")
        cls.execute(of_others, "2026-11-01 00:00")  # was due on September 17
        # Due on September 30: not late on that day.
        must, may, of_others = cls.orders_of(cls.publish_at("2026-09-23 10:00", cls.standard))  # fmt: skip
        for order in (must, may, of_others):
            cls.execute(order, "2026-10-08 10:00")
        *_, of_others = cls.orders_of(cls.publish_at("2026-10-13 10:00", cls.standard))
        cls.decline(of_others, "2026-10-15 10:00")
        cls.end(cls.publish_at("2026-10-05 10:00", cls.standard), "2026-10-23 10:00")
        cls.publish_at("2026-10-29 10:00", cls.standard)  # due in November

    @classmethod
    def orders_of(cls, entry):
        """The orders on `entry`: must and may of the first department, may of the second."""
        orders = Order.objects.filter(entry=entry)
        own = orders.filter(department=cls.department)
        return own.get(measure__code="must"), own.get(measure__code="may"), orders.get(department=cls.elsewhere)  # fmt: skip

    @classmethod
    def execute(cls, order, moment):
        with at(moment):
            sanctions.actions.orders.execute(order, by=cls.staff[order.department][0], executed_on=date.fromisoformat(moment[:10]), document="1号")  # fmt: skip

    @classmethod
    def decline(cls, order, moment):
        with at(moment):
            sanctions.actions.orders.decline(order, by=cls.staff[order.department][0], ground="already", explanation="另案")  # fmt: skip

    @classmethod
    def end(cls, entry, moment):
        with at(moment):
            registry.actions.entries.end(entry, because="early", reason="理由", by=cls.reviewer)  # fmt: skip

    @classmethod
    def lift(cls, order, lifted_on, moment):
        with at(moment):
            sanctions.actions.orders.lift(order, by=cls.staff[order.department][0], lifted_on=date.fromisoformat(lifted_on), document="2号")  # fmt: skip

    def test_the_measures_of_the_first_department(self):
        self.assert_figures(
            "联合奖惩",
            self.department,
            {
                "orders.made.mandatory": [4, 2, 6],
                "orders.made.recommended": [4, 2, 6],
                "orders.executed.mandatory": [3, 0, 3],
                "orders.executed.recommended": [1, 1, 2],
                "orders.declined.recommended": [1, 0, 1],
                "orders.lifted": [1, 1, 2],
                "orders.lifted_late": [0, 1, 1],
                "orders.overdue": [2, 1, None],
            },
        )

    def test_the_measures_of_the_second_department(self):
        self.assert_figures(
            "联合奖惩",
            self.elsewhere,
            {
                "orders.made.recommended": [4, 2, 6],
                "orders.executed.recommended": [2, 0, 2],
                "orders.declined.recommended": [1, 0, 1],
                "orders.lifted": [2, 0, 2],
                "orders.lifted_late": [1, 0, 1],
                "orders.overdue": [1, 1, None],
            },
        )


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
