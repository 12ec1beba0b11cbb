from io import StringIO

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from registry.models import Entry
from sanctions.models import (
    Call,
    Check,
    CheckBatch,
    MemberGrade,
    NationalGrade,
    Order,
    Promise,
    Report,
    Scheme,
)


class DemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("seed", stdout=StringIO())
        cls.out = StringIO()
        call_command("demo", stdout=cls.out)
        cls.now = timezone.now()

    def test_one_command_plays_every_part(self):
        for sort in ("名单条目", "联合奖惩", "信用修复申请", "异议、投诉和诉讼"):
            self.assertIn(sort, self.out.getvalue())

    def test_there_are_orders_in_every_state_but_void(self):
        statuses = set(Order.objects.values_list("status", flat=True))

        self.assertGreaterEqual(
            statuses, {"pending", "executed", "declined", "lifting", "lifted"}
        )

    def test_some_orders_are_overdue_and_some_rest(self):
        today = timezone.localdate(self.now)

        self.assertTrue(Order.objects.overdue(today).exists())
        self.assertTrue(Order.objects.resting(self.now).exists())
        self.assertTrue(Call.objects.filter(kind="overdue").exists())

    def test_no_measure_is_executed_on_what_is_revoked(self):
        revoked = Entry.objects.filter(ended_because="revoked")
        on_revoked = Order.objects.filter(entry__in=revoked)

        self.assertFalse(on_revoked.executable(self.now).exists())

    def test_checks_are_answered_and_some_not_reported_on(self):
        self.assertEqual(
            set(Check.objects.values_list("status", flat=True)),
            {"listed", "ambiguous"},
        )
        self.assertTrue(Check.objects.unanswered().exists())
        self.assertTrue(Check.objects.exclude(feedback=None).exists())
        self.assertTrue(CheckBatch.objects.exists())

    def test_promises_classes_reports_and_associations_are_there(self):
        self.assertEqual(
            set(Promise.objects.values_list("status", flat=True)),
            {"open", "kept", "broken"},
        )
        self.assertEqual(Report.objects.count(), 2)
        for model in (Scheme, NationalGrade, MemberGrade):
            self.assertTrue(model.objects.exists(), model)
