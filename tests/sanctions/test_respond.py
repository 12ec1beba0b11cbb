"""What a department answers to its order, and what it may not answer (三(六))."""

from datetime import timedelta

from django.utils import timezone

import registry.actions
from registry.errors import CreditError, IllegalMove, ManyRefused, Refused
from registry.models import TrailEntry
from sanctions import actions
from sanctions.models import Order
from tests import factories

from . import makers
from .cast import MeasuresCast


class ExecuteTests(MeasuresCast):
    def test_an_execution_keeps_date_document_and_official(self):
        order = self.executed()

        self.assertEqual(order.status, Order.Status.EXECUTED)
        self.assertEqual(order.executed_on, timezone.localdate())
        self.assertEqual(order.responded_by, self.accountant)

    def test_an_execution_is_written_into_the_trail(self):
        order = self.executed()

        line = TrailEntry.objects.about(order).get()
        self.assertEqual(line.action, "sanctions.order.executed")
        self.assertEqual(line.actor, self.accountant)

    def test_a_measure_lasts_no_longer_than_its_entry(self):
        order = self.executed()

        self.assertEqual(order.until, order.entry.valid_to)

    def test_a_term_beyond_the_entry_s_is_refused(self):
        order = self.order()
        late = order.entry.valid_to + timedelta(days=1)

        with self.assertRaisesMessage(Refused, "措施期限不能晚于"):
            self.execute(order, until=late)

    def test_somebody_else_s_order_is_refused(self):
        order = self.order()

        with self.assertRaisesMessage(Refused, "由caizheng实施，应由该单位办理"):
            actions.orders.execute(
                order,
                by=self.reviewer,
                executed_on=timezone.localdate(),
                document="榕环〔2026〕1号",
            )

    def test_a_second_execution_is_refused(self):
        order = self.executed()

        with self.assertRaisesMessage(Refused, "不能重复登记"):
            self.execute(order)

    def test_an_execution_on_a_day_to_come_is_refused(self):
        order = self.order()

        with self.assertRaisesMessage(Refused, "晚于今天"):
            self.execute(order, executed_on=timezone.localdate() + timedelta(days=1))

    def test_an_execution_without_a_document_is_refused(self):
        order = self.order()

        with self.assertRaisesMessage(Refused, "请填写执行文书"):
            self.execute(order, document="")

    def test_an_execution_on_a_held_entry_is_refused_and_the_hold_is_named(self):
        order = self.order()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )

        with self.assertRaisesMessage(Refused, "正在异议核查，期间暂不执行"):
            self.execute(order)

    def test_an_execution_on_an_ended_entry_is_refused(self):
        order = self.order()
        registry.actions.entries.end(
            order.entry, because="revoked", reason="有误", by=None
        )

        with self.assertRaisesMessage(Refused, "已经退出或者期限届满"):
            self.execute(order)

    def test_an_execution_after_the_measure_was_withdrawn_is_refused(self):
        order = self.order()
        actions.catalogue.withdraw_measure(
            self.measure, by=self.officer, since=timezone.localdate(), reason="依据废止"
        )

        with self.assertRaisesMessage(Refused, "已不在现行有效的措施清单中"):
            self.execute(order)

    def test_a_set_with_one_order_that_is_not_executable_is_refused_whole(self):
        good, held = self.order(), self.order()
        registry.actions.holds.place(
            held.entry, kind="objection", reason="异议", by=None
        )

        with self.assertRaises(ManyRefused) as caught:
            actions.orders.execute_all(
                [good.pk, held.pk],
                by=self.accountant,
                executed_on=timezone.localdate(),
                document="榕财采〔2026〕1号",
            )

        self.assertEqual(list(caught.exception.refusals), [held.pk])
        good.refresh_from_db()
        self.assertEqual(good.status, Order.Status.PENDING)


class DeclineTests(MeasuresCast):
    def decline(self, order, **given):
        facts = {"ground": Order.Ground.IDENTITY, "explanation": "登记信息不一致"}
        actions.orders.decline(order, by=self.accountant, **{**facts, **given})

    def test_a_declined_order_keeps_the_ground_and_the_explanation(self):
        order = self.order()

        self.decline(order)

        self.assertEqual(order.status, Order.Status.DECLINED)
        self.assertFalse(order.is_executable(timezone.now()))

    def test_declining_without_an_explanation_is_refused(self):
        with self.assertRaisesMessage(Refused, "应当选择原因并作出说明"):
            self.decline(self.order(), explanation="")

    def test_a_mandatory_measure_is_not_declined_at_discretion(self):
        with self.assertRaisesMessage(Refused, "为强制性措施"):
            self.decline(self.order(), ground=Order.Ground.UNSUITABLE)

    def test_a_recommended_measure_may_be_declined_at_discretion(self):
        edition = makers.make_edition(
            {"code": "zhengfu_caigou", "force": "recommended", "level": "normative"}
        )
        standard = factories.make_standard(self.department)
        makers.make_memorandum(standard, [(edition.measures.get(), self.treasury)])
        order = self.order(standard=standard)

        self.decline(order, ground=Order.Ground.UNSUITABLE)

        self.assertEqual(order.status, Order.Status.DECLINED)

    def test_an_executed_order_is_not_declined(self):
        with self.assertRaises(IllegalMove):
            self.decline(self.executed())

    def test_a_declined_order_can_be_reopened_by_the_credit_office(self):
        order = self.order()
        self.decline(order)

        actions.orders.reopen(order, by=self.officer, reason="理由不成立")

        self.assertEqual(order.status, Order.Status.PENDING)
        self.assertEqual(order.ground, "")

    def test_a_declined_order_is_not_reopened_by_another_department(self):
        order = self.order()
        self.decline(order)

        with self.assertRaises(CreditError):
            actions.orders.reopen(order, by=self.stranger, reason="理由不成立")


class LiftTests(MeasuresCast):
    def test_an_ended_entry_asks_for_the_lifting_within_days(self):
        order = self.executed()

        registry.actions.entries.end(
            order.entry, because="repaired", reason="已修复", by=None
        )

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.LIFTING)
        self.assertEqual(order.lift_because, "条目退出：信用修复")
        self.assertGreater(order.lift_by, timezone.localdate())

    def test_an_order_not_executed_becomes_void(self):
        order = self.order()

        registry.actions.entries.end(
            order.entry, because="revoked", reason="有误", by=None
        )

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.VOID)

    def test_the_department_records_the_lifting(self):
        order = self.executed()
        registry.actions.entries.end(
            order.entry, because="repaired", reason="已修复", by=None
        )

        self.lift(order)

        self.assertEqual(order.status, Order.Status.LIFTED)
        self.assertEqual(order.lifted_by, self.accountant)

    def test_lifting_a_measure_that_is_not_to_be_lifted_is_refused(self):
        with self.assertRaisesMessage(Refused, "没有待解除的措施"):
            self.lift(self.executed())

    def test_another_department_cannot_lift_the_measure(self):
        order = self.executed()
        registry.actions.entries.end(
            order.entry, because="repaired", reason="已修复", by=None
        )

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.orders.lift(
                order, by=self.stranger, lifted_on=timezone.localdate(), document="x"
            )

    def test_a_department_may_begin_the_lifting_early(self):
        order = self.executed()

        actions.orders.call_off(order, by=self.accountant, reason="法院裁定")

        self.assertEqual(order.status, Order.Status.LIFTING)
        self.assertEqual(order.lift_because, "法院裁定")
