"""The rights of docs/operations.md: the application cannot alter its own trail."""

import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import TestCase
from psycopg.errors import InsufficientPrivilege

from registry import ledger, trail
from registry.commit_order import horizon
from registry.models import Seal, TrailEntry
from tests import factories
from tests.registry.settled import all_settled

GUIDE = Path(__file__).parents[3] / "docs" / "operations.md"
ROLE = "credit_app"
THROW_AWAY = "credit_grants_test"


def statements():
    """What the guide has the operator run, for a role of this test's own."""
    block = re.search(r"```sql grants\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return block.group(1).replace(ROLE, THROW_AWAY)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles")
class GrantTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        all_settled()
        cls.region = factories.make_region()
        trail.record(cls.region, "seen", by=None)
        ledger.seal_trail(TrailEntry.objects.get().at, horizon())
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {THROW_AWAY}")
            cursor.execute(statements())

    def setUp(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {THROW_AWAY}")

    def refused(self, sql):
        with (
            self.assertRaises(ProgrammingError) as refusal,
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
        self.assertIsInstance(refusal.exception.__cause__, InsufficientPrivilege)

    def test_the_trail_and_its_seals_are_neither_altered_nor_removed(self):
        for table, column in (
            ("registry_trailentry", "reason"),
            ("registry_seal", "root"),
            ("registry_change", "what"),
        ):
            with self.subTest(table):
                self.refused(f"UPDATE {table} SET {column} = 'x'")
                self.refused(f"DELETE FROM {table}")
                self.refused(f"TRUNCATE {table} CASCADE")
                self.refused(f"ALTER TABLE {table} ADD COLUMN x int")
                self.refused(f"DROP TABLE {table} CASCADE")

    def test_the_clock_of_the_trail_is_not_moved(self):
        self.refused(
            "CREATE OR REPLACE FUNCTION registry_moment() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'"
        )

    def test_lines_and_seals_are_added_and_read(self):
        trail.record(self.region, "seen", by=None)
        trail.record_all(
            type(self.region), "seen", [(self.region.pk, None, None)], by=None
        )

        sealed = ledger.seal_trail(TrailEntry.objects.latest("pk").at, horizon())

        self.assertEqual((sealed, Seal.objects.count()), (2, 2))
        self.assertIsNone(ledger.verify().broken)

    def test_every_other_table_can_be_changed(self):
        self.region.name = "改名"
        self.region.save()
        self.region.delete()
