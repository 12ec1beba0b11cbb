"""The credit check over HTTP against a bare view, a batch against its SQL join, orders against COPY."""

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

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
from .machine import answer, tree  # noqa: E402

SUBJECTS = 20_000
BATCH = 10_000
MEASURES = 5
CONNECTIONS = 8
WINDOW = 1.0
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
    """`count` organisations, every second one listed, and a department that takes measures."""
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
    """Orders for every entry in one go, against a COPY of as many plain rows."""
    pks = list(Entry.objects.values_list("pk", flat=True))
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        made = actions.make_orders(pks, by=None, at=timezone.now())
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
    """A batch through the view, and the one join beneath it; seconds of each, in turns."""
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


@contextlib.contextmanager
def served():
    """The platform under gunicorn as in production, two workers, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:credit_fuzhou.server",
    ]
    server = subprocess.Popen(
        [*command, "credit_fuzhou.wsgi"],
        env=os.environ | {"PORT": str(port), "WEB_CONCURRENCY": "2"},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port)),
            ):
                break
            time.sleep(0.1)
        yield server.pid, port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


class Asker(threading.Thread):
    """One connection kept alive, which asks one question after the other."""

    def __init__(self, port, requests):
        super().__init__(daemon=True)
        self.port, self.requests = port, requests
        self.going, self.done, self.failed = True, 0, 0

    def run(self):
        place, link = 0, self.connected()
        while self.going:
            try:
                link.sendall(self.requests[place % len(self.requests)])
                good = read_answer(link)
            except OSError:  # gunicorn has replaced a worker
                link.close()
                link = self.connected()
                continue
            place += 1
            self.failed += not good
            self.done += 1
        link.close()

    def connected(self):
        link = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return link


def read_answer(link):
    """Read one answer to its end; whether it is a good one."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += more(link)
    head, _, rest = received.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    while len(rest) < length:
        rest += more(link)
    return head.startswith(b"HTTP/1.1 200")


def more(link):
    part = link.recv(65536)
    if not part:
        raise ConnectionResetError
    return part


def http(path, key, body):
    text = json.dumps(body)
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Authorization: Token {key}\r\nContent-Length: {len(text)}\r\n\r\n{text}"
    ).encode()


def cpu(pid):
    """Nanoseconds on a processor of the server with its children, and of PostgreSQL."""
    backends = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/comm")
        if path.read_text(encoding="ascii", errors="replace").startswith("postgres")
    ]
    return sum(map(scheduled, {*tree(pid), *backends}))


def scheduled(pid):
    total = 0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            total += int(path.read_text(encoding="ascii").split()[0])
    return total


def window(pid, port, requests):
    """Requests per second, and processor time per request, of one second of asking."""
    askers = [Asker(port, requests[n::CONNECTIONS]) for n in range(CONNECTIONS)]
    before, began = cpu(pid), time.perf_counter()
    for asker in askers:
        asker.start()
    time.sleep(WINDOW)
    for asker in askers:
        asker.going = False
    for asker in askers:
        asker.join()
    done, took = sum(one.done for one in askers), time.perf_counter() - began
    if any(one.failed for one in askers):
        sys.exit("a check was not answered with 200")
    return done / took, (cpu(pid) - before) / done / 1000


def single(codes, key, rounds):
    """Each endpoint in turns: [(requests per second, microseconds of processor)]."""
    body = {"purpose": "procurement", "case_number": "采2026-1"}
    asked = [{**body, "identifier": code} for code in codes[:2000]]
    paths = {"bare": "/bare", "recorded": "/api/v1/checks", "unrecorded": "/unrecorded"}
    found = {name: [] for name in paths}
    with served() as (pid, port):
        for path in paths.values():
            window(pid, port, [http(path, key, one) for one in asked])
        for _ in range(rounds):
            for name, path in paths.items():
                questions = [http(path, key, one) for one in asked]
                found[name].append(window(pid, port, questions))
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
