from datetime import date, timedelta

import time_machine
from django.utils import timezone

import registry.actions
from disputes import actions
from disputes.models import Case
from registry import deadlines, reminders
from registry.errors import CreditError, Refused
from registry.models import CalendarYear, Deadline, Message
from tests.all_or_nothing import check_all_or_nothing

from .cast import DisputeCast, Finding, again, organisation


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

    def test_signing_says_who_and_stops_the_clock_of_receipt(self):
        objection = self.verifying()

        self.assertEqual(objection.signed_by, self.verifier)
        self.assertFalse(objection.is_deemed)
        receipt = Deadline.objects.of(objection).get(limit__code="objection_receipt")
        self.assertEqual(receipt.met_on, timezone.localdate())

    def test_signing_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.accepted()

        check_all_or_nothing(
            lambda: actions.cases.sign(
                again(objection), by=self.verifier, signed_on=timezone.localdate()
            )
        )

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
        self.touches_bystander = "the calendar is the same for all"
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

    def test_the_department_hears_that_its_notice_counts_as_received(self):
        self.sweep("2026-03-06")

        sent = Message.objects.filter(stage="deemed", of_pk=self.objection.pk)
        self.assertEqual(
            {m.official for m in sent},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertIn("视为 2026-03-05 收到", sent[0].text)

    def test_the_notice_of_a_complaint_counts_as_received_as_well(self):
        with time_machine.travel("2026-03-02 10:00+08:00", tick=False):
            complaint = actions.complaints.file(
                about="entry", respondent=self.department, applicant=organisation(55),
                statement="不公", by=None, entry=self.entry,
            )[0]  # fmt: skip
            actions.cases.accept(complaint, by=self.officer)

        self.assertEqual(self.sweep("2026-03-06"), 2)

        complaint.refresh_from_db()
        self.assertTrue(complaint.is_deemed)

    def test_a_notice_counts_as_received_on_no_provisional_day(self):
        clocks = Deadline.objects.of(self.objection)
        clocks.update(is_provisional=True)

        self.assertEqual(self.sweep("2026-03-20"), 0)
        self.objection.refresh_from_db()
        self.assertEqual(self.objection.status, Case.Status.ACCEPTED)

    def test_a_notice_that_was_signed_for_is_left_alone(self):
        with time_machine.travel("2026-03-03 09:00+08:00", tick=False):
            actions.cases.sign(
                self.objection, by=self.verifier, signed_on=date(2026, 3, 3)
            )

        self.assertEqual(self.sweep("2026-03-20"), 0)

    def test_a_deemed_receipt_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(lambda: self.sweep("2026-03-06"))


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

    def test_a_finding_is_recorded_with_its_evidence_and_verifier(self):
        objection = self.verifying()

        self.find(objection, finding=Finding.CORRECT, changes={"facts": "更正", "x": 1})

        objection.refresh_from_db()
        self.assertEqual(objection.finding_text, "案卷齐全")
        self.assertEqual(objection.found_by, self.verifier)
        self.assertEqual(objection.changes, {"facts": "更正"})

    def test_the_department_hears_that_a_decision_is_due(self):
        objection = self.found()

        sent = Message.objects.filter(of_pk=objection.pk, stage__startswith="found-")
        self.assertEqual(
            {m.official for m in sent},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertIn(f"待决定：{objection}", sent[0].title)

    def test_a_finding_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.verifying()

        check_all_or_nothing(lambda: self.find(again(objection)))

    def test_who_edited_the_companys_entry_makes_no_finding_on_the_persons(self):
        entry = self.draft()
        for official in (self.verifier, self.clerk):
            registry.actions.entries.edit(
                entry, by=official, changes={"facts": f"事实 {official.pk}"}
            )
        _, derived = self.with_responsible_person(entry)
        objection = self.verifying(derived, number=31)

        with self.assertRaisesMessage(Refused, "登记、导入或修改过本条目"):
            self.find(objection)

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

    def test_a_finding_is_sent_back_with_a_reason_by_who_may_decide(self):
        objection = self.found()

        with self.assertRaisesMessage(Refused, "请写明退回核查的理由"):
            actions.cases.redo_finding(objection, by=self.decider, reason="")
        with self.assertRaisesMessage(Refused, "决定"):
            actions.cases.redo_finding(objection, by=self.stranger, reason="证据不足")

        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.FOUND)

    def test_who_made_the_finding_is_reminded_of_the_new_one(self):
        objection = self.found()

        actions.cases.redo_finding(objection, by=self.decider, reason="证据不足")

        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(
            (clock.limit.code, clock.handler), ("objection_verify", self.verifier)
        )
        self.assertIsNone(objection.found_by)

    def test_sending_back_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.found()

        check_all_or_nothing(
            lambda: actions.cases.redo_finding(
                again(objection), by=self.decider, reason="证据不足"
            )
        )

    def test_the_department_hears_of_the_new_finding_too(self):
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
            objection = self.found()
            actions.cases.redo_finding(objection, by=self.decider, reason="证据不足")
            clock.shift(timedelta(hours=1))
            actions.cases.record_finding(
                objection, by=self.verifier, finding=Finding.RIGHT, text="无误"
            )

        sent = Message.objects.filter(
            of_pk=objection.pk, official=self.decider, stage__startswith="found-"
        )
        self.assertEqual(sent.count(), 2)
