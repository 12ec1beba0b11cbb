"""The credit check as a department's system calls it (三(一))."""

from datetime import timedelta

from django.utils import timezone

import registry.actions
from registry.models import ListKind, RecallReceipt
from sanctions.models import Check, CheckBatch, Feedback
from tests import factories

from . import makers
from .callers import Caller, give, key_of
from .cast import MeasuresCast

WHY = {"purpose": "procurement", "case_number": "采2026-1"}


class CheckCast(MeasuresCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        give(cls.accountant)
        cls.key = key_of(cls.accountant)

    def setUp(self):
        self.system = Caller(self.client, self.key)

    def check(self, once=False, **asked):
        return self.system.post("checks", {**WHY, **asked}, once=once)

    def checks(self):
        """The checks that the treasury has made."""
        return Check.objects.filter(department=self.treasury)


class CheckTests(CheckCast):
    def test_answers_listed_with_entries_and_measures_and_keeps_a_receipt(self):
        order = self.order()
        code = order.subject.identifier

        answer = self.check(identifier=code, name=order.subject.name).json()

        self.assertEqual(answer["status"], "listed")
        self.assertEqual(answer["strength"], "number_and_name")
        self.assertEqual([one["id"] for one in answer["entries"]], [order.entry_id])
        self.assertEqual([one["order"] for one in answer["measures"]], [order.pk])
        kept = Check.objects.get(receipt=answer["receipt"])
        self.assertEqual(
            (kept.department, kept.purpose, kept.case_number, kept.status),
            (self.treasury, "procurement", "采2026-1", "listed"),
        )
        self.assertEqual((kept.entries, kept.orders), ([order.entry_id], [order.pk]))
        self.assertEqual(kept.version, answer["register"]["version"])

    def test_a_held_entry_is_clear_and_says_why_from_the_next_call(self):
        order = self.order()
        code = order.subject.identifier
        self.assertEqual(self.check(identifier=code).json()["status"], "listed")

        registry.actions.holds.place(
            order.entry, kind="litigation", reason="诉讼", by=None
        )

        answer = self.check(identifier=code).json()
        self.assertEqual((answer["status"], answer["measures"]), ("clear", []))
        self.assertEqual(answer["held"][0]["because"], ["复议诉讼"])

    def test_as_of_yesterday_a_subject_listed_today_is_clear(self):
        code = self.order().subject.identifier
        yesterday = timezone.now() - timedelta(days=1)

        answer = self.check(identifier=code, at=yesterday.isoformat()).json()

        self.assertEqual(answer["status"], "clear")

    def test_a_name_alone_never_says_listed(self):
        order = self.order()

        answer = self.check(name=order.subject.name).json()

        self.assertEqual((answer["status"], answer["candidates"]), ("ambiguous", 1))
        self.assertIn("仅凭名称不能认定", answer["settles"])
        self.assertEqual((answer["entries"], answer["subject"]), ([], None))

    def test_a_name_that_disagrees_is_a_mismatch_and_nothing_more(self):
        code = self.order().subject.identifier

        answer = self.check(identifier=code, name="另一公司").json()

        self.assertEqual((answer["status"], answer["entries"]), ("mismatch", []))

    def test_a_wrong_check_digit_is_bad_input(self):
        answer = self.check(identifier="91350100000000900X")

        self.assertEqual(answer.status_code, 400)
        self.assertIn("identifier", answer.json())
        self.assertFalse(self.checks().exists())

    def test_an_unknown_purpose_is_bad_input(self):
        answer = self.check(identifier=factories.code_of(1), purpose="curiosity")

        self.assertEqual(answer.status_code, 400)
        self.assertIn("用途不明", str(answer.json()))

    def test_an_instant_to_come_is_bad_input(self):
        late = (timezone.now() + timedelta(days=1)).isoformat()

        answer = self.check(identifier=factories.code_of(1), at=late)

        self.assertEqual(answer.status_code, 400)

    def test_a_check_without_a_case_number_is_bad_input(self):
        answer = self.system.post(
            "checks", {"purpose": "funds", "identifier": factories.code_of(1)}
        )

        self.assertEqual(answer.status_code, 400)

    def test_an_unknown_key_is_refused(self):
        answer = Caller(self.client, "wrong").post("checks", WHY)

        self.assertEqual(answer.status_code, 401)

    def test_an_official_without_the_permission_is_refused(self):
        caller = Caller(self.client, key_of(self.stranger))

        answer = caller.post("checks", {**WHY, "identifier": factories.code_of(1)})

        self.assertEqual(answer.status_code, 403)

    def test_the_same_key_gets_the_same_answer_and_no_second_receipt(self):
        code = self.order().subject.identifier

        first = self.check(once="k1", identifier=code).json()
        again = self.check(once="k1", identifier=code).json()

        self.assertEqual(again, first)
        self.assertEqual(self.checks().count(), 1)

    def test_citizens_services_get_incentives_only(self):
        answer = self.check(
            identifier=self.order().subject.identifier, purpose="citizen"
        ).json()

        self.assertEqual((answer["status"], answer["measures"]), ("clear", []))

    def test_an_official_who_saw_a_revoked_entry_is_asked_to_confirm_the_recall(self):
        order = self.order()
        self.check(identifier=order.subject.identifier)

        registry.actions.entries.end(
            order.entry, because="revoked", reason="有误", by=None
        )

        receipt = RecallReceipt.objects.get(source="check")
        self.assertEqual(receipt.official, self.accountant)


class BatchTests(CheckCast):
    def batch(self, subjects, once=True):
        return self.system.post("checks/batch", {**WHY, "subjects": subjects}, once)

    def test_a_batch_is_answered_in_the_order_asked_each_under_its_receipt(self):
        order = self.order()
        subjects = [
            {"identifier": factories.code_of(999)},
            {"identifier": "wrong"},
            {"identifier": order.subject.identifier},
        ]

        answer = self.batch(subjects).json()

        self.assertEqual(
            [one["status"] for one in answer["answers"]], ["clear", "wrong", "listed"]
        )
        self.assertEqual(answer["counts"], {"clear": 1, "wrong": 1, "listed": 1})
        self.assertTrue(answer["answers"][1]["detail"])
        self.assertEqual(CheckBatch.objects.get().checks.count(), 2)

    def test_a_batch_of_ninety_takes_as_many_statements_as_one_of_three(self):
        order = self.order()
        three = [
            {"identifier": order.subject.identifier},
            {"identifier": factories.code_of(999)},
            {"name": "无此公司"},
        ]

        with self.assertNumQueries(25):
            self.batch(three)
        with self.assertNumQueries(25):
            self.batch(three * 30)

    def test_a_batch_needs_an_idempotency_key(self):
        answer = self.batch([{"identifier": factories.code_of(1)}], once=False)

        self.assertEqual(answer.status_code, 400)

    def test_a_batch_of_ten_thousand_and_one_is_too_large(self):
        answer = self.batch([{"name": "某公司"}] * 10_001)

        self.assertEqual(answer.status_code, 400)


class FeedbackTests(CheckCast):
    def checked(self):
        code = self.order().subject.identifier
        return self.check(identifier=code).json()["receipt"]

    def feed_back(self, receipt, system=None, **given):
        return (system or self.system).post(f"checks/{receipt}/feedback/", given)

    def test_feedback_is_kept_with_its_receipt(self):
        receipt = self.checked()
        self.assertEqual(self.checks().unanswered().count(), 1)

        answer = self.feed_back(receipt, outcome="taken")

        self.assertEqual(answer.status_code, 201)
        self.assertEqual(self.checks().unanswered().count(), 0)
        kept = self.system.get(f"checks/{receipt}/").json()
        self.assertEqual(kept["feedback"]["outcome"], "taken")

    def test_a_second_feedback_is_refused(self):
        receipt = self.checked()
        self.feed_back(receipt, outcome="taken")

        answer = self.feed_back(receipt, outcome="normal")

        self.assertEqual(answer.status_code, 409)
        self.assertIn("不能重复反馈", answer.json()["detail"])
        self.assertEqual(Feedback.objects.count(), 1)

    def test_feedback_that_a_measure_was_not_taken_needs_a_reason(self):
        answer = self.feed_back(self.checked(), outcome="not_taken")

        self.assertEqual(answer.status_code, 409)
        self.assertIn("应当说明理由", answer.json()["detail"])

    def test_feedback_on_another_department_s_check_is_refused(self):
        receipt = self.checked()
        give(self.stranger)

        answer = self.feed_back(
            receipt, Caller(self.client, key_of(self.stranger)), outcome="normal"
        )

        self.assertEqual(answer.status_code, 409)
        self.assertIn("应由该单位反馈", answer.json()["detail"])

    def test_no_measure_can_be_taken_against_a_subject_that_was_clear(self):
        receipt = self.check(identifier=factories.code_of(999)).json()["receipt"]

        answer = self.feed_back(receipt, outcome="taken")

        self.assertIn("不应采取措施", answer.json()["detail"])


class GreenChannelTests(CheckCast):
    def ask(self, **asked):
        return self.system.post("green-channel/", {**WHY, **asked}).json()

    def test_the_green_channel_is_closed_by_a_black_entry_with_the_reason(self):
        answer = self.ask(identifier=self.order().subject.identifier)

        self.assertFalse(answer["open"])
        self.assertIn("黑名单", answer["reasons"][0])

    def test_an_official_who_got_a_verdict_from_a_revoked_entry_is_asked_to_confirm_the_recall(
        self,
    ):
        order = self.order()
        self.ask(identifier=order.subject.identifier)

        registry.actions.entries.end(
            order.entry, because="revoked", reason="有误", by=None
        )

        receipt = RecallReceipt.objects.get(source="check")
        self.assertEqual(receipt.official, self.accountant)

    def test_the_green_channel_is_open_to_a_number_unknown_here(self):
        self.assertTrue(self.ask(identifier=factories.code_of(999))["open"])

    def test_a_name_alone_gets_no_verdict(self):
        self.assertIsNone(self.ask(name=self.order().subject.name)["open"])

    def test_an_asker_who_sees_part_of_the_records_gets_no_verdict_on_all(self):
        code = self.order().subject.identifier
        banker = factories.make_official("banker", makers.make_bank())
        give(banker)
        bank = Caller(self.client, key_of(banker))

        for caller, purpose in ((bank, "financing"), (self.system, "citizen")):
            asked = {**WHY, "purpose": purpose, "identifier": code}
            before = Check.objects.count()
            answer = caller.post("green-channel/", asked)
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn("条目", str(answer.json()))
            self.assertEqual(Check.objects.count(), before)

    def test_a_red_entry_opens_the_green_channel(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        entry = self.published(standard=red)

        self.assertTrue(self.ask(identifier=entry.subject.identifier)["open"])
