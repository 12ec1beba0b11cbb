"""`manage.py verify_trail`: every change made to the trail afterwards is found and named."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from registry import ledger, trail
from registry.commit_order import horizon
from registry.models import Region, Seal
from tests import factories
from tests.registry.settled import all_settled

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
COLUMNS = 'at, actor_name, action, "of", of_pk, reason'


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


class VerifyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        all_settled()
        cls.region = factories.make_region()
        for _ in range(3):
            trail.record_all(
                Region,
                "seen",
                [(cls.region.pk, {"n": n}, None) for n in range(4)],
                by=None,
                reason="理由",
            )
            ledger.seal_trail(AT, horizon())
        cls.lines = list(
            trail.TrailEntry.objects.order_by("pk").values_list("pk", flat=True)
        )

    def complaint(self, *args):
        out, err = StringIO(), StringIO()
        with pytest.raises(SystemExit) as end:
            call_command("verify_trail", *args, stdout=out, stderr=err)
        self.assertEqual(end.value.code, 1)
        return err.getvalue()

    def test_accepts_an_unaltered_trail(self):
        trail.record(self.region, "seen", by=None)
        out = StringIO()

        call_command("verify_trail", stdout=out)

        self.assertIn("3 次封存，12 条留痕，另有 1 条尚待封存", out.getvalue())

    def test_finds_an_edited_line(self):
        tamper(
            "UPDATE registry_trailentry SET reason = '改' WHERE id = %s", self.lines[5]
        )

        self.assertIn(
            f"第 2 号封存，第 {self.lines[5]} 条留痕：留痕内容被改动", self.complaint()
        )

    def test_finds_every_column_that_is_edited(self):
        changes = {
            "at": "2026-01-01 00:00:00+00:00",
            "actor_name": "别人",
            "action": "x",
            '"of"': "x",
            "of_pk": 9,
            '"before"': '{"n": 9}',
            '"after"': '{"n": 9}',
            "moment": 0,
        }
        for column, value in changes.items():
            was = self.read(column)
            if column == "moment" and was == 0:  # everywhere the same on SQLite
                continue
            self.write(column, value)
            with self.subTest(column):
                self.assertIsNotNone(ledger.verify().broken)
            self.write(column, was)
            self.assertIsNone(ledger.verify().broken)

    def read(self, column):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column} FROM registry_trailentry WHERE id = %s",
                [self.lines[0]],
            )
            return cursor.fetchone()[0]

    def write(self, column, value):
        tamper(
            f"UPDATE registry_trailentry SET {column} = %s WHERE id = %s",
            value,
            self.lines[0],
        )

    def test_finds_a_removed_line(self):
        tamper("DELETE FROM registry_trailentry WHERE id = %s", self.lines[6])

        self.assertIn(
            f"第 2 号封存，第 {self.lines[6]} 条留痕：留痕缺失", self.complaint()
        )

    def test_finds_the_first_of_several_faults(self):
        for line in (self.lines[9], self.lines[3]):
            tamper("DELETE FROM registry_trailentry WHERE id = %s", line)

        self.assertIn(f"第 {self.lines[3]} 条", self.complaint())

    def test_finds_an_inserted_line(self):
        tamper("DELETE FROM registry_trailentry WHERE id = %s", self.lines[6])
        tamper(
            f"INSERT INTO registry_trailentry (id, moment, {COLUMNS})"
            ' SELECT -id, moment, at, actor_name, action, "of", of_pk, reason'
            " FROM registry_trailentry WHERE id = %s",
            self.lines[5],
        )

        self.assertIsNotNone(ledger.verify().broken)

    def test_finds_an_inserted_line_by_its_number(self):
        Region.objects.filter(pk=self.region.pk).update(name="甲")
        spare = self.lines[-1] - 1
        tamper("DELETE FROM registry_seal WHERE number = 3")
        tamper("DELETE FROM registry_trailentry WHERE id = %s", spare)
        ledger.seal_trail(AT, horizon())
        tamper(
            f"INSERT INTO registry_trailentry (id, moment, {COLUMNS})"
            f' SELECT {spare}, moment, at, actor_name, action, "of", of_pk, reason'
            " FROM registry_trailentry WHERE id = %s",
            self.lines[-1],
        )

        self.assertIn(
            f"第 3 号封存，第 {spare} 条留痕：封存之后插入的留痕", self.complaint()
        )

    def test_finds_two_lines_that_changed_places(self):
        one, two = self.lines[4], self.lines[5]
        for was, becomes in ((one, -1), (two, one), (-1, two)):
            tamper("UPDATE registry_trailentry SET id = %s WHERE id = %s", becomes, was)

        self.assertIn(f"第 {one} 条留痕：留痕内容被改动", self.complaint())

    def test_finds_a_seal_made_to_fit_an_edited_line(self):
        tamper(
            "UPDATE registry_trailentry SET reason = '改' WHERE id = %s", self.lines[5]
        )
        rows = trail.TrailEntry.objects.filter(pk__in=self.lines[4:8]).order_by("pk")
        joined = b"".join(map(ledger.leaf, rows.values_list(*ledger.COLUMNS)))
        forged = ledger.next_seal(Seal.objects.get(number=1), AT, joined)
        tamper(
            "UPDATE registry_seal SET leaves = %s, root = %s, hash = %s WHERE number = 2",
            forged.leaves,
            forged.root,
            forged.hash,
        )

        self.assertIn("第 3 号封存：与上一封存不衔接", self.complaint())

    def test_finds_each_fact_of_a_seal_that_is_edited(self):
        for column in ("moment", "last", "lines"):
            tamper(f"UPDATE registry_seal SET {column} = {column} + 1 WHERE number = 2")
            with self.subTest(column):
                self.assertEqual(ledger.verify().broken.fault, "封存本身被改动")
            tamper(f"UPDATE registry_seal SET {column} = {column} - 1 WHERE number = 2")

    def test_finds_edited_leaves(self):
        tamper(
            "UPDATE registry_seal SET leaves = %s WHERE number = 1",
            b"x" * 4 * ledger.LEAF,
        )

        self.assertIn("第 1 号封存：逐行摘要被改动", self.complaint())

    def test_finds_a_removed_seal(self):
        tamper("DELETE FROM registry_seal WHERE number = 2")

        self.assertIn("第 3 号封存：前一号封存缺失", self.complaint())

    def test_a_tail_cut_off_is_found_by_a_published_head(self):
        head = Seal.objects.get(number=3).hash
        tamper("DELETE FROM registry_seal WHERE number = 3")
        tamper("DELETE FROM registry_trailentry WHERE id > %s", self.lines[7])
        self.assertIsNone(ledger.verify().broken)

        self.assertIn("已不在链上", self.complaint("--head", head))

    def test_the_number_of_statements_does_not_grow_with_the_seals(self):
        def statements():
            with self.assertNumQueries(5 if connection.vendor == "postgresql" else 2):
                ledger.verify()

        statements()
        trail.record(self.region, "seen", by=None)
        ledger.seal_trail(AT, horizon())
        statements()
