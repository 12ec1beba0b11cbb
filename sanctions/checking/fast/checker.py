"""Plain credit checks by API key on PostgreSQL: answered and kept in one prepared statement or two.

Everything uncommon is left to `sanctions.api.checks`: a name that differs, an instant, an
idempotency key, an API key whose use has not been noted of late, every bad input and every
refusal, and everything on other databases.
"""

import json
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from psycopg import pq

from registry import identifiers, identity, names
from registry.apikit import tokens
from registry.apikit.access import Allowance, throttle_key
from registry.identity import Status, Strength
from sanctions.actions.checks import receipt_prefix
from sanctions.checking.facts import holds
from sanctions.checking.results import SUBJECT, subject_data
from sanctions.models import Purpose

from .statements import judging, opening

# An API key whose use was noted within this time need not be noted again; it must be less than
# tokens.NOTED_EVERY, after which the ordinary way notes it.
FRESH = timedelta(minutes=4)

PLAIN = {"identifier", "name", "purpose", "case_number"}
PURPOSES = set(Purpose.values) - {Purpose.CITIZEN}
LONGEST_CASE = 100  # characters, as Check.case_number

# The answer as `as_json.check` gives it. entries, held and tasks come from the database as JSON
# and are not parsed here.
ANSWER = (
    '{{"receipt": "{receipt}", "status": "{status}", "strength": "{strength}", "settles": "",'
    ' "candidates": 0, "subject": {subject}, "entries": {entries}, "held": {held},'
    ' "measures": {tasks}, "register": {{"version": {version}, "at": "{at}"}}}}'
)

# The names of the statements that each connection has prepared. Weak: a closed connection, and
# what it had prepared, is forgotten.
_prepared = WeakKeyDictionary()


def answer(
    request: HttpRequest, now: datetime, statements=(opening, judging)
) -> HttpResponse | None:
    """The response to the check that `request` asks for at `now`; None: it must go the ordinary way.

    `statements` are functions that return the SQL of the two (tests.bench measures others, which
    do not keep the check).
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
    # The same allowance as the ordinary way's. Only what was found here is spent: a call that goes
    # the ordinary way is counted there.
    allowance = Allowance("check", throttle_key(digest))
    row = allowance.spend(lambda: call.run(*statements))
    return None if row is None else response(row, now, call.strength)


class PlainCall:
    """The values of one call as text, and the run of the statements with them.

    Values are bound by position: `first` are $1 to $6 of both statements.
    """

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

    def run(self, opening, judging) -> tuple | None:
        """Subject, receipt, version, entries, held and tasks; None where the call is not plain."""
        first_row = fetch_row(
            opening, [*self.first, self.digest, self.noted_since, self.name_key]
        )
        if first_row is None:
            return None
        receipt, version, department, official, *subject = first_row
        if (
            receipt
        ):  # there was nothing to judge: the first statement has kept the check
            return subject, receipt, version, None, None, None
        judged = fetch_row(
            judging, [*self.first, department, official, subject[0], self.on]
        )
        return judged and (subject, *judged)


def response(row: tuple, at: datetime, strength: str) -> HttpResponse:
    body = check_as_json(row, at, strength).encode()
    headers = {"Content-Length": str(len(body))}
    return HttpResponse(body, content_type="application/json", headers=headers)


def read(body: bytes) -> dict | None:
    """The fields of the call's `body`, or None where it is not that of a plain check.

    Any other field, type or value is for the ordinary way to answer or to refuse.
    """
    try:
        asked = json.loads(body)
    except ValueError:
        return None
    if type(asked) is not dict or not asked.keys() <= PLAIN:
        return None
    # PostgreSQL has no NUL in a text, and libpq would end the value there.
    if not all(type(value) is str and "\0" not in value for value in asked.values()):
        return None
    case = asked.get("case_number", "").strip()
    plain = asked.get("purpose") in PURPOSES and asked.get("identifier", "").strip()
    if not plain or not case or len(case) > LONGEST_CASE:
        return None
    return {**asked, "case_number": case}


def fetch_row(statement, values) -> list | None:
    """The one row that `statement` returns for `values`, as text; None where there is none.

    It goes to libpq directly: psycopg takes longer to read a statement of this length than
    PostgreSQL to answer it. None also where the connection is gone: the ordinary way makes a new
    one.
    """
    connection.ensure_connection()
    wire = connection.connection
    name = f"credit_check_{statement.__name__}".encode()
    if name not in _prepared.setdefault(wire, set()):
        prepare(wire, name, statement())
    result = wire.pgconn.exec_prepared(name, [value.encode() for value in values])
    if result.status != pq.ExecStatus.TUPLES_OK or not result.ntuples:
        return None
    return [
        value and value.decode()
        for value in (result.get_value(0, place) for place in range(result.nfields))
    ]


def prepare(wire, name, text) -> None:
    # The plan is made once: making it costs more than following it.
    wire.pgconn.exec_(b"SET plan_cache_mode = force_generic_plan")
    wire.pgconn.prepare(name, text.encode())
    _prepared[wire].add(name)


def check_as_json(row: tuple, at: datetime, strength: str) -> str:
    """The answer as `as_json.check` gives it, as text."""
    subject, receipt, version, entries, held, tasks = row
    subject = dict(zip(SUBJECT, subject, strict=True))
    subject_json = "null"
    if subject["pk"]:
        subject["pk"] = int(subject["pk"])
        named = strength == Strength.NUMBER_AND_NAME
        subject_json = json.dumps(subject_data(subject, named=named))
    return ANSWER.format(
        receipt=receipt,
        status=(Status.LISTED if entries else Status.CLEAR).value,
        strength=strength,
        subject=subject_json,
        entries=entries or "[]",
        held=with_reasons(held, at) if held else "[]",
        tasks=tasks or "[]",
        version=version,
        at=at.isoformat(),
    )


def with_reasons(held: str, at: datetime) -> str:
    """The held entries, each with the reasons why it is held; JSON to JSON.

    Holds are rare, so the ordinary statements are good enough for them.
    """
    entries = json.loads(held)
    reasons = holds([entry["id"] for entry in entries], at)
    return json.dumps([{**one, "because": reasons[one["id"]]} for one in entries])
