"""Pours plain rows into a table: COPY on PostgreSQL, executemany elsewhere.

One interface for both, and the same values: text, whole numbers, bytes and None; dates as
ISO text, JSON as text. Writes through Django's own connection, in the caller's transaction.
"""

from json.encoder import c_make_encoder, encode_basestring

from django.db import connection

# A JSONEncoder makes itself one of these for every value, which takes longer than encoding it.
_encoder = c_make_encoder(
    None, None, encode_basestring, None, ":", ",", False, False, True
)


def encode(value):
    """Return lists, dicts, text and numbers as JSON text."""
    return "".join(_encoder(value, 0))


def pour(model, columns, rows):
    """Write `rows`, tuples in the order of `columns` (database columns), into `model`'s table."""
    table = quoted(model._meta.db_table)
    listed = ", ".join(map(quoted, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)


def quoted(name):
    """Return a table or column name as SQL writes it."""
    return connection.ops.quote_name(name)
