"""The SQL of the two prepared statements of the fast check (`checker` sends them).

How they are made. Neither is written by hand as a whole. The conditions (usable key, standing
entry, open hold, executable order) are compiled by Django from the very querysets that the
ordinary check uses, so that no rule exists twice; only the frame around them (`OPENING`,
`JUDGING`: the CTEs, the INSERT of the check, the JSON) is text of this module.

A queryset is compiled with values, but a prepared statement wants `$1`, `$2`, … where the values
go. So each value that differs from call to call is given to the queryset as a `Placeholder`, an
expression whose SQL is that `$n` with its type. What is left in `params` after compiling are the
constants of the conditions ("published", the kinds of departments, …); `compiled` writes them
out as literals. The result holds `$n` and nothing else to fill in, and is prepared once for each
connection.

To change a condition, change its queryset; nothing is to be done here. To give a statement one
more value, add a `Placeholder` with the next number and pass the value in `checker.PlainCall`
at that place. A queryset that computes with its argument in Python (as `localdate(at)` does)
needs a placeholder that can do that: see `InstantPlaceholder`.
"""

from datetime import timedelta
from functools import cache

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Exists,
    Expression,
    OuterRef,
    Q,
    TextField,
)

from registry.models import (
    ApiToken,
    Department,
    Entry,
    Official,
    Scope,
    Subject,
    TrailEntry,
)
from sanctions.checking.facts import ENTRY, ORDER
from sanctions.checking.results import SUBJECT
from sanctions.models import Check, Order

PERMISSION = "sanctions.make_check"


class Placeholder(Expression):
    """Where a prepared statement has a value of the call: compiles to `sql` as it is, without params."""

    def __init__(self, sql, output_field):
        super().__init__(output_field=output_field)
        self.sql = sql

    def as_sql(self, compiler, connection):
        return self.sql, []


class InstantPlaceholder(Placeholder):
    """The instant of the call, of which a queryset may take `timezone.localdate`: that is `day`.

    `localdate(at)` asks its argument for an offset, moves it to the local time zone and takes the
    date. The call gives the local day as a value of its own, so there is nothing to move.
    """

    def __init__(self, sql, day):
        super().__init__(sql, DateTimeField())
        self.day = day

    def utcoffset(self) -> timedelta:
        return timedelta(0)  # not naive: localdate refuses what is

    def astimezone(self, tz=None):
        return self

    def date(self) -> Placeholder:
        return self.day


# The INSERT of the check. Both statements have the same first six values: $1 the instant, $2 the
# look-up key, $3 how receipts of the day begin, $4 the purpose, $5 the case number, $6 how strongly
# the subject is named.
KEPT = """INSERT INTO {check} (asked_at, as_of, asked_key, receipt, purpose, case_number, strength,
        version, department_id, official_id, subject_id, status, entries, held, orders, candidates)
    SELECT $1, $1, $2, $3::text || upper(left(replace(gen_random_uuid()::text, '-', ''), 12)),
        $4, $5, $6, coalesce((SELECT max(id) FROM {trail}), 0)"""
# $7 the digest of the key, $8 since when its use must have been noted, $9 the key of the name or "".
# LEFT JOINs: the asker is returned even where the subject is unknown or no check is made yet.
# MATERIALIZED: each part is computed once, however often it is mentioned.
OPENING = """
WITH asker(department, official) AS MATERIALIZED ({asker}),
subject({subject_columns}) AS MATERIALIZED ({subject}),
kept AS ({kept}, department, official, subject.pk, 'clear', '[]', '[]', '[]', 0
    FROM asker LEFT JOIN subject ON TRUE
    WHERE ($9::text = '' OR subject.name_key = $9::text)
        AND NOT EXISTS ({entries}) AND NOT EXISTS ({orders})
    RETURNING receipt, version)
SELECT kept.*, asker.*, subject.* FROM asker LEFT JOIN subject ON TRUE LEFT JOIN kept ON TRUE
WHERE $9::text = '' OR subject.name_key = $9::text
"""
# $7 the asker's department, $8 the asker, $9 the subject, $10 the local day of the instant.
JUDGING = """
WITH listed AS MATERIALIZED (SELECT
    json_agg({entry_json}) FILTER (WHERE NOT is_held) AS entries,
    json_agg({entry_json}) FILTER (WHERE is_held) AS held,
    coalesce(jsonb_agg(id) FILTER (WHERE NOT is_held), '[]') AS entries_kept,
    coalesce(jsonb_agg(id) FILTER (WHERE is_held), '[]') AS held_kept
    FROM ({entry}) AS entry({entry_columns}, is_held)),
due AS MATERIALIZED (SELECT json_agg(task) AS tasks,
    coalesce(jsonb_agg("order"), '[]') AS tasks_kept FROM ({task}) AS task({task_columns})),
kept AS ({kept}, $7::bigint, $8::bigint, $9::bigint,
        CASE WHEN entries IS NULL THEN 'clear' ELSE 'listed' END,
        entries_kept, held_kept, tasks_kept, 0 FROM listed CROSS JOIN due
    RETURNING receipt, version)
SELECT kept.*, entries, held, tasks FROM kept CROSS JOIN listed CROSS JOIN due
"""


@cache
def opening() -> str:
    """The first statement: who asks, and about which subject; where possible it makes the check.

    A subject without any entry or order, whatever its state, has none with effect, so its check
    is kept at once as clear. Returns one row: receipt and version of the check (null where the
    second statement is needed), the asker's department and the asker, the subject. No row where
    key, permission or name do not fit.
    """
    key = Placeholder("$2::text", TextField())
    usable = (
        ApiToken.objects.order_by()
        .usable(Placeholder("$1::timestamptz", DateTimeField()))
        .filter(may_check(), digest=Placeholder("$7::text", TextField()))
        .filter(last_used_at__gt=Placeholder("$8::timestamptz", DateTimeField()))
        .filter(scopes__contains=[Scope.CHECK], official__department__isnull=False)
        .exclude(official__department__kind__in=Department.OUTSIDE)
        .values_list("official__department_id", "official_id")
    )
    subjects = Subject.objects.order_by().values_list(*SUBJECT)
    by_main_number = subjects.filter(key=key)
    by_other_number = subjects.filter(other_identifiers__key=key)
    found = Placeholder("(SELECT pk FROM subject)", BigIntegerField())
    entries = Entry.objects.order_by().filter(subject=found).values("pk")
    orders = Order.objects.order_by().filter(subject=found).values("pk")
    return OPENING.format(
        kept=KEPT.format(check=table(Check), trail=table(TrailEntry)),
        asker=compiled(usable),
        subject=compiled(by_main_number.union(by_other_number)),
        entries=compiled(entries),
        orders=compiled(orders),
        subject_columns=columns(SUBJECT),
    )


@cache
def judging() -> str:
    """The second statement: entries that stand, held or not, and orders that the asker may execute.

    It makes the check. Returns one row: receipt and version of the check, and as JSON the entries
    with effect, the held entries and the orders (null where there are none).
    """
    at = InstantPlaceholder("$1::timestamptz", day=Placeholder("$10::date", DateField()))  # fmt: skip
    subject = Placeholder("$9::bigint", BigIntegerField())
    department = Placeholder("$7::bigint", BigIntegerField())
    standing = Entry.objects.standing(at).with_held(at).filter(subject=subject)
    entry = standing.order_by("pk").values_list(*ENTRY.values(), "is_held")
    orders = Order.objects.executable(at).filter(subject=subject, department=department)
    task = orders.order_by("pk").values_list(*ORDER.values())
    return JUDGING.format(
        kept=KEPT.format(check=table(Check), trail=table(TrailEntry)),
        entry=compiled(entry),
        task=compiled(task),
        entry_columns=columns(ENTRY),
        entry_json=as_object(ENTRY),
        task_columns=columns(ORDER),
    )


def may_check() -> Q:
    """The condition that a key's official may make a check, as `has_perm` says of active officials.

    Django's `with_perm` joins everybody who holds the permission before it looks for the one
    who asks; this looks for that official alone.
    """
    app_label, codename = PERMISSION.split(".")
    permission = Permission.objects.get(
        content_type__app_label=app_label, codename=codename
    )
    of_asker = {"official": OuterRef("official")}
    own = Official.user_permissions.through.objects.filter(
        **of_asker, permission=permission.pk
    )
    groups = Group.permissions.through.objects.filter(permission=permission.pk)
    by_group = Official.groups.through.objects.filter(
        **of_asker, group__in=groups.values("group")
    )
    return Exists(own) | Exists(by_group) | Q(official__is_superuser=True)


def compiled(queryset) -> str:
    """The SQL of `queryset`, its constants written out as literals; placeholders stay `$n`."""
    return connection.ops.compose_sql(*queryset.query.sql_with_params())


def table(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def columns(names) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def as_object(names) -> str:
    """The SQL of a row with `names` as one JSON object."""
    pairs = (f"'{name}', {connection.ops.quote_name(name)}" for name in names)
    return f"json_build_object({', '.join(pairs)})"
