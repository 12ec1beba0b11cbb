"""Import a whole list from the file to drafts and approve it; and the floor of the approval."""

import os
import sys
import time
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.core.files import File  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry.actions import batches, receiving  # noqa: E402
from registry.models import Batch, Entry, Official, Standard  # noqa: E402

from .ground import CODE  # noqa: E402
from .machine import answer  # noqa: E402

found = {}


@contextmanager
def measured(name):
    """Record under `name` the seconds that the block takes and the statements that it sends."""
    statements = 0

    def count(execute, sql, params, many, context):
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    began = time.perf_counter()
    with connection.execute_wrapper(count):
        yield
    found[name] = time.perf_counter() - began
    found[f"{name}_statements"] = statements


def bring_in(path):
    """Read, check and resolve the rows of the file and draft their entries."""
    clerk = Official.objects.get(username="bench_clerk")
    standard = Standard.objects.get(code=CODE)
    with measured("read"), open(path, "rb") as file:
        batch = receiving.receive(
            File(file),
            department=standard.department,
            standard=standard,
            filename="bench.xlsx",
            by=clerk,
        )
        batches.stage(batch)
    batch.refresh_from_db()
    with measured("write"):
        batches.confirm(batch, by=clerk)
        batches.write(batch)
    with measured("tidy"):
        batches.tidy(batch)
    batch.refresh_from_db()
    return batch


def publish(batch):
    clerk = Official.objects.get(username="bench_clerk")
    reviewer = Official.objects.get(username="bench_reviewer")
    with measured("submit"):
        batches.submit_batch(batch, by=clerk)
    with measured("approve"):
        batches.approve_batch(batch, by=reviewer)


def plain_rows(count):
    """The floor: insert as many rows into a table without indexes and constraints."""
    now = timezone.now()
    rows = [(n, "published", now, now.date(), "已发布的条目") for n in range(count)]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE plain (id bigint, status text, at timestamp, on_day date, note text)"
        )
        began = time.perf_counter()
        if connection.vendor == "postgresql":
            with cursor.copy("COPY plain FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.execute("BEGIN")
            cursor.executemany("INSERT INTO plain VALUES (%s, %s, %s, %s, %s)", rows)
            cursor.execute("COMMIT")
        found["plain"] = time.perf_counter() - began
        cursor.execute("DROP TABLE plain")


def main(path, rows):
    batch = bring_in(path)
    if batch.status != Batch.Status.DRAFTED:
        sys.exit(f"{batch.get_status_display()}: {batch.problem} {batch.counts}")
    publish(batch)
    published = Entry.objects.filter(status=Entry.Status.PUBLISHED).count()
    plain_rows(rows)
    answer(counts=batch.counts, published=published, **found)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
