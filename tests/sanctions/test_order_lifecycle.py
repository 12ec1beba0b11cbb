"""What holds, releases and ends of entries, and the passing of time, do to orders (三(四)、三(五))."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

import registry.actions
from registry import workdays
from registry.models import CalendarYear, TrailEntry
from sanctions import actions
from sanctions.models import Call, Order
from tests import factories

from . import makers
from .breaking import failing
from .cast import MeasuresCast, noon


class LifecycleCast(MeasuresCast):
    def calls(self, kind):
        """The orders named in each of the treasury's calls of `kind`."""
        calls = Call.objects.filter(department=self.treasury, kind=kind).order_by("pk")
        return list(calls.values_list("orders", flat=True))

    def lines(self, order):
        return list(TrailEntry.objects.about(order).order_by("pk"))

    def statuses(self, *orders):
        for order in orders:
            order.refresh_from_db()
        return [order.status for order in orders]


class HoldTests(LifecycleCast):
    def test_a_hold_is_reported_with_the_orders_that_may_not_be_executed_now(self):
        executed, pending = self.executed(), self.order()

        self.hold(executed)
        self.hold(pending)

        self.assertEqual(self.calls("rest"), [[executed.pk], [pending.pk]])

    def test_an_order_that_was_declined_lifted_or_void_is_in_no_call(self):
        declined, lifted = self.order(), self.executed()
        self.decline(declined)
        actions.orders.call_off(lifted, by=self.accountant, reason="法院裁定")
        self.lift(lifted)

        for order in (declined, lifted):
            self.release(self.hold(order))

        self.assertEqual((self.calls("rest"), self.calls("resume")), ([], []))


class ReleaseTests(LifecycleCast):
    def released(self, *orders, at):
        """Hold the entries of `orders` now and release them at the instant `at`."""
        holds = [self.hold(order) for order in orders]
        with time_machine.travel(at, tick=False):
            for hold in holds:
                self.release(hold)
        for order in orders:
            order.refresh_from_db()

    def test_each_order_gets_its_own_number_of_days_again(self):
        makers.make_memorandum(
            self.standard,
            [
                {
                    "measure": self.measure,
                    "department": self.elsewhere,
                    "response_workdays": 20,
                }
            ],
        )
        entry = self.published()
        short = Order.objects.get(entry=entry, department=self.treasury)
        long = Order.objects.get(entry=entry, department=self.elsewhere)
        later = long.respond_by + timedelta(days=30)

        self.released(short, at=noon(later))

        long.refresh_from_db()
        calendar = workdays.load()
        self.assertEqual(short.respond_by, calendar.add(later, 10).due)
        self.assertEqual(long.respond_by, calendar.add(later, 20).due)

    def test_the_release_of_one_entry_moves_no_order_of_another(self):
        order, other = self.order(), self.order()
        was = other.respond_by

        self.released(order, at=noon(order.respond_by, days=30))

        other.refresh_from_db()
        self.assertEqual(other.respond_by, was)
        self.assertEqual(self.lines(other), [])

    def test_an_executed_order_gets_no_time_again(self):
        order = self.executed()
        was = order.respond_by

        self.released(order, at=noon(was, days=30))

        self.assertEqual(order.respond_by, was)
        self.assertEqual(len(self.lines(order)), 1)

    def test_the_trail_says_from_which_day_to_which_and_why(self):
        order = self.order()
        was = order.respond_by

        self.released(order, at=noon(was, days=30))

        line = self.lines(order)[-1]
        self.assertEqual(line.action, "sanctions.order.time_renewed")
        self.assertEqual(line.before, {"respond_by": str(was)})
        self.assertEqual(line.after, {"respond_by": str(order.respond_by)})
        self.assertEqual(line.actor_name, "系统")
        self.assertEqual(line.reason, "所依据的条目恢复效力，响应期限重新计算")

    def test_the_new_day_is_computed_with_the_calendar_of_the_release(self):
        lasting = factories.make_standard(self.department, term_months=120)
        makers.make_memorandum(lasting, [(self.measure, self.treasury)])
        order = self.order(standard=lasting)
        before = order.calendar_edition
        CalendarYear.objects.create(year=2031, state=CalendarYear.State.PROVISIONAL)

        self.released(order, at=noon(date(2030, 12, 26)))

        self.assertEqual(order.respond_by.year, 2031)
        self.assertTrue(order.provisional)
        self.assertEqual(order.calendar_edition, before + 1)

    def test_an_order_whose_day_did_not_move_has_no_line_in_the_trail(self):
        order = self.order()

        self.release(self.hold(order))

        self.assertEqual(self.lines(order), [])


class EndTests(LifecycleCast):
    def test_the_end_of_one_entry_closes_no_order_of_another(self):
        executed, pending = self.executed(), self.order()
        other_executed, other_pending = self.executed(), self.order()

        self.end(executed)
        self.end(pending)

        self.assertEqual(
            self.statuses(executed, pending, other_executed, other_pending),
            ["lifting", "void", "executed", "pending"],
        )
        self.assertEqual(self.calls("lift"), [[executed.pk]])
        self.assertEqual(self.calls("void"), [[pending.pk]])

    def test_what_was_declined_or_is_being_lifted_stays_as_it_is(self):
        declined, lifting = self.order(), self.executed()
        self.decline(declined)
        actions.orders.call_off(lifting, by=self.accountant, reason="法院裁定")

        self.end(declined)
        self.end(lifting)

        self.assertEqual(self.statuses(declined, lifting), ["declined", "lifting"])
        self.assertEqual(lifting.lift_because, "法院裁定")
        self.assertEqual((self.calls("lift"), self.calls("void")), ([], []))

    def test_each_lifting_is_due_after_the_working_days_of_its_provision(self):
        three, ten = self.executed(), self.ordered(lifting_workdays=10)
        self.execute(ten)

        self.end(three)
        self.end(ten)

        calendar, today = workdays.load(), timezone.localdate()
        self.assertEqual(three.lift_by, calendar.add(today, 3).due)
        self.assertEqual(ten.lift_by, calendar.add(today, 10).due)

    def test_the_trail_says_why_and_which_official_did_it(self):
        void, lifting = self.order(), self.executed()

        for order in (void, lifting):
            registry.actions.entries.end(
                order.entry, because="revoked", reason="有误", by=self.reviewer
            )

        for order, action in ((void, "void"), (lifting, "lifting")):
            line = self.lines(order)[-1]
            self.assertEqual(line.action, f"sanctions.order.{action}")
            self.assertEqual(line.reason, "条目退出：撤销")
            self.assertEqual(line.actor, self.reviewer)

    def test_no_order_is_closed_where_the_department_cannot_be_notified(self):
        order = self.executed()

        with failing(self, actions.order_lifecycle, "call"):
            actions.order_lifecycle.give_up(
                [order.entry_id], because="revoked", by=None, at=timezone.now()
            )

        self.assertEqual(self.statuses(order), ["executed"])


class SweepTests(LifecycleCast):
    """`close_groundless`, which runs every night."""

    def sweep(self, at=None):
        return actions.order_lifecycle.close_groundless(at or timezone.now())

    def withdraw(self):
        actions.catalogue.withdraw_measure(
            self.measure, by=self.officer, since=timezone.localdate(), reason="依据废止"
        )

    def test_nothing_is_closed_while_all_stands(self):
        orders = [self.order(), self.executed(), self.order()]
        self.hold(orders[2])

        self.assertEqual(self.sweep(), 0)

        self.assertEqual(self.statuses(*orders), ["pending", "executed", "pending"])
        self.assertEqual((self.calls("lift"), self.calls("void")), ([], []))

    def test_orders_on_an_expired_entry_are_closed_and_only_those(self):
        executed, pending = self.executed(), self.order()
        stays = self.order()
        last = timezone.localdate() + timedelta(days=5)
        for order in (executed, pending):
            registry.actions.entries.correct(
                order.entry,
                by=self.officer,
                changes={"asked_until": last},
                reason="笔误",
            )

        self.assertEqual(self.sweep(noon(last)), 0)
        self.assertEqual(self.sweep(noon(last, days=1)), 2)

        self.assertEqual(
            self.statuses(executed, pending, stays), ["lifting", "void", "pending"]
        )
        self.assertEqual(self.lines(pending)[-1].reason, "依据失效，无需执行")
        self.assertEqual(self.lines(executed)[-1].reason, "措施期限届满或者依据失效")
        self.assertEqual(self.calls("lift"), [[executed.pk]])
        self.assertEqual(self.calls("void"), [[pending.pk]])

    def test_a_second_sweep_finds_nothing_left(self):
        self.executed()
        self.order()
        self.withdraw()

        self.assertEqual((self.sweep(), self.sweep()), (2, 0))

    def test_nothing_is_closed_where_the_second_half_fails(self):
        executed, pending = self.executed(), self.order()
        self.withdraw()

        with failing(self, Order.objects, "groundless"):
            self.sweep()

        self.assertEqual(self.statuses(executed, pending), ["executed", "pending"])
