from datetime import timedelta

import time_machine
from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import Entry
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

        answer = actions.entries.withdraw_all(pks, by=self.reviewer, reason="整批有误")

        self.assertEqual(answer, (1, 1))
        effective = Entry.objects.in_effect(timezone.now())
        self.assertFalse(effective.filter(pk__in=pks).exists())
        ended.refresh_from_db()
        self.assertEqual(ended.ended_because, Entry.Ending.EARLY)
