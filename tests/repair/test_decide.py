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
    def test_ends_the_entry_in_the_same_moment(self):
        application = self.verified()

        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REPAIRED)
        now = timezone.now()
        self.assertFalse(self.entry.is_in_effect(now))
        self.assertFalse(Entry.objects.shown(now).exists())

    def test_leaves_no_public_notice(self):
        actions.applications.grant(
            self.verified(), by=self.reviewer, grounds="符合条件"
        )

        self.assertFalse(self.entry.notices.exists())

    def test_is_refused_to_the_verifier(self):
        application = self.verified()

        with self.assertRaisesMessage(Refused, "核查人不能"):
            actions.applications.grant(
                application, by=self.verifier, grounds="符合条件"
            )

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_is_refused_before_verification(self):
        application = self.apply()

        with self.assertRaisesMessage(CreditError, "已收到"):
            actions.applications.grant(
                application, by=self.reviewer, grounds="符合条件"
            )

    def test_undoes_everything_when_the_entry_cannot_be_ended(self):
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

    def test_stops_every_clock(self):
        application = self.verified()

        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        self.assertFalse(Deadline.objects.open().of(application).exists())

    def test_is_refused_once_the_entry_has_run_out(self):
        application = self.verified()
        after = self.entry.valid_to + timedelta(days=1)

        with (
            time_machine.travel(after, tick=False),
            self.assertRaisesMessage(Refused, "期满，不再生效"),
        ):
            actions.applications.grant(
                application, by=self.reviewer, grounds="符合条件"
            )

    def test_the_sweep_ends_what_has_run_out_and_its_application(self):
        application = self.verified()
        after = self.entry.valid_to + timedelta(days=1)

        with time_machine.travel(after, tick=False):
            registry.actions.entries.end_expired(after)

        application.refresh_from_db()
        self.assertEqual(application.status, Application.Status.LAPSED)


class RefuseTests(RepairCast):
    def test_comes_after_the_verification_like_the_grant(self):
        application = self.apply()
        actions.applications.accept(application, by=self.clerk)

        with self.assertRaisesMessage(CreditError, "已受理"):
            actions.applications.refuse(
                application, by=self.reviewer, grounds="整改未完成"
            )

    def test_leaves_the_entry_and_opens_the_way_for_a_new_application(self):
        application = self.verified()

        actions.applications.refuse(application, by=self.reviewer, grounds="整改未完成")

        self.assertTrue(self.entry.is_in_effect(timezone.now()))
        self.assertNotEqual(self.apply().pk, application.pk)

    def test_wants_grounds(self):
        with self.assertRaisesMessage(Refused, "理由"):
            actions.applications.refuse(self.verified(), by=self.reviewer, grounds="")

    def test_is_not_the_verifiers_either(self):
        with self.assertRaisesMessage(Refused, "核查人不能"):
            actions.applications.refuse(
                self.verified(), by=self.verifier, grounds="整改未完成"
            )

    def test_the_database_holds_it_too(self):
        application = self.verified()

        with self.assertRaises(IntegrityError):
            Application.objects.filter(pk=application.pk).update(
                status="refused", decided_at=timezone.now(),
                decided_by=self.verifier, grounds="理由",
            )  # fmt: skip


class WhoDecidesTests(RepairCast):
    def test_whoever_did_not_recognise_it_does_not_repair_it(self):
        application = self.verified()

        for official in (self.stranger, self.officer):
            with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
                actions.applications.grant(application, by=official, grounds="符合条件")

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_the_credit_office_steps_in_where_the_department_is_no_more(self):
        application = self.verified()
        eve = timezone.localdate() - timedelta(days=1)
        Department.objects.filter(pk=self.department.pk).update(valid_to=eve)

        application.refresh_from_db()
        actions.applications.grant(application, by=self.officer, grounds="符合条件")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REPAIRED)


class OvertakenTests(RepairCast):
    def test_an_application_ends_when_its_entry_ends_otherwise(self):
        application = self.verified()

        registry.actions.entries.end(
            self.entry, because="revoked", reason="异议成立", by=self.reviewer
        )

        application.refresh_from_db()
        self.assertEqual(application.status, Application.Status.LAPSED)
        self.assertFalse(Deadline.objects.open().of(application).exists())


class RevokeTests(RepairCast):
    def test_drafts_a_new_adverse_entry_and_leaves_the_old_one_ended(self):
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

    def test_says_why_on_a_paper_of_its_own(self):
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

    def test_keeps_the_history(self):
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
