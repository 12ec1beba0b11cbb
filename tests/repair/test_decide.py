from datetime import timedelta

import time_machine
from django.db import IntegrityError
from django.utils import timezone

import registry.actions
from registry.errors import CreditError, Refused
from registry.models import Deadline, Department, Entry, ListKind, TrailEntry
from repair import actions, letters
from repair.models import Application
from tests import factories

from .cast import RepairCast


class GrantTests(RepairCast):
    def test_granting_a_repair_ends_the_entry_at_once(self):
        application = self.verified()

        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REPAIRED)
        now = timezone.now()
        self.assertFalse(self.entry.is_in_effect(now))
        self.assertFalse(Entry.objects.shown(now).exists())

    def test_granting_a_repair_publishes_no_notice(self):
        actions.applications.grant(
            self.verified(), by=self.reviewer, grounds="符合条件"
        )

        self.assertFalse(self.entry.notices.exists())

    def test_the_verifier_may_not_grant_the_repair(self):
        application = self.verified()

        with self.assertRaisesMessage(Refused, "核查人不能"):
            actions.applications.grant(
                application, by=self.verifier, grounds="符合条件"
            )

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_a_repair_cannot_be_granted_before_verification(self):
        application = self.apply()

        with self.assertRaisesMessage(CreditError, "已收到"):
            actions.applications.grant(
                application, by=self.reviewer, grounds="符合条件"
            )

    def test_an_application_is_not_granted_where_the_entry_has_ended(self):
        application = self.verified()
        registry.actions.holds.place(
            self.entry, kind="objection", reason="异议", by=None
        )
        Entry.objects.filter(pk=self.entry.pk).update(
            status="ended", ended_at=timezone.now(), ended_because="early"
        )

        with self.assertRaises(Refused):
            actions.applications.grant(
                application, by=self.reviewer, grounds="符合条件"
            )

        application.refresh_from_db()
        self.assertEqual(application.status, Application.Status.VERIFIED)

    def test_granting_a_repair_stops_every_clock(self):
        application = self.verified()

        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        self.assertFalse(Deadline.objects.open().of(application).exists())

    def test_a_repair_cannot_be_granted_once_the_entry_has_expired(self):
        application = self.verified()
        after = self.entry.valid_to + timedelta(days=1)

        with (
            time_machine.travel(after, tick=False),
            self.assertRaisesMessage(Refused, "期满，不再生效"),
        ):
            actions.applications.grant(
                application, by=self.reviewer, grounds="符合条件"
            )

    def test_an_application_lapses_when_its_entry_expires(self):
        application = self.verified()
        after = self.entry.valid_to + timedelta(days=1)

        with time_machine.travel(after, tick=False):
            registry.actions.entries.end_expired(after)

        application.refresh_from_db()
        self.assertEqual(application.status, Application.Status.LAPSED)


class RefuseTests(RepairCast):
    def test_a_repair_cannot_be_refused_before_verification(self):
        application = self.apply()
        actions.applications.accept(application, by=self.clerk)

        with self.assertRaisesMessage(CreditError, "已受理"):
            actions.applications.refuse(
                application, by=self.reviewer, grounds="整改未完成"
            )

    def test_refusing_a_repair_leaves_the_entry_and_allows_a_new_application(self):
        application = self.verified()

        actions.applications.refuse(application, by=self.reviewer, grounds="整改未完成")

        self.assertTrue(self.entry.is_in_effect(timezone.now()))
        self.assertNotEqual(self.apply().pk, application.pk)

    def test_refusing_a_repair_needs_grounds(self):
        with self.assertRaisesMessage(Refused, "理由"):
            actions.applications.refuse(self.verified(), by=self.reviewer, grounds="")

    def test_the_verifier_may_not_refuse_the_repair(self):
        with self.assertRaisesMessage(Refused, "核查人不能"):
            actions.applications.refuse(
                self.verified(), by=self.verifier, grounds="整改未完成"
            )

    def test_the_database_refuses_a_decision_by_the_verifier(self):
        application = self.verified()

        with self.assertRaises(IntegrityError):
            Application.objects.filter(pk=application.pk).update(
                status="refused", decided_at=timezone.now(),
                decided_by=self.verifier, grounds="理由",
            )  # fmt: skip


class WhoDecidesTests(RepairCast):
    def test_only_the_department_that_recognised_the_entry_repairs_it(self):
        application = self.verified()

        for official in (self.stranger, self.officer):
            with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
                actions.applications.grant(application, by=official, grounds="符合条件")

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_the_credit_office_decides_for_a_closed_department(self):
        application = self.verified()
        eve = timezone.localdate() - timedelta(days=1)
        Department.objects.filter(pk=self.department.pk).update(valid_to=eve)

        application.refresh_from_db()
        actions.applications.grant(application, by=self.officer, grounds="符合条件")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REPAIRED)


class OvertakenTests(RepairCast):
    def test_an_application_lapses_when_its_entry_ends_otherwise(self):
        application = self.verified()

        registry.actions.entries.end(
            self.entry, because="revoked", reason="异议成立", by=self.reviewer
        )

        application.refresh_from_db()
        self.assertEqual(application.status, Application.Status.LAPSED)
        self.assertFalse(Deadline.objects.open().of(application).exists())


class RevokeTests(RepairCast):
    def test_revoking_a_repair_drafts_a_new_entry_and_leaves_the_old_one_ended(self):
        false = factories.make_standard(self.department, list_kind=ListKind.BAD)
        application = self.verified()
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        draft = actions.applications.revoke(
            application, by=self.reviewer, reason="缴款凭证系伪造", standard=false
        )

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.status, Entry.Status.ENDED)
        self.assertEqual(draft.status, Entry.Status.DRAFT)
        self.assertFalse(draft.is_in_effect(timezone.now()))

    def test_revoking_a_repair_has_a_paper_of_its_own(self):
        false = factories.make_standard(self.department, list_kind=ListKind.BAD)
        application = self.verified()
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")
        actions.applications.revoke(
            application, by=self.reviewer, reason="缴款凭证系伪造", standard=false
        )

        granted, revoked = (
            letters.decision(application),
            letters.revocation(application),
        )
        self.assertIn("符合条件", granted.body)
        self.assertTrue(any("准予信用修复" in line for line in granted.body))
        self.assertIn("缴款凭证系伪造", revoked.body)
        self.assertNotIn("缴款凭证系伪造", granted.body)

    def test_revoking_a_repair_keeps_the_history(self):
        false = factories.make_standard(self.department, list_kind=ListKind.BAD)
        application = self.verified()
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")
        actions.applications.revoke(
            application, by=self.reviewer, reason="伪造", standard=false
        )

        verbs = [
            line.action.rpartition(".")[2]
            for line in TrailEntry.objects.about(application)
        ]
        self.assertEqual(
            [v for v in verbs if "deadline" not in v],
            ["received", "accepted", "verified", "granted", "revoked"],
        )
