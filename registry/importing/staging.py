"""Reads a batch's file, has every row judged, and writes rows and what they would become."""

from collections import Counter
from itertools import islice
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from registry.gc_pause import gc_paused
from registry.models import Batch, Region, Row, Staged, StagedPerson
from registry.parsing.tables import ListFile
from registry.writers import allot, insert

from .checks import Checker
from .lines import FACTS, Line, Who
from .matching import Matcher

COMMIT_EVERY = 5  # blocks of a thousand rows
MOST_SKIPPED = 500  # skipped rows that are kept by number; all are counted
MADE = (Row.Fate.NEW, Row.Fate.WARNED)  # rows that become new entries

ROW = [
    "id",
    "batch_id",
    "sheet",
    "number",
    "cells",
    "fate",
    "reasons",
    "match_id",
]
BEARER = [
    "kind", "name", "name_key", "identifier_kind", "identifier", "key", "sealed",
    "subject_id", "notice_served_on", "notice_proof",
]  # fmt: skip
# The facts of a staged row besides those that its subject was heard with.
STATED = [name for name in FACTS if name not in BEARER]
STAGED = ["row_id", "batch_id", "match_id", *BEARER, *STATED]
PERSON = ["row_id", "batch_id", "match_id", *BEARER, "role"]


class Overtaken(Exception):
    """The batch was cancelled, or another worker has taken it over; this one stops."""


class Stager:
    """Stages one batch, as the `attempt` that claimed it."""

    def __init__(self, batch: Batch):
        self.batch, self.attempt = batch, batch.attempt
        self.matcher = Matcher(batch)
        self.regions = {}
        for region in Region.objects.all():
            self.regions |= {region.code: region.pk, region.name: region.pk}
        self.read, self.counts = 0, Counter()
        self.columns, self.skipped, self.skips = {}, [], 0
        self.expected = 0

    def run(self, file) -> None:
        """Read and judge everything in `file`; raises `Unreadable` or `Overtaken`."""
        with gc_paused():
            self._run(file)

    def _run(self, file):
        listfile = ListFile(file)
        try:
            for table in listfile.tables():
                checker = Checker(
                    table,
                    self.batch.standard,
                    regions=self.regions,
                    today=timezone.localdate(),
                )
                self.columns[table.sheet.name] = columns_of(table.head)
                self.expected += max(table.sheet.last - table.head.number, 0)
                self._stage(table, checker)
                self._note_skipped(table)
        finally:
            listfile.close()
        self._finish(listfile.notes)

    def _stage(self, table, checker):
        blocks = table.blocks()
        while chunk := list(islice(blocks, COMMIT_EVERY)):
            with transaction.atomic():
                lines = [
                    checker.line(number, cells)
                    for block in chunk
                    for number, cells in block
                ]
                self.matcher.judge(lines)
                self._write(lines)
                self._report()

    def _write(self, lines):
        numbered = list(zip(allot(Row, len(lines)), lines, strict=True))
        pk = self.batch.pk
        insert(Row, ROW, (row_values(number, pk, line) for number, line in numbered))
        kept = [(number, line) for number, line in numbered if is_kept(line)]
        rows = (staged_values(number, pk, line) for number, line in kept)
        insert(Staged, STAGED, rows)
        persons = [
            person_values(number, pk, line, who)
            for number, line in kept
            for who in line.persons
        ]
        if persons:
            insert(StagedPerson, PERSON, persons)
        self.read += len(lines)
        self.counts.update(line.fate for line in lines)

    def _report(self, **finished):
        """Say how far it is; stop where the batch is no longer this worker's."""
        mine = Batch.objects.filter(
            pk=self.batch.pk, status=Batch.Status.READING, attempt=self.attempt
        )
        done = mine.update(
            rows_expected=max(self.expected, self.read),
            rows_read=self.read,
            counts=dict(self.counts),
            beat_at=timezone.now(),
            **finished,
        )
        if not done:
            raise Overtaken

    def _note_skipped(self, table):
        self.skips += len(table.skipped)
        for skip in table.skipped[: MOST_SKIPPED - len(self.skipped)]:
            self.skipped.append([table.sheet.name, skip.number, skip.reason])

    @transaction.atomic
    def _finish(self, notes):
        for sheet, number, reason in self.matcher.spoiled:
            self._spoil(sheet, number, reason)
        if self.skips > len(self.skipped):
            notes.append(f"共跳过 {self.skips} 行，只列出前 {len(self.skipped)} 行。")
        self._report(notes=notes, skipped=self.skipped, columns=self.columns)

    def _spoil(self, sheet, number, reason):
        """Reject a row written earlier that a later one has put in doubt."""
        row = Row.objects.get(batch=self.batch, sheet=sheet, number=number)
        self.counts[row.fate] -= 1
        self.counts[Row.Fate.REJECTED] += 1
        row.fate = Row.Fate.REJECTED
        row.reasons = [*row.reasons, [None, reason]]
        row.save(update_fields=["fate", "reasons"])
        Staged.objects.filter(row=row).delete()
        StagedPerson.objects.filter(row=row).delete()


def is_kept(line) -> bool:
    """Whether a row leads to something: a new entry, or a change of a draft."""
    return line.fate in MADE or line.changes_draft


bearer_values = attrgetter(*BEARER[:-2])
heard_with = attrgetter(*BEARER[-2:])
stated = attrgetter(*STATED)


def row_values(pk: int, batch: int, line: Line) -> tuple:
    """The values of the columns ROW."""
    reasons = line.problems + line.remarks
    return (
        pk, batch, line.sheet, line.number, line.cells, line.fate.value, reasons, line.match,
    )  # fmt: skip


def staged_values(pk: int, batch: int, line: Line) -> tuple:
    """The values of the columns STAGED."""
    return (
        pk, batch, line.match, *bearer_values(line.who), *heard_with(line), *stated(line),
    )  # fmt: skip


def person_values(pk: int, batch: int, line: Line, who: Who) -> tuple:
    """The values of the columns PERSON."""
    return (pk, batch, line.match, *bearer_values(who), *heard_with(who), who.role)


def columns_of(head) -> list:
    """The columns of a table as the batch remembers them: heading and field, or no field."""
    used = {column: field for field, column in head.position.items()}
    return [[h.text, used.get(h.column)] for h in head.headings]
