"""Snapshots: the whole register as files, and the cursor to follow from."""

import csv
import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from registry import actions, tasks
from registry.exchange import feed, snapshots
from registry.models import FeedReader, Scope
from tests import bystander, factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_changes import client_of
from tests.registry.settled import all_settled


class SnapshotTests(Cast):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.root = tmp_path

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        all_settled()

    def taken(self):
        folder = self.root / "20261124-020000"
        return folder, snapshots.take(folder, timezone.now())

    def read(self, folder):
        lines = (folder / "entries.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def of_bystander(self):
        listed, held, repaired = sorted(bystander.kept().entries)
        return [(listed, False), (held, True), (repaired, False)]

    def test_holds_what_stands_with_held_ones_marked(self):
        standing, held, ended = (self.published() for _ in range(3))
        self.draft()
        actions.holds.place(held, kind="objection", reason="异议", by=self.reviewer)
        actions.entries.end(ended, because="revoked", reason="有误", by=self.reviewer)

        folder, _ = self.taken()

        self.assertEqual(
            [(row["entry"], row["held"]) for row in self.read(folder)],
            [*self.of_bystander(), (standing.pk, False), (held.pk, True)],
        )

    def test_both_files_say_the_same_and_the_manifest_proves_them(self):
        self.published()

        folder, manifest = self.taken()

        expected = len(self.of_bystander()) + 1
        for file in manifest["files"]:
            content = (folder / file["name"]).read_bytes()
            self.assertEqual(hashlib.sha256(content).hexdigest(), file["sha256"])
            self.assertEqual((len(content), expected), (file["bytes"], file["rows"]))
        [*_, row] = csv.DictReader(
            StringIO((folder / "entries.csv").read_text("utf-8"))
        )
        [*_, line] = self.read(folder)
        self.assertEqual(list(row), list(line))
        self.assertEqual(row["identifier"].rstrip("\t"), line["identifier"])

    def test_persons_are_in_it_without_name_and_number(self):
        person = factories.make_person(name="陈某某")
        entry = self.published(subject=person)

        folder, _ = self.taken()

        [*_, line] = self.read(folder)
        self.assertEqual(
            (line["entry"], line["name"], line["identifier"]), (entry.pk, "", "")
        )

    def test_the_feed_goes_on_where_the_snapshot_ends(self):
        first = self.published()
        _, manifest = self.taken()
        actions.entries.end(first, because="early", reason="移出", by=self.reviewer)
        second = self.published()

        changes, _, _ = feed.page(feed.position_of(manifest["cursor"]), 10)

        self.assertEqual(
            [(change.entry_id, change.what) for change in changes],
            [(first.pk, "ended"), (second.pk, "published")],
        )

    def test_a_snapshot_that_fails_leaves_nothing(self):
        self.published()
        folder = self.root / "20261124-020000"
        folder.mkdir()
        (folder / "kept").touch()

        with pytest.raises(OSError):
            snapshots.take(folder, timezone.now())

        self.assertEqual([path.name for path in self.root.iterdir()], [folder.name])

    def test_the_command_writes_it_and_overwrites_nothing(self):
        out = StringIO()
        call_command("snapshot", str(self.root / "a"), stdout=out)

        self.assertIn("cursor", json.loads(out.getvalue()))
        with self.assertRaisesMessage(CommandError, "已存在"):
            call_command("snapshot", str(self.root / "a"))

    def test_the_nightly_ones_are_kept_for_a_week(self):
        for day in range(1, 9):
            snapshots.take(self.root / f"202611{day:02}-020000", timezone.now())
        with override_settings(SNAPSHOTS_DIR=self.root):
            tasks.take_snapshot()

        self.assertEqual(len(list(self.root.iterdir())), 7)

    def test_a_system_loads_it_by_its_key(self):
        self.published()
        folder, _ = self.taken()
        system = factories.make_official("system", self.department, ["view_entry"])
        client = client_of(system, Scope.FEED)
        with override_settings(SNAPSHOTS_DIR=self.root):
            manifest = client.get("/api/v1/snapshots/latest/").json()
            file = client.get(f"/api/v1/snapshots/{manifest['snapshot']}/entries.jsonl")
            content = b"".join(file.streaming_content)
            missing = client.get("/api/v1/snapshots/20200101-000000/entries.csv")
            outside = client.get("/api/v1/snapshots/..%2F20261124-020000/entries.csv")

        self.assertEqual(content, Path(folder / "entries.jsonl").read_bytes())
        self.assertEqual([missing.status_code, outside.status_code], [404, 404])
        self.assertEqual(
            str(feed.head()),
            f"{FeedReader.objects.get().read_moment}-{FeedReader.objects.get().read_pk}",
        )

    def test_the_number_of_statements_does_not_grow(self):
        for number in (1, 2):
            for _ in range(number):
                self.published()
            with self.assertNumQueries(1):
                list(snapshots.rows(timezone.now()))
