"""The plain credit check by key on PostgreSQL: asked, answered and kept in one prepared statement or two.

Another system asks it by the thousand and needs no session, form or page, so it is answered ahead
of what only browsers need. Whatever is uncommon, a name that differs, an instant, an idempotency
key, a key that has not been noted of late, is left to `api.checks`, and so is everything on other
databases. Both are tested to say the same.
"""

import json
from datetime import timedelta
from weakref import WeakKeyDictionary

from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from psycopg import pq

from registry import identifiers, identity, names
from registry.apikit import tokens
from registry.apikit.access import Allowance, throttle_key
from registry.identity import Status, Strength
from sanctions.actions.checks import receipt_prefix
from sanctions.checking.facts import holds
from sanctions.checking.results import SUBJECT, shown
from sanctions.models import Purpose

from .statements import judging, opening

FRESH = timedelta(minutes=4)
"""A key noted as used within this time need not be noted again (tokens.NOTED_EVERY)."""

PLAIN = {"identifier", "name", "purpose", "case_number"}
PURPOSES = set(Purpose.values) - {Purpose.CITIZEN}
LONGEST_CASE = 100

ANSWER = (
    '{{"receipt": "{receipt}", "status": "{status}", "strength": "{strength}", "settles": "",'
    ' "candidates": 0, "subject": {subject}, "entries": {entries}, "held": {held},'
    ' "measures": {tasks}, "register": {{"version": {version}, "at": "{at}"}}}}'
)

_ready = WeakKeyDictionary()
"""Which statements each connection has prepared."""


def answer(request, now, statements=(opening, judging)):
    """The answer to the check that `request` asks for at `now`, or None where the ordinary way must be gone.

    `statements` make the text of the two that are sent (tests.bench measures such as keep nothing).
    """
    if connection.vendor != "postgresql" or "HTTP_IDEMPOTENCY_KEY" in request.META:
        return None
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    asked = read(request.body) if scheme == tokens.SCHEME else None
    if asked is None:
        return None
    on = timezone.localdate(now)
    try:
        identifier = identifiers.recognise(asked["identifier"], today=on)
    except identifiers.Unrecognised:
        return None
    digest = tokens.digest(token.strip())
    call = PlainCall(asked, identity.lookup_key(identifier), digest, now, on)
    allowance = Allowance("check", throttle_key(digest))
    found = allowance.spend(lambda: call.put(*statements))
    return None if found is None else response(found, now, call.strength)


class PlainCall:
    """What is asked by the bearer of a key, and how the database is asked it."""

    def __init__(self, asked, key, digest, now, on):
        self.on, self.digest = on.isoformat(), digest
        self.noted_since = (now - FRESH).isoformat()
        self.name_key = names.key(asked["name"]) if "name" in asked else ""
        self.strength = (
            Strength.NUMBER_AND_NAME if self.name_key else Strength.NUMBER
        ).value
        self.first = [
            now.isoformat(),
            key,
            receipt_prefix(on),
            asked["purpose"],
            asked["case_number"],
            self.strength,
        ]

    def put(self, opening, judging):
        """What is told: the subject, receipt, version, entries, held, tasks; or None."""
        begun = ask(
            opening, [*self.first, self.digest, self.noted_since, self.name_key]
        )
        if begun is None:
            return None
        receipt, version, department, official, *subject = begun
        if receipt:
            return subject, receipt, version, None, None, None
        judged = ask(judging, [*self.first, department, official, subject[0], self.on])
        return judged and (subject, *judged)


def response(found, at, strength):
    body = check_as_json(found, at, strength).encode()
    headers = {"Content-Length": str(len(body))}
    return HttpResponse(body, content_type="application/json", headers=headers)


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


def ask(statement, values):
    """The row that one statement answers, as text; None where there is none.

    It goes to libpq itself: a statement of this length costs psycopg more to read than PostgreSQL
    to answer. None also where the connection is gone: the ordinary way makes a new one.
    """
    connection.ensure_connection()
    wire = connection.connection
    name = f"credit_check_{statement.__name__}".encode()
    if name not in _ready.setdefault(wire, set()):
        prepare(wire, name, statement())
    result = wire.pgconn.exec_prepared(name, [value.encode() for value in values])
    if result.status != pq.ExecStatus.TUPLES_OK or not result.ntuples:
        return None
    return [
        value and value.decode()
        for value in (result.get_value(0, place) for place in range(result.nfields))
    ]


def prepare(wire, name, text):
    # The plan is made once: making it costs more than following it.
    wire.pgconn.exec_(b"SET plan_cache_mode = force_generic_plan")
    wire.pgconn.prepare(name, text.encode())
    _ready[wire].add(name)


def check_as_json(found, at, strength):
    """The answer as `told.as_json` gives it, as text."""
    subject, receipt, version, entries, held, tasks = found
    subject = dict(zip(SUBJECT, subject, strict=True))
    about = "null"
    if subject["pk"]:
        subject["pk"] = int(subject["pk"])
        about = json.dumps(shown(subject, named=strength == Strength.NUMBER_AND_NAME))
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
    because = holds([entry["id"] for entry in resting], at)
    return json.dumps([{**one, "because": because[one["id"]]} for one in resting])
