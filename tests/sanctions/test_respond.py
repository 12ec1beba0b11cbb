"""What a department answers to its order, and what it may not answer (三(六))."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

import registry.actions
from registry import workdays
from registry.errors import IllegalMove, ManyRefused, Refused
from registry.models import CalendarYear, TrailEntry
from registry.terms import months_later
from sanctions import actions
from sanctions.models import Order
from tests import factories

from . import makers
from .cast import MeasuresCast, noon


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

    def test_an_execution_before_the_order_was_made_is_refused(self):
        order = self.order()
        yesterday = timezone.localdate() - timedelta(days=1)

        with self.assertRaisesMessage(
            Refused, f"执行日期 {yesterday} 早于任务发出日期"
        ):
            self.execute(order, executed_on=yesterday)

    def test_a_term_that_ends_before_the_execution_is_refused(self):
        order = self.order()
        yesterday = timezone.localdate() - timedelta(days=1)

        with self.assertRaisesMessage(Refused, f"措施期限至 {yesterday} 早于执行日期"):
            self.execute(order, until=yesterday)

    def test_a_term_may_be_the_day_of_the_execution_or_the_last_day_of_the_entry(self):
        brief, long = self.order(), self.order()
        today = timezone.localdate()

        self.execute(brief, until=today)
        self.execute(long, until=long.entry.valid_to)

        self.assertEqual((brief.until, long.until), (today, long.entry.valid_to))

    def test_a_measure_lasts_no_longer_than_the_memorandum_says(self):
        order = self.ordered(term_months=6)
        today = timezone.localdate()

        self.execute(order)

        self.assertEqual(order.until, months_later(today, 6))
        with self.assertRaisesMessage(Refused, "措施期限不能晚于"):
            self.execute(
                self.ordered(term_months=6),
                until=months_later(today, 6) + timedelta(days=1),
            )

    def test_a_measure_whose_own_term_is_longer_ends_with_its_entry(self):
        order = self.ordered(term_months=240)

        self.execute(order)

        self.assertEqual(order.until, order.entry.valid_to)

    def test_an_answer_keeps_its_instant(self):
        order = self.order()

        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            self.execute(order)

        self.assertEqual(order.responded_at, now)
        self.assertEqual(order.document, "榕财采〔2026〕1号")

    def test_a_declined_order_is_not_executed(self):
        order = self.order()
        self.decline(order)

        with self.assertRaisesMessage(Refused, "当前状态为“不执行”，不能执行。"):
            self.execute(order)

    def test_every_reason_against_an_execution_is_given_at_once(self):
        order = self.order()
        self.hold(order)

        with self.assertRaises(Refused) as caught:
            actions.orders.execute(
                order,
                by=self.stranger,
                executed_on=timezone.localdate() + timedelta(days=1),
                document="x",
            )

        stranger, held, day = caught.exception.reasons
        self.assertIn("应由该单位办理", stranger)
        self.assertIn("正在异议核查，期间暂不执行", held)
        self.assertIn("晚于今天", day)

    def test_a_set_with_an_order_that_does_not_exist_is_refused_whole(self):
        order = self.order()

        for pks in ([order.pk, 999_999_999], [999_999_999], []):
            with self.assertRaisesMessage(Refused, "所选任务不存在或已被移走"):
                self.execute_all(pks)

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.PENDING)

    def test_an_order_that_is_chosen_twice_is_executed_once(self):
        order, other = self.order(), self.order()

        self.execute_all([order.pk, order.pk, other.pk])

        for one in (order, other):
            one.refresh_from_db()
            self.assertEqual(one.status, Order.Status.EXECUTED)
            self.assertEqual(TrailEntry.objects.about(one).count(), 1)

    def test_each_order_of_a_set_keeps_the_term_of_its_own_entry(self):
        long, short = (
            self.order(),
            self.order(decided_on=timezone.localdate() - timedelta(days=300)),
        )

        self.execute_all([long.pk, short.pk])

        for one in (long, short):
            one.refresh_from_db()
            self.assertEqual(one.until, one.entry.valid_to)
        self.assertLess(short.until, long.until)

    def execute_all(self, pks):
        actions.orders.execute_all(
            pks,
            by=self.accountant,
            executed_on=timezone.localdate(),
            document="榕财采〔2026〕1号",
        )

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
    def test_a_declined_order_keeps_the_ground_and_the_explanation(self):
        order = self.order()

        self.decline(order)

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.DECLINED)
        self.assertEqual(
            (order.ground, order.explanation), ("identity", "登记信息不一致")
        )
        self.assertEqual(order.responded_by, self.accountant)
        line = TrailEntry.objects.about(order).get()
        self.assertEqual(
            (line.action, line.reason, line.actor),
            ("sanctions.order.declined", "登记信息不一致", self.accountant),
        )
        self.assertFalse(order.is_executable(timezone.now()))

    def test_declining_without_a_ground_or_an_explanation_is_refused(self):
        for missing in ("ground", "explanation"):
            with self.assertRaisesMessage(Refused, "应当选择原因并作出说明"):
                self.decline(self.order(), **{missing: ""})

    def test_another_department_cannot_decline_the_order(self):
        order = self.order()

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.orders.decline(
                order, by=self.clerk, ground="identity", explanation="不是同一主体"
            )

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.PENDING)

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

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.PENDING)
        self.assertEqual((order.ground, order.explanation), ("", ""))
        self.assertEqual((order.responded_at, order.responded_by), (None, None))
        line = TrailEntry.objects.about(order).order_by("pk").last()
        self.assertEqual((line.reason, line.actor), ("理由不成立", self.officer))

    def test_a_department_may_reopen_the_order_that_it_declined(self):
        order = self.order()
        self.decline(order)

        actions.orders.reopen(order, by=self.accountant, reason="更正答复")

        self.assertEqual(order.status, Order.Status.PENDING)

    def test_a_declined_order_is_not_reopened_by_another_department(self):
        order = self.order()
        self.decline(order)
        nobody = factories.make_official("nobody")

        for official in (self.stranger, self.clerk, nobody):
            with self.assertRaisesMessage(Refused, "应由该单位办理"):
                actions.orders.reopen(order, by=official, reason="理由不成立")

    def test_a_reopened_order_has_its_whole_time_again_on_the_calendar_of_that_day(
        self,
    ):
        lasting = factories.make_standard(self.department, term_months=120)
        makers.make_memorandum(lasting, [(self.measure, self.treasury)])
        order = self.order(standard=lasting)
        self.decline(order)
        before = order.calendar_edition
        CalendarYear.objects.create(year=2031, state=CalendarYear.State.PROVISIONAL)

        day = date(2030, 12, 26)
        with time_machine.travel(noon(day), tick=False):
            actions.orders.reopen(order, by=self.officer, reason="理由不成立")

        order.refresh_from_db()
        self.assertEqual(order.respond_by, workdays.load().add(day, 10).due)
        self.assertTrue(order.provisional)
        self.assertEqual(order.calendar_edition, before + 1)

    def test_an_order_on_an_ended_entry_is_not_reopened(self):
        order, other = self.order(), self.order()
        self.decline(order)
        self.end(order, "revoked")

        with self.assertRaisesMessage(
            Refused, f"所依据的条目 {order.entry_id} 已经退出，任务无需重新办理。"
        ):
            actions.orders.reopen(order, by=self.officer, reason="理由不成立")

        order.refresh_from_db()
        other.refresh_from_db()
        self.assertEqual(
            (order.status, other.status), (Order.Status.DECLINED, Order.Status.PENDING)
        )


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
        self.assertEqual(order.lifted_on, timezone.localdate())
        self.assertEqual(order.lifted_document, "榕财采〔2026〕2号")
        self.assertIsNotNone(order.lifted_at)
        line = TrailEntry.objects.about(order).order_by("pk").last()
        self.assertEqual(
            (line.action, line.reason, line.actor),
            ("sanctions.order.lifted", "榕财采〔2026〕2号", self.accountant),
        )

    def test_a_lifting_is_dated_between_the_execution_and_today(self):
        order = self.executed()
        self.end(order)
        today = timezone.localdate()

        for day in (today - timedelta(days=1), today + timedelta(days=1)):
            with self.assertRaisesMessage(Refused, "解除日期应不早于执行日期"):
                self.lift(order, lifted_on=day)

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.LIFTING)

    def test_a_set_with_one_measure_that_is_not_to_be_lifted_is_refused_whole(self):
        lifting, executed = self.executed(), self.executed()
        self.end(lifting)

        with self.assertRaises(ManyRefused) as caught:
            actions.orders.lift_all(
                [lifting.pk, executed.pk],
                by=self.accountant,
                lifted_on=timezone.localdate(),
                document="榕财采〔2026〕2号",
            )

        self.assertEqual(list(caught.exception.refusals), [executed.pk])
        lifting.refresh_from_db()
        self.assertEqual(lifting.status, Order.Status.LIFTING)

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
        due = workdays.load().add(timezone.localdate(), 3).due
        self.assertEqual(order.lift_by, due)
        line = TrailEntry.objects.about(order).order_by("pk").last()
        self.assertEqual((line.reason, line.actor), ("法院裁定", self.accountant))

    def test_another_department_cannot_begin_the_lifting(self):
        order = self.executed()

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.orders.call_off(order, by=self.clerk, reason="法院裁定")

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.EXECUTED)

    def test_a_pending_order_has_nothing_to_lift(self):
        with self.assertRaises(IllegalMove):
            actions.orders.call_off(self.order(), by=self.accountant, reason="法院裁定")

    def test_a_long_reason_is_cut_on_the_order_and_whole_in_the_trail(self):
        order = self.executed()

        actions.orders.call_off(order, by=self.accountant, reason="由" * 250)

        self.assertEqual(order.lift_because, "由" * 200)
        line = TrailEntry.objects.about(order).order_by("pk").last()
        self.assertEqual(line.reason, "由" * 250)
