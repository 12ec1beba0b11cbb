from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from disputes import actions, reminders
from disputes.models import CourtDate, Litigation
from registry.errors import CreditError, Refused
from registry.models import Deadline, Entry, Hold, Message

from .cast import DisputeCast

Outcome = Litigation.Outcome


class Suit(DisputeCast):
    def register(self, **fields):
        today = timezone.localdate()
        defaults = {
            "kind": Litigation.Kind.SUIT,
            "department": self.department,
            "entry": self.entry,
            "brought_by": "福州某某有限公司",
            "body": "福州市鼓楼区人民法院",
            "case_number": "（2026）闽0102行初1号",
            "stage": "first",
            "matter": "请求撤销认定",
            "accepted_on": today,
            "notified_on": today,
        }
        return actions.litigations.register(
            Litigation(**{**defaults, **fields}), by=self.verifier
        )

    def final(self, outcome, **fields):
        suit = self.register(**fields)
        today = timezone.localdate()
        actions.litigations.record_judgment(
            suit, by=self.verifier, outcome=outcome, judgment="判决", judged_on=today
        )
        actions.litigations.take_effect(suit, by=self.verifier, effective_on=today)
        return suit


class RegisterTests(Suit):
    def test_registering_a_suit_starts_the_fifteen_days_to_answer(self):
        suit = self.register()

        clock = Deadline.objects.of(suit).get()
        self.assertEqual(clock.due_on, timezone.localdate() + timedelta(days=15))

    def test_an_administrative_review_counts_ten_working_days(self):
        suit = self.register(kind=Litigation.Kind.REVIEW, stage="review")

        limit = Deadline.objects.of(suit).get().limit
        self.assertEqual((limit.number, limit.unit), (10, "workday"))

    def test_a_public_interest_suit_is_about_a_subject(self):
        suit = self.register(
            kind=Litigation.Kind.PUBLIC,
            entry=None,
            subject=self.entry.subject,
            brought_by="福建省绿家园环境友好中心",
            notified_on=None,
        )

        self.assertEqual(Litigation.objects.open().get(), suit)
        with self.assertRaises(ValidationError):
            self.register(entry=None, case_number="2")

    def test_a_suit_is_registered_once_and_by_its_department(self):
        self.register()

        with self.assertRaises(ValidationError):
            self.register()
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.litigations.register(
                Litigation(department=self.department), by=self.stranger
            )

    def test_registering_a_suit_places_no_hold(self):
        self.register()

        self.assertTrue(self.is_in_effect())


class StayTests(Suit):
    def stay(self, suit, by=None):
        actions.litigations.stay(
            suit,
            by=by or self.decider,
            document="（2026）闽0102行初1号裁定书",
            reason="裁定停止执行",
        )

    def test_a_stay_holds_the_entry_until_it_is_lifted(self):
        suit = self.register()

        self.stay(suit)
        self.assertEqual(suit.hold.kind, Hold.Kind.STAY)
        self.assertFalse(self.is_in_effect())

        actions.litigations.lift_stay(suit, by=self.decider, reason="裁定终止")
        self.assertTrue(self.is_in_effect())

    def test_a_stay_can_be_placed_again_after_it_was_lifted_but_not_twice_at_once(self):
        suit = self.register()
        self.stay(suit)
        with self.assertRaisesMessage(Refused, "正在生效"):
            self.stay(suit)
        actions.litigations.lift_stay(suit, by=self.decider, reason="裁定终止")

        self.stay(suit)

        self.assertFalse(self.is_in_effect())

    def test_effects_return_only_with_the_release_of_the_last_hold(self):
        suit = self.register()
        self.stay(suit)
        objection = self.accepted()

        actions.cases.withdraw(objection, by=None, reason="撤回")
        self.assertFalse(self.is_in_effect())

        actions.litigations.lift_stay(suit, by=self.decider, reason="裁定终止")
        self.assertTrue(self.is_in_effect())

    def test_the_drafter_of_the_entry_cannot_place_a_stay(self):
        with self.assertRaises(Refused):
            self.stay(self.register(), by=self.clerk)


class JudgmentTests(Suit):
    def test_an_appeal_keeps_the_stay(self):
        suit = self.register()
        actions.litigations.stay(
            suit, by=self.decider, document="裁定", reason="停止执行"
        )
        today = timezone.localdate()
        actions.litigations.record_judgment(
            suit,
            by=self.verifier,
            outcome=Outcome.KEPT,
            judgment="驳回",
            judged_on=today,
        )

        actions.litigations.appeal(
            suit, by=self.verifier, stage="second", case_number="闽01行终2号"
        )

        self.assertFalse(self.is_in_effect())
        self.assertEqual(suit.status, Litigation.Status.PENDING)

    def test_a_judgment_cannot_be_carried_out_before_it_is_final(self):
        suit = self.register()
        actions.litigations.record_judgment(
            suit,
            by=self.verifier,
            outcome=Outcome.REVOKED,
            judgment="撤销",
            judged_on=timezone.localdate(),
        )

        with self.assertRaises(CreditError):
            actions.litigations.conclude(suit, by=self.decider, reason="执行判决")

    def test_carrying_out_a_judgment_revokes_the_entry_and_ends_the_stay(self):
        suit = self.register()
        actions.litigations.stay(
            suit, by=self.decider, document="裁定", reason="停止执行"
        )
        today = timezone.localdate()
        actions.litigations.record_judgment(
            suit,
            by=self.verifier,
            outcome=Outcome.REVOKED,
            judgment="撤销",
            judged_on=today,
        )
        actions.litigations.take_effect(suit, by=self.verifier, effective_on=today)

        actions.litigations.conclude(suit, by=self.decider, reason="执行判决")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REVOKED)
        self.assertFalse(self.entry.holds.filter(released_at=None).exists())
        self.assertFalse(Deadline.objects.open().of(suit).exists())

    def test_carrying_out_a_judgment_corrects_the_entry(self):
        suit = self.final(Outcome.CORRECTED)

        actions.litigations.conclude(
            suit, by=self.decider, reason="变更", changes={"facts": "情节轻微"}
        )

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.facts, "情节轻微")
        self.assertTrue(self.is_in_effect())

    def test_a_judgment_for_the_department_leaves_the_entry_in_effect(self):
        suit = self.final(Outcome.KEPT)

        actions.litigations.conclude(suit, by=self.decider, reason="驳回诉讼请求")

        self.assertTrue(self.is_in_effect())

    def test_an_abandoned_suit_ends_its_stay(self):
        suit = self.register()
        actions.litigations.stay(
            suit, by=self.decider, document="裁定", reason="停止执行"
        )

        actions.litigations.abandon(suit, by=self.decider, reason="原告撤诉")

        self.assertTrue(self.is_in_effect())
        self.assertFalse(Deadline.objects.open().of(suit).exists())


class CourtDateTests(Suit):
    def test_a_court_date_is_reminded_of_once_three_days_one_day_before_and_on_the_day(
        self,
    ):
        suit = self.register()
        actions.litigations.add_date(
            suit, kind=CourtDate.Kind.HEARING, on=date(2026, 3, 30), by=self.verifier
        )

        for _ in range(2):
            for day in range(16, 31):
                reminders.remind_of_court_dates(date(2026, 3, day))

        stages = Message.objects.filter(
            of="disputes.courtdate", official=self.decider
        ).order_by("pk")
        self.assertEqual(
            [m.stage for m in stages], ["before-3", "before-1", "before-0"]
        )

    def test_a_court_date_is_registered_once(self):
        suit = self.register()
        day = {"kind": "hearing", "on": date(2026, 3, 30), "by": self.verifier}
        actions.litigations.add_date(suit, **day)

        with self.assertRaisesMessage(Refused, "已经登记"):
            actions.litigations.add_date(suit, **day)
