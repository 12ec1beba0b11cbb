import secrets
from datetime import timedelta

import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone

import registry.actions
import sanctions.actions
from disputes import actions
from disputes.models import Redress
from registry.errors import CreditError, Refused
from registry.models import Deadline, Entry, Message, Notice, TrailEntry
from registry.roles import REVIEWERS
from sanctions.models import Check, Feedback, Order
from tests import factories
from tests.all_or_nothing import check_all_or_nothing
from tests.sanctions import makers

from .cast import DisputeCast, Finding, Outcome, again


class Harmed(DisputeCast):
    """市财政局 kept the company out of procurement because of the entry."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.treasury = factories.make_department("caizheng")
        cls.accountant = factories.make_official("xu", cls.treasury, name="许财政")
        cls.accountant.groups.add(Group.objects.get(name=REVIEWERS))
        edition = makers.make_edition({"code": "zhengfu_caigou"})
        makers.make_memorandum(cls.standard, [(edition.measures.get(), cls.treasury)])
        cls.entry = factories.make_published(cls.standard, cls.clerk, cls.reviewer)
        cls.order = Order.objects.get(entry=cls.entry)

    def execute(self):
        sanctions.actions.orders.execute(
            self.order,
            by=self.accountant,
            executed_on=timezone.localdate(),
            document="榕财采〔2026〕1号",
        )

    def lift(self):
        self.order.refresh_from_db()
        sanctions.actions.orders.lift(
            self.order,
            by=self.accountant,
            lifted_on=timezone.localdate(),
            document="榕财采〔2026〕2号",
        )

    def check(self, department=None, entries=None):
        """A look-up that was answered with the entry."""
        official = self.stranger if department is None else self.accountant
        return Check.objects.create(
            receipt=secrets.token_hex(8),
            department=official.department,
            official=official,
            purpose="approval",
            case_number="办件1",
            asked_at=timezone.now(),
            as_of=timezone.now(),
            asked_key=self.entry.subject.key,
            status="listed",
            strength="number",
            subject=self.entry.subject,
            entries=[self.entry.pk] if entries is None else entries,
            version=1,
        )

    def revoked(self):
        return self.decided(outcome=Outcome.REVOKED, finding=Finding.REVOKE)


class OpenTests(Harmed):
    def test_redress_opens_by_itself_with_a_task_for_each_department_that_acted(self):
        self.execute()
        self.check()

        objection = self.revoked()

        redress = Redress.objects.get(objection=objection)
        departments = [task.department for task in redress.tasks.all()]
        self.assertEqual(departments, [self.treasury, self.elsewhere])
        clocks = Deadline.objects.open().filter(limit__code="redress")
        self.assertEqual(clocks.count(), 2)

    def test_redress_lists_the_checks_so_that_their_decisions_can_be_reopened(self):
        check = self.check()
        self.check(entries=[])

        self.revoked()

        task = Redress.objects.get().tasks.get()
        self.assertEqual([harm.seen_by for harm in task.harms.all()], [check])

    def test_no_redress_opens_for_checks_that_were_reported_harmless(self):
        check = self.check()
        Feedback.objects.create(
            check_made=check, outcome="normal", at=timezone.now(), by=self.stranger
        )

        self.revoked()

        self.assertFalse(Redress.objects.exists())

    def test_no_redress_opens_where_nobody_acted_upon_the_entry(self):
        self.revoked()
        self.assertFalse(Redress.objects.exists())

    def test_no_redress_opens_where_the_entry_is_kept(self):
        self.execute()

        self.decided()

        self.assertFalse(Redress.objects.exists())

    def test_redress_has_a_public_notice_shown_as_long_as_the_entry_was(self):
        self.execute()
        published = timezone.now() - timezone.timedelta(days=100)
        Entry.objects.filter(pk=self.entry.pk).update(published_at=published)

        self.revoked()

        notice = Redress.objects.get().notice
        days = (notice.shown_until - timezone.localdate()).days
        self.assertEqual(days, 100)

    def test_the_message_about_a_task_counts_the_harm_and_does_not_quote_the_applicant(
        self,
    ):
        self.execute()
        self.check(self.treasury)
        objection = self.revoked()

        task = Redress.objects.get(objection=objection).tasks.get()
        message = Message.objects.get(of="disputes.redresstask", of_pk=task.pk)
        self.assertEqual(message.official, self.accountant)
        self.assertIn("作出决定 2 件", message.text)
        self.assertNotIn("从未发生该行为", message.text)

    def test_the_opening_of_redress_is_in_the_trail_with_the_number_of_departments(
        self,
    ):
        self.execute()
        self.check()

        redress = Redress.objects.get(objection=self.revoked())

        line = TrailEntry.objects.about(redress).get()
        self.assertEqual(
            (line.action, line.actor, line.after),
            ("disputes.redress.opened", self.decider, {"departments": 2}),
        )
        self.assertEqual((redress.opened_by, redress.entry), (self.decider, self.entry))

    def test_each_measure_and_check_is_in_the_task_of_its_department(self):
        self.execute()
        check = self.check(self.treasury)
        foreign = self.check()

        redress = Redress.objects.get(objection=self.revoked())

        own, others = redress.tasks.order_by("pk")
        self.assertEqual(
            (own.department, others.department), (self.treasury, self.elsewhere)
        )
        self.assertEqual(
            [(harm.order, harm.seen_by) for harm in own.harms.all()],
            [(self.order, None), (None, check)],
        )
        self.assertEqual(others.harms.get().seen_by, foreign)
        for task in (own, others):
            clock = Deadline.objects.open().of(task).get()
            self.assertEqual(clock.department, task.department)
            self.assertIn(f"条目 {self.entry.pk}", clock.title)

    def test_a_measure_that_was_lifted_before_is_harm_as_well(self):
        self.execute()
        sanctions.actions.orders.call_off(self.order, by=self.accountant, reason="提前")
        self.lift()

        redress = Redress.objects.get(objection=self.revoked())

        self.assertEqual(redress.tasks.get().harms.get().order, self.order)

    def test_a_measure_on_a_corrected_entry_is_harm_and_may_stay(self):
        self.execute()
        objection = self.decided(
            outcome=Outcome.CORRECTED,
            finding=Finding.CORRECT,
            changes={"facts": "情节轻微"},
        )

        task = Redress.objects.get(objection=objection).tasks.get()
        self.order.refresh_from_db()
        self.assertEqual(self.order.status, Order.Status.EXECUTED)
        self.assertEqual(task.harms.get().order, self.order)

        actions.redress.confirm(task, by=self.accountant, done="按更正后的内容复核")

        self.assertEqual(task.status, "confirmed")

    def test_harm_done_to_a_responsible_person_belongs_to_the_companys_redress(self):
        standard = factories.make_standard(self.department)
        edition = makers.make_edition(
            {"subject_kinds": ["person"], "roles": ["principal"]}
        )
        makers.make_memorandum(standard, [(edition.measures.get(), self.treasury)])
        entry, derived = self.with_responsible_person(self.draft(standard=standard))
        self.order = Order.objects.get(entry=derived)
        self.execute()
        self.entry = entry
        check = self.check(entries=[derived.pk])
        Check.objects.filter(pk=check.pk).update(subject=derived.subject)

        objection = self.revoked()

        harms = [
            (harm.order, harm.seen_by)
            for task in Redress.objects.get(objection=objection).tasks.order_by("pk")
            for harm in task.harms.all()
        ]
        self.assertEqual(harms, [(self.order, None), (None, check)])

    def test_measures_and_checks_on_another_entry_of_the_company_are_no_harm(self):
        other = self.published(subject=self.entry.subject)
        wrong, self.order = self.entry, Order.objects.get(entry=other)
        self.execute()
        self.check(entries=[other.pk])
        self.entry = wrong

        self.revoked()

        self.assertFalse(Redress.objects.filter(entry=wrong).exists())

    def test_only_checks_reported_harmless_are_left_out(self):
        for outcome, opens in (("not_taken", False), ("taken", True)):
            with self.subTest(outcome):
                self.entry = self.published()
                Feedback.objects.create(
                    check_made=self.check(), outcome=outcome, reason="说明", at=timezone.now(),
                    by=self.stranger,
                )  # fmt: skip

                self.revoked()

                found = Redress.objects.filter(entry=self.entry)
                self.assertEqual(found.exists(), opens)

    def test_a_decision_whose_redress_cannot_be_opened_changes_nothing(self):
        self.execute()
        objection = self.found(Finding.REVOKE)

        check_all_or_nothing(
            lambda: actions.cases.decide(
                again(objection),
                by=self.decider,
                outcome=Outcome.REVOKED,
                reason="有误",
            )
        )


class EndedBeforeTests(Harmed):
    """The entry ended otherwise while it was verified whether it had been wrong."""

    def decided_after(self, days, **fields):
        """The redress of an entry of 100 days that ended `days` before it was found wrong."""
        with time_machine.travel(timezone.now(), tick=False) as clock:
            self.entry = self.published(**fields)
            self.order = Order.objects.get(entry=self.entry)
            self.execute()
            clock.shift(timedelta(days=100))
            objection = self.found(Finding.REVOKE)
            registry.actions.entries.end(
                self.entry, because="early", reason="提前移出", by=self.reviewer
            )
            clock.shift(timedelta(days=days))
            actions.cases.decide(
                objection, by=self.decider, outcome=Outcome.REVOKED, reason="有误"
            )
            self.today = timezone.localdate()
        return Redress.objects.get(objection=objection)

    def test_the_public_reads_that_it_was_wrong_for_as_long_as_it_was_shown(self):
        notice = self.decided_after(days=20).notice

        self.assertEqual(notice.entry, self.entry)
        self.assertEqual(notice.kind, Notice.Kind.REVOCATION)
        self.assertIn(f"条目 {self.entry.pk} 的认定有误", notice.text)
        self.assertEqual(timezone.localdate(notice.published_at), self.today)
        self.assertEqual(notice.shown_until, self.today + timedelta(days=100))

    def test_there_is_no_notice_where_the_entry_never_was_public(self):
        standard = factories.make_standard(self.department, is_public=False)
        edition = makers.make_edition({"code": "anquan"})
        makers.make_memorandum(standard, [(edition.measures.get(), self.treasury)])

        self.assertIsNone(self.decided_after(days=1, standard=standard).notice)
        self.assertFalse(Notice.objects.filter(entry=self.entry).exists())

    def test_its_measures_that_are_being_lifted_are_harm(self):
        redress = self.decided_after(days=1)

        self.order.refresh_from_db()
        self.assertEqual(self.order.status, Order.Status.LIFTING)
        self.assertEqual(redress.tasks.get().harms.get().order, self.order)


class CloseTests(Harmed):
    def setUp(self):
        self.execute()
        self.check()
        self.revoked()
        self.redress = Redress.objects.get()
        self.taken, self.seen = self.redress.tasks.all()

    def close(self):
        actions.redress.close(self.redress, by=self.officer, closing="影响已经消除")

    def test_redress_is_closed_only_when_all_departments_confirmed(self):
        self.lift()
        actions.redress.confirm(self.taken, by=self.accountant, done="恢复投标资格")
        with self.assertRaisesMessage(Refused, "jianwei"):
            self.close()

        actions.redress.confirm(self.seen, by=self.stranger, done="重新审查，准予许可")
        self.close()

        self.assertEqual(self.redress.status, Redress.Status.CLOSED)
        self.assertFalse(Deadline.objects.open().filter(limit__code="redress").exists())

    def test_a_task_is_not_confirmed_while_its_measure_is_still_applied(self):
        with self.assertRaisesMessage(Refused, "措施尚未解除"):
            actions.redress.confirm(self.taken, by=self.accountant, done="已处理")

    def test_each_department_confirms_its_own_task_once_and_says_what_it_did(self):
        with self.assertRaisesMessage(Refused, "应由"):
            actions.redress.confirm(self.seen, by=self.accountant, done="已处理")
        with self.assertRaisesMessage(Refused, "写明"):
            actions.redress.confirm(self.seen, by=self.stranger, done="")

        actions.redress.confirm(self.seen, by=self.stranger, done="重新审查")

        with self.assertRaises(CreditError):
            actions.redress.confirm(self.seen, by=self.stranger, done="重新审查")

    def test_the_credit_office_confirms_for_a_closed_department(self):
        with self.assertRaisesMessage(Refused, "应由"):
            actions.redress.confirm(self.seen, by=self.officer, done="重新审查")
        type(self.elsewhere).objects.filter(pk=self.elsewhere.pk).update(
            valid_to=timezone.localdate()
        )
        self.seen.refresh_from_db()

        actions.redress.confirm(self.seen, by=self.officer, done="重新审查")

        self.assertEqual(self.seen.status, "confirmed")

    def test_redress_is_not_closed_without_a_word_on_it(self):
        self.lift()
        actions.redress.confirm(self.taken, by=self.accountant, done="恢复投标资格")
        actions.redress.confirm(self.seen, by=self.stranger, done="重新审查")

        with self.assertRaisesMessage(Refused, "请填写办结说明"):
            actions.redress.close(self.redress, by=self.officer, closing="")

        self.redress.refresh_from_db()
        self.assertEqual(self.redress.status, Redress.Status.OPEN)

    def test_redress_does_not_wait_for_the_tasks_of_another(self):
        self.entry = self.published()
        self.check()
        self.revoked()
        self.lift()
        actions.redress.confirm(self.taken, by=self.accountant, done="恢复投标资格")
        actions.redress.confirm(self.seen, by=self.stranger, done="重新审查")

        self.close()

        self.assertEqual(self.redress.closed_by, self.officer)
        self.assertEqual(self.redress.closing, "影响已经消除")

    def test_a_confirmation_stops_the_clock_and_says_what_was_done(self):
        actions.redress.confirm(self.seen, by=self.stranger, done="重新审查，准予许可")

        clock = Deadline.objects.of(self.seen).get()
        self.assertEqual(clock.met_on, timezone.localdate())
        self.seen.refresh_from_db()
        self.assertEqual(
            (self.seen.done, self.seen.confirmed_by),
            ("重新审查，准予许可", self.stranger),
        )
        self.assertTrue(Deadline.objects.open().of(self.taken).exists())

    def test_a_confirmation_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(
            lambda: actions.redress.confirm(
                again(self.seen), by=self.stranger, done="重新审查"
            )
        )
