from django.utils import timezone

from disputes import actions
from disputes.applicants import contact_of, number_of
from disputes.models import Case, Objection
from registry import receipts
from registry.errors import Refused
from registry.models import Deadline, Message, Receipt, TrailEntry
from tests import factories

from .cast import DisputeCast, a_person, applicant_of


class ObjectTests(DisputeCast):
    def test_comes_to_the_credit_office_with_a_receipt_and_a_clock(self):
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
            receipts.check(objection.number, secret), Receipt.objects.get()
        )
        clock = Deadline.objects.of(objection).get()
        self.assertEqual(clock.limit.code, "objection_accept")
        self.assertEqual(clock.department, self.office)

    def test_at_the_counter_stays_with_that_department(self):
        objection = self.object_to(by=self.clerk)

        self.assertEqual(objection.receiver, self.department)
        self.assertEqual(objection.channel, Case.Channel.COUNTER)

    def test_changes_nothing_before_it_is_accepted(self):
        self.object_to()

        self.assertTrue(self.is_in_effect())

    def test_tells_the_office_without_naming_the_applicant(self):
        objection = self.object_to()

        told = Message.objects.filter(of="disputes.objection", of_pk=objection.pk)
        self.assertNotIn(objection.applicant_name, "".join(m.text for m in told))

    def test_keeps_a_persons_number_and_contact_sealed(self):
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

    def test_is_refused_a_second_time_while_the_first_is_open(self):
        first = self.object_to()

        with self.assertRaisesMessage(Refused, first.number):
            self.object_to()

    def test_by_somebody_else_is_another_claim(self):
        self.object_to()
        self.object_to(number=77)

        self.assertEqual(Objection.objects.open().count(), 2)

    def test_after_an_answer_points_to_reexamination(self):
        self.replied()

        with self.assertRaisesMessage(Refused, "申请一次复核"):
            self.object_to()

    def test_to_an_ended_entry_is_refused(self):
        entry = self.published()
        factories.registry.actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )

        with self.assertRaisesMessage(Refused, "已于"):
            self.object_to(entry)

    def test_to_a_draft_is_refused(self):
        with self.assertRaisesMessage(Refused, "尚未发布"):
            self.object_to(self.draft())

    def test_goes_to_whoever_took_over_the_duties(self):
        heir = factories.make_department("xinhuanbao")
        self.department.valid_to = timezone.localdate() - timezone.timedelta(days=1)
        self.department.successor = heir
        self.department.save()

        self.assertEqual(self.object_to(self.entry).respondent, heir)

    def test_to_departments_that_name_each_other_as_successors_is_taken_in(self):
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

    def test_a_refusal_needs_its_reason_and_ends_every_clock(self):
        objection = self.object_to()
        with self.assertRaisesMessage(Refused, "不予受理的理由"):
            actions.cases.refuse(objection, by=self.officer, reason="")

        actions.cases.refuse(objection, by=self.officer, reason="与所涉条目无关")

        self.assertFalse(Deadline.objects.open().of(objection).exists())
        self.assertEqual(objection.status, Case.Status.REFUSED)

    def test_a_stranger_may_not_take_it_in(self):
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
