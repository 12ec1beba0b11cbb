"""The order of commits, which is not the order in which transactions began.

A row's number is drawn while its transaction runs; another with a higher number may be
committed first. On PostgreSQL each row of the trail and of the change feed therefore carries
the number of its transaction, its *moment*, and only rows below the *horizon*, the oldest
transaction still running, are read: nothing can be added before them any more. On SQLite
writers follow one another, and the row's own number is the order.

A reader that goes on from a place (the feed, the seals) would otherwise miss rows that are committed later
under a lower number.
"""

from typing import NamedTuple

from django.db import connection, models
from django.db.models import Func, Max, Q

# Created by a migration with the offset 0; `recalibrate` raises it.
OFFSET = """
CREATE OR REPLACE FUNCTION registry_moment() RETURNS bigint LANGUAGE sql STABLE
    AS 'SELECT pg_current_xact_id()::text::bigint + {offset}';
CREATE OR REPLACE FUNCTION registry_horizon() RETURNS bigint LANGUAGE sql STABLE
    AS 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + {offset}';
"""


class Moment(Func):
    """The number of the transaction that writes the row; the database itself fills it in."""

    function = "registry_moment"
    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler, connection, **context):
        return "0", []


class Position(NamedTuple):
    """A place between two rows: everything up to and including this row lies before it."""

    moment: int
    pk: int

    def __str__(self):
        return f"{self.moment}-{self.pk}"


START = Position(0, 0)


def horizon() -> int:
    """The moment below which nothing can be added any more."""
    if connection.vendor != "postgresql":
        return 1  # every row of SQLite has the moment 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT registry_horizon()")
        return cursor.fetchone()[0]


class OrderedQuerySet(models.QuerySet):
    """Rows that have a moment."""

    def settled(self, upto: int | None = None) -> "OrderedQuerySet":
        """Rows below `upto` (the horizon), in the order of their commits: none can come between them."""
        upto = horizon() if upto is None else upto
        return self.filter(moment__lt=upto).order_by("moment", "pk")

    def after(self, position: Position) -> "OrderedQuerySet":
        """Rows behind `position`."""
        if connection.vendor != "postgresql":
            return self.filter(pk__gt=position.pk)
        return self.filter(
            Q(pk__gt=position.pk) | Q(moment__gt=position.moment),
            moment__gte=position.moment,  # the condition that the index knows
        )


def recalibrate(ordered_models) -> bool:
    """Let the moment of new rows go on above the highest one in `ordered_models`; returns whether that was needed.

    A dump that is restored into another PostgreSQL cluster meets transaction numbers that begin
    again. To be run after such a restore, before anything is written (docs/operations.md).
    """
    if connection.vendor != "postgresql":
        return False
    tops = [
        model._base_manager.aggregate(top=Max("moment"))["top"]
        for model in ordered_models
    ]
    top = max((one for one in tops if one is not None), default=0)
    if horizon() > top:
        return False
    with connection.cursor() as cursor:
        cursor.execute(OFFSET.format(offset=top + 1))
    return True
