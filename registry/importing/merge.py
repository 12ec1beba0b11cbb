"""Writes a staged batch into the register: set by set, in a handful of statements.

Everything here runs inside one transaction of the caller's, who has locked the batch. The
statements are the same on PostgreSQL and SQLite.
"""

import json

from django.db import connection

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

ENROL = """
INSERT INTO {subject} (kind, name, name_key, identifier_kind, identifier, key, sealed)
SELECT kind, name, name_key, identifier_kind, identifier, key, sealed
FROM {source} WHERE batch_id = %(batch)s AND subject_id IS NULL ORDER BY {order}
ON CONFLICT (key) DO NOTHING RETURNING id
"""

STRANGERS = """
SELECT count(*) FROM {source} s JOIN {subject} u ON u.key = s.key
WHERE s.batch_id = %(batch)s AND u.name_key <> s.name_key
AND NOT EXISTS (
    SELECT 1 FROM {former} f WHERE f.subject_id = u.id AND f.name_key = s.name_key)
"""

DRAFT = """
INSERT INTO {entry} (
    subject_id, row_id, region_id, document_number, decided_on, occurred_on, facts,
    details, asked_until, notice_served_on, notice_proof, statement, statement_answer,
    decision_served_on, decision_proof, standard_id, list_kind, department_id, batch_id,
    drafted_by_id, drafted_at, source, urgent_reason, status, is_public, term_basis,
    ended_because, end_reason, role)
SELECT coalesce(s.subject_id, u.id), s.row_id, s.region_id, s.document_number,
    s.decided_on, s.occurred_on, s.facts, s.details, s.asked_until, s.notice_served_on,
    s.notice_proof, s.statement, s.statement_answer, s.decision_served_on,
    s.decision_proof, %(standard)s, %(list_kind)s, %(department)s, %(batch)s, %(by)s,
    %(at)s, '', '', 'draft', %(no)s, '{{}}', '', '', ''
FROM {staged} s LEFT JOIN {subject} u ON u.key = s.key
WHERE s.batch_id = %(batch)s AND s.match_id IS NULL ORDER BY s.row_id
"""

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

NOTE = """
{first} INSERT INTO {trail} (at, actor_id, actor_name, action, "of", of_pk, before, after, reason)
SELECT %(at)s, %(by)s, %(name)s, %(action)s, %(of)s, t.id, NULL, %(after)s, ''
FROM {table} t WHERE {which} ORDER BY t.id
"""

AMONG = "t.id IN (SELECT value FROM json_each(%(pks)s))"

ROOM = "SET LOCAL work_mem = '64MB'"
"""A hundred thousand staged rows are sorted in memory."""

CHANGED_SINCE = (
    "预览之后，登记的名称有变动（{} 行涉及），全部没有写入。请重新检查本批次后再确认。"
)


class Merge:
    """The writing of one batch, on behalf of the official who confirmed it."""

    def __init__(self, batch: Batch, at):
        self.batch, self.at = batch, connection.ops.adapt_datetimefield_value(at)
        standard = batch.standard
        self.given = {
            "batch": batch.pk,
            "standard": standard.pk,
            "list_kind": standard.list_kind,
            "department": batch.department_id,
            "by": batch.confirmed_by_id,
            "name": str(batch.confirmed_by),
            "at": self.at,
            "no": False,
        }

    def run(self):
        """Write everything; return how many entries there are now.

        Raises Refused where the register has changed since the preview.
        """
        if connection.vendor == "postgresql":
            self._do(ROOM)
        self._enrol("staged", "row_id")
        self._enrol("staged_person", "id")
        written = self._do(DRAFT)
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
        """Enrol whom the register does not know; nobody under another's number."""
        names = {"source": TABLES[source], "order": order}
        if connection.vendor == "postgresql":
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
        cursor.execute(sql.format(**TABLES, **dict(names)), {**self.given, **more})
