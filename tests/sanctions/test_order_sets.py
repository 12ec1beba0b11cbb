"""The sets of orders that have names: which orders are in each of them, and which are not."""

from datetime import timedelta

import time_machine
from django.utils import timezone

import registry.actions
from registry.models import ListKind, TrailEntry
from sanctions import actions
from sanctions.models import Order
from tests import factories

from . import makers
from .cast import MeasuresCast, noon


class SetCast(MeasuresCast):
    def of(self, orders):
        """Those of `orders` that are this cast's own."""
        return list(orders.filter(department=self.treasury).order_by("pk"))

    def withdraw(self, since=None):
        actions.catalogue.withdraw_measure(
            self.measure,
            by=self.officer,
            since=since or timezone.localdate(),
            reason="依据废止",
        )

    def shorten(self, order, until):
        """Correct the entry of `order`: its decision names the day `until` as its end."""
        registry.actions.entries.correct(
            order.entry, by=self.officer, changes={"asked_until": until}, reason="笔误"
        )


class ExecutableSetTests(SetCast):
    def test_orders_that_were_declined_or_lifted_are_not_executable(self):
        declined, lifted, executed, pending = (self.order() for _ in range(4))
        self.decline(declined)
        self.execute(lifted)
        actions.orders.call_off(lifted, by=self.accountant, reason="法院裁定")
        self.lift(lifted)
        self.execute(executed)

        found = self.of(Order.objects.executable(timezone.now()))

        self.assertEqual(found, [executed, pending])

    def test_an_order_is_executable_to_the_last_day_of_its_own_term(self):
        order = self.order()
        last = timezone.localdate() + timedelta(days=10)
        self.execute(order, until=last)

        self.assertTrue(order.is_executable(noon(last)))
        self.assertFalse(order.is_executable(noon(last, days=1)))

    def test_an_executed_order_on_an_entry_without_an_end_stays_executable(self):
        endless = factories.make_standard(
            self.department, list_kind=ListKind.BAD, term_months=None
        )
        makers.make_memorandum(endless, [(self.measure, self.treasury)])
        order = self.executed(standard=endless)

        self.assertIsNone(order.until)
        self.assertTrue(order.is_executable(timezone.now()))

    def test_each_order_is_marked_by_its_own_entry(self):
        held, free = self.order(), self.order()
        self.hold(held)

        rows = Order.objects.with_executable(timezone.now()).in_bulk([held.pk, free.pk])

        self.assertFalse(rows[held.pk].may_execute)
        self.assertTrue(rows[free.pk].may_execute)

    def test_an_order_made_later_than_its_entry_was_not_executable_before(self):
        entry = self.published(standard=factories.make_standard(self.department))
        between = timezone.now()
        later = makers.make_memorandum(entry.standard, [(self.measure, self.treasury)])
        actions.triggering.trigger(later, by=self.officer)
        order = Order.objects.get(entry=entry)

        self.assertFalse(order.is_executable(between))
        self.assertNotIn(order, Order.objects.was_executable(between))
        self.assertTrue(order.is_executable(timezone.now()))


class PastTests(SetCast):
    """`was_executable`: the state of an order at a past instant, as its trail says."""

    def was(self, order, at):
        row = Order.objects.was_executable(at).filter(pk=order.pk).first()
        return row and row.was

    def test_an_order_has_each_of_its_states_at_the_instants_of_that_state(self):
        order = self.order()
        pending = timezone.now()
        self.execute(order)
        executed = timezone.now()
        actions.orders.call_off(order, by=self.accountant, reason="法院裁定")
        lifting = timezone.now()
        self.lift(order)

        states = [self.was(order, at) for at in (pending, executed, lifting)]

        self.assertEqual(states, ["pending", "executed", None])

    def test_what_became_of_another_order_says_nothing_of_this_one(self):
        order, other = self.order(), self.order()
        self.execute(order)
        self.decline(other)
        now = timezone.now()

        self.assertEqual(self.was(order, now), "executed")
        self.assertIsNone(self.was(other, now))

    def test_a_line_of_the_trail_that_is_no_state_changes_no_state(self):
        order = self.order()
        hold = self.hold(order)
        with time_machine.travel(noon(order.respond_by, days=1), tick=False):
            self.release(hold)
            now = timezone.now()

        line = TrailEntry.objects.about(order).get()
        self.assertEqual(line.action, "sanctions.order.time_renewed")
        self.assertEqual(self.was(order, now), "pending")


class HeldTests(SetCast):
    def test_only_executed_orders_on_held_entries_are_suspended(self):
        pending, executed, free = self.order(), self.executed(), self.executed()
        for order in (pending, executed):
            self.hold(order)

        held = self.of(Order.objects.held(timezone.now()))

        self.assertEqual(held, [executed])
        self.assertNotIn(free, held)

    def test_an_order_on_an_expired_entry_is_not_suspended_but_over(self):
        order = self.executed()
        self.hold(order)
        over = noon(order.entry.valid_to, days=1)

        self.assertEqual(self.of(Order.objects.held(over)), [])


class ToLiftTests(SetCast):
    def to_lift(self, at=None):
        return self.of(Order.objects.to_lift(at or timezone.now()))

    def test_nothing_is_to_be_lifted_while_all_stands(self):
        self.executed()
        self.order()

        self.assertEqual(self.to_lift(), [])

    def test_an_executed_order_is_to_be_lifted_on_the_day_after_its_term(self):
        order, other = self.order(), self.executed()
        last = timezone.localdate() + timedelta(days=10)
        self.execute(order, until=last)

        self.assertEqual(self.to_lift(noon(last)), [])
        self.assertEqual(self.to_lift(noon(last, days=1)), [order])
        self.assertNotIn(other, self.to_lift(noon(last, days=1)))

    def test_an_executed_order_is_to_be_lifted_when_its_corrected_entry_is_over(self):
        order, other = self.executed(), self.executed()
        last = timezone.localdate() + timedelta(days=10)
        self.shorten(order, last)

        self.assertEqual(self.to_lift(noon(last)), [])
        self.assertEqual(self.to_lift(noon(last, days=1)), [order])
        self.assertNotIn(other, self.to_lift(noon(last, days=1)))

    def test_only_executed_orders_are_to_be_lifted_when_the_measure_is_withdrawn(self):
        executed, lifting = self.executed(), self.executed()
        self.order()
        actions.orders.call_off(lifting, by=self.accountant, reason="法院裁定")
        self.withdraw()

        self.assertEqual(self.to_lift(), [executed])


class GroundlessTests(SetCast):
    def groundless(self, at=None):
        return self.of(Order.objects.groundless(at or timezone.now()))

    def test_a_pending_order_on_an_entry_in_effect_is_not_groundless(self):
        self.order()

        self.assertEqual(self.groundless(), [])

    def test_a_pending_order_on_a_held_entry_is_not_groundless(self):
        self.hold(self.order())

        self.assertEqual(self.groundless(), [])

    def test_a_pending_order_is_groundless_from_the_day_after_its_entry_s_term(self):
        brief, lasting = self.order(), self.order()
        last = timezone.localdate() + timedelta(days=10)
        self.shorten(brief, last)

        self.assertEqual(self.groundless(noon(last)), [])
        self.assertEqual(self.groundless(noon(last, days=1)), [brief])
        self.assertNotIn(lasting, self.groundless(noon(last, days=1)))

    def test_a_pending_order_is_not_groundless_before_its_entry_s_term_begins(self):
        order = self.order()
        earlier = timezone.localdate() - timedelta(days=60)
        self.order(decided_on=earlier)  # whose term has begun on the day asked about

        before = noon(order.entry.valid_from, days=-1)

        self.assertNotIn(order, self.groundless(before))

    def test_pending_orders_alone_are_groundless_when_the_measure_is_withdrawn(self):
        pending, declined = self.order(), self.order()
        self.executed()
        self.decline(declined)
        self.withdraw()

        self.assertEqual(self.groundless(), [pending])


class OverdueTests(SetCast):
    def overdue(self, on):
        return self.of(Order.objects.overdue(on))

    def test_an_order_is_overdue_from_the_day_after_its_response_is_due(self):
        order = self.order()

        self.assertEqual(self.overdue(order.respond_by), [])
        self.assertEqual(self.overdue(order.respond_by + timedelta(days=1)), [order])

    def test_an_answered_order_is_never_overdue(self):
        executed, declined, void = self.executed(), self.order(), self.order()
        self.decline(declined)
        self.end(void)

        self.assertEqual(self.overdue(executed.respond_by + timedelta(days=1)), [])

    def test_only_the_orders_of_a_held_entry_are_not_overdue(self):
        held, late = self.order(), self.order()
        self.hold(held)

        self.assertEqual(self.overdue(late.respond_by + timedelta(days=1)), [late])

    def test_a_lifting_is_overdue_from_the_day_after_it_is_due(self):
        order = self.executed()
        self.end(order)

        self.assertEqual(self.overdue(order.lift_by), [])
        self.assertEqual(self.overdue(order.lift_by + timedelta(days=1)), [order])

    def test_a_lifted_order_is_never_overdue(self):
        order = self.executed()
        self.end(order)
        self.lift(order)

        self.assertEqual(self.overdue(order.lift_by + timedelta(days=400)), [])

    def test_a_lifting_is_chased_although_a_hold_is_open_on_its_entry(self):
        order = self.executed()
        actions.orders.call_off(order, by=self.accountant, reason="法院裁定")
        self.hold(order)

        self.assertEqual(self.overdue(order.lift_by + timedelta(days=1)), [order])


class VisibleTests(SetCast):
    def visible(self, official):
        return set(Order.objects.visible_to(official))

    def test_departments_see_the_orders_that_they_take_and_that_they_gave_rise_to(self):
        taken = self.order()

        self.assertEqual(self.visible(self.accountant), {taken})
        self.assertEqual(self.visible(self.clerk), {taken})
        self.assertEqual(self.visible(self.stranger), set())

    def test_those_who_oversee_see_every_order(self):
        self.order()

        self.assertEqual(self.visible(self.officer), set(Order.objects.all()))

    def test_an_official_without_a_department_sees_no_order(self):
        self.order()
        nobody = factories.make_official("nobody")

        self.assertEqual(self.visible(nobody), set())

    def test_orders_are_addressed_to_the_department_that_takes_them(self):
        order = self.order()

        self.assertEqual(list(Order.objects.addressed_to(self.treasury)), [order])
        self.assertEqual(list(Order.objects.addressed_to(self.department)), [])
