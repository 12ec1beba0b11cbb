"""What a granted repair brings about elsewhere, and who still owes her part of it."""

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

import sanctions.actions
from registry import terms
from registry.models import Entry
from repair import actions, letters
from repair.effects import effects_of
from repair.models import RepairNotice
from sanctions.checking.questions import question
from sanctions.models import Call, Order
from tests import factories
from tests.sanctions.cast import MeasuresCast

from .cast import RepairCast, apply_for, make_limits, make_rule


class EffectTests(MeasuresCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_limits()
        make_rule(cls.standard)
        cls.verifier = factories.make_official("zhu", cls.department, name="朱核查")

    def granted(self, order):
        application = apply_for(order.entry)
        actions.applications.accept(application, by=self.clerk)
        actions.applications.verify(application, by=self.verifier, finding="属实")
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")
        return application

    def told(self, application, on=None):
        effects = effects_of(application, on=on or timezone.localdate())
        return {effect.name: effect.words for effect in effects}

    def test_measures_are_to_be_lifted_in_the_same_moment_and_their_department_is_told(
        self,
    ):
        order = self.executed()

        self.granted(order)

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.LIFTING)
        self.assertFalse(order.is_executable(timezone.now()))
        self.assertTrue(Call.objects.filter(kind=Call.Kind.LIFT).exists())

    def test_what_is_owed_is_named_with_its_day_until_it_is_done(self):
        order = self.executed()
        application = self.granted(order)
        order.refresh_from_db()

        told = self.told(application)
        self.assertIn("已于", told["终止公示"])
        self.assertIn("已于", told["停止共享和使用"])
        self.assertEqual(
            told["解除惩戒措施"],
            f"待完成：{order.department.short_name}（应于 {order.lift_by} 前解除）",
        )

        self.lift(order)
        self.assertIn("已于", self.told(application)["解除惩戒措施"])

    def test_who_is_late_is_chased_and_named(self):
        order = self.executed()
        application = self.granted(order)
        order.refresh_from_db()
        late = order.lift_by + timedelta(days=1)

        with time_machine.travel(late, tick=False):
            sanctions.actions.notifications.chase(late)

        self.assertIn("已逾期", self.told(application, on=late)["解除惩戒措施"])
        call = Call.objects.get(kind=Call.Kind.OVERDUE)
        self.assertEqual(call.department, self.treasury)

    def test_what_nobody_had_executed_needs_no_lifting(self):
        application = self.granted(self.order())

        self.assertIn("已于", self.told(application)["解除惩戒措施"])

    def test_nothing_is_shown_and_checks_answer_clear_while_the_office_keeps_it(self):
        order = self.executed()
        entry = order.entry
        self.granted(order)

        now = timezone.now()
        self.assertFalse(Entry.objects.shown(now).filter(pk=entry.pk).exists())
        key = entry.subject.identifier
        for when in ("", f"?at={timezone.localdate(entry.published_at)}"):
            page = self.client.get(reverse("registry:subject", args=[key]) + when)
            self.assertNotIn(entry.facts, page.content.decode())
        asked = question(identifier=key, name="", today=timezone.localdate())
        told = sanctions.actions.checks.check(
            asked, purpose="procurement", case_number="案1", by=self.accountant
        )
        self.assertEqual(told.result.status, "clear")
        self.assertEqual(Entry.objects.get(pk=entry.pk).ended_because, "repaired")


class NoticeTests(RepairCast):
    def test_says_on_which_day_one_may_apply(self):
        strict = factories.make_standard(self.department)
        make_rule(strict, least_months=3)
        entry = self.published(standard=strict, decided_on=timezone.localdate())

        letter = letters.repair_notice(RepairNotice.objects.get(entry=entry))

        text = "".join(map(str, letter.body))
        first = letters.in_words(terms.months_later(timezone.localdate(), 3))
        self.assertIn(f"最早可以于{first}申请", text)
        for word in ("证明材料", "信用承诺书", "信用中国", "不收取任何费用"):
            self.assertIn(word, text)

    def test_goes_with_every_adverse_decision_and_with_no_praise(self):
        red = factories.make_standard(self.department, list_kind="red")
        praised = self.published(standard=red)

        self.assertTrue(RepairNotice.objects.filter(entry=self.entry).exists())
        self.assertFalse(RepairNotice.objects.filter(entry=praised).exists())


class PromiseTests(RepairCast):
    def test_names_the_entry_who_promised_what_by_whose_hand_and_when(self):
        letter = letters.promise(self.apply(contact_name="陈经办"))

        text = "".join(map(str, letter.body))
        for word in (self.entry.subject.name, f"条目 {self.entry.pk}", "陈经办"):
            self.assertIn(word, text)
        self.assertIn("如有虚假，愿意承担相应法律责任", text)
        self.assertEqual(letter.on, timezone.localdate())
