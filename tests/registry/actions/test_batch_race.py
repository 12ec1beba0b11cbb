"""Two at one batch: deterministic, and only where there are rows to lock."""

from threading import Event, Thread

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import TransactionTestCase

from registry.actions import batches, receiving
from registry.errors import CreditError
from registry.models import Batch, Entry, Row
from tests import factories
from tests.registry.lists import csv_of, row

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row locks are PostgreSQL's"
)


class BatchRaceTests(TransactionTestCase):
    def setUp(self):
        factories.make_calendar()
        self.department = factories.make_department()
        self.clerks = [
            factories.make_official(name, self.department) for name in ("chen", "wu")
        ]
        self.standard = factories.make_standard(self.department)

    def received(self, *rows):
        return receiving.receive(
            ContentFile(csv_of(*rows)),
            department=self.department,
            standard=self.standard,
            filename="名单.csv",
            by=self.clerks[0],
        )

    def staged(self, *rows):
        batch = self.received(*rows)
        batches.stage(batch)
        return batch

    def second_waits_for_first(self, first, second):
        """Run `first`, hold its transaction open until `second` has tried; answer second's fate."""
        moved, fate = Event(), []

        def try_second():
            moved.wait(5)
            try:
                fate.append(second())
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

    def test_two_officials_cannot_both_confirm(self):
        batch = self.staged(row(1))
        again = Batch.objects.get(pk=batch.pk)

        fate = self.second_waits_for_first(
            lambda: batches.confirm(batch, by=self.clerks[0]),
            lambda: batches.confirm(again, by=self.clerks[1]),
        )

        self.assertEqual(fate, ["refused"])
        self.assertEqual(Batch.objects.get().confirmed_by, self.clerks[0])

    def test_a_confirmation_cannot_overtake_a_cancellation(self):
        batch = self.staged(row(1))
        again = Batch.objects.get(pk=batch.pk)

        fate = self.second_waits_for_first(
            lambda: batches.cancel(batch, by=self.clerks[0]),
            lambda: batches.confirm(again, by=self.clerks[1]),
        )

        self.assertEqual(fate, ["refused"])

    def test_two_workers_write_it_once(self):
        batch = self.staged(row(1), row(2))
        batches.confirm(batch, by=self.clerks[0])
        again = Batch.objects.get(pk=batch.pk)

        fate = self.second_waits_for_first(
            lambda: batches.write(batch), lambda: batches.write(again)
        )

        self.assertEqual(fate, [False])
        self.assertEqual(Entry.objects.count(), 2)

    def test_two_workers_read_it_once(self):
        batch = self.received(row(1))
        again = Batch.objects.get(pk=batch.pk)

        fate = self.second_waits_for_first(
            lambda: batches.stage(batch), lambda: batches.stage(again)
        )

        self.assertEqual(fate, [False])
        self.assertEqual(Row.objects.count(), 1)

    def test_two_lists_with_the_same_row_make_one_entry(self):
        one, two = self.staged(row(1), row(2)), self.staged(row(2), row(3))
        for batch in (one, two):
            batches.confirm(batch, by=self.clerks[0])

        fate = self.second_waits_for_first(
            lambda: batches.write(one), lambda: batches.write(two)
        )

        self.assertEqual(fate, [False])
        self.assertEqual(Entry.objects.count(), 2)
        two.refresh_from_db()
        self.assertIn("已由他人登记", two.problem)
