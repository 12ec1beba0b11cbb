"""Credit checks over HTTP against a bare view, a batch against its SQL join, orders against COPY."""

import contextlib
import io
import json
import os
import sys
import time
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.serving")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry.models import Entry  # noqa: E402
from sanctions import actions  # noqa: E402
from tests import factories  # noqa: E402
from tests.sanctions import makers  # noqa: E402
from tests.sanctions.callers import give, key_of  # noqa: E402

from . import data  # noqa: E402
from .load import http, served, window  # noqa: E402
from .machine import answer  # noqa: E402

SUBJECTS = 20_000
BATCH = 10_000
MEASURES = 5
JOIN = """
SELECT asked.place, s.id, s.kind, s.name, s.identifier, entries.found, orders.found
FROM unnest(%s::text[]) WITH ORDINALITY AS asked(key, place)
LEFT JOIN registry_subject s ON s.key = asked.key
LEFT JOIN LATERAL (SELECT json_agg(json_build_object('id', e.id, 'list_kind', e.list_kind,
        'standard', t.name, 'department', d.short_name, 'document_number', e.document_number,
        'decided_on', e.decided_on, 'valid_to', e.valid_to, 'role', e.role)) AS found
    FROM registry_entry e JOIN registry_standard t ON t.id = e.standard_id
    JOIN registry_department d ON d.id = e.department_id
    WHERE e.subject_id = s.id AND e.status = 'published') AS entries ON TRUE
LEFT JOIN LATERAL (SELECT json_agg(json_build_object('order', o.id, 'entry', o.entry_id,
        'status', o.status, 'until', o.until, 'code', m.code, 'name', m.name,
        'polarity', m.polarity, 'force', m.force, 'document', m.document,
        'article', m.article)) AS found
    FROM sanctions_order o JOIN sanctions_measure m ON m.id = o.measure_id
    WHERE o.subject_id = s.id AND o.status IN ('pending', 'executed')) AS orders ON TRUE
ORDER BY asked.place
"""
LISTED = """
INSERT INTO registry_entry (subject_id, standard_id, department_id, list_kind, document_number,
    decided_on, facts, source, details, notice_served_on, notice_proof, statement,
    statement_answer, decision_served_on, decision_proof, urgent_reason, status, drafted_at,
    approved_at, published_at, is_public, valid_from, valid_to, public_until, term_basis,
    ended_because, end_reason, role)
SELECT id, %(standard)s, %(department)s, 'black', 'bench' || id, %(on)s, 'x', '', '{}', %(on)s,
    'x', '', '', %(on)s, 'x', '', 'published', now(), now(), now(), true, %(on)s, %(to)s, %(to)s,
    '{}', '', '', '' FROM registry_subject WHERE id %% 2 = 0
"""


def fill(count):
    """Create `count` organisations, every second one listed, and a department that takes measures."""
    call_command("migrate", verbosity=0)
    factories.make_calendar()
    department = factories.make_department()
    treasury = factories.make_department("caizheng")
    official = factories.make_official("bench", treasury)
    give(official)
    standard = factories.make_standard(department)
    edition = makers.make_edition(*({"code": f"m{n}"} for n in range(MEASURES)))
    makers.make_memorandum(
        standard, [(one, treasury) for one in edition.measures.all()]
    )
    codes = [data.code_of(number) for number in range(1, count + 1)]
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY registry_subject (kind, name, name_key, identifier_kind, identifier,"
            " key) FROM STDIN"
        ) as copy:
            for number, code in enumerate(codes):
                name = f"福州第{number}公司"
                copy.write_row(("organisation", name, name, "uscc", code, code))
        on = timezone.localdate() - timedelta(days=30)
        cursor.execute(
            LISTED,
            {
                "standard": standard.pk,
                "department": department.pk,
                "on": on,
                "to": date(on.year + 3, 1, 1),
            },
        )
        cursor.execute("ANALYZE")
    return codes, key_of(official)


def order_all():
    """Make the orders of all entries at once, against a COPY of as many plain rows."""
    pks = list(Entry.objects.values_list("pk", flat=True))
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        made = actions.triggering.make_orders(pks, by=None, at=timezone.now())
    ended = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (id bigint, a bigint, b text)")
        copying = time.perf_counter()
        with cursor.copy("COPY copied FROM STDIN") as copy:
            for pk in range(made):
                copy.write_row((pk, pk, "pending"))
        copied = time.perf_counter() - copying
    return {
        "orders": made,
        "entries": len(pks),
        "seconds": ended - began,
        "plain": copied,
        "statements": len(queries),
    }


def batch(codes, key, rounds):
    """Check a batch through the view and by one join, alternately; seconds of each."""
    client, ratios, times = Client(headers={"host": "localhost"}), [], []
    body = json.dumps(
        {
            "purpose": "procurement",
            "case_number": "b",
            "subjects": [{"identifier": code} for code in codes[:BATCH]],
        }
    )
    for number in range(rounds):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(JOIN, [codes[:BATCH]])
            cursor.fetchall()
        between = time.perf_counter()
        response = client.post(
            "/api/v1/checks/batch",
            body,
            content_type="application/json",
            headers={
                "Authorization": f"Token {key}",
                "Idempotency-Key": f"b{number}",
            },
        )
        ended = time.perf_counter()
        if response.status_code != 200:
            sys.exit(response.content.decode())
        times.append((between - began, ended - between))
        ratios.append((ended - between) / (between - began))
    return {"ratios": ratios, "times": times}


def single(codes, key, rounds):
    """Load each endpoint alternately: {name: [(requests per second, microseconds of processor)]}.

    One in ten of the subjects is listed, as is assumed of a city; in the second case all are.
    """
    body = {"purpose": "procurement", "case_number": "采2026-1"}
    listed = codes[1:4000:2]
    tenth = [codes[2 * n + (n % 10 == 0)] for n in range(2000)]
    windows = {"bare": ("/bare", tenth)}
    for name, path in (("recorded", "/api/v1/checks"), ("unrecorded", "/unrecorded")):
        windows |= {name: (path, tenth), f"{name}, all listed": (path, listed)}
    found = {name: [] for name in windows}
    questions = {
        name: [http(path, key, {**body, "identifier": one}) for one in asked]
        for name, (path, asked) in windows.items()
    }
    with served() as (pid, port):
        for asked in questions.values():
            window(pid, port, asked)
        for _ in range(rounds):
            for name, asked in questions.items():
                found[name].append(window(pid, port, asked))
    return found


def main():
    subjects = int(sys.argv[1]) if len(sys.argv) > 1 else SUBJECTS
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with contextlib.redirect_stdout(io.StringIO()):
        codes, key = fill(max(subjects, BATCH))
    cache.clear()
    orders = order_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    answer(
        orders=orders,
        batch=batch(codes, key, rounds + 2),
        single=single(codes, key, rounds * 2),
    )


if __name__ == "__main__":
    main()
