"""The whole register as files, for systems that begin to follow the change feed, or begin again.

JSON Lines and CSV of every published entry, with a manifest: checksums, numbers of rows, and
the cursor to follow from. The cursor is taken first and the rows are read afterwards, so that
whatever changes in between is in the feed; entries are named by their numbers, and persons are
in it without name or number.
"""

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from registry.entry_facts import Use, as_plain, names_for
from registry.exporting import harmless
from registry.models import Entry, SubjectKind

from . import feed

MANIFEST = "manifest.json"
FACTS = names_for(Use.SNAPSHOT)
COLUMNS = [
    "entry",
    "list",
    "standard",
    "version",
    "department",
    "subject_kind",
    "identifier",
    "name",
    *FACTS,
    "published_at",
    "valid_from",
    "valid_to",
    "public_until",
    "held",
    "cause",
]


class Digested:
    """A text file that counts and hashes what is written into it."""

    def __init__(self, path):
        self.path = path
        self.rows = 0
        self._hash = hashlib.sha256()
        self._file = path.open("wb")

    def write(self, text):
        sent = text.encode()
        self._hash.update(sent)
        self._file.write(sent)

    def close(self) -> dict:
        self._file.close()
        return {
            "name": self.path.name,
            "rows": self.rows,
            "bytes": self.path.stat().st_size,
            "sha256": self._hash.hexdigest(),
        }


def take(folder: Path, at: datetime) -> dict:
    """Write a snapshot as of `at` into `folder`, whole or not at all; returns its manifest."""
    cursor = str(feed.head())
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".draft-"))
    try:
        manifest = {
            "made_at": timezone.localtime(at).isoformat(),
            "cursor": cursor,
            "columns": COLUMNS,
            "files": write_files(draft, at),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (draft / MANIFEST).write_text(text, encoding="utf-8")
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def write_files(folder, at) -> list[dict]:
    lines = Digested(folder / "entries.jsonl")
    table = Digested(folder / "entries.csv")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(at):
        lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        writer.writerow([harmless(row[name]) for name in COLUMNS])
        lines.rows = table.rows = lines.rows + 1
    return [lines.close(), table.close()]


def rows(at) -> Iterator[dict]:
    """Every entry that stands at `at`, held ones marked, one plain dict each."""
    standing = Entry.objects.standing(at).with_held(at).order_by("pk")
    for entry in standing.select_related("subject", "standard", "department").iterator(
        chunk_size=2000
    ):
        subject = entry.subject
        is_person = subject.kind == SubjectKind.PERSON
        yield {
            "entry": entry.pk,
            "list": entry.list_kind,
            "standard": entry.standard.code,
            "version": entry.standard.version,
            "department": entry.department.code,
            "subject_kind": subject.kind,
            "identifier": "" if is_person else subject.identifier,
            "name": "" if is_person else subject.name,
            **{name: as_plain(getattr(entry, name)) for name in FACTS},
            "published_at": entry.published_at.isoformat(),
            "valid_from": entry.valid_from.isoformat(),
            "valid_to": entry.valid_to and entry.valid_to.isoformat(),
            "public_until": entry.public_until and entry.public_until.isoformat(),
            "held": entry.is_held,
            "cause": entry.cause_id,
        }


def latest(root: Path) -> Path | None:
    """The newest whole snapshot under `root`."""
    whole = sorted(path.parent for path in root.glob(f"[0-9]*/{MANIFEST}"))
    return whole[-1] if whole else None


def prune(root: Path, keep: int) -> None:
    """Remove all but the newest `keep` snapshots under `root`."""
    whole = sorted(path.parent for path in root.glob(f"[0-9]*/{MANIFEST}"))
    for old in whole[:-keep]:
        shutil.rmtree(old)
