"""Sealing the trail."""

import hashlib
from datetime import UTC, datetime
from io import StringIO
from threading import Event, Thread
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import TestCase, TransactionTestCase
from hypothesis import given
from hypothesis import strategies as st

from registry import ledger, trail
from registry.commit_order import START, Position, horizon, recalibrate
from registry.models import Region, Seal, TrailEntry
from tests import factories
from tests.registry.settled import all_settled

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def write(lines=1, **fields):
    region = factories.make_region()
    for _ in range(lines):
        trail.record(region, "seen", by=None, **fields)


class SealTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        all_settled()

    def test_closes_what_was_written_since_the_last_seal(self):
        write(2)
        ledger.seal_trail(AT, horizon())
        write(3)

        sealed = ledger.seal_trail(AT, horizon())

        self.assertEqual(sealed, 3)
        self.assertEqual(
            list(Seal.objects.heads().values_list("lines", flat=True)), [2, 3]
        )

    def test_makes_no_empty_seal(self):
        write()
        ledger.seal_trail(AT, horizon())

        self.assertEqual(ledger.seal_trail(AT, horizon()), 0)
        self.assertEqual(Seal.objects.count(), 1)

    def test_chains_each_seal_to_the_one_before(self):
        for _ in range(3):
            write()
            ledger.seal_trail(AT, horizon())

        first, second, third = Seal.objects.heads()
        self.assertEqual(first.previous, "")
        self.assertEqual([second.previous, third.previous], [first.hash, second.hash])

    def test_a_second_sealer_does_not_fork_the_chain(self):
        write()
        ledger.seal_trail(AT, horizon())
        rival = ledger.next_seal(None, AT, bytes(Seal.objects.get().leaves))

        with self.assertRaises(IntegrityError), transaction.atomic():
            rival.save(force_insert=True)

    def test_seals_are_only_ever_added(self):
        write()
        ledger.seal_trail(AT, horizon())
        seal = Seal.objects.get()

        for action in (
            seal.save,
            seal.delete,
            Seal.objects.all().delete,
            lambda: Seal.objects.update(at=AT),
        ):
            with self.assertRaises(TypeError):
                action()

    def test_reports_how_many_lines_wait_and_since_when(self):
        write(at=AT)
        write()

        number, oldest = ledger.waiting()

        self.assertEqual((number, oldest), (2, AT))

    def test_the_last_seal_of_a_day_is_its_head(self):
        for hour in (1, 2, 23):
            write()
            ledger.seal_trail(AT.replace(hour=hour), horizon())

        heads = ledger.daily_heads(AT.replace(day=1))

        self.assertEqual([seal.number for seal in heads], [3, 2])

    def test_more_lines_than_one_query_reads_are_sealed_in_one_sweep(self):
        write(9)

        with (
            mock.patch.object(ledger, "IN_ONE_QUERY", 4),
            mock.patch.object(ledger, "IN_ONE_SEAL", 2),
        ):
            self.assertEqual(ledger.seal_trail(AT, horizon()), 9)
            self.assertIsNone(ledger.verify().broken)

        self.assertEqual(
            list(Seal.objects.heads().values_list("lines", flat=True)), [2, 2, 2, 2, 1]
        )
        self.assertEqual(ledger.waiting(), (0, None))

    def test_a_sweep_that_another_has_overtaken_stops_and_seals_nothing_twice(self):
        write(3)
        next_seal = ledger.next_seal

        def overtaken(*args):
            next_seal(*args).save(force_insert=True)
            return next_seal(*args)

        with mock.patch.object(ledger, "next_seal", overtaken):
            self.assertEqual(ledger.seal_trail(AT, horizon()), 0)

        self.assertEqual(Seal.objects.get().lines, 3)
        self.assertIsNone(ledger.verify().broken)

    def test_many_seals_are_verified_in_groups_and_each_fault_has_its_seal(self):
        for _ in range(5):
            write()
            ledger.seal_trail(AT, horizon())

        with mock.patch.object(ledger, "IN_ONE_SEAL", 2):
            groups = list(ledger.groups(Seal.objects.order_by("number")))
            verified = ledger.verify()
            fourth = TrailEntry.objects.order_by("pk")[3].pk
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE registry_trailentry SET reason = 'x' WHERE id = %s",
                    [fourth],
                )
            altered = ledger.verify()

        self.assertEqual(
            [[seal.number for seal in group] for group in groups], [[1, 2], [3, 4], [5]]
        )
        last = Seal.objects.heads().last()
        self.assertEqual(verified, ledger.Verification(5, 5, last.hash, None))
        self.assertEqual((altered.seals, altered.lines), (2, 2))
        self.assertEqual((altered.broken.seal, altered.broken.line), (4, fourth))

    def test_the_command_seals(self):
        write()
        out = StringIO()

        call_command("seal_trail", stdout=out)

        self.assertIn("封存 1 条", out.getvalue())

    def test_the_leaves_are_the_hashes_of_the_lines(self):
        write(before={"名称": "甲", "a": [1, None, True]}, reason='引"号\n换行')
        row = TrailEntry.objects.values_list(*ledger.COLUMNS).get()

        joined = ledger.leaves(START, Position(horizon(), 0), 10)

        self.assertEqual(joined, ledger.leaf(row))
        self.assertEqual(len(joined), ledger.LEAF)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(
                st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
                max_size=4,
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(VALUES)
def test_canonical_text_does_not_hang_on_the_order_of_keys(value):
    def turned(one):
        if isinstance(one, dict):
            return {key: turned(one[key]) for key in reversed(list(one))}
        return [turned(part) for part in one] if isinstance(one, list) else one

    assert ledger.canonical(turned(value)) == ledger.canonical(value)


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="compares with PostgreSQL"
)
@pytest.mark.django_db
def test_canonical_text_is_that_of_postgresql():
    @given(VALUES)
    def same(value):
        text = ledger.canonical(value)
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::jsonb::text", [text])
            assert cursor.fetchone()[0] == text

    same()


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="moments are PostgreSQL's"
)
class SettledTests(TransactionTestCase):
    def sealed_until_nothing_waits(self):
        """Others may be writing in other databases of the same cluster."""
        for _ in range(1200):
            ledger.seal_trail(AT, horizon())
            if ledger.waiting()[0] == 0:
                return True
            Event().wait(0.05)
        return False

    def test_a_line_of_an_open_transaction_waits_and_is_not_lost(self):
        region = factories.make_region()
        written, sealed = Event(), Event()

        def slow_writer():
            with transaction.atomic():
                trail.record(region, "slow", by=None)
                written.set()
                sealed.wait(10)
            connection.close()

        writer = Thread(target=slow_writer)
        writer.start()
        written.wait(10)
        trail.record(region, "quick", by=None)
        quick = TrailEntry.objects.get()

        early = ledger.seal_trail(AT, horizon())
        sealed.set()
        writer.join()

        self.assertEqual(early, 0)
        self.assertTrue(self.sealed_until_nothing_waits())
        slow = TrailEntry.objects.get(action="registry.region.slow")
        self.assertLess(slow.pk, quick.pk)
        self.assertEqual(sum(Seal.objects.values_list("lines", flat=True)), 2)
        self.assertIsNone(ledger.verify().broken)

    def test_two_sealers_at_once_make_one_chain(self):
        region = factories.make_region()
        trail.record_all(Region, "seen", [(region.pk, None, None)] * 2000, by=None)

        def seal():
            self.sealed_until_nothing_waits()
            connection.close()

        sealers = [Thread(target=seal) for _ in range(4)]
        for sealer in sealers:
            sealer.start()
        for sealer in sealers:
            sealer.join()

        self.assertEqual(sum(Seal.objects.values_list("lines", flat=True)), 2000)
        self.assertIsNone(ledger.verify().broken)

    def test_the_order_of_commits_goes_on_after_a_restore_into_another_cluster(self):
        self.addCleanup(self.reset)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO registry_trailentry (at, actor_name, action, of, of_pk, reason, moment)"
                " VALUES (now(), '系统', 'x', 'y', 1, '', %s)",
                [horizon() + 10**9],
            )
        before = TrailEntry.objects.get()

        self.assertTrue(recalibrate([TrailEntry]))

        trail.record(factories.make_region(), "seen", by=None)
        self.assertGreater(TrailEntry.objects.latest("pk").moment, before.moment)
        self.assertTrue(self.sealed_until_nothing_waits())
        self.assertFalse(recalibrate([TrailEntry]))

    def reset(self):
        from_zero = "CREATE OR REPLACE FUNCTION registry_{} RETURNS bigint LANGUAGE sql STABLE AS 'SELECT {}::text::bigint'"
        with connection.cursor() as cursor:
            cursor.execute(from_zero.format("moment()", "pg_current_xact_id()"))
            cursor.execute(
                from_zero.format("horizon()", "pg_snapshot_xmin(pg_current_snapshot())")
            )


class HashTests(TestCase):
    def test_covers_every_fact_of_a_seal(self):
        all_settled()
        write()
        ledger.seal_trail(AT, horizon())
        seal = Seal.objects.get()

        self.assertEqual(seal.root, hashlib.sha256(seal.leaves).hexdigest())
        self.assertEqual(seal.hash, ledger.hash_of(seal))
        for name in ("number", "moment", "last", "lines", "root", "previous"):
            other = Seal.objects.get()
            setattr(other, name, 99)
            with self.subTest(name):
                self.assertNotEqual(ledger.hash_of(other), seal.hash)
