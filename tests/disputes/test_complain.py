from django.utils import timezone

import registry.actions
from disputes import actions
from disputes.models import Case, Complaint
from registry.errors import Refused
from registry.models import Deadline, Message

from .cast import DisputeCast, organisation

About = Complaint.About


class ComplainTests(DisputeCast):
    def complain(self, about=About.ENTRY, **fields):
        defaults = {
            "respondent": self.department,
            "applicant": organisation(55),
            "statement": "拒不说明理由",
            "by": None,
            "entry": self.entry if about == About.ENTRY else None,
        }
        return actions.complaints.file(about=about, **{**defaults, **fields})[0]

    def verifying(self, **fields):
        complaint = self.complain(**fields)
        actions.cases.accept(complaint, by=self.officer)
        actions.cases.sign(complaint, by=self.verifier, signed_on=timezone.localdate())
        return complaint

    def test_accepting_a_complaint_places_no_hold_and_notifies_the_provider(self):
        complaint = self.complain()

        actions.cases.accept(complaint, by=self.officer)

        self.assertTrue(self.is_in_effect())
        sent = Message.objects.filter(stage="notified", of="disputes.complaint")
        self.assertTrue(sent.exists())

    def test_a_reviewer_may_place_a_hold_because_of_a_complaint(self):
        complaint = self.verifying()

        actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")

        self.assertFalse(self.is_in_effect())
        with self.assertRaisesMessage(Refused, "不能再暂停"):
            actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")

    def test_the_decision_releases_the_complaints_own_hold_and_no_other(self):
        complaint = self.verifying()
        actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")
        self.accepted(number=77)
        actions.cases.record_finding(
            complaint, by=self.verifier, finding=Complaint.Finding.UNTRUE, text="不实"
        )

        actions.complaints.decide(
            complaint, by=self.decider, outcome="unfounded", reason="依法办理"
        )

        complaint.hold.refresh_from_db()
        self.assertIsNotNone(complaint.hold.released_at)
        self.assertFalse(self.is_in_effect())

    def test_a_founded_complaint_needs_a_remedy_and_then_a_reply(self):
        complaint = self.verifying(about=About.CONDUCT)
        actions.cases.record_finding(
            complaint, by=self.verifier, finding=Complaint.Finding.TRUE, text="属实"
        )
        decision = {"by": self.decider, "outcome": "founded", "reason": "属实"}
        with self.assertRaisesMessage(Refused, "纠正措施"):
            actions.complaints.decide(complaint, **decision)

        actions.complaints.decide(complaint, **decision, remedy="当面说明理由")

        clock = Deadline.objects.open().of(complaint).get()
        self.assertEqual(clock.limit.code, "complaint_reply")
        self.assertEqual(complaint.status, Case.Status.DECIDED)

    def founded(self):
        complaint = self.verifying()
        actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")
        finding = Complaint.Finding.TRUE
        actions.cases.record_finding(
            complaint, by=self.verifier, finding=finding, text="属实"
        )
        actions.complaints.decide(
            complaint, by=self.decider, outcome="founded", reason="属实", remedy="撤销条目"
        )  # fmt: skip
        return complaint

    def reply(self, complaint):
        actions.cases.reply(
            complaint, by=self.officer, way="邮寄", replied_on=timezone.localdate()
        )

    def test_an_entry_proved_wrong_is_held_until_it_is_corrected(self):
        complaint = self.founded()
        self.assertFalse(self.is_in_effect())

        with self.assertRaisesMessage(Refused, "尚未更正或者撤销"):
            self.reply(complaint)
        self.assertFalse(self.is_in_effect())

    def test_the_reply_after_a_correction_releases_the_hold(self):
        complaint = self.founded()
        registry.actions.entries.correct(
            self.entry, by=self.reviewer, changes={"facts": "更正后"}, reason="投诉成立"
        )

        self.reply(complaint)

        self.assertEqual(complaint.status, Case.Status.REPLIED)
        self.assertTrue(self.is_in_effect())

    def test_a_complaint_can_be_answered_once_the_entry_is_revoked(self):
        complaint = self.founded()
        registry.actions.entries.end(
            self.entry, because="revoked", reason="投诉成立", by=self.reviewer
        )
        complaint.refresh_from_db()

        self.reply(complaint)

        self.assertFalse(self.is_in_effect())

    def test_a_complaint_about_an_entry_has_to_name_it(self):
        with self.assertRaisesMessage(Refused, "条目编号"):
            self.complain(entry=None)

    def test_the_finder_of_a_complaint_does_not_decide_it(self):
        complaint = self.verifying()
        actions.cases.record_finding(
            complaint, by=self.decider, finding=Complaint.Finding.TRUE, text="属实"
        )

        with self.assertRaisesMessage(Refused, "提交核查结论的人员"):
            actions.complaints.decide(
                complaint, by=self.decider, outcome="unfounded", reason="不实"
            )

    def test_a_former_editor_of_the_entry_does_not_decide_the_complaint(self):
        complaint = self.verifying(entry=self.edited_by(self.decider))
        actions.cases.record_finding(
            complaint, by=self.verifier, finding=Complaint.Finding.TRUE, text="属实"
        )

        with self.assertRaisesMessage(Refused, "登记、修改、审核过本条目"):
            actions.complaints.decide(
                complaint, by=self.decider, outcome="unfounded", reason="不实"
            )
