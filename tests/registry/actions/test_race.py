"""Two officials at once: deterministic, and only where there are rows to lock."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone

from registry import actions
from registry.errors import CreditError
from registry.models import Entry, ListKind, TrailEntry
from tests import factories

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row locks are PostgreSQL's"
)


class RaceTests(TransactionTestCase):
    def setUp(self):
        factories.make_calendar()
        self.department = factories.make_department()
        self.clerk = factories.make_official("chen", self.department)
        self.reviewers = [
            factories.make_official(name, self.department) for name in ("lin", "huang")
        ]
        self.standard = factories.make_standard(self.department)

    def second_waits_for_first(self, first, second):
        """Run `first`, hold its transaction open until `second` has tried; answer second's fate."""
        moved, fate = Event(), []

        def try_second():
            moved.wait(5)
            try:
                second()
                fate.append("obeyed")
            except CreditError:
                fate.append("refused")
            finally:
                connection.close()

        rival = Thread(target=try_second)
        rival.start()
        with transaction.atomic():
            first()
            moved.set()
            rival.join(timeout=0.3)
        rival.join(5)
        return fate

    def submitted(self, **fields):
        entry = factories.make_entry(
            fields.pop("standard", self.standard), self.clerk, **fields
        )
        actions.entries.submit(entry, by=self.clerk)
        return entry

    def test_two_reviewers_cannot_both_approve(self):
        entry = self.submitted()

        fate = self.second_waits_for_first(
            lambda: actions.entries.approve_all([entry.pk], by=self.reviewers[0]),
            lambda: actions.entries.approve_all([entry.pk], by=self.reviewers[1]),
        )

        self.assertEqual(fate, ["refused"])
        published = TrailEntry.objects.about(entry).filter(
            action="registry.entry.published"
        )
        self.assertEqual(published.count(), 1)

    def test_an_approval_cannot_overtake_a_return(self):
        entry = self.submitted()

        fate = self.second_waits_for_first(
            lambda: actions.entries.return_to_drafter_all(
                [entry.pk], by=self.reviewers[0], reason="不清"
            ),
            lambda: actions.entries.approve_all([entry.pk], by=self.reviewers[1]),
        )

        self.assertEqual(fate, ["refused"])
        self.assertFalse(entry.is_in_effect(timezone.now()))

    def test_a_hold_is_not_released_twice(self):
        entry = self.submitted()
        actions.entries.approve(entry, by=self.reviewers[0])
        hold = actions.holds.place(entry, kind="objection", reason="异议", by=None)
        again = entry.holds.get()

        fate = self.second_waits_for_first(
            lambda: actions.holds.release(hold, by=None, reason="无误"),
            lambda: actions.holds.release(again, by=None, reason="无误"),
        )

        self.assertEqual(fate, ["refused"])

    def test_red_and_black_on_one_subject_cannot_both_slip_through(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        black = self.submitted()
        praise = self.submitted(standard=red, subject=black.subject)

        fate = self.second_waits_for_first(
            lambda: actions.entries.approve_all([black.pk], by=self.reviewers[0]),
            lambda: actions.entries.approve_all([praise.pk], by=self.reviewers[1]),
        )

        self.assertEqual(fate, ["refused"])

    def test_the_brake_counts_what_another_is_just_letting_go(self):
        narrow = factories.make_standard(self.department, batch_limit=1)
        one, two = self.submitted(standard=narrow), self.submitted(standard=narrow)

        self.second_waits_for_first(
            lambda: actions.entries.approve_all([one.pk], by=self.reviewers[0]),
            lambda: actions.entries.approve_all([two.pk], by=self.reviewers[1]),
        )

        two.refresh_from_db()
        self.assertEqual(two.status, Entry.Status.AWAITING)
