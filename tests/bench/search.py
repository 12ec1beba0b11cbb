"""Search for names among many on PostgreSQL, against an exact look-up, the bare SQL, and LIKE."""

import gc
import io
import os
import random
import statistics
import sys
import time
from collections import Counter
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from registry import names, search  # noqa: E402
from registry.models import Department, Entry  # noqa: E402
from tests import factories  # noqa: E402

from . import data  # noqa: E402
from .machine import answer  # noqa: E402

EACH = 12
ROUNDS = 5
SHARES = {
    "rare": (0, 2e-5),
    "mid": (2e-4, 2e-3),
    "high": (8e-3, 0.05),
    "top": (0.05, 1),
}
ORACLE = """
SELECT id FROM registry_subject WHERE kind <> 'person' AND name_key LIKE %s
ORDER BY id DESC LIMIT %s
"""
EXACT = "SELECT id FROM registry_subject WHERE key = %s"


def fill(count):
    """Create `count` subjects, three in ten of them persons, whom no search by name may find."""
    people, kept = data.person_names(count), []
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY registry_subject (kind, name, name_key, identifier_kind, identifier,"
            " key, sealed) FROM STDIN"
        ) as copy:
            for number, name in enumerate(data.organisation_names(count), start=1):
                if number % 10 < 3:
                    name = next(people)
                    row = ("person", name, name, "resident", "350102*", f"p{number}")
                    copy.write_row((*row, b"x"))
                else:
                    kept.append(name)
                    code = data.code_of(number)
                    row = ("organisation", name, names.key(name), "uscc", code, code)
                    copy.write_row((*row, None))
        began = time.perf_counter()
        cursor.execute(
            "INSERT INTO registry_subject_search (subject_id, name_key)"
            " SELECT id, name_key FROM registry_subject WHERE kind <> 'person' ORDER BY id"
        )
    return kept, time.perf_counter() - began


def publish_one_each():
    """Give every organisation a published entry, so that the search page shows it."""
    factories.make_calendar()
    department = Department.objects.get(code="huanbao")
    clerk = factories.make_official("bench_clerk", department)
    reviewer = factories.make_official("bench_reviewer", department)
    standard = factories.make_standard(department)
    model = factories.make_published(standard, clerk, reviewer)
    columns = [field.column for field in Entry._meta.concrete_fields]
    columns = [name for name in columns if name not in ("id", "subject_id")]
    listed = ", ".join(columns)
    copied = ", ".join(f"e.{name}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO registry_entry (subject_id, {listed})"
            f" SELECT s.id, {copied} FROM registry_subject s, registry_entry e"
            " WHERE e.id = %s AND s.id <> e.subject_id AND s.kind <> 'person'",
            [model.pk],
        )
        for table in ("subject", "subject_search", "entry"):
            cursor.execute(f"VACUUM ANALYZE registry_{table}")


def questions(kept):
    """Texts to search for, by class: their length and the share of names that contain them."""
    chance = random.Random(3)
    found = {}
    for length in (2, 3, 8):
        shares = shares_of(kept, length)
        for share, (least, most) in SHARES.items():
            fitting = [text for text, part in shares.items() if least < part <= most]
            if len(fitting) >= 3:
                texts = chance.sample(sorted(fitting), min(EACH, len(fitting)))
                found[f"{length} {share}"] = texts
    found["trap"] = traps(kept, shares_of(kept, 2), chance)
    found["miss"] = [chr(0x9F00 + n) + chr(0x9E00 + n) for n in range(EACH)]
    return found


def shares_of(kept, length):
    counts = Counter()
    for name in kept:
        counts.update({name[i : i + length] for i in range(len(name) - length + 1)})
    return {text: count / len(kept) for text, count in counts.items()}


def traps(kept, pairs, chance):
    """Texts that no name contains although every pair of their characters is common."""
    common = [pair for pair, share in pairs.items() if share > 0.008]
    following = {}
    for pair in common:
        following.setdefault(pair[0], []).append(pair[1])
    everything = "\n".join(kept)
    found = set()
    for _ in range(20_000):
        text = chance.choice(common)
        while len(text) < 6 and text[-1] in following:
            text += chance.choice(following[text[-1]])
        if len(text) == 6 and text not in everything:
            found.add(text)
        if len(found) == EACH:
            break
    return sorted(found)


def timed(work):
    began = time.perf_counter()
    result = work()
    return (time.perf_counter() - began) * 1000, result


def asked(sql, params):
    def work():
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()]

    return work


def statements_of(text):
    """The statements that the search sends for `text`, to be sent again without its Python code."""
    sent = []

    def note(execute, sql, params, many, context):
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        search.containing(text, limit=search.PAGE)
    return [(sql, params) for sql, params in sent if "name_key" in sql]


def again(statements):
    def work():
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    return work


class Visitor:
    """A visitor of the public page, each time from another address, so that no throttle applies."""

    def __init__(self):
        self.client = Client(HTTP_HOST="localhost")
        self.asked = 0

    def ask(self, text):
        """Search for `text`; returns the milliseconds until the response, and those of processor time."""
        self.asked += 1
        address = f"10.0.{self.asked // 250}.{self.asked % 250}"
        working = time.process_time()
        took, page = timed(
            lambda: self.client.get("/search/", {"q": text}, REMOTE_ADDR=address)
        )
        if page.status_code != 200:
            sys.exit(f"the search page answered {page.status_code}")
        return took, (time.process_time() - working) * 1000


def measure(texts, codes, visitor):
    """Measure for each text, alternately: an exact look-up, the bare SQL, the search, the page."""
    rows, wrong = [], 0
    for text in texts:
        key = names.key(text)
        oracle = asked(ORACLE, [f"%{key}%", search.PAGE])()
        find = partial(search.containing, key, limit=search.PAGE)
        wrong += find() != oracle
        bare = again(statements_of(key))
        for _ in range(ROUNDS):
            exact, _ = timed(asked(EXACT, [random.choice(codes)]))
            page, worked = visitor.ask(text)
            times = exact, timed(bare)[0], timed(find)[0], page, worked
            rows.append(times)
    exact, *others = zip(*rows, strict=True)
    sql, found, page, work = map(quantiles, others)
    return {
        "texts": len(texts),
        "wrong": wrong,
        "exact": statistics.median(exact),
        "sql": sql,
        "search": found,
        "page": page,
        "work": work,
    }


def quantiles(values):
    values = sorted(values)
    return [values[len(values) // 2], values[int(len(values) * 0.95)], values[-1]]


def main(count):
    call_command("migrate", verbosity=0)
    call_command("seed", stdout=io.StringIO())
    kept, seconds = fill(count)
    publish_one_each()
    codes = [data.code_of(number) for number in range(3, count, max(count // 500, 1))]
    visitor = Visitor()
    visitor.ask(kept[0])
    asked_of = questions(kept)
    gc.collect()
    gc.freeze()  # so that no garbage collection of our own data is measured
    classes = {name: measure(texts, codes, visitor) for name, texts in asked_of.items()}
    answer(index_seconds=seconds, classes=classes)


if __name__ == "__main__":
    main(int(sys.argv[1]))
