from datetime import UTC, datetime, time, timedelta

import time_machine
from django.db import IntegrityError
from django.utils import timezone

import registry.actions
from registry.errors import CreditError, Refused
from registry.models import Deadline, Department, Entry, ListKind, TrailEntry
from repair import actions, letters
from repair.models import Application
from tests import factories
from tests.all_or_nothing import check_all_or_nothing

from .cast import RepairCast, again


class AcceptTests(RepairCast):
    def test_acceptance_starts_the_clock_of_the_decision(self):
        application = self.accepted()

        clocks = Deadline.objects.of(application)
        open_codes = {clock.limit.code for clock in clocks.open()}
        self.assertEqual(open_codes, {"repair_decide", "repair_feedback"})
        met = clocks.get(limit__code="repair_accept").met_on
        self.assertEqual(met, timezone.localdate())
        self.assertEqual(again(application).accepted_by, self.clerk)

    def test_strangers_neither_accept_nor_verify(self):
        application = self.apply()
        with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
            actions.applications.accept(application, by=self.stranger)
        actions.applications.accept(application, by=self.clerk)

        with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
            actions.applications.verify(application, by=self.stranger, finding="属实")

        self.assertEqual(again(application).status, Application.Status.ACCEPTED)

    def test_an_acceptance_that_fails_at_its_end_leaves_nothing_behind(self):
        application = self.apply()

        check_all_or_nothing(
            lambda: actions.applications.accept(again(application), by=self.clerk)
        )

    def test_a_verification_needs_its_finding_which_is_kept(self):
        application = self.accepted()
        with self.assertRaisesMessage(Refused, "请填写核查意见"):
            actions.applications.verify(application, by=self.verifier, finding="")
        self.assertEqual(again(application).status, Application.Status.ACCEPTED)

        actions.applications.verify(application, by=self.verifier, finding="整改属实")

        kept = again(application)
        self.assertEqual((kept.finding, kept.verified_by), ("整改属实", self.verifier))


class GrantTests(RepairCast):
    def test_granting_a_repair_ends_the_entry_at_once(self):
        application = self.verified()

        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REPAIRED)
        now = timezone.now()
        self.assertFalse(self.entry.is_in_effect(now))
        self.assertFalse(Entry.objects.shown(now).filter(pk=self.entry.pk).exists())

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

        with self.assertRaisesMessage(Refused, "不能准予修复"):
            actions.applications.grant(
                application, by=self.reviewer, grounds="符合条件"
            )

        application.refresh_from_db()
        self.assertEqual(application.status, Application.Status.VERIFIED)

    def test_a_grant_is_kept_with_its_grounds_and_ends_the_entry_with_them(self):
        application = self.verified()

        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")

        kept = again(application)
        self.assertEqual((kept.grounds, kept.decided_by), ("符合条件", self.reviewer))
        self.entry.refresh_from_db()
        self.assertEqual(self.entry.end_reason, "准予信用修复：符合条件")
        clock = Deadline.objects.of(application).get(limit__code="repair_decide")
        self.assertEqual(clock.met_on, timezone.localdate())

    def test_a_grant_or_refusal_that_fails_at_its_end_leaves_nothing_behind(self):
        application = self.verified()
        for action in (actions.applications.grant, actions.applications.refuse):
            check_all_or_nothing(
                lambda action=action: action(
                    again(application), by=self.reviewer, grounds="理由"
                )
            )

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_who_verified_meanwhile_may_not_decide_with_an_older_copy(self):
        application = self.accepted()
        stale = again(application)
        actions.applications.verify(application, by=self.verifier, finding="属实")

        for action in (actions.applications.grant, actions.applications.refuse):
            with self.assertRaisesMessage(Refused, "核查人不能"):
                action(stale, by=self.verifier, grounds="理由")

    def test_a_repair_is_granted_on_the_entrys_last_day(self):
        application = self.verified()
        noon = datetime.combine(self.entry.valid_to, time(4), UTC)

        with time_machine.travel(noon, tick=False):
            actions.applications.grant(application, by=self.reviewer, grounds="符合")

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, Entry.Ending.REPAIRED)

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
        self.touches_bystander = "on that day the bystander's entries have expired too"
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

    def test_only_the_applications_for_the_ended_entry_lapse(self):
        ended, other = self.verified(), self.apply(self.published())
        withdrawn = self.apply(self.published())
        actions.applications.withdraw(withdrawn, by=None, reason="不再申请")

        for entry in (ended.entry, withdrawn.entry):
            registry.actions.entries.end(
                entry, because="revoked", reason="异议成立", by=self.reviewer
            )

        self.assertEqual(
            [again(one).status for one in (ended, other, withdrawn)],
            ["lapsed", "received", "withdrawn"],
        )
        self.assertTrue(Deadline.objects.open().of(other).exists())

    def test_the_end_of_an_entry_that_fails_at_its_end_leaves_the_application(self):
        self.verified()

        check_all_or_nothing(
            lambda: actions.applications.lapse_all([self.entry.pk], by=self.reviewer)
        )

    def test_a_withdrawal_ends_every_clock_or_nothing(self):
        application = self.accepted()
        check_all_or_nothing(
            lambda: actions.applications.withdraw(
                again(application), by=None, reason="不再申请"
            )
        )

        actions.applications.withdraw(application, by=None, reason="不再申请")

        self.assertEqual(application.status, Application.Status.WITHDRAWN)
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

    def test_a_repair_is_revoked_with_a_reason_by_its_department(self):
        false = factories.make_standard(self.department, list_kind=ListKind.BAD)
        application = self.verified()
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")
        fields = {"by": self.reviewer, "reason": "伪造", "standard": false}
        with self.assertRaisesMessage(Refused, "请写明撤销修复的事实和理由"):
            actions.applications.revoke(application, **{**fields, "reason": ""})
        with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
            actions.applications.revoke(application, **{**fields, "by": self.stranger})
        check_all_or_nothing(
            lambda: actions.applications.revoke(again(application), **fields)
        )

        draft = actions.applications.revoke(application, **fields)

        kept = again(application)
        self.assertEqual((kept.revocation, kept.revoked_by), ("伪造", self.reviewer))
        self.assertEqual(draft.subject, self.entry.subject)
        self.assertEqual((draft.standard, draft.department), (false, self.department))
        self.assertEqual(draft.decided_on, timezone.localdate())
        self.assertIn("伪造", draft.facts)
