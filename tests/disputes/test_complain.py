from django.utils import timezone

import registry.actions
from disputes import actions
from disputes.models import Case, Complaint
from registry.errors import Refused
from registry.models import Deadline, Message
from sanctions.models import Order
from tests import factories
from tests.all_or_nothing import check_all_or_nothing
from tests.sanctions import makers

from .cast import DisputeCast, again, organisation

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

    def found(self, finding=Complaint.Finding.UNTRUE, **fields):
        complaint = self.verifying(**fields)
        actions.cases.record_finding(
            complaint, by=self.verifier, finding=finding, text="已核查"
        )
        return complaint

    def test_a_complaint_about_a_measure_brings_its_entry_and_department(self):
        self.touches_bystander = "a new edition of the catalogue replaces the last one"
        treasury = factories.make_department("caizheng")
        edition = makers.make_edition({"code": "zhengfu_caigou"})
        makers.make_memorandum(self.standard, [(edition.measures.get(), treasury)])
        entry = self.published()
        order = Order.objects.get(entry=entry)

        complaint = self.complain(about=About.CONDUCT, order=order)

        self.assertEqual(complaint.order, order)
        self.assertEqual((complaint.entry, complaint.respondent), (entry, treasury))

    def test_a_complaint_is_in_the_trail_and_has_a_clock(self):
        complaint = self.complain()

        clock = Deadline.objects.open().of(complaint).get()
        self.assertEqual(
            (clock.limit.code, clock.department), ("complaint_accept", self.office)
        )
        self.assertTrue(complaint.number.startswith("TS"))

    def test_a_complaint_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(self.complain)

    def test_the_notice_of_a_complaint_says_nothing_of_a_hold(self):
        complaint = self.complain(about=About.CONDUCT)

        actions.cases.accept(complaint, by=self.officer)

        sent = Message.objects.filter(of="disputes.complaint", of_pk=complaint.pk)
        text = sent.filter(stage="notified")[0].text
        self.assertIn("涉及有关事项", text)
        self.assertNotIn("暂停", text)

    def test_a_hold_because_of_a_complaint_is_refused_where_there_is_nothing_to_hold(
        self,
    ):
        conduct = self.verifying(about=About.CONDUCT)
        with self.assertRaisesMessage(Refused, "没有所涉条目"):
            actions.complaints.place_hold(conduct, by=self.decider, reason="疑点较大")

        entry = self.published()
        complaint = self.verifying(entry=entry)
        registry.actions.entries.end(
            entry, because="early", reason="提前移出", by=self.reviewer
        )
        with self.assertRaisesMessage(Refused, "不在公示有效状态"):
            actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")

    def test_a_complaint_that_is_over_holds_nothing_any_more(self):
        complaint = self.complain()
        actions.cases.withdraw(complaint, by=None, reason="撤回")

        with self.assertRaisesMessage(Refused, "已经办结"):
            actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")
        self.assertTrue(self.is_in_effect())

    def test_a_stranger_places_no_hold_and_two_reviewers_place_one(self):
        complaint = self.verifying()
        stale = again(complaint)
        with self.assertRaisesMessage(Refused, "决定"):
            actions.complaints.place_hold(complaint, by=self.stranger, reason="疑点")
        actions.complaints.place_hold(complaint, by=self.decider, reason="疑点较大")

        with self.assertRaisesMessage(Refused, "不能再暂停"):
            actions.complaints.place_hold(stale, by=self.decider, reason="疑点较大")

        self.assertEqual(self.entry.holds.count(), 1)
        self.assertEqual(again(complaint).hold, self.entry.holds.get())

    def test_a_hold_that_fails_at_its_end_leaves_nothing_behind(self):
        complaint = self.verifying()

        check_all_or_nothing(
            lambda: actions.complaints.place_hold(
                again(complaint), by=self.decider, reason="疑点较大"
            )
        )

    def test_a_decision_on_a_complaint_needs_its_reason(self):
        complaint = self.found()

        with self.assertRaisesMessage(Refused, "请填写决定理由"):
            actions.complaints.decide(
                complaint, by=self.decider, outcome="unfounded", reason=""
            )

        complaint.refresh_from_db()
        self.assertEqual(complaint.status, Case.Status.FOUND)

    def test_a_decision_on_a_complaint_notifies_who_replies(self):
        complaint = self.found(by=self.clerk)

        actions.complaints.decide(
            complaint, by=self.decider, outcome="unfounded", reason="依法办理"
        )

        sent = Message.objects.filter(of="disputes.complaint", of_pk=complaint.pk)
        decided = sent.filter(stage="decided")
        self.assertEqual(
            {m.official for m in decided},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertIn(f"待答复：{complaint}", decided[0].title)
        clocks = Deadline.objects.of(complaint)
        self.assertEqual(clocks.open().get().department, self.department)
        met = clocks.get(limit__code="complaint_decide").met_on
        self.assertEqual(met, timezone.localdate())

    def test_a_decision_on_a_complaint_that_fails_at_its_end_leaves_nothing_behind(
        self,
    ):
        complaint = self.found()

        check_all_or_nothing(
            lambda: actions.complaints.decide(
                again(complaint), by=self.decider, outcome="unfounded", reason="依法"
            )
        )

    def test_an_unfounded_complaint_is_answered_though_its_entry_stands(self):
        complaint = self.found()
        actions.complaints.decide(
            complaint, by=self.decider, outcome="unfounded", reason="依法办理"
        )

        self.reply(complaint)

        self.assertEqual(complaint.status, Case.Status.REPLIED)

    def test_a_founded_complaint_about_conduct_is_answered_though_the_entry_stands(
        self,
    ):
        complaint = self.found(
            Complaint.Finding.TRUE, about=About.CONDUCT, entry=self.entry
        )
        actions.complaints.decide(
            complaint, by=self.decider, outcome="founded", reason="属实", remedy="道歉"
        )

        self.reply(complaint)

        self.assertEqual(complaint.status, Case.Status.REPLIED)

    def test_a_complaint_about_no_entry_is_answered(self):
        complaint = self.found(Complaint.Finding.TRUE, about=About.CONDUCT)
        actions.complaints.decide(
            complaint, by=self.decider, outcome="founded", reason="属实", remedy="道歉"
        )

        self.reply(complaint)

        self.assertEqual(complaint.status, Case.Status.REPLIED)

    def correct(self, entry):
        registry.actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "更正后"}, reason="更正"
        )

    def test_a_correction_before_the_complaint_or_of_another_entry_is_none(self):
        self.correct(self.entry)
        complaint = self.founded()
        self.correct(self.published())

        with self.assertRaisesMessage(Refused, "尚未更正或者撤销"):
            self.reply(complaint)
