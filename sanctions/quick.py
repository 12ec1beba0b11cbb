"""The common credit check in one prepared statement on PostgreSQL: asked, answered and kept.

It puts together what `registry` and `sanctions` themselves ask (in effect, executable, usable key,
permission), so that nothing is judged here anew; the querysets are only not built again for every
call. Whatever is uncommon, a name that differs, an instant, an idempotency key, is left to
`api.checks`, and so is everything on other databases. Both are tested to say the same.
"""

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from weakref import WeakKeyDictionary

from django.contrib.auth.backends import ModelBackend
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from psycopg import pq, sql

from registry import identifiers, identity, names, tokens
from registry.exchange.access import Allowance, who_bears
from registry.identity import Status, Strength
from registry.models import (
    ApiToken,
    Department,
    Entry,
    Scope,
    Subject,
    TrailEntry,
)

from .actions.checking import receipt_number
from .answers import SUBJECT, shown
from .facts import ENTRY, ORDER, claims
from .models import Check, Order, Purpose

PERMISSION = "sanctions.make_check"
FRESH = timedelta(minutes=4)
"""A key noted as used within this time need not be noted again (tokens.NOTED_EVERY)."""

PLAIN = {"identifier", "name", "purpose", "case_number"}
PURPOSES = set(Purpose.values) - {Purpose.CITIZEN}
LONGEST_CASE = 100

# Stand-ins that are looked for among the parameters of the compiled questions.
AT = datetime(1999, 12, 31, 20, 0, 0, 123457, tzinfo=UTC)
ON = date(2000, 1, 1)
SINCE = datetime(1999, 12, 31, 19, 0, 0, 765431, tzinfo=UTC)
KEY, DIGEST = "\x01key", "\x01digest"
SUBJECT_PK, DEPARTMENT_PK = 987654321012, 987654321013
PLACED = {
    AT: "$1::timestamptz",
    ON: "$2::date",
    SINCE: "$3::timestamptz",
    KEY: "$4::text",
    DIGEST: "$5::text",
    SUBJECT_PK: "(SELECT pk FROM subject)",
    DEPARTMENT_PK: "(SELECT department FROM who)",
}

STATEMENT = """
WITH who(official, department) AS MATERIALIZED ({who}),
subject({subject_columns}) AS MATERIALIZED ({subject}),
entry({entry_columns}, is_held) AS MATERIALIZED ({entry}),
task({task_columns}) AS MATERIALIZED ({task}),
facts AS MATERIALIZED (SELECT
    (SELECT json_agg(one) FROM (SELECT {entry_columns} FROM entry WHERE NOT is_held) AS one) AS entries,
    (SELECT json_agg(one) FROM (SELECT {entry_columns} FROM entry WHERE is_held) AS one) AS held,
    (SELECT json_agg(task) FROM task) AS tasks,
    coalesce((SELECT max(id) FROM {trail}), 0) AS version),
made AS (INSERT INTO {check} (receipt, department_id, official_id, purpose, case_number,
        asked_at, as_of, asked_key, status, strength, subject_id, entries, held, orders,
        candidates, version)
    SELECT $6, department, official, $7, $8, $1, $1, $4,
        CASE WHEN facts.entries IS NULL THEN 'clear' ELSE 'listed' END, $9, subject.pk,
        (SELECT coalesce(jsonb_agg(id), '[]') FROM entry WHERE NOT is_held),
        (SELECT coalesce(jsonb_agg(id), '[]') FROM entry WHERE is_held),
        (SELECT coalesce(jsonb_agg("order"), '[]') FROM task), 0, facts.version
    FROM who CROSS JOIN facts LEFT JOIN subject ON TRUE
    WHERE $10::text = '' OR subject.name_key = $10::text
    RETURNING 1)
SELECT facts.entries, facts.held, facts.tasks, facts.version, subject.*
FROM made CROSS JOIN facts LEFT JOIN subject ON TRUE
"""
ANSWER = (
    '{{"receipt": "{receipt}", "status": "{status}", "strength": "{strength}", "settles": "",'
    ' "candidates": 0, "subject": {subject}, "entries": {entries}, "held": {held},'
    ' "measures": {tasks}, "register": {{"version": {version}, "at": "{at}"}}}}'
)

_ready = WeakKeyDictionary()
"""Which statements each connection has prepared."""


def answer(request, now, asking=None):
    """The answer to the check that `request` asks for at `now`, or None where the ordinary way must be gone.

    `asking` makes another statement than `compiled` (tests.bench measures one that keeps nothing).
    """
    if connection.vendor != "postgresql" or "Idempotency-Key" in request.headers:
        return None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    asked = read(request.body) if scheme == tokens.SCHEME else None
    if asked is None:
        return None
    try:
        identifier = identifiers.recognise(
            asked["identifier"], today=timezone.localdate(now)
        )
    except identifiers.Unrecognised:
        return None
    digest = tokens.digest(token.strip())
    asking = asking or compiled
    allowance = Allowance("check", who_bears(digest))
    return allowance.spend(lambda: answered(asked, identifier, digest, now, asking))


def answered(asked, identifier, digest, now, asking):
    """The response that the statement of `asking` gives, or None."""
    on = timezone.localdate(now)
    name_key = names.key(asked.get("name", ""))
    strength = Strength.NUMBER_AND_NAME if name_key else Strength.NUMBER
    receipt = receipt_number(on)
    row = ask(
        asking,
        [
            now.isoformat(),
            on.isoformat(),
            (now - FRESH).isoformat(),
            identity.lookup_key(identifier),
            digest,
            receipt,
            asked["purpose"],
            asked["case_number"],
            strength.value,
            name_key,
        ],
    )
    if row is None:
        return None
    body = told(row, now, receipt=receipt, strength=strength.value)
    return HttpResponse(body, content_type="application/json")


def read(body):
    """What a plain check asks, or None where the body is not plainly one."""
    try:
        asked = json.loads(body)
    except ValueError:
        return None
    if type(asked) is not dict or not asked.keys() <= PLAIN:
        return None
    if not all(type(value) is str and "\0" not in value for value in asked.values()):
        return None
    case = asked.get("case_number", "").strip()
    plain = asked.get("purpose") in PURPOSES and asked.get("identifier", "").strip()
    if not plain or not case or len(case) > LONGEST_CASE:
        return None
    return {**asked, "case_number": case}


def ask(asking, values):
    """The row that the one statement answers, as text; None where key, permission or name do not fit.

    It goes to libpq itself: a statement of this length costs psycopg more to read than PostgreSQL
    to answer. None also where the connection is gone: the ordinary way makes a new one.
    """
    connection.ensure_connection()
    wire = connection.connection
    name = f"credit_check_{asking.__name__}".encode()
    if name not in _ready.setdefault(wire, set()):
        prepare(wire, name, asking())
    result = wire.pgconn.exec_prepared(name, [value.encode() for value in values])
    if result.status != pq.ExecStatus.TUPLES_OK or not result.ntuples:
        return None
    return [
        value and value.decode()
        for value in (result.get_value(0, place) for place in range(result.nfields))
    ]


def prepare(wire, name, statement):
    # The plan is made once: making it costs more than following it.
    wire.pgconn.exec_(b"SET plan_cache_mode = force_generic_plan")
    wire.pgconn.prepare(name, statement.encode())
    _ready[wire].add(name)


def told(row, at, *, receipt, strength):
    """The answer as `told.as_json` gives it, as text."""
    entries, held, tasks, version, *subject = row
    found = dict(zip(SUBJECT, subject, strict=True))
    about = "null"
    if found["pk"]:
        found["pk"] = int(found["pk"])
        about = json.dumps(shown(found, named=strength == Strength.NUMBER_AND_NAME))
    return ANSWER.format(
        receipt=receipt,
        status=(Status.LISTED if entries else Status.CLEAR).value,
        strength=strength,
        subject=about,
        entries=entries or "[]",
        held=explained(held, at) if held else "[]",
        tasks=tasks or "[]",
        version=version,
        at=at.isoformat(),
    )


def explained(held, at):
    """The entries that rest, each with the reason."""
    resting = json.loads(held)
    because = claims([entry["id"] for entry in resting], at)
    return json.dumps([{**one, "because": because[one["id"]]} for one in resting])


@cache
def compiled():
    """The statement, put together once for each process."""
    may = ModelBackend().with_perm(PERMISSION)
    token = (
        ApiToken.objects.order_by()
        .usable(AT)
        .filter(digest=DIGEST, last_used_at__gt=SINCE, official__in=may.values("pk"))
        .filter(scopes__contains=[Scope.CHECK], official__department__isnull=False)
        .exclude(official__department__kind__in=Department.OUTSIDE)
        .values_list("official_id", "official__department_id")
    )
    subjects = Subject.objects.order_by().values_list(*SUBJECT)
    bearing = subjects.filter(key=KEY)
    also = subjects.filter(other_identifiers__key=KEY)
    standing = Entry.objects.standing(AT).with_held(AT).filter(subject=SUBJECT_PK)
    orders = Order.objects.executable(AT).filter(
        subject=SUBJECT_PK, department=DEPARTMENT_PK
    )
    return STATEMENT.format(
        check=table(Check),
        trail=table(TrailEntry),
        who=text(token),
        subject=text(bearing.union(also)),
        entry=text(standing.order_by("pk").values_list(*ENTRY.values(), "is_held")),
        task=text(orders.order_by("pk").values_list(*ORDER.values())),
        subject_columns=columns(SUBJECT),
        entry_columns=columns(ENTRY),
        task_columns=columns(ORDER),
    )


def text(queryset):
    """The compiled `queryset` with places for what changes and everything else written out."""
    template, params = queryset.query.sql_with_params()
    return template % tuple(map(placed, params))


def placed(value):
    if isinstance(value, str | int | datetime | date) and value in PLACED:
        return PLACED[value]
    return sql.Literal(value).as_string(connection.connection)


def table(model):
    return connection.ops.quote_name(model._meta.db_table)


def columns(names_):
    return ", ".join(connection.ops.quote_name(name) for name in names_)
