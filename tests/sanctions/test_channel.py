"""The green channel: open or closed to a subject, as of any date (一(三))."""

from datetime import timedelta

import time_machine
from django.utils import timezone

import registry.actions
from registry.models import ListKind
from registry.terms import months_later
from sanctions.green_channel import green_channel
from tests import factories
from tests.registry.cast import Cast

from .cast import noon

LONG = timedelta(days=3 * 366 + 1)


class ChannelTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.subject = factories.make_subject()
        cls.bad = factories.make_standard(
            cls.department, list_kind=ListKind.BAD, term_months=6
        )
        cls.red = factories.make_standard(cls.department, list_kind=ListKind.RED)

    def verdict(self, at=None):
        return green_channel(self.subject, at or timezone.now())

    def recorded(self, standard=None, **fields):
        return self.published(
            standard=standard or self.bad, subject=self.subject, **fields
        )

    def test_three_years_without_a_bad_record_open_the_channel(self):
        verdict = self.verdict()

        self.assertTrue(verdict.is_open)
        self.assertIn("连续 3 年无不良信用记录", verdict.reasons[0])

    def test_a_bad_record_closes_the_channel_and_is_named(self):
        entry = self.recorded()

        verdict = self.verdict()

        self.assertFalse(verdict.is_open)
        self.assertIn(f"条目 {entry.pk}", verdict.reasons[0])

    def test_the_channel_was_open_before_the_record_was_published(self):
        before = timezone.now()
        self.recorded()

        self.assertTrue(self.verdict(before).is_open)

    def test_an_expired_record_counts_for_three_years_from_its_decision(self):
        entry = self.recorded()
        decided = timezone.make_aware(
            timezone.datetime(
                entry.decided_on.year, entry.decided_on.month, entry.decided_on.day, 12
            )
        )

        self.assertFalse(self.verdict(decided + timedelta(days=3 * 365 - 10)).is_open)
        self.assertTrue(self.verdict(decided + LONG).is_open)

    def test_the_three_years_are_over_on_the_anniversary_of_the_decision(self):
        entry = self.recorded()
        day = months_later(entry.decided_on, 36)

        eve, after = self.verdict(noon(day, days=-1)), self.verdict(noon(day))

        self.assertFalse(eve.is_open)
        self.assertIn(
            f"自 {entry.decided_on - timedelta(days=1)} 以来有不良信用记录",
            eve.reasons[0],
        )
        self.assertTrue(after.is_open)
        self.assertEqual(
            after.reasons,
            [f"自 {entry.decided_on} 起连续 3 年无不良信用记录。"],
        )

    def test_praise_of_the_last_years_does_not_close_the_channel(self):
        good = factories.make_standard(self.department, list_kind=ListKind.GOOD)
        self.recorded(good)

        self.assertTrue(self.verdict().is_open)

    def test_an_earlier_red_entry_does_not_close_the_channel(self):
        entry = self.recorded(self.red)
        registry.actions.entries.end(entry, because="early", reason="x", by=None)

        self.assertTrue(self.verdict().is_open)

    def test_a_draft_does_not_count(self):
        self.draft(standard=self.bad, subject=self.subject)

        self.assertTrue(self.verdict().is_open)

    def test_a_blacklist_entry_that_has_ended_counts_for_its_three_years(self):
        entry = self.recorded(self.standard)
        registry.actions.entries.end(entry, because="early", reason="x", by=None)

        verdict = self.verdict()

        self.assertFalse(verdict.is_open)
        self.assertIn("以来有不良信用记录", verdict.reasons[0])

    def test_a_record_counted_until_the_instant_at_which_it_was_revoked(self):
        entry = self.recorded()
        before = timezone.now()
        registry.actions.entries.end(entry, because="revoked", reason="x", by=None)
        entry.refresh_from_db()

        self.assertFalse(self.verdict(before).is_open)
        self.assertTrue(self.verdict(entry.ended_at).is_open)

    def test_every_record_is_named_with_department_standard_and_day(self):
        entries = [self.recorded(), self.recorded()]

        (reason,) = self.verdict().reasons

        named = "；".join(
            f"条目 {one.pk}（huanbao，{self.bad.name}，{one.decided_on}）"
            for one in reversed(entries)
        )
        self.assertTrue(reason.endswith(f"：{named}。"), reason)

    def test_a_record_in_effect_counts_however_old(self):
        with time_machine.travel(timezone.now() - LONG, tick=True):
            long = factories.make_standard(
                self.department, list_kind=ListKind.BAD, term_months=60
            )
            self.recorded(long, decided_on=timezone.localdate())

        self.assertFalse(self.verdict().is_open)

    def test_a_held_record_does_not_count_until_it_is_released(self):
        entry = self.recorded()
        hold = registry.actions.holds.place(
            entry, kind="objection", reason="异议", by=None
        )
        self.assertTrue(self.verdict().is_open)

        registry.actions.holds.release(hold, by=None, reason="无误")

        self.assertFalse(self.verdict().is_open)

    def test_a_revoked_record_never_counts_and_a_repaired_one_not_any_more(self):
        for because in ("revoked", "repaired"):
            entry = self.recorded()
            self.assertFalse(self.verdict().is_open)
            registry.actions.entries.end(entry, because=because, reason="x", by=None)
            self.assertTrue(self.verdict().is_open, because)

    def test_a_red_entry_opens_the_channel_in_spite_of_an_older_record(self):
        entry = self.recorded()
        registry.actions.entries.end(entry, because="early", reason="提前移出", by=None)
        self.assertFalse(self.verdict().is_open)

        self.recorded(self.red)

        verdict = self.verdict()
        self.assertTrue(verdict.is_open)
        self.assertIn("红名单", verdict.reasons[0])

    def test_the_channel_is_never_open_to_a_blacklisted_subject(self):
        red = self.recorded(self.red)
        black = self.recorded(self.standard)

        verdict = self.verdict()

        self.assertFalse(verdict.is_open)
        self.assertIn("有生效中的黑名单条目", verdict.reasons[0])
        self.assertIn(f"条目 {black.pk}", verdict.reasons[0])
        self.assertNotIn(f"条目 {red.pk}", verdict.reasons[0])
