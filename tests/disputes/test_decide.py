from datetime import date, timedelta

import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone

import registry.actions
import sanctions.actions
from disputes import actions
from disputes.models import Case, Objection
from registry.errors import CreditError, Refused
from registry.models import Correction, Deadline, Entry, Message, Notice, TrailEntry
from registry.roles import CLERKS
from sanctions.models import Order
from tests import factories
from tests.all_or_nothing import check_all_or_nothing
from tests.sanctions import makers

from .cast import DisputeCast, Finding, Outcome, again


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
        self.assertEqual(self.entry.notices.get().kind, Notice.Kind.REVOCATION)
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
        correction = Correction.objects.get(entry=self.entry)
        self.assertEqual(correction.by, self.decider)
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

    def test_a_decision_starts_the_clock_of_the_reply_and_notifies_who_replies(self):
        objection = self.found(by=self.clerk)

        self.decide(objection, Outcome.KEPT)

        clock = Deadline.objects.open().of(objection).get()
        self.assertEqual(
            (clock.limit.code, clock.department), ("objection_reply", self.department)
        )
        decided = Deadline.objects.of(objection).get(limit__code="objection_decide")
        self.assertEqual(decided.met_on, timezone.localdate())
        sent = Message.objects.filter(of_pk=objection.pk, stage="decided")
        self.assertEqual(
            {m.official for m in sent},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertEqual(sent[0].title, f"待答复：{objection}")
        self.assertIn("维持原条目", sent[0].text)

    def test_a_decision_is_recorded_with_its_grounds(self):
        objection = self.decided()

        objection.refresh_from_db()
        self.assertEqual(objection.grounds, "事实清楚")
        self.assertEqual(objection.outcome, Outcome.KEPT)

    def test_a_decision_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.found(Finding.REVOKE)

        check_all_or_nothing(lambda: self.decide(again(objection), Outcome.REVOKED))

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.status, Entry.Status.PUBLISHED)

    def test_a_correction_of_a_persons_entry_corrects_the_companys(self):
        entry, derived = self.with_responsible_person()
        objection = self.found(
            Finding.CORRECT, entry=derived, number=31, changes={"facts": "更正后"}
        )

        self.decide(objection, Outcome.CORRECTED)

        for one in (entry, derived):
            one.refresh_from_db()
            self.assertEqual(one.facts, "更正后")

    def test_a_region_can_be_removed_by_correction(self):
        entry = self.published(region=factories.make_region())
        objection = self.found(Finding.CORRECT, entry=entry, changes={"region": None})

        self.decide(objection, Outcome.CORRECTED)

        entry.refresh_from_db()
        self.assertIsNone(entry.region)


class ImplementerTests(DisputeCast):
    """Who has orders because of the entry hears of its correction."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.treasury = factories.make_department("caizheng")
        cls.accountant = factories.make_official("xu", cls.treasury, name="许财政")
        cls.leaver = factories.make_official("li", cls.treasury, is_active=False)
        cls.chief = factories.make_official("ma", cls.treasury, name="马审核")
        cls.others = factories.make_department("guotu")
        cls.outsider = factories.make_official("he", cls.others, name="何国土")
        clerks = Group.objects.get(name=CLERKS)
        clerks.user_set.add(cls.accountant, cls.leaver, cls.outsider)
        cls.edition = makers.make_edition(
            {"code": "zhengfu_caigou"}, {"code": "yongdi"}
        )
        first, second = cls.edition.measures.order_by("pk")
        makers.make_memorandum(cls.standard, [(first, cls.treasury)])
        other_standard = factories.make_standard(cls.department)
        makers.make_memorandum(other_standard, [(second, cls.others)])
        cls.entry = factories.make_published(cls.standard, cls.clerk, cls.reviewer)
        factories.make_published(other_standard, cls.clerk, cls.reviewer)

    def notified(self, objection):
        sent = Message.objects.filter(of_pk=objection.pk, stage="implementers")
        return {message.official for message in sent}

    def correct(self, entry=None, outcome=Outcome.CORRECTED, **fields):
        objection = self.found(
            Finding.CORRECT, entry=entry, changes={"facts": "更正后"}, **fields
        )
        actions.cases.decide(objection, by=self.decider, outcome=outcome, reason="有误")
        return objection

    def test_the_clerks_of_departments_with_an_order_hear_of_the_correction(self):
        objection = self.correct()

        self.assertEqual(self.notified(objection), {self.accountant})
        text = Message.objects.get(of_pk=objection.pk, stage="implementers").text
        self.assertIn(f"条目 {self.entry.pk} 经异议核查已经更正", text)

    def test_nobody_is_asked_to_review_measures_on_a_revoked_or_kept_entry(self):
        self.assertEqual(self.notified(self.correct(outcome=Outcome.REVOKED)), set())
        entry = self.published()
        objection = self.found(Finding.RIGHT, entry=entry)

        actions.cases.decide(
            objection, by=self.decider, outcome=Outcome.KEPT, reason="无误"
        )

        self.assertEqual(self.notified(objection), set())

    def test_a_department_that_declined_its_order_hears_nothing(self):
        order = Order.objects.get(entry=self.entry)
        sanctions.actions.orders.decline(
            order, by=self.accountant, ground="identity", explanation="不是同一主体"
        )

        self.assertEqual(self.notified(self.correct()), set())

    def test_a_department_whose_order_fell_away_hears_nothing(self):
        self.touches_bystander = "the sweep is for the orders of all"
        order = Order.objects.get(entry=self.entry)
        sanctions.actions.catalogue.withdraw_measure(
            order.measure,
            by=self.officer,
            since=timezone.localdate(),
            reason="依据废止",
        )
        sanctions.actions.order_lifecycle.close_groundless(timezone.now())
        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.VOID)

        self.assertEqual(self.notified(self.correct()), set())

    def test_orders_on_the_entry_of_a_responsible_person_count_as_well(self):
        standard = factories.make_standard(self.department)
        edition = makers.make_edition(
            {"subject_kinds": ["person"], "roles": ["principal"]}
        )
        makers.make_memorandum(standard, [(edition.measures.get(), self.treasury)])
        entry, derived = self.with_responsible_person(self.draft(standard=standard))
        self.assertTrue(Order.objects.filter(entry=derived).exists())

        self.assertEqual(self.notified(self.correct(entry)), {self.accountant})


class ReplyTests(DisputeCast):
    def reply(self, case, by, on=None):
        actions.cases.reply(
            case, by=by, way="邮寄", replied_on=on or timezone.localdate()
        )

    def test_a_stranger_may_not_reply(self):
        objection = self.decided()

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            self.reply(objection, self.stranger)

        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.DECIDED)

    def test_receiver_and_provider_may_reply(self):
        for number, official in ((31, self.officer), (32, self.verifier)):
            objection = self.decided(number=number)

            self.reply(objection, official)

            objection.refresh_from_db()
            self.assertEqual(
                (objection.replied_by, objection.reply_way), (official, "邮寄")
            )

    def test_a_reply_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.decided()

        check_all_or_nothing(lambda: self.reply(again(objection), self.officer))

    def test_the_reply_counts_from_the_day_on_which_it_was_given(self):
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
            objection = self.decided()
        with time_machine.travel("2026-03-05 09:00+08:00", tick=False):
            self.reply(objection, self.officer, on=date(2026, 3, 3))

        clock = Deadline.objects.of(objection).get(limit__code="objection_reply")
        self.assertEqual(clock.met_on, date(2026, 3, 3))

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

    def test_a_reexamination_is_granted_on_its_last_day(self):
        objection = self.replied()
        last = timezone.now() + timedelta(days=60)

        with time_machine.travel(last, tick=False):
            self.assertEqual(self.reexamine(objection).previous, objection)

    def test_a_reexamination_is_not_reexamined(self):
        second = self.reexamine(self.replied())
        actions.cases.accept(second, by=self.officer)
        actions.cases.sign(second, by=self.verifier, signed_on=timezone.localdate())
        actions.cases.record_finding(
            second, by=self.verifier, finding=Finding.RIGHT, text="无误"
        )
        actions.cases.decide(
            second, by=self.officer, outcome=Outcome.KEPT, reason="维持"
        )
        actions.cases.reply(
            second, by=self.officer, way="邮寄", replied_on=timezone.localdate()
        )

        with self.assertRaisesMessage(Refused, "复核以一次为限"):
            self.reexamine(second)

    def test_the_last_day_for_a_reexamination_is_not_known_before_the_reply(self):
        self.assertIsNone(actions.objections.reexamination_until(self.decided()))

    def test_a_reexamination_has_the_number_the_receiver_and_a_clock_of_its_own(self):
        first = self.replied()

        second = self.reexamine(first)

        self.assertEqual(second.number, f"{first.number}-2")
        self.assertEqual(second.receiver, first.receiver)
        self.assertEqual(second.statement, "证据未予采信")
        clock = Deadline.objects.open().of(second).get()
        self.assertEqual(clock.limit.code, "objection_accept")

    def test_a_reexamination_asked_for_twice_at_once_is_filed_once(self):
        first = self.replied()
        stale = again(first)
        self.reexamine(first)

        with self.assertRaisesMessage(Refused, "复核以一次为限"):
            self.reexamine(stale)

    def test_a_reexamination_that_fails_at_its_end_leaves_nothing_behind(self):
        objection = self.replied()

        check_all_or_nothing(lambda: self.reexamine(again(objection)))
