"""Random lives of an order against a plain oracle: when may its measure be applied? (三(五))"""

from datetime import timedelta

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

import registry.actions
from registry.models import Hold
from sanctions import actions
from sanctions.models import Order
from sanctions.order_obstacles import obstacles
from tests.examples import examples

from .cast import MeasuresCast

ACTIONS = [
    "hold",
    "release",
    "end",
    "execute",
    "decline",
    "withdraw",
    "call_off",
    "lift",
]


class Oracle:
    """The same life, kept by hand."""

    def __init__(self):
        self.holds, self.ended, self.withdrawn = [], False, False
        self.state = "pending"

    @property
    def executable(self):
        return (
            self.state in ("pending", "executed")
            and not self.holds
            and not self.ended
            and not self.withdrawn
        )


class ExecutableTests(MeasuresCast, TestCase):
    @given(st.lists(st.sampled_from(ACTIONS), max_size=6))
    @settings(max_examples=examples(12), deadline=None)
    def test_an_order_is_executable_exactly_while_everything_beneath_it_stands(
        self, bulk_actions
    ):
        order, oracle = self.order(), Oracle()
        history = []

        for action in bulk_actions:
            getattr(self, f"do_{action}")(order, oracle)
            order.refresh_from_db()
            now = timezone.now()

            self.assertEqual(order.is_executable(now), oracle.executable, bulk_actions)
            self.assertEqual(not obstacles(order, now), oracle.executable, bulk_actions)
            marked = Order.objects.with_executable(now).get(pk=order.pk)
            self.assertEqual(marked.may_execute, oracle.executable)
            history.append((now, oracle.executable))

        # A measure is withdrawn by the day, not by the instant.
        for at, executable in () if oracle.withdrawn else history:
            then = Order.objects.was_executable(at).filter(pk=order.pk).first()
            self.assertEqual(then is not None, executable, bulk_actions)

    def do_hold(self, order, oracle):
        if not oracle.ended:
            oracle.holds.append(
                registry.actions.holds.place(
                    order.entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None
                )
            )

    def do_release(self, order, oracle):
        if oracle.holds:
            registry.actions.holds.release(oracle.holds.pop(), by=None, reason="无误")

    def do_end(self, order, oracle):
        if not oracle.ended:
            registry.actions.entries.end(
                order.entry, because="revoked", reason="有误", by=None
            )
            oracle.ended = True
            after = {"pending": "void", "executed": "lifting"}
            oracle.state = after.get(oracle.state, oracle.state)

    def do_execute(self, order, oracle):
        if oracle.executable and oracle.state == "pending":
            self.execute(order)
            oracle.state = "executed"

    def do_decline(self, order, oracle):
        if oracle.state == "pending":
            actions.orders.decline(
                order, by=self.accountant, ground="identity", explanation="不是同一主体"
            )
            oracle.state = "declined"

    def do_withdraw(self, order, oracle):
        if not oracle.withdrawn:
            actions.catalogue.withdraw_measure(
                self.measure,
                by=self.officer,
                since=timezone.localdate(),
                reason="依据废止",
            )
            oracle.withdrawn = True

    def do_call_off(self, order, oracle):
        if oracle.state == "executed":
            actions.orders.call_off(order, by=self.accountant, reason="不再需要")
            oracle.state = "lifting"

    def do_lift(self, order, oracle):
        if oracle.state == "lifting":
            self.lift(order)
            oracle.state = "lifted"


class InstantTests(MeasuresCast):
    """The answer holds for any instant, past ones too."""

    def test_a_hold_counts_from_its_instant_and_no_longer_than_it_is_open(self):
        order = self.order()
        before = timezone.now()
        hold = registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )
        during = timezone.now()
        registry.actions.holds.release(hold, by=None, reason="无误")

        self.assertEqual(
            [order.is_executable(at) for at in (before, during, timezone.now())],
            [True, False, True],
        )

    def test_an_order_on_an_expired_entry_is_not_executable_before_any_sweep(self):
        order = self.order()
        after = timezone.now() + timedelta(days=36 * 31)

        self.assertFalse(order.is_executable(after))
        self.assertEqual(
            obstacles(order, after)[0],
            f"所依据的条目 {order.entry_id} 已经退出或者期限届满，不得再据以采取措施。",
        )

    def test_an_order_was_not_executable_before_it_was_made(self):
        order = self.order()

        self.assertFalse(order.is_executable(order.made_at - timedelta(seconds=1)))

    def test_executed_measures_on_a_held_entry_are_listed(self):
        order = self.executed()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )

        self.assertEqual(list(Order.objects.held(timezone.now())), [order])
