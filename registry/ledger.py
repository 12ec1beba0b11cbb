"""Seals over the trail: what has been written cannot be altered, removed or slipped in unseen.

Writing the trail costs nothing more for it. A sweep takes the lines that have settled since the
last seal, hashes each line's content, and chains one seal to the next. With one seal's hash (it is
published every day) every line before it can be proved. `verify` computes all of it again from
the lines themselves. docs/decisions/ says why it is done so and what it cannot do.
"""

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from .commit_order import START, Position
from .models import Seal, TrailEntry

LEAF = 32  # bytes: a line's number and the digest of its content
IN_ONE_SEAL = 50_000  # lines
IN_ONE_QUERY = 500_000  # lines
COLUMNS = ["pk", "moment", "at", "actor_id", "actor_name", "action", "of", "of_pk", "before", "after", "reason"]  # fmt: skip
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # from which PostgreSQL counts

# A line's leaf: its number (8 bytes) and 192 bits of the SHA-256 of its content, in PostgreSQL's
# binary form of a record, which knows no time zone, locale or date style.
JOINED = """
SELECT string_agg(leaf, ''::bytea) FROM (
    SELECT int8send(id) || substr(sha256(record_send(ROW(
        id, moment, at, actor_id, actor_name, action, "of", of_pk, "before", "after", reason
    ))), 1, 24) AS leaf
    FROM registry_trailentry
    WHERE moment >= %s AND (moment, id) > (%s, %s) AND moment <= %s AND (moment, id) <= (%s, %s)
    ORDER BY moment, id LIMIT %s
) AS line
"""
# Sort in memory, and let parallel workers share the hashing, which is what costs.
RESOURCES = """
SET LOCAL work_mem = '64MB';
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
"""
# PostgreSQL's numbers of the columns' types, which are part of a record's binary form.
BIGINT, TIMESTAMP, VARCHAR, TEXT, JSONB = 20, 1184, 1043, 25, 3802
TYPES = (
    [BIGINT] * 2 + [TIMESTAMP, BIGINT] + [VARCHAR] * 3 + [BIGINT] + [JSONB] * 2 + [TEXT]
)


class Broken(NamedTuple):
    """The first place where trail and seals do not agree."""

    seal: int
    line: int | None
    fault: str

    def __str__(self):
        line = f"，第 {self.line} 条留痕" if self.line is not None else ""
        return f"第 {self.seal} 号封存{line}：{self.fault}"


class Verification(NamedTuple):
    """What `verify` found: how much was whole, the last seal's hash, the first fault or None."""

    seals: int
    lines: int
    head: str
    broken: Broken | None


def seal_trail(at: datetime, upto: int) -> int:
    """Seal every line that settled below the moment `upto`; returns how many.

    It takes no lock that a writer of the trail would wait for.
    """
    sealed, more = 0, True
    last = Seal.objects.heads().last()
    while more:
        joined = leaves(place_of(last), portion(place_of(last), upto), IN_ONE_QUERY)
        more = len(joined) == IN_ONE_QUERY * LEAF
        for start in range(0, len(joined), IN_ONE_SEAL * LEAF):
            last = next_seal(last, at, joined[start : start + IN_ONE_SEAL * LEAF])
            try:
                with transaction.atomic():
                    last.save(force_insert=True)
            except IntegrityError:
                # Another sweep has taken this number in the chain and goes on from there.
                return sealed
            sealed += last.lines
    return sealed


def portion(after: Position, upto: int) -> Position:
    """The place up to which lines behind `after` are read in one query.

    The database hashes before it applies the limit: without such a bound every query would hash
    all that is left.
    """
    top = TrailEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    if top - after.pk <= IN_ONE_QUERY:
        return Position(upto, 0)
    rows = TrailEntry.objects.settled(upto).after(after)
    ahead = rows.values_list("moment", "pk")[IN_ONE_QUERY - 1 : IN_ONE_QUERY]
    return Position(*ahead[0]) if ahead else Position(upto, 0)


def place_of(seal) -> Position:
    return Position(seal.moment, seal.last) if seal else START


def next_seal(last: Seal | None, at: datetime, joined: bytes) -> Seal:
    """The seal, not yet saved, that closes the lines of `joined` after the seal `last`."""
    pk = int.from_bytes(joined[-LEAF : 8 - LEAF], "big")
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=at,
        moment=TrailEntry.objects.values_list("moment", flat=True).get(pk=pk),
        last=pk,
        lines=len(joined) // LEAF,
        leaves=joined,
        root=hashlib.sha256(joined).hexdigest(),
        previous=last.hash if last else "",
    )
    seal.hash = hash_of(seal)
    return seal


def hash_of(seal: Seal) -> str:
    """The hash over the seal's own facts and the hash of the seal before it."""
    facts = [
        seal.number,
        micros(seal.at),
        seal.moment,
        seal.last,
        seal.lines,
        seal.root,
        seal.previous,
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def micros(at: datetime) -> int:
    """Microseconds since EPOCH, as PostgreSQL keeps an instant."""
    return (at - EPOCH) // timedelta(microseconds=1)


# --- leaves --------------------------------------------------------------------


def leaves(after: Position, upto: Position, limit: int) -> bytes:
    """The leaves of at most `limit` lines behind `after` and not behind `upto`, joined in order."""
    if connection.vendor == "postgresql":
        bounds = [after.moment, *after, upto.moment, *upto]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RESOURCES)
            cursor.execute(JOINED, [*bounds, limit])
            return bytes(cursor.fetchone()[0] or b"")
    # SQLite: one writer after another, so the order of the numbers is that of the commits.
    rows = TrailEntry.objects.filter(pk__gt=after.pk).order_by("pk")
    if upto.pk:
        rows = rows.filter(pk__lte=upto.pk)
    return b"".join(map(leaf, rows.values_list(*COLUMNS)[:limit].iterator()))


def leaf(row) -> bytes:
    """The leaf of one line (COLUMNS), the same bytes as PostgreSQL computes."""
    content = struct.pack(">i", len(row)) + b"".join(map(field, TYPES, row))
    return struct.pack(">q", row[0]) + hashlib.sha256(content).digest()[: LEAF - 8]


def field(kind: int, value) -> bytes:
    """One value as PostgreSQL sends it in a record: type, length, bytes."""
    if value is None:
        return struct.pack(">Ii", kind, -1)
    if kind in (BIGINT, TIMESTAMP):
        number = micros(value) if kind == TIMESTAMP else value
        return struct.pack(">Iiq", kind, 8, number)
    content = value.encode() if kind != JSONB else b"\x01" + canonical(value).encode()
    return struct.pack(">Ii", kind, len(content)) + content


def canonical(value) -> str:
    """`value` as PostgreSQL writes a jsonb: shorter keys first, one space after commas and colons."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        pairs = (f"{canonical(key)}: {canonical(value[key])}" for key in keys)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(canonical, value))}]"
    return json.dumps(value, ensure_ascii=False)


# --- verifying -----------------------------------------------------------------


def verify() -> Verification:
    """Compute every seal again from the lines themselves, up to the first fault."""
    last, seals, lines = None, 0, 0
    for group in groups(Seal.objects.order_by("number").iterator(chunk_size=20)):
        broken = chain_fault(last, group) or content_fault(last, group)
        if broken:
            return Verification(seals, lines, last.hash if last else "", broken)
        seals += len(group)
        lines += sum(seal.lines for seal in group)
        last = group[-1]
    return Verification(seals, lines, last.hash if last else "", None)


def groups(seals: Iterable[Seal]) -> Iterator[list[Seal]]:
    """Consecutive seals, IN_ONE_SEAL lines and more together: one query for many small seals."""
    group, lines = [], 0
    for seal in seals:
        group.append(seal)
        lines += seal.lines
        if lines >= IN_ONE_SEAL:
            yield group
            group, lines = [], 0
    if group:
        yield group


def chain_fault(last: Seal | None, group: list[Seal]) -> Broken | None:
    """The first seal of `group` that does not follow from the one before it."""
    for seal in group:
        if seal.number != (last.number + 1 if last else 1):
            return Broken(seal.number, None, "前一号封存缺失")
        if seal.previous != (last.hash if last else ""):
            return Broken(seal.number, None, "与上一封存不衔接")
        stored = bytes(seal.leaves)
        if hashlib.sha256(stored).hexdigest() != seal.root:
            return Broken(seal.number, None, "逐行摘要被改动")
        if hash_of(seal) != seal.hash or len(stored) != seal.lines * LEAF:
            return Broken(seal.number, None, "封存本身被改动")
        last = seal
    return None


def content_fault(last: Seal | None, group: list[Seal]) -> Broken | None:
    """The first line that is not what the seals of `group` say."""
    stored = b"".join(bytes(seal.leaves) for seal in group)
    # More than are expected, so that lines that were inserted are found as well.
    limit = len(stored) // LEAF + IN_ONE_SEAL
    found = leaves(place_of(last), place_of(group[-1]), limit)
    if found == stored:
        return None
    return first_difference(group, leaves_by_line(stored), leaves_by_line(found))


def leaves_by_line(joined: bytes) -> dict[int, bytes]:
    """Each leaf in `joined` by the number of its line, in their order."""
    return {
        int.from_bytes(joined[i : i + 8], "big"): joined[i : i + LEAF]
        for i in range(0, len(joined), LEAF)
    }


def first_difference(group, stored, found) -> Broken:
    """The first line in which `found` is not what was `stored` with the seals of `group`."""
    number = iter(seal.number for seal in group for _ in range(seal.lines))
    inserted = [pk for pk in found if pk not in stored]
    for pk, content in stored.items():
        seal = next(number)
        if pk not in found:
            return Broken(seal, pk, "留痕缺失，已被删除或移走")
        if found[pk] != content:
            return Broken(seal, pk, "留痕内容被改动")
    return Broken(group[-1].number, inserted[0], "封存之后插入的留痕")


# --- reading -------------------------------------------------------------------


def waiting() -> tuple[int, datetime | None]:
    """How many lines are not sealed yet, and the time of the oldest of them."""
    rows = TrailEntry.objects.after(place_of(Seal.objects.heads().last()))
    found = rows.aggregate(oldest=Min("at"), top=Max("pk"))
    return (rows.count() if found["top"] else 0), found["oldest"]


def daily_heads(since: datetime) -> list[Seal]:
    """The last seal of each civil day since `since`, newest first: what is published."""
    heads = {}
    for seal in Seal.objects.heads().filter(at__gte=since):
        heads[timezone.localdate(seal.at)] = seal
    return list(reversed(heads.values()))
