"""What a granted repair brings about elsewhere, and which departments still owe their part."""

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

import registry.actions
import sanctions.actions
from registry import terms
from registry.documents import date_in_words
from registry.models import Entry
from repair import actions, letters
from repair.effects import effects_of
from repair.models import RepairNotice
from sanctions.checking.questions import question
from sanctions.models import Call, Order
from tests import factories
from tests.sanctions import makers
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
        return self.repaired(order.entry)

    def repaired(self, entry):
        application = apply_for(entry)
        actions.applications.accept(application, by=self.clerk)
        actions.applications.verify(application, by=self.verifier, finding="属实")
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")
        return application

    def words(self, application, on=None):
        effects = effects_of(application, on=on or timezone.localdate())
        return {effect.name: effect.words for effect in effects}

    def test_a_granted_repair_asks_at_once_for_the_lifting_of_measures(
        self,
    ):
        order = self.executed()

        self.granted(order)

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.LIFTING)
        self.assertFalse(order.is_executable(timezone.now()))
        self.assertTrue(Call.objects.filter(kind=Call.Kind.LIFT).exists())

    def test_a_department_that_owes_a_lifting_is_named_with_its_day(self):
        order = self.executed()
        application = self.granted(order)
        order.refresh_from_db()

        words = self.words(application)
        self.assertIn("已于", words["终止公示"])
        self.assertIn("已于", words["停止共享和使用"])
        self.assertEqual(
            words["解除惩戒措施"],
            f"待完成：{order.department.short_name}（应于 {order.lift_by} 前解除）",
        )

        self.lift(order)
        self.assertIn("已于", self.words(application)["解除惩戒措施"])

    def test_a_department_that_is_late_is_reminded_and_named(self):
        order = self.executed()
        application = self.granted(order)
        order.refresh_from_db()
        late = order.lift_by + timedelta(days=1)

        with time_machine.travel(late, tick=False):
            sanctions.actions.notifications.chase(late)

        self.assertIn("已逾期", self.words(application, on=late)["解除惩戒措施"])
        call = Call.objects.get(kind=Call.Kind.OVERDUE)
        self.assertEqual(call.department, self.treasury)

    def test_a_measure_that_nobody_executed_needs_no_lifting(self):
        application = self.granted(self.order())

        self.assertIn("已于", self.words(application)["解除惩戒措施"])

    def test_before_the_entry_ends_register_and_departments_owe_their_part(self):
        order = self.executed()
        application = apply_for(order.entry)

        name = order.department.short_name
        self.assertEqual(
            self.words(application),
            {
                "终止公示": "待完成：信用福州",
                "停止共享和使用": "待完成：信用福州",
                "解除惩戒措施": f"待完成：{name}",
            },
        )

    def test_a_department_is_not_late_on_its_last_day(self):
        order = self.executed()
        application = self.granted(order)
        order.refresh_from_db()

        words = self.words(application, on=order.lift_by)["解除惩戒措施"]

        self.assertNotIn("已逾期", words)

    def test_the_measures_are_lifted_when_the_last_one_is(self):
        other = factories.make_department("guotu")
        edition = makers.make_edition({}, {})
        first, second = edition.measures.order_by("pk")
        standard = factories.make_standard(self.department)
        make_rule(standard)
        makers.make_memorandum(standard, [(first, self.treasury), (second, other)])
        actor = factories.make_official("he", other)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            entry = self.published(standard=standard)
            orders = list(
                Order.objects.filter(entry=entry).order_by("department__code")
            )
            actors = {self.treasury: self.accountant, other: actor}
            for order in orders:
                sanctions.actions.orders.execute(
                    order,
                    by=actors[order.department],
                    executed_on=timezone.localdate(),
                    document="1号",
                )
            application = self.repaired(entry)
            days = []
            for order in orders:
                clock.shift(timedelta(days=1))
                days.append(timezone.localdate())
                order.refresh_from_db()
                sanctions.actions.orders.lift(
                    order,
                    by=actors[order.department],
                    lifted_on=days[-1],
                    document="2号",
                )
                waiting = self.words(application)["解除惩戒措施"]
                self.assertEqual("待完成" in waiting, order != orders[-1])

        self.assertEqual(
            self.words(application)["解除惩戒措施"], f"已于 {days[-1]} 完成"
        )

    def test_the_measures_on_responsible_persons_have_to_be_lifted_as_well(self):
        edition = makers.make_edition(
            {"subject_kinds": ["person"], "roles": ["principal"]}
        )
        standard = factories.make_standard(self.department)
        make_rule(standard)
        makers.make_memorandum(standard, [(edition.measures.get(), self.treasury)])
        entry = self.draft(standard=standard)
        registry.actions.entries.name_responsible(
            entry,
            person=factories.make_person(),
            role="principal",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        registry.actions.entries.submit(entry, by=self.clerk)
        registry.actions.entries.approve(entry, by=self.reviewer)
        order = Order.objects.get(entry__cause=entry)
        self.execute(order)

        application = self.repaired(entry)

        self.assertIn(
            f"待完成：{self.treasury.short_name}",
            self.words(application)["解除惩戒措施"],
        )

    def test_a_repaired_entry_is_neither_shown_nor_listed_but_stays_stored(self):
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
        check = sanctions.actions.checks.check(
            asked, purpose="procurement", case_number="案1", by=self.accountant
        )
        self.assertEqual(check.result.status, "clear")
        self.assertEqual(Entry.objects.get(pk=entry.pk).ended_because, "repaired")


class NoticeTests(RepairCast):
    def test_the_notice_says_from_which_day_one_may_apply(self):
        strict = factories.make_standard(self.department)
        make_rule(strict, least_months=3)
        entry = self.published(standard=strict, decided_on=timezone.localdate())

        letter = letters.repair_notice(RepairNotice.objects.get(entry=entry))

        text = "".join(map(str, letter.body))
        first = date_in_words(terms.months_later(timezone.localdate(), 3))
        self.assertIn(f"最早可以于{first}申请", text)
        for word in ("证明材料", "信用承诺书", "信用中国", "不收取任何费用"):
            self.assertIn(word, text)

    def test_only_adverse_entries_have_a_repair_notice(self):
        red = factories.make_standard(self.department, list_kind="red")
        praised = self.published(standard=red)

        self.assertTrue(RepairNotice.objects.filter(entry=self.entry).exists())
        self.assertFalse(RepairNotice.objects.filter(entry=praised).exists())


class PromiseTests(RepairCast):
    def test_the_promise_names_entry_party_contact_and_day(self):
        letter = letters.promise(self.apply(contact_name="陈经办"))

        text = "".join(map(str, letter.body))
        for word in (self.entry.subject.name, f"条目 {self.entry.pk}", "陈经办"):
            self.assertIn(word, text)
        self.assertIn("如有虚假，愿意承担相应法律责任", text)
        self.assertEqual(letter.on, timezone.localdate())
