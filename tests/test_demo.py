"""The demonstration data: every part of the platform, made by the real actions."""

import json
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import TestCase
from django.utils import timezone

from registry import identifiers
from registry.management.demonstration import PASSWORD, acting
from registry.models import (
    ApiToken,
    Batch,
    Clarification,
    Correction,
    Entry,
    FormerName,
    Hold,
    ListKind,
    Notice,
    Official,
    OtherIdentifier,
    Row,
    Standard,
    Subject,
    SubjectKind,
    TrailEntry,
)
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
from tests import factories


def run(name, *args):
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


class DemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        run("seed")
        extra = [("登记簿写到第几行", cls.last_line), *acting.EXTRA_SCENES]
        with mock.patch.object(acting, "EXTRA_SCENES", extra):
            cls.output = run("demo")
        cls.now = timezone.now()

    @classmethod
    def last_line(cls, today):
        """Played as the first scene of the upper apps, when the register's own are over."""
        cls.end_of_ground = TrailEntry.objects.latest("pk").pk
        return cls.end_of_ground

    def test_the_command_prints_the_accounts_and_their_password(self):
        self.assertIn("huanbao_clerk", self.output)
        self.assertIn(PASSWORD, self.output)

    def test_every_account_can_sign_in_and_has_its_group(self):
        for username, group in [
            ("huanbao_clerk", "单位经办人"),
            ("jianwei_reviewer", "单位审核人"),
            ("credit_office", "信用办管理员"),
            ("auditor", "督查审计"),
        ]:
            official = Official.objects.get(username=username)
            self.assertTrue(official.check_password(PASSWORD))
            self.assertTrue(official.is_staff)
            self.assertEqual([g.name for g in official.groups.all()], [group])

    def test_at_least_six_units_have_both_a_clerk_and_a_reviewer(self):
        names = set(Official.objects.values_list("username", flat=True))
        both = [
            n for n in names if n.endswith("_clerk") and n[:-5] + "reviewer" in names
        ]

        self.assertGreaterEqual(len(both), 6)

    def test_there_are_entries_in_every_state_of_every_kind(self):
        self.assertEqual(
            set(Entry.objects.values_list("status", flat=True)),
            set(Entry.Status.values),
        )
        self.assertEqual(
            set(Entry.objects.in_effect(self.now).values_list("list_kind", flat=True)),
            set(ListKind.values),
        )
        self.assertEqual(
            set(
                Entry.objects.exclude(ended_because="").values_list(
                    "ended_because", flat=True
                )
            ),
            set(Entry.Ending.values),
        )

    def test_every_page_has_something_to_show(self):
        for there in [
            Entry.objects.held(self.now),
            Entry.objects.filter(cause__isnull=False),
            Hold.objects.filter(released_at__isnull=False),
            Correction.objects.all(),
            Notice.objects.shown(timezone.localdate()),
            Clarification.objects.standing(),
            FormerName.objects.all(),
            OtherIdentifier.objects.all(),
            Standard.objects.filter(status=Standard.Status.DRAFT),
            ApiToken.objects.usable(self.now),
            Batch.objects.filter(status=Batch.Status.READY),
            Batch.objects.filter(status=Batch.Status.DRAFTED),
            Row.objects.filter(fate=Row.Fate.REJECTED),
            Row.objects.filter(fate=Row.Fate.DUPLICATE),
            Entry.objects.in_effect(self.now).filter(batch__isnull=False),
            Subject.objects.filter(kind=SubjectKind.INDIVIDUAL_BUSINESS),
        ]:
            self.assertTrue(there.exists(), there.query)

    def test_no_date_lies_in_the_future(self):
        for model, instant in [
            (Entry, "published_at"),
            (TrailEntry, "at"),
            (Hold, "placed_at"),
        ]:
            later = model.objects.filter(**{f"{instant}__gt": self.now})
            self.assertFalse(later.exists(), model)

    def test_the_trail_of_the_register_alone_is_in_the_order_of_days(self):
        lines = TrailEntry.objects.filter(of="registry.entry").order_by("pk")
        before_other_apps = lines.filter(pk__lte=self.end_of_ground)
        days = list(before_other_apps.values_list("at__date", flat=True))

        self.assertGreater(len(days), 100)
        self.assertEqual(days, sorted(days))

    def test_every_subject_says_that_it_is_invented(self):
        for subject in Subject.objects.all():
            self.assertIn("演示", subject.name)

    def test_the_numbers_pass_their_checks_without_a_warning(self):
        for subject in Subject.objects.organisations():
            read = identifiers.recognise(subject.identifier, today=timezone.localdate())
            self.assertEqual(read.warnings, ())

    def test_nobody_approved_their_own_draft(self):
        approved = Entry.objects.filter(approved_by__isnull=False)

        self.assertTrue(approved.exists())
        for entry in approved:
            self.assertNotEqual(entry.approved_by_id, entry.drafted_by_id)

    def test_the_demonstration_cannot_be_loaded_twice(self):
        before = Entry.objects.count()

        with self.assertRaisesMessage(CommandError, "已经载入"):
            run("demo")

        self.assertIn("已经载入", run("demo", "--if-empty"))
        self.assertEqual(Entry.objects.count(), before)

    def test_the_command_codes_lists_the_accounts(self):
        listed = json.loads(run("codes", "--json"))["accounts"]

        clerk = next(one for one in listed if one["username"] == "huanbao_clerk")
        self.assertEqual(clerk["department"], "huanbao")
        self.assertEqual(clerk["role"], "单位经办人")

    def test_the_command_loads_the_part_of_every_app(self):
        for sort in ("名单条目", "联合奖惩", "信用修复申请", "异议、投诉和诉讼"):
            self.assertIn(sort, self.output)

    def test_there_are_orders_in_every_state_but_void(self):
        statuses = set(Order.objects.values_list("status", flat=True))

        self.assertGreaterEqual(
            statuses, {"pending", "executed", "declined", "lifting", "lifted"}
        )

    def test_some_orders_are_overdue_and_some_held(self):
        today = timezone.localdate(self.now)

        self.assertTrue(Order.objects.overdue(today).exists())
        self.assertTrue(Order.objects.held(self.now).exists())
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


class RefusedDemoTests(TestCase):
    def test_the_demonstration_is_refused_where_there_are_entries(self):
        factories.make_calendar()
        clerk = factories.make_official("chen", factories.make_department())
        factories.make_entry(factories.make_standard(), clerk)

        with self.assertRaisesMessage(CommandError, "库中已有名单条目"):
            run("demo")

        self.assertIn("库中已有名单条目", run("demo", "--if-empty"))
        self.assertEqual(Official.objects.count(), 1)

    def test_the_demonstration_is_refused_without_reference_data(self):
        with self.assertRaisesMessage(CommandError, "manage.py seed"):
            run("demo")
