"""The two statements of the plain credit check on PostgreSQL (`sanctions.checking.fast.checker` sends them).

They are put together from the very sets that `registry` and `sanctions` ask everybody by (usable
key, standing, held, executable), so that nothing is judged here again; only these are not compiled
again for every call.
"""

from datetime import UTC, date, datetime
from functools import cache

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from psycopg import sql

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

# Stand-ins that are looked for among the parameters of the compiled questions.
AT = datetime(1999, 12, 31, 20, 0, 0, 123457, tzinfo=UTC)
ON = date(2000, 1, 1)
SINCE = datetime(1999, 12, 31, 19, 0, 0, 765431, tzinfo=UTC)
KEY, DIGEST = "\x01key", "\x01digest"
SUBJECT_PK, DEPARTMENT_PK = 987654321012, 987654321013

# What both are given first: the instant, the look-up key, how receipts of the day begin, the
# purpose, the case, how strongly the subject is named.
KEPT = """INSERT INTO {check} (asked_at, as_of, asked_key, receipt, purpose, case_number, strength,
        version, department_id, official_id, subject_id, status, entries, held, orders, candidates)
    SELECT $1, $1, $2, $3::text || upper(left(replace(gen_random_uuid()::text, '-', ''), 12)),
        $4, $5, $6, coalesce((SELECT max(id) FROM {trail}), 0)"""
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
OPENING_PLACES = {
    AT: "$1::timestamptz",
    KEY: "$2::text",
    DIGEST: "$7::text",
    SINCE: "$8::timestamptz",
    SUBJECT_PK: "(SELECT pk FROM subject)",
}
JUDGING = """
WITH listed AS MATERIALIZED (SELECT
    json_agg({entry_told}) FILTER (WHERE NOT is_held) AS entries,
    json_agg({entry_told}) FILTER (WHERE is_held) AS held,
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
JUDGING_PLACES = {
    AT: "$1::timestamptz",
    DEPARTMENT_PK: "$7::bigint",
    SUBJECT_PK: "$9::bigint",
    ON: "$10::date",
}


@cache
def opening():
    """Who asks, about whom; where nothing is kept about the subject, that is the whole check.

    Given besides: digest of the key, since when it must have been noted, key of the name or "".
    Returns receipt and version of the check, if it is made, the asker and the subject; no row
    where key, permission or name do not fit. Of whom there is neither an entry nor an order,
    whatever its state, none can have effect, so there is nothing to judge.
    """
    token = (
        ApiToken.objects.order_by()
        .usable(AT)
        .filter(may_check(), digest=DIGEST, last_used_at__gt=SINCE)
        .filter(scopes__contains=[Scope.CHECK], official__department__isnull=False)
        .exclude(official__department__kind__in=Department.OUTSIDE)
        .values_list("official__department_id", "official_id")
    )
    subjects = Subject.objects.order_by().values_list(*SUBJECT)
    bearing = subjects.filter(key=KEY)
    also = subjects.filter(other_identifiers__key=KEY)
    of_subject = {"subject": SUBJECT_PK}
    entries = Entry.objects.order_by().filter(**of_subject).values("pk")
    orders = Order.objects.order_by().filter(**of_subject).values("pk")
    return OPENING.format(
        kept=KEPT.format(check=table(Check), trail=table(TrailEntry)),
        asker=text(token, OPENING_PLACES),
        subject=text(bearing.union(also), OPENING_PLACES),
        entries=text(entries, OPENING_PLACES),
        orders=text(orders, OPENING_PLACES),
        subject_columns=columns(SUBJECT),
    )


@cache
def judging():
    """Which entries stand, which of them rest, what the asker may execute: the check of the others.

    Given besides: the asker's department, the asker, the subject, the day. Returns receipt and
    version of the check, entries, held entries and tasks.
    """
    standing = Entry.objects.standing(AT).with_held(AT).filter(subject=SUBJECT_PK)
    entry = standing.order_by("pk").values_list(*ENTRY.values(), "is_held")
    orders = Order.objects.executable(AT).filter(
        subject=SUBJECT_PK, department=DEPARTMENT_PK
    )
    task = orders.order_by("pk").values_list(*ORDER.values())
    return JUDGING.format(
        kept=KEPT.format(check=table(Check), trail=table(TrailEntry)),
        entry=text(entry, JUDGING_PLACES),
        task=text(task, JUDGING_PLACES),
        entry_columns=columns(ENTRY),
        entry_json=as_object(ENTRY),
        task_columns=columns(ORDER),
    )


def may_check():
    """The condition that a key's official may make a check, as `has_perm` says of who is active.

    Django's `with_perm` joins everybody who holds the permission before it looks for the one
    who asks; this looks for her alone.
    """
    app_label, codename = PERMISSION.split(".")
    permission = Permission.objects.get(
        content_type__app_label=app_label, codename=codename
    )
    hers = {"official": OuterRef("official")}
    own = Official.user_permissions.through.objects.filter(
        **hers, permission=permission.pk
    )
    groups = Group.permissions.through.objects.filter(permission=permission.pk)
    shared = Official.groups.through.objects.filter(
        **hers, group__in=groups.values("group")
    )
    return Exists(own) | Exists(shared) | Q(official__is_superuser=True)


def text(queryset, places):
    """The compiled `queryset` with `places` for what changes and everything else written out."""
    template, params = queryset.query.sql_with_params()
    return template % tuple(placed(value, places) for value in params)


def placed(value, places):
    if isinstance(value, str | int | datetime | date) and value in places:
        return places[value]
    return sql.Literal(value).as_string(connection.connection)


def table(model):
    return connection.ops.quote_name(model._meta.db_table)


def columns(names):
    return ", ".join(map(connection.ops.quote_name, names))


def as_object(names):
    """A row with `names` as one JSON object."""
    pairs = (f"'{name}', {connection.ops.quote_name(name)}" for name in names)
    return f"json_build_object({', '.join(pairs)})"
