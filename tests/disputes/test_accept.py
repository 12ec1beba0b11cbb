from datetime import timedelta

from django.utils import timezone

import registry.actions
from disputes import actions
from disputes.models import Case
from registry import identity
from registry.errors import CreditError, Refused
from registry.models import Deadline, Entry, Hold, Limit, Message
from tests import factories
from tests.all_or_nothing import check_all_or_nothing
from tests.registry.oracle import identify

from .cast import DisputeCast, again


class AcceptTests(DisputeCast):
    def test_acceptance_takes_the_entry_out_of_effect_at_once(self):
        objection = self.object_to()

        actions.cases.accept(objection, by=self.officer)

        self.assertFalse(self.is_in_effect())
        self.assertEqual(objection.hold.kind, Hold.Kind.OBJECTION)
        self.assertEqual(objection.hold.reference, objection.number)

    def test_a_check_after_acceptance_is_clear(self):
        identifier = factories.recognised(self.entry.subject.identifier)
        before = identify(identifier=identifier, at=timezone.now())

        self.accepted()

        after = identify(identifier=identifier, at=timezone.now())
        self.assertEqual(
            (before.status, after.status),
            (identity.Status.LISTED, identity.Status.CLEAR),
        )

    def test_acceptance_notifies_the_provider_and_starts_the_clock_of_receipt(self):
        objection = self.accepted()

        sent = Message.objects.filter(stage="notified", of_pk=objection.pk)
        self.assertEqual(
            {m.official for m in sent},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertIn("20 个工作日", sent[0].text)
        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(
            (clock.limit.code, clock.department),
            ("objection_receipt", self.department),
        )

    def test_a_case_that_cannot_be_accepted_gets_no_hold(self):
        objection = self.accepted()
        holds = Hold.objects.count()

        with self.assertRaises(CreditError):
            actions.cases.accept(objection, by=self.officer)

        self.assertEqual(Hold.objects.count(), holds)

    def test_acceptance_places_no_hold_where_the_entry_has_ended(self):
        objection = self.object_to()
        registry.actions.entries.end(
            self.entry, because="early", reason="提前移出", by=self.reviewer
        )

        actions.cases.accept(objection, by=self.officer)

        self.assertEqual(objection.status, Case.Status.ACCEPTED)
        self.assertIsNone(objection.hold)
        self.assertEqual(Entry.objects.get(pk=self.entry.pk).holds.count(), 0)

    def test_an_objection_on_a_responsible_person_leaves_the_company_listed(self):
        entry, derived = self.with_responsible_person()

        self.accepted(derived, number=31)

        self.assertTrue(self.is_in_effect(entry))
        self.assertFalse(self.is_in_effect(derived))

    def test_an_acceptance_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.object_to()

        check_all_or_nothing(
            lambda: actions.cases.accept(again(objection), by=self.officer)
        )

        self.assertTrue(self.is_in_effect())

    def test_acceptance_stops_the_clock_of_acceptance(self):
        objection = self.accepted()

        met = Deadline.objects.of(objection).get(limit__code="objection_accept")
        self.assertEqual(met.met_on, timezone.localdate())

    def test_the_notice_says_what_is_held_and_how_long_the_provider_has(self):
        objection = self.accepted()

        text = Message.objects.filter(stage="notified", of_pk=objection.pk)[0].text
        self.assertIn(f"条目 {self.entry.pk}", text)
        self.assertIn("已经暂停", text)

    def test_the_notice_names_no_number_of_days_where_no_limit_is_in_force(self):
        self.touches_bystander = "limits are the same for all"
        Limit.objects.filter(code="objection_verify").update(
            valid_from=timezone.localdate() + timedelta(days=30)
        )

        objection = self.accepted()

        text = Message.objects.filter(stage="notified", of_pk=objection.pk)[0].text
        self.assertIn("规定期限内核实", text)


class WithdrawTests(DisputeCast):
    def test_withdrawal_gives_the_entry_its_effect_back(self):
        objection = self.accepted()

        actions.cases.withdraw(objection, by=None, reason="申请人撤回")

        self.assertTrue(self.is_in_effect())
        self.assertFalse(Deadline.objects.open().of(objection).exists())

    def test_withdrawal_changes_nothing_while_another_hold_is_open(self):
        objection = self.accepted()
        self.accepted(number=77)

        actions.cases.withdraw(objection, by=None, reason="申请人撤回")

        self.assertFalse(self.is_in_effect())

    def test_a_case_cannot_be_withdrawn_after_the_finding(self):
        objection = self.found("revoke")

        with self.assertRaises(CreditError):
            actions.cases.withdraw(objection, by=None, reason="申请人撤回")

        self.assertFalse(self.is_in_effect())

    def test_a_withdrawal_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.accepted()

        check_all_or_nothing(
            lambda: actions.cases.withdraw(again(objection), by=None, reason="撤回")
        )

        self.assertFalse(self.is_in_effect())

    def test_a_withdrawn_objection_that_held_nothing_releases_nothing(self):
        other = self.accepted(number=77)
        objection = self.object_to()

        actions.cases.withdraw(objection, by=None, reason="申请人撤回")

        other.hold.refresh_from_db()
        self.assertIsNone(other.hold.released_at)


class OwnWorkTests(DisputeCast):
    """Nobody refuses or withdraws an objection to their own work."""

    def at_the_departments_counter(self):
        return self.object_to(by=self.verifier)

    def test_the_drafter_of_the_entry_cannot_refuse_the_objection(self):
        objection = self.at_the_departments_counter()

        for official in (self.clerk, self.reviewer):
            with self.assertRaisesMessage(Refused, "登记、修改、审核过本条目的人员"):
                actions.cases.refuse(objection, by=official, reason="不予受理")

        actions.cases.refuse(objection, by=self.verifier, reason="与条目无关")
        self.assertEqual(objection.status, Case.Status.REFUSED)

    def test_the_drafter_of_the_entry_cannot_record_a_withdrawal(self):
        objection = self.at_the_departments_counter()
        actions.cases.accept(objection, by=self.verifier)

        with self.assertRaisesMessage(Refused, "登记、修改、审核过本条目的人员"):
            actions.cases.withdraw(objection, by=self.clerk, reason="申请人撤回")
        self.assertFalse(self.is_in_effect())

    def test_the_provider_cannot_withdraw_what_the_credit_office_received(self):
        objection = self.accepted()

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.cases.withdraw(objection, by=self.verifier, reason="申请人撤回")
        self.assertFalse(self.is_in_effect())

    def test_the_hold_of_an_objection_cannot_be_released_on_the_entrys_page(self):
        objection = self.accepted()

        with self.assertRaisesMessage(Refused, "不能单独恢复"):
            registry.actions.holds.release(
                objection.hold, by=self.officer, reason="恢复"
            )
        self.assertFalse(self.is_in_effect())
