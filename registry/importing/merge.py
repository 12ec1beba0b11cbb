"""Writes a staged batch into the register: set by set, in a handful of statements.

Everything here runs inside one transaction of the caller's, who has locked the batch. The
statements are the same on PostgreSQL and SQLite.
"""

import json

from django.db import connection

from registry.entry_facts import Use, used_for
from registry.errors import Refused
from registry.models import (
    Batch,
    Entry,
    FormerName,
    OtherIdentifier,
    Responsibility,
    Staged,
    StagedPerson,
    Subject,
    TrailEntry,
)

TABLES = {
    name: model._meta.db_table
    for name, model in {
        "staged": Staged,
        "staged_person": StagedPerson,
        "subject": Subject,
        "other": OtherIdentifier,
        "former": FormerName,
        "entry": Entry,
        "responsibility": Responsibility,
        "trail": TrailEntry,
    }.items()
}

# Another batch, or an official, may have enrolled the same subject since the preview: its key then
# conflicts, the row that stands is kept, and STRANGERS compares the names.
ENROL = """
INSERT INTO {subject} (kind, name, name_key, identifier_kind, identifier, key, sealed)
SELECT kind, name, name_key, identifier_kind, identifier, key, sealed
FROM {source} WHERE batch_id = %(batch)s AND subject_id IS NULL ORDER BY {order}
ON CONFLICT (key) DO NOTHING RETURNING id
"""

# Rows whose number belongs in the register to somebody of another name, present or former.
STRANGERS = """
SELECT count(*) FROM {source} s JOIN {subject} u ON u.key = s.key
WHERE s.batch_id = %(batch)s AND u.name_key <> s.name_key
AND NOT EXISTS (
    SELECT 1 FROM {former} f WHERE f.subject_id = u.id AND f.name_key = s.name_key)
"""

# Each column of a new entry, and where its value comes from: the row, its batch or a default.
STATED = {
    "subject_id": "coalesce(s.subject_id, u.id)",
    "row_id": "s.row_id",
    **{fact.attname: f"s.{fact.attname}" for fact in used_for(Use.IMPORT)},
}
OF_BATCH = {
    "standard_id": "%(standard)s",
    "list_kind": "%(list_kind)s",
    "department_id": "%(department)s",
    "batch_id": "%(batch)s",
    "drafted_by_id": "%(by)s",
    "drafted_at": "%(at)s",
}
# All others that may not be NULL begin as in a draft written by hand: with the field's default.
DEFAULTED = [
    field
    for field in Entry._meta.concrete_fields
    if not (field.null or field.primary_key)
    and field.column not in STATED.keys() | OF_BATCH.keys()
]
VALUES = {
    **STATED,
    **OF_BATCH,
    **{field.column: f"%({field.column})s" for field in DEFAULTED},
}

# One statement for the whole batch. A subject that was new at the preview has its key since
# ENROL alone, hence the join; rows with a match change a draft instead (`changes`).
DRAFT = f"""
INSERT INTO {{entry}} ({", ".join(VALUES)})
SELECT {", ".join(VALUES.values())}
FROM {{staged}} s LEFT JOIN {{subject}} u ON u.key = s.key
WHERE s.batch_id = %(batch)s AND s.match_id IS NULL ORDER BY s.row_id
"""

# Of new entries (found by their row) and of changed drafts; who is named already stays as named.
NAME_RESPONSIBLE = """
INSERT INTO {responsibility} (entry_id, person_id, role, notice_served_on, notice_proof)
SELECT coalesce(s.match_id, e.id), coalesce(s.subject_id, u.id), s.role,
    s.notice_served_on, s.notice_proof
FROM {staged_person} s
LEFT JOIN {entry} e ON e.row_id = s.row_id
LEFT JOIN {subject} u ON u.key = s.key
WHERE s.batch_id = %(batch)s ORDER BY s.id
ON CONFLICT (entry_id, person_id) DO NOTHING
"""

# One line of the trail for each row of `table`, without bringing the rows here.
NOTE = """
{first} INSERT INTO {trail} (at, actor_id, actor_name, action, "of", of_pk, before, after, reason)
SELECT %(at)s, %(by)s, %(name)s, %(action)s, %(of)s, t.id, NULL, %(after)s, ''
FROM {table} t WHERE {which} ORDER BY t.id
"""

# SQLite takes no more than some ten thousand parameters, but a JSON list of any length.
AMONG = "t.id IN (SELECT value FROM json_each(%(pks)s))"

# A hundred thousand staged rows are sorted in memory.
ROOM = "SET LOCAL work_mem = '64MB'"

CHANGED_SINCE = (
    "预览之后，登记的名称有变动（{} 行涉及），全部没有写入。请重新检查本批次后再确认。"
)


class Merge:
    """The writing of one batch, on behalf of the official who confirmed it."""

    def __init__(self, batch: Batch, at):
        self.batch, self.at = batch, connection.ops.adapt_datetimefield_value(at)
        standard = batch.standard
        self.values = {
            "batch": batch.pk,
            "standard": standard.pk,
            "list_kind": standard.list_kind,
            "department": batch.department_id,
            "by": batch.confirmed_by_id,
            "name": str(batch.confirmed_by),
            "at": self.at,
            **{
                field.column: field.get_db_prep_save(field.get_default(), connection)
                for field in DEFAULTED
            },
        }

    def run(self) -> int:
        """Write everything; return how many entries there are now.

        Raises Refused where the register has changed since the preview.
        """
        if connection.vendor == "postgresql":
            self._do(ROOM)
        self._enrol("staged", "row_id")
        self._enrol("staged_person", "id")
        written = self._do(DRAFT)
        # Both are drafters: neither of them may approve what they brought in.
        for official in dict.fromkeys(
            [self.batch.confirmed_by, self.batch.received_by]
        ):
            self._note(
                Entry,
                "drafted",
                "t.batch_id = %(batch)s",
                by=official.pk,
                name=str(official),
            )
        self._do(NAME_RESPONSIBLE)
        return written

    def _enrol(self, source, order):
        """Enrol those whom the register does not know; nobody under another's number."""
        names = {"source": TABLES[source], "order": order}
        if connection.vendor == "postgresql":
            # SQLite has no INSERT … RETURNING inside a query, so there the keys come back here.
            first = f"WITH new AS ({ENROL.format(**TABLES, **names)})"
            self._note(Subject, "enrolled", "true", {"table": "new", "first": first})
        elif pks := [pk for (pk,) in self._ask(ENROL, names)]:
            self._note(Subject, "enrolled", AMONG, pks=json.dumps(pks))
        [[strangers]] = self._ask(STRANGERS, names)
        if strangers:
            raise Refused(CHANGED_SINCE.format(strangers))

    def _note(self, model, action, which, names=(), **more):
        label = model._meta.label_lower
        self._do(
            NOTE,
            {"table": model._meta.db_table, "which": which, "first": "", **dict(names)},
            action=f"{label}.{action}",
            of=label,
            after=f'{{"batch": {self.batch.pk}}}',
            **more,
        )

    def _do(self, sql, names=(), **more):
        with connection.cursor() as cursor:
            self._execute(cursor, sql, names, more)
            return cursor.rowcount

    def _ask(self, sql, names):
        with connection.cursor() as cursor:
            self._execute(cursor, sql, names, {})
            return cursor.fetchall()

    def _execute(self, cursor, sql, names, more):
        cursor.execute(sql.format(**TABLES, **dict(names)), {**self.values, **more})
