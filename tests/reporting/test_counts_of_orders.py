"""Measures of October 2026, counted by hand for two departments; see `test_counts`."""

from datetime import date

import registry.actions
import sanctions.actions
from sanctions.models import Order
from tests.sanctions import makers

from .cast import CountsCast, at


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
        cls.call_off(may, "2026-09-15 10:00")
        cls.lift(may, "2026-09-16", "2026-09-16 10:00")
        cls.execute(must, "2026-10-01 00:00")
        cls.execute(of_others, "2026-11-01 00:00")  # was due on September 17
        # Due on September 30: not late on that day.
        entry = cls.publish_at("2026-09-23 10:00", cls.standard)
        must, may, of_others = cls.orders_of(entry)
        for order in (must, may, of_others):
            cls.execute(order, "2026-10-08 10:00")
        cls.call_off(may, "2026-10-09 10:00")
        cls.lift(may, "2026-10-12", "2026-10-12 10:00")
        cls.end(entry, "2026-10-15 10:00")  # three days after the measure was lifted
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
    def call_off(cls, order, moment):
        with at(moment):
            sanctions.actions.orders.call_off(order, by=cls.staff[order.department][0], reason="提前解除")  # fmt: skip

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
                "orders.lifted": [2, 2, 4],
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

    def test_the_scores_of_both_departments(self):
        # From the end to the lifting: 3 days and 0 (lifted before it ended); 2 days and 4.
        self.assert_scores(self.department, unlawful=(0, 4), lifting=(1.5, 2))
        self.assert_scores(self.elsewhere, unlawful=(0, 2), lifting=(3, 2))
