from django.utils import timezone

import registry.actions
from disputes import actions
from disputes.applicants import contact_of, number_of
from disputes.models import Case, Objection
from registry import receipts
from registry.errors import Refused
from registry.models import Deadline, Department, Message, Receipt, TrailEntry
from tests import factories
from tests.all_or_nothing import check_all_or_nothing

from .cast import DisputeCast, a_person, again, applicant_of


class ObjectTests(DisputeCast):
    def test_an_online_objection_comes_to_the_credit_office_with_a_receipt_and_a_clock(
        self,
    ):
        objection, secret = actions.objections.file(
            self.entry,
            applicant=applicant_of(self.entry.subject),
            ground="error",
            statement="从未发生",
            by=None,
        )

        self.assertEqual(objection.receiver, self.office)
        self.assertEqual(objection.respondent, self.department)
        self.assertEqual(
            receipts.check(objection.number, secret),
            Receipt.objects.get(of="disputes.objection", of_pk=objection.pk),
        )
        clock = Deadline.objects.of(objection).get()
        self.assertEqual(clock.limit.code, "objection_accept")
        self.assertEqual(clock.department, self.office)

    def test_an_objection_at_the_counter_stays_with_that_department(self):
        objection = self.object_to(by=self.clerk)

        self.assertEqual(objection.receiver, self.department)
        self.assertEqual(objection.channel, Case.Channel.COUNTER)

    def test_an_objection_changes_nothing_before_it_is_accepted(self):
        self.object_to()

        self.assertTrue(self.is_in_effect())

    def test_the_message_about_a_new_objection_does_not_name_the_applicant(self):
        objection = self.object_to(by=self.clerk)

        sent = Message.objects.filter(of="disputes.objection", of_pk=objection.pk)
        self.assertEqual(
            {m.official for m in sent},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertNotIn(objection.applicant_name, "".join(m.text for m in sent))

    def test_the_credit_office_hears_of_an_online_objection(self):
        objection = self.object_to()

        sent = Message.objects.get(of="disputes.objection", of_pk=objection.pk)
        self.assertEqual(sent.official, self.officer)
        self.assertEqual(sent.title, f"新收到{objection}")

    def test_an_online_objection_is_refused_where_there_is_no_credit_office(self):
        self.touches_bystander = "the credit office is one for all"
        Department.objects.filter(pk=self.office.pk).update(
            valid_to=timezone.localdate() - timezone.timedelta(days=1)
        )

        with self.assertRaisesMessage(Refused, "尚未登记信用办"):
            self.object_to()

        self.assertEqual(self.object_to(by=self.clerk).receiver, self.department)

    def test_a_new_objection_is_in_the_trail(self):
        objection = self.object_to(by=self.clerk)

        lines = TrailEntry.objects.about(objection)
        line = lines.get(action="disputes.objection.received")
        self.assertEqual(
            (line.actor, line.after), (self.clerk, {"number": objection.number})
        )
        self.assertEqual(objection.received_by, self.clerk)

    def test_an_objection_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(lambda: self.object_to(by=self.clerk))

    def test_the_same_applicant_may_object_to_another_entry(self):
        self.object_to()
        other = self.published(subject=self.entry.subject)

        self.assertEqual(self.object_to(other).entry, other)

    def test_an_objection_that_was_refused_may_be_brought_again(self):
        objection = self.object_to()
        actions.cases.refuse(objection, by=self.officer, reason="材料不符")

        self.assertNotEqual(self.object_to().pk, objection.pk)

    def test_a_decided_objection_cannot_be_brought_again_before_its_reply(self):
        decided = self.decided()

        with self.assertRaisesMessage(Refused, f"异议 {decided.number} 正在办理"):
            self.object_to()

    def test_a_persons_number_and_contact_are_stored_sealed(self):
        person = a_person()
        objection, _ = actions.objections.file(
            self.entry, applicant=person, ground="not_me", statement="认错人", by=None
        )

        number = person.identifier.value
        row = Objection.objects.values().get(pk=objection.pk)
        self.assertNotIn(number, str(row))
        self.assertNotIn("13900000000", str(row))
        self.assertNotIn(number, str(list(TrailEntry.objects.values())))
        self.assertEqual(number_of(objection), number)
        self.assertEqual(contact_of(objection)["phone"], "13900000000")

    def test_a_second_objection_is_refused_while_the_first_is_open(self):
        first = self.object_to()

        with self.assertRaisesMessage(Refused, f"异议 {first.number} 正在办理"):
            self.object_to()

    def test_several_applicants_can_object_to_one_entry(self):
        self.object_to()
        self.object_to(number=77)

        self.assertEqual(Objection.objects.open().filter(entry=self.entry).count(), 2)

    def test_an_objection_after_the_reply_is_refused_with_a_hint_at_reexamination(self):
        self.replied()

        with self.assertRaisesMessage(Refused, "申请一次复核"):
            self.object_to()

    def test_an_objection_to_an_ended_entry_is_refused(self):
        entry = self.published()
        factories.registry.actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )

        with self.assertRaisesMessage(Refused, "已于"):
            self.object_to(entry)

    def test_an_objection_to_an_entry_that_ended_since_it_was_read_is_refused(self):
        entry = self.published()
        stale = again(entry)
        registry.actions.entries.end(
            entry, because="early", reason="提前移出", by=self.reviewer
        )

        with self.assertRaisesMessage(Refused, "无需提出异议"):
            self.object_to(stale)

    def test_an_objection_may_be_brought_to_a_receiver_of_ones_choice(self):
        objection = self.object_to(receiver=self.department)

        self.assertEqual(objection.receiver, self.department)
        self.assertEqual(objection.channel, Case.Channel.ONLINE)

    def test_who_reads_the_applicants_number_says_why_and_is_recorded(self):
        objection = self.object_to()
        with self.assertRaisesMessage(Refused, "请填写查看的理由"):
            actions.reveal.applicant(objection, by=self.officer, reason="")

        text = actions.reveal.applicant(objection, by=self.officer, reason="核对身份")

        self.assertEqual(
            text,
            f"证件号码：{self.entry.subject.identifier}；电话：0591-00000000",
        )
        line = TrailEntry.objects.about(objection).get(
            action="disputes.objection.applicant_revealed"
        )
        self.assertEqual((line.actor, line.reason), (self.officer, "核对身份"))

    def test_an_objection_to_a_draft_is_refused(self):
        with self.assertRaisesMessage(Refused, "尚未发布"):
            self.object_to(self.draft())

    def test_an_objection_goes_to_the_successor_of_a_closed_department(self):
        heir = factories.make_department("xinhuanbao")
        self.department.valid_to = timezone.localdate() - timezone.timedelta(days=1)
        self.department.successor = heir
        self.department.save()

        self.assertEqual(self.object_to(self.entry).respondent, heir)

    def test_departments_that_name_each_other_as_successors_do_not_block_an_objection(
        self,
    ):
        yesterday = timezone.localdate() - timezone.timedelta(days=1)
        other = factories.make_department(
            "xinhuanbao", valid_to=yesterday, successor=self.department
        )
        self.department.valid_to, self.department.successor = yesterday, other
        self.department.save()

        self.assertEqual(self.object_to(self.entry).respondent, other)


class IntakeTests(DisputeCast):
    def test_the_applicants_clock_runs_while_something_is_missing(self):
        objection = self.object_to()

        actions.cases.return_to_applicant(
            objection, by=self.officer, missing="身份证明"
        )

        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(clock.limit.code, "objection_supplement")
        self.assertEqual(objection.missing, "身份证明")

    def test_what_was_missing_can_be_added_and_the_department_must_act_again(self):
        objection = self.object_to()
        actions.cases.return_to_applicant(
            objection, by=self.officer, missing="身份证明"
        )

        actions.cases.supplement(objection, text="已上传营业执照", by=None)

        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(clock.limit.code, "objection_accept")
        self.assertEqual(objection.status, Case.Status.RECEIVED)

    def test_a_return_says_what_is_missing_and_a_supplement_what_it_brings(self):
        objection = self.object_to()

        with self.assertRaisesMessage(Refused, "请写明需要补正的内容"):
            actions.cases.return_to_applicant(objection, by=self.officer, missing="")
        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.RECEIVED)
        actions.cases.return_to_applicant(objection, by=self.officer, missing="证明")
        self.assertEqual(objection.returned_by, self.officer)

        with self.assertRaisesMessage(Refused, "请填写补正说明"):
            actions.cases.supplement(objection, text="", by=None)
        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.RETURNED)

    def test_a_return_or_a_supplement_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.object_to()
        check_all_or_nothing(
            lambda: actions.cases.return_to_applicant(
                again(objection), by=self.officer, missing="证明"
            )
        )
        actions.cases.return_to_applicant(objection, by=self.officer, missing="证明")

        check_all_or_nothing(
            lambda: actions.cases.supplement(again(objection), text="附上", by=None)
        )

    def test_only_the_receiving_department_records_a_supplement(self):
        objection = self.object_to()
        actions.cases.return_to_applicant(objection, by=self.officer, missing="证明")

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.cases.supplement(objection, text="附上证明", by=self.verifier)
        actions.cases.supplement(objection, text="附上证明", by=self.officer)

        self.assertEqual(objection.status, Case.Status.RECEIVED)

    def test_evidence_is_added_to_what_there_is_until_the_finding(self):
        objection = self.object_to()
        stale = again(objection)
        actions.cases.add_evidence(objection, text="营业执照", by=None)
        actions.cases.add_evidence(stale, text="检测报告", by=None)

        self.assertEqual(again(objection).supplement, "营业执照\n检测报告")
        lines = TrailEntry.objects.about(objection)
        self.assertEqual(
            lines.filter(action="disputes.objection.evidence_added").count(), 2
        )
        check_all_or_nothing(
            lambda: actions.cases.add_evidence(again(objection), text="照片", by=None)
        )

    def test_evidence_is_refused_after_the_finding(self):
        objection = self.found()

        with self.assertRaisesMessage(Refused, "不能再补充证据"):
            actions.cases.add_evidence(objection, text="照片", by=None)

    def test_a_refusal_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.object_to()

        check_all_or_nothing(
            lambda: actions.cases.refuse(
                again(objection), by=self.officer, reason="不符"
            )
        )

    def test_a_refusal_needs_its_reason_and_ends_every_clock(self):
        objection = self.object_to()
        with self.assertRaisesMessage(Refused, "不予受理的理由"):
            actions.cases.refuse(objection, by=self.officer, reason="")
        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.RECEIVED)

        actions.cases.refuse(objection, by=self.officer, reason="与所涉条目无关")

        self.assertFalse(Deadline.objects.open().of(objection).exists())
        self.assertEqual(objection.status, Case.Status.REFUSED)

    def test_another_department_may_not_accept_refuse_or_return_an_objection(self):
        objection = self.object_to()

        for action in (
            lambda: actions.cases.accept(objection, by=self.stranger),
            lambda: actions.cases.refuse(objection, by=self.stranger, reason="不符"),
            lambda: actions.cases.return_to_applicant(
                objection, by=self.stranger, missing="材料"
            ),
        ):
            with self.assertRaisesMessage(Refused, "应由该单位办理"):
                action()
