"""What is kept of a check, who is asked when an entry that it showed was wrong, and feedback (三(一))."""

import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

import registry.actions
from registry.errors import Refused
from registry.models import RecallReceipt, TrailEntry
from sanctions import actions
from sanctions.checking.questions import question
from sanctions.models import Check, CheckBatch, Feedback
from tests import factories

from .breaking import failing
from .cast import MeasuresCast

WHY = {"purpose": "procurement", "case_number": "采2026-1"}


class CheckCast(MeasuresCast):
    def about(self, subject=None, **asked):
        """The question about `subject`, or about what is `asked`."""
        if subject is not None:
            asked = {"identifier": subject.identifier, "name": subject.name}
        return question(**asked, today=timezone.localdate(), strict=False)

    def check(self, subject=None, *, by=None, **given):
        """The kept check of `subject`."""
        recorded = actions.checks.check(
            self.about(subject), by=by or self.accountant, **{**WHY, **given}
        )
        return Check.objects.get(receipt=recorded.receipt)


class KeptTests(CheckCast):
    def test_everything_that_was_asked_and_shown_is_kept(self):
        order = self.order()
        held = self.published(subject=order.subject)
        registry.actions.holds.place(held, kind="objection", reason="异议", by=None)

        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            kept = self.check(order.subject)

        self.assertEqual(
            (kept.department, kept.official, kept.purpose, kept.case_number),
            (self.treasury, self.accountant, "procurement", "采2026-1"),
        )
        self.assertEqual((kept.asked_at, kept.as_of), (now, now))
        self.assertEqual(
            (kept.status, kept.strength, kept.subject),
            ("listed", "number_and_name", order.subject),
        )
        self.assertEqual(
            (kept.entries, kept.held, kept.orders),
            ([order.entry_id], [held.pk], [order.pk]),
        )
        self.assertEqual((kept.candidates, kept.batch), (0, None))
        self.assertEqual(kept.asked_key, self.about(order.subject).key)
        self.assertEqual(kept.version, TrailEntry.objects.order_by("pk").last().pk)
        self.assertRegex(
            kept.receipt, rf"^HC{timezone.localdate():%y%m%d}[0-9A-F]{{12}}$"
        )

    def test_a_check_of_the_past_keeps_the_instant_and_what_stood_then(self):
        order = self.order()
        before = timezone.now()
        self.end(order)

        now, then = self.check(order.subject), self.check(order.subject, at=before)

        self.assertEqual((now.status, now.entries, now.orders), ("clear", [], []))
        self.assertEqual(
            (then.as_of, then.entries, then.orders),
            (before, [order.entry_id], [order.pk]),
        )
        self.assertGreater(then.asked_at, before)

    def test_of_a_name_alone_the_number_of_candidates_is_kept(self):
        order = self.order()

        (recorded,) = actions.checks.check_all(
            [self.about(name=order.subject.name)], by=self.accountant, **WHY
        )

        kept = Check.objects.get(receipt=recorded.receipt)
        self.assertEqual((kept.status, kept.candidates), ("ambiguous", 1))
        self.assertEqual((kept.subject, kept.entries, kept.orders), (None, [], []))

    def test_an_official_without_a_department_checks_nothing(self):
        nobody = factories.make_official("nobody")

        with self.assertRaisesMessage(PermissionDenied, "您的账号没有所属单位"):
            self.check(factories.make_subject(), by=nobody)


class BatchTests(CheckCast):
    def test_a_batch_keeps_its_file_its_rows_and_how_often_each_result_came(self):
        listed = self.order().subject
        asked = [
            self.about(listed),
            self.about(identifier="91350100000000900X"),
            self.about(factories.make_subject()),
        ]

        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            batch, recorded = actions.checks.check_batch(
                asked,
                by=self.accountant,
                filename="名单.xlsx",
                places=["第 2 行", "第 3 行", "第 4 行"],
                **WHY,
            )

        batch.refresh_from_db()
        self.assertEqual(
            (batch.department, batch.official, batch.purpose, batch.case_number),
            (self.treasury, self.accountant, "procurement", "采2026-1"),
        )
        self.assertEqual(
            (batch.filename, batch.asked_at, batch.number), ("名单.xlsx", now, 3)
        )
        self.assertEqual(batch.counts, {"listed": 1, "wrong": 1, "clear": 1})
        self.assertEqual(
            batch.rows,
            [["第 2 行", ""], ["第 3 行", asked[1].wrong], ["第 4 行", ""]],
        )
        receipts = [one.receipt for one in recorded]
        self.assertEqual(receipts[1], "")
        kept = batch.checks.order_by("pk").values_list("receipt", flat=True)
        self.assertEqual(list(kept), [receipts[0], receipts[2]])

    def test_nothing_of_a_batch_is_kept_where_it_cannot_be_checked(self):
        with failing(self, actions.checks, "check_all"):
            actions.checks.check_batch(
                [self.about(name="某公司")], by=self.accountant, **WHY
            )

        self.assertFalse(CheckBatch.objects.filter(official=self.accountant).exists())

    def test_a_batch_about_a_past_instant_is_kept_with_that_instant(self):
        order = self.order()
        before = timezone.now()
        self.end(order)

        batch, _ = actions.checks.check_batch(
            [self.about(order.subject)], by=self.accountant, at=before, **WHY
        )

        kept = batch.checks.get()
        self.assertEqual((kept.as_of, kept.status), (before, "listed"))


class RecallTests(CheckCast):
    def asked_to_confirm(self):
        receipts = RecallReceipt.objects.filter(source="check")
        return {receipt.official for receipt in receipts}

    def test_only_officials_who_saw_the_wrong_entry_are_asked(self):
        wrong, right = self.order(), self.order()
        self.check(wrong.subject)
        self.check(right.subject, by=self.stranger)

        self.end(wrong, "revoked")

        self.assertEqual(self.asked_to_confirm(), {self.accountant})

    def test_who_saw_another_entry_of_the_same_company_is_not_asked(self):
        right = self.order()
        self.check(right.subject)
        wrong = self.order(subject=right.subject)
        self.check(wrong.subject, by=self.stranger)

        self.end(wrong, "revoked")

        self.assertEqual(self.asked_to_confirm(), {self.stranger})


class FeedbackTests(CheckCast):
    def feed_back(self, check, **given):
        facts = {"by": self.accountant, "outcome": "taken"}
        return actions.checks.record_feedback(check, **{**facts, **given})

    def test_feedback_keeps_outcome_reason_instant_and_official(self):
        check = self.check(self.order().subject)

        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            self.feed_back(check, outcome="not_taken", reason="另有裁定")

        kept = Feedback.objects.get(check_made=check)
        self.assertEqual(
            (kept.outcome, kept.reason, kept.at, kept.by),
            ("not_taken", "另有裁定", now, self.accountant),
        )

    def test_the_feedback_on_one_check_does_not_count_for_another(self):
        order = self.order()
        first, second = self.check(order.subject), self.check(order.subject)

        self.feed_back(first)
        self.feed_back(second, outcome="normal")

        self.assertEqual(Feedback.objects.get(check_made=second).outcome, "normal")

    def test_a_measure_may_be_taken_where_an_entry_stands_without_any_order(self):
        entry = self.published(standard=factories.make_standard(self.department))

        self.feed_back(self.check(entry.subject))

    def test_normal_business_needs_no_reason_and_no_entry(self):
        self.feed_back(self.check(factories.make_subject()), outcome="normal")

    def test_every_reason_against_a_feedback_is_given(self):
        check = self.check(factories.make_subject())
        self.feed_back(check, outcome="normal")

        with self.assertRaises(Refused) as caught:
            self.feed_back(check, by=self.stranger)

        self.assertEqual(
            caught.exception.reasons,
            [
                f"核查 {check.receipt} 由caizheng发起，应由该单位反馈。",
                f"核查 {check.receipt} 已经反馈过，不能重复反馈。",
                f"核查 {check.receipt} 没有生效中的条目，不应采取措施；请按实际选择“正常办理”。",
            ],
        )

    def test_an_unknown_outcome_is_bad_input(self):
        with self.assertRaises(ValidationError):
            self.feed_back(self.check(self.order().subject), outcome="odd")
