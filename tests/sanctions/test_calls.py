"""Departments are called about changes to their orders, and chased when they are late."""

from datetime import timedelta
from unittest.mock import patch

import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone

import registry.actions
from registry import roles, workdays
from registry.errors import Refused
from registry.models import Department, Message, TrailEntry
from sanctions import actions
from sanctions.models import Call, Order
from tests import factories

from . import makers
from .breaking import failing
from .cast import MeasuresCast, noon


class CallCast(MeasuresCast):
    def kinds(self):
        """What the treasury has been called about, in order."""
        calls = Call.objects.filter(department=self.treasury).order_by("pk")
        return list(calls.values_list("kind", flat=True))

    def messages(self):
        return list(Message.objects.filter(of="sanctions.call").order_by("pk"))


class CallTests(CallCast):
    def test_a_hold_makes_a_call_and_so_does_its_release(self):
        order = self.executed()
        hold = registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )
        registry.actions.holds.release(hold, by=None, reason="无误")

        self.assertEqual(self.kinds(), ["new", "rest", "resume"])

    def test_an_order_not_answered_before_a_hold_gets_its_whole_time_again(self):
        order = self.order()
        first = order.respond_by
        hold = registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )
        later = first + timedelta(days=40)
        with time_machine.travel(later, tick=False):
            registry.actions.holds.release(hold, by=None, reason="无误")

        order.refresh_from_db()
        due = workdays.load().add(later, order.respond_workdays).due
        self.assertEqual(order.respond_by, due)
        self.assertNotIn(order, Order.objects.overdue(later))
        line = TrailEntry.objects.about(order).last()
        self.assertEqual(line.after, {"respond_by": str(due)})

    def test_a_release_never_shortens_the_response_time(self):
        order = self.order()
        hold = registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )
        was = order.respond_by + timedelta(days=90)
        Order.objects.filter(pk=order.pk).update(respond_by=was)

        registry.actions.holds.release(hold, by=None, reason="无误")

        order.refresh_from_db()
        self.assertEqual(order.respond_by, was)

    def test_the_end_of_an_entry_makes_a_call_to_lift(self):
        order = self.executed()

        registry.actions.entries.end(
            order.entry, because="repaired", reason="已修复", by=None
        )

        self.assertEqual(self.kinds(), ["new", "lift"])

    def test_the_department_s_clerks_get_a_message(self):
        clerks = Group.objects.create(name=roles.CLERKS)
        self.accountant.groups.add(clerks)

        self.order()

        message = Message.objects.get()
        self.assertEqual(message.official, self.accountant)
        self.assertEqual(message.title, "奖惩任务：新任务")
        self.assertEqual(message.text, "收到 1 项新的奖惩任务，请在响应期限内办理。")

    def test_nobody_else_gets_the_message(self):
        clerks = Group.objects.create(name=roles.CLERKS)
        gone = factories.make_official("gone", self.treasury, is_active=False)
        factories.make_official("guest", self.treasury)
        for official in (self.accountant, self.stranger, gone):
            official.groups.add(clerks)

        self.order()

        self.assertEqual([one.official for one in self.messages()], [self.accountant])

    def test_a_reviewer_who_is_a_clerk_too_gets_one_message(self):
        self.accountant.groups.add(
            *(
                Group.objects.create(name=name)
                for name in (roles.CLERKS, roles.REVIEWERS)
            )
        )

        self.order()

        self.assertEqual(len(self.messages()), 1)

    def test_reviewers_get_the_message_of_their_own_department_alone(self):
        reviewers = Group.objects.create(name=roles.REVIEWERS)
        judge = factories.make_official(
            "judge", factories.make_department("fayuan", Department.Kind.COURT)
        )
        makers.make_memorandum(self.standard, [(self.measure, judge.department)])
        for official in (self.accountant, judge):
            official.groups.add(reviewers)

        self.published()

        pairs = {(one.official, one.of_pk) for one in self.messages()}
        calls = {one.department: one.pk for one in Call.objects.filter(kind="new")}
        self.assertEqual(
            pairs,
            {
                (self.accountant, calls[self.treasury]),
                (judge, calls[judge.department]),
            },
        )

    def test_a_call_is_acknowledged_once_and_by_its_department(self):
        self.order()
        call = Call.objects.get(department=self.treasury)

        with self.assertRaisesMessage(Refused, "应由该单位签收"):
            actions.notifications.acknowledge(call, by=self.clerk)
        actions.notifications.acknowledge(call, by=self.accountant)
        with self.assertRaisesMessage(Refused, "已经签收"):
            actions.notifications.acknowledge(call, by=self.accountant)

        call.refresh_from_db()
        self.assertEqual(call.seen_by, self.accountant)
        self.assertIsNotNone(call.seen_at)
        line = TrailEntry.objects.about(call).get()
        self.assertEqual(
            (line.action, line.actor), ("sanctions.call.acknowledged", self.accountant)
        )

    def test_a_call_is_not_acknowledged_where_the_trail_cannot_be_written(self):
        self.order()
        call = Call.objects.get(department=self.treasury)

        with failing(self, actions.notifications.trail, "record"):
            actions.notifications.acknowledge(call, by=self.accountant)

        call.refresh_from_db()
        self.assertIsNone(call.seen_at)

    def test_a_call_acknowledged_meanwhile_by_a_colleague_is_refused(self):
        self.order()
        call, same = (Call.objects.get(department=self.treasury) for _ in range(2))
        actions.notifications.acknowledge(same, by=self.accountant)

        with self.assertRaisesMessage(Refused, "已经签收"):
            actions.notifications.acknowledge(call, by=self.accountant)

    def test_a_call_of_a_hold_names_the_instant_and_the_day(self):
        order = self.order()

        hold = self.hold(order)

        call = Call.objects.get(department=self.treasury, kind="rest")
        self.assertEqual(
            (call.made_at, call.made_on), (hold.placed_at, timezone.localdate())
        )
        self.assertIn("1 项任务所依据的条目已被暂停", call.text)


class ChaseTests(CallCast):
    def test_no_department_is_chased_where_the_messages_cannot_be_written(self):
        order = self.order()

        with failing(self, actions.notifications, "notify"):
            actions.notifications.chase(order.respond_by + timedelta(days=1))

        self.assertEqual(self.kinds(), ["new"])

    def test_an_overdue_order_is_chased_once_a_day(self):
        order = self.order()
        late = order.respond_by + timedelta(days=1)

        # The bystander's department is as late and is called too.
        self.assertEqual(actions.notifications.chase(late), 2)
        self.assertEqual(actions.notifications.chase(late), 0)

        call = Call.objects.get(kind=Call.Kind.OVERDUE, department=self.treasury)
        self.assertEqual((call.orders, call.number), ([order.pk], 1))
        self.assertEqual(call.made_on, late)
        self.assertEqual(call.text, "有 1 项任务逾期未响应或者未解除，请立即办理。")

    def test_who_was_chased_yesterday_is_chased_again_today(self):
        late = self.order().respond_by + timedelta(days=1)

        self.assertEqual(actions.notifications.chase(late), 2)
        self.assertEqual(actions.notifications.chase(late + timedelta(days=1)), 2)

    def test_a_call_about_new_orders_is_no_reason_not_to_chase(self):
        late = self.order().respond_by + timedelta(days=1)
        with time_machine.travel(noon(late), tick=False):
            self.order()

            actions.notifications.chase(late)

        self.assertEqual(self.kinds(), ["new", "new", "overdue"])

    def test_each_department_is_chased_for_its_own_orders_only(self):
        court = factories.make_department("fayuan", Department.Kind.COURT)
        order = self.order()
        makers.make_memorandum(self.standard, [(self.measure, court)])
        both = self.published()

        actions.notifications.chase(order.respond_by + timedelta(days=1))

        calls = Call.objects.filter(kind=Call.Kind.OVERDUE)
        own = Order.objects.filter(entry=both)
        self.assertEqual(
            (
                calls.get(department=self.treasury).orders,
                calls.get(department=court).orders,
            ),
            (
                [order.pk, own.get(department=self.treasury).pk],
                [own.get(department=court).pk],
            ),
        )

    def test_a_call_lists_a_thousand_orders_at_most(self):
        orders = list(range(1, 1002))

        actions.notifications.call(
            Call.Kind.NEW, {self.treasury.pk: (orders, 1001)}, at=timezone.now()
        )

        call = Call.objects.get(department=self.treasury)
        self.assertEqual((call.orders, call.number), (orders[:1000], 1001))

    def test_a_call_lists_the_first_orders_and_counts_the_others(self):
        orders = [self.order() for _ in range(3)]

        with patch.object(actions.notifications, "LISTED", 2):
            actions.notifications.chase(orders[0].respond_by + timedelta(days=1))

        call = Call.objects.get(kind=Call.Kind.OVERDUE, department=self.treasury)
        self.assertEqual(call.orders, [order.pk for order in orders[:2]])
        self.assertEqual(call.number, 3)

    def test_an_order_on_a_held_entry_is_not_chased(self):
        order = self.order()
        late = order.respond_by + timedelta(days=1)
        hold = registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )
        actions.notifications.chase(late)
        self.assertNotIn("overdue", self.kinds())

        registry.actions.holds.release(hold, by=None, reason="无误")

        self.assertEqual(actions.notifications.chase(late), 1)
        self.assertEqual(self.kinds()[-1], "overdue")

    def test_on_its_last_day_an_order_is_not_late(self):
        order = self.order()

        self.assertEqual(actions.notifications.chase(order.respond_by), 0)

    def test_an_unconfirmed_lifting_is_late_too(self):
        order = self.executed()
        registry.actions.entries.end(
            order.entry, because="repaired", reason="已修复", by=None
        )
        order.refresh_from_db()

        late = Order.objects.overdue(order.lift_by + timedelta(days=1))

        self.assertEqual(list(late), [order])


class TidyTests(MeasuresCast):
    def test_an_order_is_to_be_lifted_when_its_own_term_is_over(self):
        order = self.order()
        self.execute(order, until=timezone.localdate())
        tomorrow = timezone.now() + timedelta(days=1)

        self.assertFalse(order.is_executable(tomorrow))
        self.assertEqual(actions.order_lifecycle.close_groundless(tomorrow), 1)

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.LIFTING)

    def test_a_withdrawn_measure_is_lifted_and_its_other_orders_void(self):
        done, pending = self.executed(), self.order()
        actions.catalogue.withdraw_measure(
            self.measure, by=self.officer, since=timezone.localdate(), reason="依据废止"
        )

        self.assertEqual(actions.order_lifecycle.close_groundless(timezone.now()), 2)

        done.refresh_from_db()
        pending.refresh_from_db()
        self.assertEqual(
            (done.status, pending.status), (Order.Status.LIFTING, Order.Status.VOID)
        )

    def test_orders_on_a_held_entry_are_not_closed(self):
        order = self.executed()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )

        self.assertEqual(actions.order_lifecycle.close_groundless(timezone.now()), 0)
