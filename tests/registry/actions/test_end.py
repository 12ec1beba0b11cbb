from datetime import timedelta

import time_machine
from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import Entry, ListKind, Notice, Role
from registry.signals import entries_ended
from tests import factories
from tests.registry.cast import Cast


class EndTests(Cast):
    def test_ends_effect_and_display_at_once(self):
        entry = self.published()

        actions.entries.end(
            entry, because="revoked", reason="认定有误", by=self.reviewer
        )

        now = timezone.now()
        self.assertFalse(entry.is_in_effect(now))
        self.assertFalse(Entry.objects.shown(now).filter(pk=entry.pk).exists())

    def test_keeps_who_ended_it_why_and_when(self):
        entry = self.published()

        actions.entries.end(entry, because="early", reason="提前移出", by=self.reviewer)

        self.assertEqual(
            (entry.status, entry.ended_because, entry.end_reason, entry.ended_by),
            ("ended", "early", "提前移出", self.reviewer),
        )
        self.assertFalse(entry.is_in_effect(entry.ended_at))
        self.assertTrue(entry.is_in_effect(entry.ended_at - timedelta(microseconds=1)))

    def test_ends_what_derives_from_it_but_nothing_that_ended_before(self):
        entry = self.draft()
        for number in (1, 2):
            actions.entries.name_responsible(
                entry,
                person=factories.make_person(number=number),
                role=Role.DIRECT,
                by=self.clerk,
                notice_served_on=entry.notice_served_on,
                notice_proof="送达",
            )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        before, with_it = entry.derived.order_by("pk")
        actions.entries.end(before, because="repaired", reason="修复", by=self.reviewer)

        actions.entries.end(entry, because="revoked", reason="有误", by=self.reviewer)

        before.refresh_from_db()
        with_it.refresh_from_db()
        self.assertEqual(
            (before.ended_because, before.end_reason), ("repaired", "修复")
        )
        self.assertLess(before.ended_at, entry.ended_at)
        self.assertEqual(
            (with_it.ended_because, with_it.ended_at), ("revoked", entry.ended_at)
        )
        self.assertFalse(with_it.notices.exists())

    def test_is_announced_once_for_the_set_and_what_derives_from_it(self):
        entries = [self.published(), self.published()]
        heard = []
        entries_ended.connect(
            receiver := lambda entries, because, by, at, **kwargs: heard.append(
                (entries, because, by)
            ),
            weak=False,
        )
        self.addCleanup(entries_ended.disconnect, receiver)
        pks = [entry.pk for entry in entries]

        actions.entries.end_all(
            pks[::-1], because="early", reason="提前", by=self.reviewer
        )

        self.assertEqual(heard, [(pks, "early", self.reviewer)])

    def test_of_what_was_not_shown_is_not_published(self):
        hidden = factories.make_standard(
            self.department, list_kind=ListKind.BAD, is_public=False
        )
        entry = self.published(standard=hidden)

        actions.entries.end(entry, because="revoked", reason="有误", by=self.reviewer)

        self.assertFalse(entry.notices.exists())

    def test_wants_a_reason(self):
        entry = self.published()

        with self.assertRaisesMessage(Refused, "退出理由"):
            actions.entries.end(entry, because="early", reason="", by=self.reviewer)

    def test_is_refused_twice(self):
        entry = self.published()
        actions.entries.end(entry, because="early", reason="提前移出", by=self.reviewer)

        with self.assertRaisesMessage(Refused, "已退出"):
            actions.entries.end(
                entry, because="early", reason="提前移出", by=self.reviewer
            )

    def test_a_revocation_is_published_as_long_as_the_entry_was_shown(self):
        entry = self.published()
        with time_machine.travel(timezone.now() + timedelta(days=50)):
            actions.entries.end(
                entry, because="revoked", reason="认定有误", by=self.reviewer
            )

            notice = entry.notices.get()
            self.assertEqual(notice.kind, Notice.Kind.REVOCATION)
            self.assertGreaterEqual(
                notice.shown_until, timezone.localdate() + timedelta(days=50)
            )

    def test_a_repair_leaves_no_notice(self):
        entry = self.published()

        actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )

        self.assertFalse(entry.notices.exists())


class EndExpiredTests(Cast):
    """The term of the entry ends before those of all others."""

    def short(self, **fields):
        soon = timezone.localdate() + timedelta(days=30)
        return self.published(asked_until=soon, **fields)

    def test_tidies_what_had_no_effect_any_more(self):
        entry = self.short()
        after = entry.valid_to + timedelta(days=1)

        self.assertEqual(actions.entries.end_expired(entry.valid_to), 0)
        self.assertEqual(actions.entries.end_expired(after), 1)

        entry.refresh_from_db()
        self.assertEqual(entry.ended_because, Entry.Ending.EXPIRED)

    def test_counts_no_record_that_derives_from_another(self):
        entry = self.draft(asked_until=timezone.localdate() + timedelta(days=30))
        actions.entries.name_responsible(
            entry,
            person=factories.make_person(),
            role=Role.DIRECT,
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        after = entry.valid_to + timedelta(days=1)

        self.assertEqual(actions.entries.end_expired(after), 1)

        derived = entry.derived.get()
        self.assertEqual((derived.status, derived.ended_because), ("ended", "expired"))
        self.assertEqual(derived.end_reason, "有效期限届满")

    def test_may_run_twice(self):
        entry = self.short()
        after = entry.valid_to + timedelta(days=1)

        actions.entries.end_expired(after)

        self.assertEqual(actions.entries.end_expired(after), 0)

    def test_ends_held_entries_too(self):
        entry = self.short()
        actions.holds.place(entry, kind="objection", reason="异议", by=None)

        self.assertEqual(
            actions.entries.end_expired(entry.valid_to + timedelta(days=1)), 1
        )


class WithdrawTests(Cast):
    def test_undoes_a_set_whatever_state_its_members_are_in(self):
        published, draft = self.published(), self.draft()
        ended = self.published()
        actions.entries.end(ended, because="early", reason="提前", by=self.reviewer)
        pks = [published.pk, draft.pk, ended.pk]

        returned = self.draft()
        actions.entries.submit(returned, by=self.clerk)
        actions.entries.return_to_drafter(returned, by=self.reviewer, reason="不清")
        pks.append(returned.pk)

        answer = actions.entries.withdraw_all(pks, by=self.reviewer, reason="整批有误")

        self.assertEqual(answer, (1, 2))
        effective = Entry.objects.in_effect(timezone.now())
        self.assertFalse(effective.filter(pk__in=pks).exists())
        ended.refresh_from_db()
        self.assertEqual(ended.ended_because, Entry.Ending.EARLY)
