from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

import registry.actions
import sanctions.actions
from disputes import actions, reminders
from disputes.models import CourtDate, Litigation, Redress
from registry.errors import CreditError, Refused
from registry.models import Deadline, Entry, Hold, Message, TrailEntry
from sanctions.models import Order
from tests import factories
from tests.all_or_nothing import check_all_or_nothing
from tests.sanctions import makers

from .cast import DisputeCast, again

TOMORROW = timedelta(days=1)
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

    def test_a_suit_of_a_future_day_is_refused(self):
        tomorrow = timezone.localdate() + TOMORROW

        for fields in ({"accepted_on": tomorrow}, {"notified_on": tomorrow}):
            with self.assertRaisesMessage(Refused, "不能晚于今天"):
                self.register(**fields)

        self.assertFalse(Litigation.objects.filter(entry=self.entry).exists())

    def test_a_suit_of_which_no_notice_came_yet_has_no_clock(self):
        suit = self.register(notified_on=None)

        self.assertFalse(Deadline.objects.of(suit).exists())

    def test_a_public_interest_suit_has_no_clock(self):
        suit = self.register(kind=Litigation.Kind.PUBLIC)

        self.assertFalse(Deadline.objects.of(suit).exists())

    def test_the_department_hears_of_its_suit_which_is_in_the_trail(self):
        suit = self.register()

        sent = Message.objects.filter(of="disputes.litigation", of_pk=suit.pk)
        self.assertEqual(
            {m.official for m in sent},
            {self.clerk, self.verifier, self.reviewer, self.decider},
        )
        self.assertIn(f"新登记{suit}", sent[0].title)
        line = TrailEntry.objects.about(suit).get(
            action="disputes.litigation.registered"
        )
        self.assertEqual((line.actor, suit.registered_by), (self.verifier,) * 2)

    def test_a_registration_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(self.register)


class AnswerTests(Suit):
    def test_the_answer_stops_the_clock_on_its_day_and_is_in_the_trail(self):
        suit = self.register()
        today = timezone.localdate()

        actions.litigations.record_answer(suit, by=self.verifier, on=today)

        self.assertEqual(Deadline.objects.of(suit).get().met_on, today)
        line = TrailEntry.objects.about(suit).get(action="disputes.litigation.answered")
        self.assertEqual((line.actor, line.after), (self.verifier, {"on": str(today)}))

    def test_an_answer_by_another_department_or_of_a_future_day_is_refused(self):
        suit = self.register()
        today = timezone.localdate()

        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.litigations.record_answer(suit, by=self.stranger, on=today)
        with self.assertRaisesMessage(Refused, "不能晚于今天"):
            actions.litigations.record_answer(
                suit, by=self.verifier, on=today + TOMORROW
            )

        self.assertTrue(Deadline.objects.open().of(suit).exists())

    def test_an_answer_that_fails_at_its_end_leaves_nothing_behind(self):
        suit, today = self.register(), timezone.localdate()

        check_all_or_nothing(
            lambda: actions.litigations.record_answer(
                again(suit), by=self.verifier, on=today
            )
        )


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
        with self.assertRaisesMessage(Refused, "登记、修改或审核过本条目"):
            self.stay(self.register(), by=self.clerk)

    def test_a_stranger_places_and_lifts_no_stay(self):
        suit = self.register()
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            self.stay(suit, by=self.stranger)
        self.stay(suit)

        for official in (self.stranger, self.reviewer):
            with self.assertRaises(Refused):
                actions.litigations.lift_stay(suit, by=official, reason="裁定终止")

        self.assertFalse(self.is_in_effect())

    def test_a_stay_is_refused_where_the_case_concerns_no_entry_or_is_over(self):
        public = self.register(
            kind=Litigation.Kind.PUBLIC, entry=None, subject=self.entry.subject
        )
        with self.assertRaisesMessage(Refused, "不涉及名单条目"):
            self.stay(public)

        suit = self.register(case_number="2号")
        actions.litigations.abandon(suit, by=self.decider, reason="原告撤诉")
        with self.assertRaisesMessage(Refused, "已经办结"):
            self.stay(suit)

        self.assertTrue(self.is_in_effect())

    def test_a_stay_ordered_twice_at_once_is_placed_once(self):
        suit = self.register()
        stale = again(suit)
        self.stay(suit)

        with self.assertRaisesMessage(Refused, "正在生效"):
            self.stay(stale)

        self.assertEqual(self.entry.holds.count(), 1)

    def test_a_stay_is_lifted_once_and_only_where_there_is_one(self):
        suit = self.register()
        with self.assertRaisesMessage(Refused, "没有正在生效的停止执行"):
            actions.litigations.lift_stay(suit, by=self.decider, reason="裁定终止")
        stale = again(suit)
        self.stay(suit)

        actions.litigations.lift_stay(stale, by=self.decider, reason="裁定终止")
        with self.assertRaisesMessage(Refused, "没有正在生效的停止执行"):
            actions.litigations.lift_stay(suit, by=self.decider, reason="裁定终止")

        self.assertTrue(self.is_in_effect())

    def test_a_stay_names_its_paper_and_is_in_the_trail(self):
        suit = self.register()

        self.stay(suit)
        actions.litigations.lift_stay(suit, by=self.decider, reason="裁定终止")

        suit.hold.refresh_from_db()
        self.assertEqual(suit.hold.reference, "（2026）闽0102行初1号裁定书")
        self.assertEqual(again(suit).hold, self.entry.holds.get())
        lines = TrailEntry.objects.about(suit)
        stayed = lines.get(action="disputes.litigation.stayed")
        lifted = lines.get(action="disputes.litigation.stay_lifted")
        self.assertEqual((stayed.actor, lifted.actor), (self.decider,) * 2)
        self.assertEqual((stayed.reason, lifted.reason), ("裁定停止执行", "裁定终止"))

    def test_a_stay_or_its_lifting_that_fails_at_its_end_leaves_nothing_behind(self):
        suit = self.register()
        check_all_or_nothing(lambda: self.stay(again(suit)))
        self.stay(suit)

        check_all_or_nothing(
            lambda: actions.litigations.lift_stay(
                again(suit), by=self.decider, reason="裁定终止"
            )
        )
        self.assertFalse(self.is_in_effect())


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

    def judge(self, suit, **fields):
        defaults = {"by": self.verifier, "outcome": Outcome.REVOKED, "judgment": "撤销"}
        defaults["judged_on"] = timezone.localdate()
        actions.litigations.record_judgment(suit, **{**defaults, **fields})

    def test_strangers_record_nothing_of_a_suit(self):
        suit, today = self.register(), timezone.localdate()
        by = {"by": self.stranger}
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            self.judge(suit, **by)
        self.judge(suit)

        for action in (
            lambda: actions.litigations.appeal(
                suit, stage="second", case_number="2", **by
            ),
            lambda: actions.litigations.take_effect(suit, effective_on=today, **by),
            lambda: actions.litigations.abandon(suit, reason="撤诉", **by),
            lambda: actions.litigations.add_date(suit, kind="hearing", on=today, **by),
        ):
            with self.assertRaisesMessage(Refused, "应由该单位办理"):
                action()
        actions.litigations.take_effect(suit, by=self.officer, effective_on=today)
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.litigations.conclude(suit, reason="执行", **by)

        suit.refresh_from_db()
        self.assertEqual(suit.status, Litigation.Status.EFFECTIVE)

    def test_judgments_and_their_effect_are_of_no_future_day(self):
        suit = self.register()
        tomorrow = timezone.localdate() + TOMORROW

        with self.assertRaisesMessage(Refused, "裁判日期不能晚于今天"):
            self.judge(suit, judged_on=tomorrow)
        self.judge(suit)
        with self.assertRaisesMessage(Refused, "生效日期不能晚于今天"):
            actions.litigations.take_effect(
                suit, by=self.verifier, effective_on=tomorrow
            )

        suit.refresh_from_db()
        self.assertEqual(suit.status, Litigation.Status.JUDGED)

    def test_an_appeal_takes_the_judgment_back(self):
        suit = self.register()
        self.judge(suit)

        actions.litigations.appeal(
            suit, by=self.verifier, stage="second", case_number="闽01行终2号"
        )

        suit.refresh_from_db()
        self.assertEqual((suit.outcome, suit.judged_on), ("", None))
        self.assertEqual((suit.stage, suit.case_number), ("second", "闽01行终2号"))

    def test_a_final_judgment_replaces_all_clocks_by_that_of_its_execution(self):
        suit = self.final(Outcome.REVOKED)

        clock = Deadline.objects.open().of(suit).get()
        self.assertEqual(
            (clock.limit.code, clock.department),
            ("judgment_execution", self.department),
        )

    def test_effect_that_fails_at_its_end_leaves_nothing_behind(self):
        suit = self.register()
        self.judge(suit)

        check_all_or_nothing(
            lambda: actions.litigations.take_effect(
                again(suit), by=self.verifier, effective_on=timezone.localdate()
            )
        )

    def test_the_drafter_of_the_entry_neither_concludes_nor_abandons(self):
        suit = self.final(Outcome.REVOKED)

        with self.assertRaisesMessage(Refused, "登记、修改或审核过本条目"):
            actions.litigations.conclude(suit, by=self.reviewer, reason="执行")
        pending = self.register(case_number="2号")
        with self.assertRaisesMessage(Refused, "登记、修改或审核过本条目"):
            actions.litigations.abandon(pending, by=self.clerk, reason="撤诉")

    def test_conclusion_and_abandonment_need_their_words(self):
        suit = self.final(Outcome.KEPT)
        with self.assertRaisesMessage(Refused, "请填写执行裁判的情况"):
            actions.litigations.conclude(suit, by=self.decider, reason="")
        suit.refresh_from_db()
        self.assertEqual(suit.status, Litigation.Status.EFFECTIVE)

        pending = self.register(case_number="2号")
        with self.assertRaisesMessage(Refused, "请填写撤回或者终止的情况"):
            actions.litigations.abandon(pending, by=self.decider, reason="")
        pending.refresh_from_db()
        self.assertEqual(pending.status, Litigation.Status.PENDING)

    def test_a_judgment_on_an_entry_that_has_ended_is_concluded_all_the_same(self):
        suit = self.final(Outcome.REVOKED)
        registry.actions.entries.end(
            self.entry, because="early", reason="提前移出", by=self.reviewer
        )

        actions.litigations.conclude(suit, by=self.decider, reason="执行判决")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.EARLY)
        self.assertEqual(suit.status, Litigation.Status.CLOSED)

    def test_a_suit_about_no_entry_is_concluded(self):
        suit = self.final(
            Outcome.OTHER,
            kind=Litigation.Kind.PUBLIC,
            entry=None,
            subject=self.entry.subject,
        )

        actions.litigations.conclude(suit, by=self.decider, reason="已履行")

        self.assertEqual(suit.status, Litigation.Status.CLOSED)
        self.assertTrue(self.is_in_effect())

    def test_a_judgment_about_something_else_leaves_the_entry_and_opens_no_redress(
        self,
    ):
        suit = self.final(Outcome.OTHER)

        actions.litigations.conclude(suit, by=self.decider, reason="已履行")

        self.assertTrue(self.is_in_effect())
        self.assertFalse(Redress.objects.filter(entry=self.entry).exists())

    def acted_upon(self):
        """The entry of the suit is one because of which 财政 carried out a measure."""
        self.touches_bystander = "a new edition of the catalogue replaces the last one"
        treasury = factories.make_department("caizheng")
        accountant = factories.make_official("xu", treasury)
        edition = makers.make_edition({"code": "zhengfu_caigou"})
        makers.make_memorandum(self.standard, [(edition.measures.get(), treasury)])
        self.entry = self.published()
        sanctions.actions.orders.execute(
            Order.objects.get(entry=self.entry),
            by=accountant,
            executed_on=timezone.localdate(),
            document="榕财采〔2026〕1号",
        )

    def check_redress_after(self, outcome, changes=None):
        self.acted_upon()
        suit = self.final(outcome)

        actions.litigations.conclude(
            suit, by=self.decider, reason="执行判决", changes=changes
        )

        redress = Redress.objects.get(entry=self.entry)
        self.assertEqual(redress.litigation, suit)
        self.assertIsNotNone(redress.notice)

    def test_a_judgment_that_revokes_the_entry_opens_redress(self):
        self.check_redress_after(Outcome.REVOKED)

    def test_a_judgment_that_corrects_the_entry_opens_redress(self):
        self.check_redress_after(Outcome.CORRECTED, {"facts": "情节轻微"})

    def test_a_judgment_for_the_department_opens_no_redress(self):
        self.acted_upon()
        suit = self.final(Outcome.KEPT)

        actions.litigations.conclude(suit, by=self.decider, reason="驳回诉讼请求")

        self.assertFalse(Redress.objects.filter(entry=self.entry).exists())

    def test_a_conclusion_or_abandonment_that_fails_at_its_end_leaves_nothing_behind(
        self,
    ):
        suit = self.final(Outcome.REVOKED)
        check_all_or_nothing(
            lambda: actions.litigations.conclude(
                again(suit), by=self.decider, reason="执行判决"
            )
        )
        pending = self.register(case_number="2号")

        check_all_or_nothing(
            lambda: actions.litigations.abandon(
                again(pending), by=self.decider, reason="原告撤诉"
            )
        )


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

    def test_a_court_date_on_another_day_or_in_another_suit_is_a_new_one(self):
        suit, other = self.register(), self.register(case_number="2号")
        day = {"kind": "hearing", "on": date(2026, 3, 30), "by": self.verifier}
        actions.litigations.add_date(suit, **day)

        actions.litigations.add_date(other, **day)
        actions.litigations.add_date(suit, **{**day, "on": date(2026, 3, 31)})
        made = actions.litigations.add_date(
            suit, **{**day, "kind": "judgment"}, place="第三法庭", note="带原件"
        )

        self.assertEqual((made.place, made.note), ("第三法庭", "带原件"))
        self.assertEqual(CourtDate.objects.filter(litigation=suit).count(), 3)

    def test_a_court_date_is_in_the_trail(self):
        suit = self.register()

        actions.litigations.add_date(
            suit, kind="hearing", on=date(2026, 3, 30), by=self.verifier
        )

        line = TrailEntry.objects.about(suit).get(
            action="disputes.litigation.date_added"
        )
        self.assertEqual(line.after, {"kind": "hearing", "on": "2026-03-30"})

    def test_a_court_date_that_fails_at_its_end_leaves_nothing_behind(self):
        suit = self.register()

        check_all_or_nothing(
            lambda: actions.litigations.add_date(
                again(suit), kind="hearing", on=date(2026, 3, 30), by=self.verifier
            )
        )
