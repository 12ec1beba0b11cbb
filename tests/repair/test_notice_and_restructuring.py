from datetime import timedelta

import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.errors import Refused
from registry.models import Deadline
from repair import actions
from repair.models import RepairNotice, Restructuring
from tests import factories

from .cast import RepairCast


class AdviseTests(RepairCast):
    def test_every_adverse_entry_has_its_notice_once(self):
        other = self.published()
        actions.notices.issue_all([self.entry.pk], at=timezone.now())

        for entry in (self.entry, other):
            self.assertEqual(RepairNotice.objects.filter(entry=entry).count(), 1)
        self.assertEqual(RepairNotice.objects.get(entry=self.entry).rule, self.rule)

    def test_an_entry_of_praise_has_no_notice(self):
        red = factories.make_standard(self.department, list_kind="red")

        entry = self.published(standard=red)

        self.assertFalse(RepairNotice.objects.filter(entry=entry).exists())


class RestructuringTests(RepairCast):
    def record(self, **fields):
        on = timezone.localdate()
        defaults = {
            "subject": self.entry.subject,
            "court": "福州市中级人民法院",
            "ruling": "（2026）闽01破1号",
            "ruled_on": on,
            "until": on + timedelta(days=365),
            "conditions": "按重整计划清偿",
        }
        return actions.restructurings.record(
            Restructuring(**{**defaults, **fields}), by=self.reviewer
        )

    def test_a_restructuring_holds_every_adverse_entry(self):
        self.record()

        self.assertFalse(self.entry.is_in_effect(timezone.now()))

    def test_the_end_of_the_plans_term_has_a_deadline_and_releases_no_hold(self):
        restructuring = self.record()

        deadline = Deadline.objects.open().of(restructuring).get()
        self.assertEqual(deadline.started_on, restructuring.until)
        with time_machine.travel(restructuring.until + timedelta(days=30), tick=False):
            self.assertFalse(self.entry.is_in_effect(timezone.now()))
        actions.restructurings.end(
            restructuring, by=self.reviewer, to="completed", reason="计划执行完毕"
        )
        self.assertFalse(Deadline.objects.open().of(restructuring).exists())

    def test_effects_return_when_the_plan_fails(self):
        restructuring = self.record()

        actions.restructurings.end(
            restructuring, by=self.reviewer, to="failed", reason="未执行重整计划"
        )

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_a_restructuring_is_refused_where_no_adverse_entry_stands(self):
        with self.assertRaisesMessage(Refused, "没有生效中"):
            self.record(subject=factories.make_subject())

    def test_a_restructuring_is_refused_for_a_term_before_the_ruling(self):
        with self.assertRaises(ValidationError):
            self.record(until=timezone.localdate() - timedelta(days=1))

    def test_a_restructuring_is_refused_for_a_ruling_of_a_future_day(self):
        tomorrow = timezone.localdate() + timedelta(days=1)

        with self.assertRaisesMessage(Refused, "晚于今天"):
            self.record(ruled_on=tomorrow)

    def test_a_restructuring_is_refused_for_a_natural_person(self):
        with self.assertRaisesMessage(Refused, "只适用于单位"):
            self.record(subject=factories.make_person("林某某", 41))
