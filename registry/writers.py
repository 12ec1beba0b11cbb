"""Many rows at once: COPY on PostgreSQL, executemany elsewhere, always in the caller's transaction."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime

from django.db import connection
from django.db.models import DateField, DateTimeField, JSONField, Max, Model

EMPTY = {list: "[]", dict: "{}"}
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def insert(model: type[Model], columns: Iterable[str], rows: Iterable) -> None:
    """Write `rows` (tuples in the order of `columns`, field attnames) into the table of `model`.

    Values are plain: text, numbers, dates, aware datetimes, bytes, None, and dicts or lists for
    JSON columns. Constraints of the database hold as ever; validators and signals do not run.
    """
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        _fill(cursor, table, names, fields, rows)


def allot(model: type[Model], count: int) -> list[int]:
    """Return `count` primary keys in rising order that nobody else will be given.

    On PostgreSQL they come from the sequence, like everybody's; elsewhere the caller's
    transaction is the only writer.
    """
    if connection.vendor != "postgresql":
        top = model._base_manager.aggregate(top=Max("pk"))["top"] or 0
        return list(range(top + 1, top + count + 1))
    with connection.cursor() as cursor:
        # MATERIALIZED: the name of the sequence is looked up once, not for each number.
        cursor.execute(
            "WITH s AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name)"
            " SELECT nextval(s.name) FROM s, generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def update(model: type[Model], changes: dict, **common) -> None:
    """Give each row its own values: `changes` maps a pk to {attname: value}, the same names for all.

    `common` are given to all of them. Three statements and a COPY, whatever the number of rows:
    a temporary table, its filling, one UPDATE.
    """
    if not changes:
        return
    names = list(next(iter(changes.values())))
    quote = connection.ops.quote_name
    table, staged = quote(model._meta.db_table), quote("staged_changes")
    fields = [model._meta.get_field(name) for name in ["id", *names]]
    own = [quote(field.column) for field in fields[1:]]
    listed = ", ".join(["id", *own])
    shared = {model._meta.get_field(name): value for name, value in common.items()}
    assignments = [f"{column} = {staged}.{column}" for column in own]
    assignments += [f"{quote(field.column)} = %s" for field in shared]
    rows = ([pk, *(row[name] for name in names)] for pk, row in changes.items())
    with connection.cursor() as cursor:
        # No rows are selected: the temporary table takes over names and types alone.
        cursor.execute(
            f"CREATE TEMPORARY TABLE {staged} AS SELECT {listed} FROM {table} WHERE 1 = 0"
        )
        _fill(cursor, staged, listed, fields, rows)
        cursor.execute(
            f"UPDATE {table} SET {', '.join(assignments)} FROM {staged} "
            f"WHERE {table}.id = {staged}.id",
            [
                field.get_db_prep_save(as_key(v), connection)
                for field, v in shared.items()
            ],
        )
        cursor.execute(f"DROP TABLE {staged}")


def as_key(value):
    """Return a model instance as its key, any other value as it is."""
    return getattr(value, "pk", value)


def _fill(cursor, table, listed, fields, rows):
    """Write `rows` into the columns `listed` of `table`; `fields` say how values are written."""
    converters = list(_converters(fields))
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
            for row in _converted(rows, converters):
                copy.write_row(row)
    else:
        marks = ", ".join(["%s"] * len(fields))
        cursor.executemany(
            f"INSERT INTO {table} ({listed}) VALUES ({marks})",
            _converted(rows, converters),
        )


def _converters(fields) -> Iterator[tuple[int, Callable]]:
    """Yield (place, function) for the columns whose values are not written as they are.

    Most are: only these few are touched in each of a hundred thousand rows.
    """
    for place, field in enumerate(fields):
        if isinstance(field, JSONField):
            yield place, _as_json
        elif isinstance(field, DateTimeField):
            if connection.vendor == "sqlite":
                yield place, _in_utc
        elif isinstance(field, DateField):
            # Text of a date is copied in half the time that the date itself takes.
            yield place, date.isoformat


def _converted(rows, converters):
    for row in rows:
        values = list(row)
        for place, convert in converters:
            if (value := values[place]) is not None:
                values[place] = convert(value)
        yield values


def _as_json(value):
    # Of a list's rows most have no particulars and no reasons.
    if value:
        return _encode(value)
    return EMPTY.get(type(value)) or _encode(value)


def _in_utc(value):
    """An aware datetime as SQLite keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    return value
