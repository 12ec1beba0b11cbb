from datetime import date, timedelta

import time_machine
from django.utils import timezone

from disputes import actions
from disputes.models import Case
from registry import deadlines, reminders
from registry.errors import CreditError, Refused
from registry.models import CalendarYear, Deadline, Message

from .cast import DisputeCast, Finding


class SignTests(DisputeCast):
    def test_signing_starts_the_twenty_working_days_on_the_day_of_receipt(self):
        with time_machine.travel("2026-09-15 09:00+08:00", tick=False):
            objection = self.accepted()
            actions.cases.sign(objection, by=self.verifier, signed_on=date(2026, 9, 15))

        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(clock.limit.code, "objection_verify")
        self.assertEqual((clock.limit.number, clock.handler), (20, self.verifier))
        self.assertEqual(clock.started_on, date(2026, 9, 15))
        self.assertIn("264号", clock.limit.citation)

    def test_a_receipt_in_the_future_is_refused(self):
        objection = self.accepted()
        tomorrow = timezone.localdate() + timedelta(days=1)

        with self.assertRaisesMessage(Refused, "晚于今天"):
            actions.cases.sign(objection, by=self.verifier, signed_on=tomorrow)

    def test_a_receipt_before_the_notice_is_refused(self):
        objection = self.accepted()
        yesterday = timezone.localdate() - timedelta(days=1)

        with self.assertRaisesMessage(Refused, "早于核查通知发出日期"):
            actions.cases.sign(objection, by=self.verifier, signed_on=yesterday)

    def test_only_the_provider_signs_for_the_notice(self):
        objection = self.accepted()

        with self.assertRaisesMessage(Refused, "应由该单位签收"):
            actions.cases.sign(
                objection, by=self.stranger, signed_on=timezone.localdate()
            )

    def test_a_deadline_is_provisional_where_the_calendar_is_not_loaded(self):
        CalendarYear.objects.filter(year=2027).delete()
        with time_machine.travel("2026-12-15 09:00+08:00", tick=False):
            objection = self.verifying()

        clock = Deadline.objects.open().of(objection).get()
        self.assertTrue(clock.is_provisional)
        self.assertIn("暂定", deadlines.explain(clock)[-1])


class DeemTests(DisputeCast):
    def setUp(self):
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
            self.objection = self.accepted()

    def sweep(self, day):
        with time_machine.travel(f"{day} 06:00+08:00", tick=False):
            return actions.cases.deem_received(timezone.localdate())

    def test_an_unsigned_notice_counts_as_received_when_its_time_is_over(self):
        self.assertEqual(self.sweep("2026-03-05"), 0)
        self.assertEqual(self.sweep("2026-03-06"), 1)

        self.objection.refresh_from_db()
        self.assertEqual(self.objection.signed_on, date(2026, 3, 5))
        self.assertTrue(self.objection.is_deemed)

    def test_the_day_of_deemed_receipt_does_not_move_when_the_task_runs_late(self):
        self.assertEqual(self.sweep("2026-03-20"), 1)
        self.assertEqual(self.sweep("2026-03-20"), 0)

        clock = Deadline.objects.open().of(self.objection).get()
        self.assertEqual(clock.started_on, date(2026, 3, 5))
        self.assertEqual(clock.due_on, date(2026, 4, 2))


class FindTests(DisputeCast):
    def find(self, objection, **fields):
        defaults = {"by": self.verifier, "finding": Finding.RIGHT, "text": "案卷齐全"}
        actions.cases.record_finding(objection, **{**defaults, **fields})

    def test_a_finding_stops_the_twenty_days_and_starts_the_decision(self):
        objection = self.verifying()

        self.find(objection)

        codes = Deadline.objects.of(objection).filter(met_on=None)
        self.assertEqual(
            list(codes.values_list("limit__code", flat=True)), ["objection_decide"]
        )
        self.assertFalse(self.is_in_effect())

    def test_a_finding_by_another_department_is_refused(self):
        objection = self.verifying()

        with self.assertRaisesMessage(Refused, "其他单位不能提交核查结论"):
            self.find(objection, by=self.stranger)

    def test_a_finding_by_the_drafter_of_the_entry_is_refused(self):
        objection = self.verifying()

        with self.assertRaisesMessage(Refused, "登记、导入或修改过本条目"):
            self.find(objection, by=self.clerk)

    def test_a_finding_by_an_earlier_editor_of_the_entry_is_refused(self):
        objection = self.verifying(self.edited_by(self.verifier))

        with self.assertRaisesMessage(Refused, "登记、导入或修改过本条目"):
            self.find(objection)

    def test_a_finding_needs_evidence_and_for_a_correction_the_right_values(self):
        objection = self.verifying()

        with self.assertRaisesMessage(Refused, "核查情况和证据"):
            self.find(objection, text="")
        with self.assertRaisesMessage(Refused, "更正后的内容"):
            self.find(objection, finding=Finding.CORRECT, changes={"subject": 1})

    def test_a_finding_is_refused_before_the_notice_is_received(self):
        objection = self.accepted()

        with self.assertRaises(CreditError):
            self.find(objection)


class SilenceTests(DisputeCast):
    def test_after_the_twentieth_day_the_hold_stays_and_the_office_is_notified(self):
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
            objection = self.verifying()

        with time_machine.travel("2026-04-01 09:00+08:00", tick=False):
            reminders.remind(timezone.localdate())

            self.assertFalse(self.is_in_effect())
        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.VERIFYING)
        late = Message.objects.filter(official=self.officer, stage__startswith="late-")
        self.assertIn("已逾期 2 个工作日", late.get().title)


class SendBackTests(DisputeCast):
    def test_a_finding_to_be_redone_keeps_the_twenty_days_of_the_first_receipt(self):
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
            objection = self.verifying()
        with time_machine.travel("2026-03-20 09:00+08:00", tick=False):
            actions.cases.record_finding(
                objection, by=self.verifier, finding=Finding.RIGHT, text="无误"
            )
            actions.cases.redo_finding(objection, by=self.decider, reason="证据不足")

        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(clock.due_on, date(2026, 3, 30))
        self.assertEqual(objection.finding, "")

    def test_a_former_editor_of_the_entry_may_not_send_the_finding_back(self):
        objection = self.found(entry=self.edited_by(self.decider))

        with self.assertRaisesMessage(Refused, "登记、修改、审核过本条目"):
            actions.cases.redo_finding(objection, by=self.decider, reason="证据不足")
