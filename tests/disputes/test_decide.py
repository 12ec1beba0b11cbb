from datetime import timedelta

import time_machine
from django.utils import timezone

import registry.actions
from disputes import actions
from disputes.models import Case, Objection
from registry.errors import CreditError, Refused
from registry.models import Correction, Deadline, Entry, Notice, TrailEntry
from tests import factories

from .cast import DisputeCast, Finding, Outcome


class DecideTests(DisputeCast):
    def decide(self, objection, outcome, **fields):
        defaults = {"by": self.decider, "reason": "事实清楚"}
        actions.cases.decide(objection, outcome=outcome, **{**defaults, **fields})

    def test_deciding_to_keep_gives_the_entry_its_effect_back(self):
        objection = self.found(Finding.RIGHT)

        self.decide(objection, Outcome.KEPT)

        self.assertTrue(self.is_in_effect())
        self.assertEqual(objection.hold.released_by, self.decider)

    def test_a_kept_entry_stays_held_while_another_hold_is_open(self):
        objection = self.found(Finding.RIGHT)
        self.accepted(number=77)

        self.decide(objection, Outcome.KEPT)

        self.assertFalse(self.is_in_effect())

    def test_deciding_to_revoke_ends_the_entry_and_publishes_a_notice(self):
        objection = self.found(Finding.REVOKE)

        self.decide(objection, Outcome.REVOKED)

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REVOKED)
        self.assertEqual(Notice.objects.get().kind, Notice.Kind.REVOCATION)
        self.assertFalse(self.entry.holds.filter(released_at=None).exists())

    def test_deciding_to_correct_changes_the_entry_which_has_effect_again(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        objection = self.found(
            Finding.CORRECT,
            changes={
                "facts": "超标排放，已整改",
                "occurred_on": self.entry.decided_on - timedelta(days=3),
                "region": factories.make_region(),
            },
        )

        self.decide(objection, Outcome.CORRECTED)

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.facts, "超标排放，已整改")
        self.assertEqual(self.entry.region.code, "350100")
        self.assertLess(self.entry.occurred_on, yesterday)
        self.assertEqual(Correction.objects.get().by, self.decider)
        self.assertTrue(self.is_in_effect())

    def test_an_entry_that_cannot_be_proved_may_not_be_kept(self):
        objection = self.found(Finding.UNPROVEN)

        with self.assertRaisesMessage(Refused, "由提供单位负举证责任"):
            self.decide(objection, Outcome.KEPT)

        self.assertFalse(self.is_in_effect())

    def test_a_right_finding_may_still_be_decided_for_the_applicant(self):
        objection = self.found(Finding.RIGHT)

        self.decide(objection, Outcome.REVOKED)

        self.assertTrue(objection.is_upheld)

    def test_drafter_reviewer_verifier_and_strangers_may_not_decide(self):
        objection = self.found(Finding.RIGHT)

        for official in (self.clerk, self.reviewer, self.verifier, self.stranger):
            with self.assertRaises(Refused):
                self.decide(objection, Outcome.KEPT, by=official)

    def test_the_credit_office_may_decide_where_nobody_else_is_left(self):
        objection = self.found(Finding.RIGHT)

        self.decide(objection, Outcome.KEPT, by=self.officer)

        self.assertEqual(objection.decided_by, self.officer)

    def test_a_decision_that_cannot_be_carried_out_changes_nothing(self):
        objection = self.found(Finding.RIGHT)

        with self.assertRaisesMessage(Refused, "没有给出更正内容"):
            self.decide(objection, Outcome.CORRECTED)

        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.FOUND)
        self.assertFalse(self.is_in_effect())

    def test_a_decision_needs_grounds_and_is_in_the_trail(self):
        objection = self.found(Finding.RIGHT)
        with self.assertRaisesMessage(Refused, "决定理由"):
            self.decide(objection, Outcome.KEPT, reason="")

        self.decide(objection, Outcome.KEPT)

        line = TrailEntry.objects.about(objection).filter(action__endswith="decided")
        self.assertEqual(line.get().actor, self.decider)

    def test_an_objection_to_an_entry_that_expired_meanwhile_can_still_be_decided(self):
        objection = self.found(Finding.REVOKE)
        registry.actions.entries.end(
            self.entry, because="expired", reason="届满", by=self.officer
        )

        self.decide(objection, Outcome.REVOKED)

        self.assertEqual(objection.status, Case.Status.DECIDED)
        self.assertFalse(self.entry.holds.filter(released_at=None).exists())

    def test_an_objection_cannot_be_decided_twice(self):
        objection = self.decided()

        with self.assertRaises(CreditError):
            self.decide(objection, Outcome.REVOKED)


class ReplyTests(DisputeCast):
    def test_the_reply_allows_reexamination_for_sixty_days_without_a_deadline(self):
        objection = self.replied()

        sixty_days = objection.replied_on + timedelta(days=60)
        self.assertEqual(actions.objections.reexamination_until(objection), sixty_days)
        self.assertFalse(Deadline.objects.open().of(objection).exists())

    def test_an_upheld_objection_cannot_be_reexamined(self):
        objection = self.replied(outcome=Outcome.REVOKED, finding=Finding.REVOKE)

        with self.assertRaisesMessage(Refused, "无需复核"):
            actions.objections.reexamine(objection, statement="仍然不服", by=None)

    def test_a_reply_cannot_be_dated_before_the_decision_or_in_the_future(self):
        objection = self.decided()
        today = timezone.localdate()

        for day in (today - timedelta(days=1), today + timedelta(days=1)):
            with self.assertRaises(Refused):
                actions.cases.reply(
                    objection, by=self.officer, way="邮寄", replied_on=day
                )


class ReexamineTests(DisputeCast):
    def reexamine(self, objection):
        return actions.objections.reexamine(
            objection, statement="证据未予采信", by=None
        )

    def test_an_accepted_reexamination_holds_the_entry_again(self):
        again = self.reexamine(self.replied())
        self.assertTrue(self.is_in_effect())

        actions.cases.accept(again, by=self.officer)

        self.assertFalse(self.is_in_effect())
        self.assertEqual(again.clock("verify"), "reexamination_verify")

    def test_an_objection_is_reexamined_once(self):
        first = self.replied()
        again = self.reexamine(first)

        with self.assertRaisesMessage(Refused, "复核以一次为限"):
            self.reexamine(first)
        actions.cases.accept(again, by=self.officer)
        actions.cases.sign(again, by=self.verifier, signed_on=timezone.localdate())
        self.assertEqual(Objection.objects.filter(previous=first).count(), 1)

    def test_a_reexamination_is_decided_by_others_than_the_first_time(self):
        again = self.reexamine(self.replied())
        actions.cases.accept(again, by=self.officer)
        actions.cases.sign(again, by=self.verifier, signed_on=timezone.localdate())
        actions.cases.record_finding(
            again, by=self.verifier, finding=Finding.RIGHT, text="无误"
        )

        with self.assertRaisesMessage(Refused, "办理过前次异议"):
            actions.cases.decide(
                again, by=self.decider, outcome=Outcome.KEPT, reason="维持"
            )
        actions.cases.decide(
            again, by=self.officer, outcome=Outcome.KEPT, reason="维持"
        )
        self.assertTrue(self.is_in_effect())

    def test_a_reexamination_is_refused_before_the_reply(self):
        with self.assertRaisesMessage(Refused, "尚未答复"):
            self.reexamine(self.decided())

    def test_a_reexamination_is_refused_after_its_last_day(self):
        objection = self.replied()
        too_late = timezone.now() + timedelta(days=61)

        with (
            time_machine.travel(too_late, tick=False),
            self.assertRaisesMessage(Refused, "期限已于"),
        ):
            self.reexamine(objection)
