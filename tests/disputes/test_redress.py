import secrets

from django.utils import timezone

import sanctions.actions
from disputes import actions
from disputes.models import Redress
from registry.errors import CreditError, Refused
from registry.models import Deadline, Entry, Message
from sanctions.models import Check, Feedback, Order
from tests import factories
from tests.sanctions import makers

from .cast import DisputeCast, Finding, Outcome


class Harmed(DisputeCast):
    """市财政局 kept the company out of procurement because of the entry."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.treasury = factories.make_department("caizheng")
        cls.accountant = factories.make_official("xu", cls.treasury, name="许财政")
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

    def test_the_message_about_a_task_does_not_quote_the_applicant(self):
        self.execute()
        self.revoked()

        sent = Message.objects.filter(of="disputes.redresstask").values_list("text")
        self.assertNotIn("从未发生该行为", str(list(sent)))


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
