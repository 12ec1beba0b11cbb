"""Finding organisations by a part of their name, from two characters on.

On PostgreSQL a table of its own holds the names that find somebody: present and former names
of organisations and individual businesses. Natural persons are not in it, so that no mistake
elsewhere can find them by name. For a frequent pair of characters the names are read from the
newest downwards until enough are found; for a rare one an index of pairs is used. Both find exactly
what LIKE would find. Other databases are small and read the names themselves.
"""

import math
from collections.abc import Callable, Collection
from typing import NamedTuple

from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from psycopg.errors import QueryCanceled

from . import names
from .errors import CreditError
from .models import FormerName, Subject

PAGE = 20
SCANNED = 3 * PAGE  # subjects looked at in one round, of which some may not be shown
ROUNDS = 5  # after which a page is short rather than slow
TIME_ALLOWED = "500ms"
# Seconds for which the frequencies of pairs are remembered; a stale one costs time only.
FREQUENCIES_KEPT = 600


class TooShort(CreditError):
    """Fewer characters than a name can be searched by."""


class TooBroad(CreditError):
    """So many names contain the text that looking through them takes too long."""


class Page(NamedTuple):
    """Some of the subjects found, newest first; the next page is `after` this key, None at the end."""

    subjects: list[Subject]
    after: int | None


class Frequencies(NamedTuple):
    """How common pairs of characters are among `names`: {pair: share of the names}."""

    names: int
    shares: dict[int, float]

    # From the measured costs of both ways (an entry read in order, a match in the index of pairs):
    # they are equal where sqrt(20 * 0.17 / (2 * names)) of the names contain the pair.
    @property
    def frequent(self) -> float:
        """The share of names above which reading them in order is quicker."""
        return math.sqrt(1.7 / max(self.names, 1))

    @property
    def reach(self) -> int:
        """How many of the newest names are read in order before the index of pairs is asked."""
        return math.ceil(60 / self.frequent)


def organisations(
    text: str,
    *,
    among: Callable[[Collection[int]], list[Subject]],
    after: int | None = None,
) -> Page:
    """A page of organisations whose name, present or former, contains `text`.

    `among` is called with primary keys and returns those subjects that may be shown, newest
    first. Subjects with exactly that name come first. Raises TooShort below two characters, TooBroad
    where the search takes too long; both say what to do. Spaces, brackets, widths and letter
    case make no difference. A page may be short, or empty, and still have one after it.
    """
    key = searchable(text)
    exact = named_exactly(key)
    first = among(exact) if exact and after is None else []
    found = []
    for _ in range(ROUNDS):
        pks = containing(key, after=after, limit=SCANNED)
        found += among(set(pks).difference(exact))
        if len(found) > PAGE:
            return Page(first + found[:PAGE], found[PAGE - 1].pk)
        if len(pks) < SCANNED:
            return Page(first + found, None)
        after = pks[-1]
    return Page(first + found, after)


def searchable(text: str) -> str:
    """The key of `text`; raises TooShort where it is not long enough to be searched for."""
    key = names.key(text)
    if len(key) < names.MIN_SEARCH:
        raise TooShort(f"请至少输入名称中连续的 {names.MIN_SEARCH} 个字。")
    return key


def named_exactly(key: str) -> frozenset[int]:
    """Primary keys of the newest organisations whose present or former name is exactly `key`."""
    organisations = Subject.objects.organisations()
    present = organisations.filter(name_key=key).order_by().values_list("pk")
    former = FormerName.objects.filter(name_key=key, subject__in=organisations)
    pks = present.union(former.order_by().values_list("subject")).order_by("-pk")[:PAGE]
    return frozenset(pk for (pk,) in pks)


def containing(key: str, *, after: int | None = None, limit: int) -> list[int]:
    """Primary keys, descending and below `after`, of organisations with `key` in a name."""
    if connection.vendor == "postgresql":
        return _on_postgresql(key, after, limit)
    former = FormerName.objects.filter(subject=OuterRef("pk"), name_key__contains=key)
    found = Subject.objects.organisations().filter(
        Q(name_key__contains=key) | Exists(former)
    )
    if after is not None:
        found = found.filter(pk__lt=after)
    return list(found.order_by("-pk").values_list("pk", flat=True)[:limit])


def index_subjects(pks) -> None:
    """Let the search find the subjects `pks` by the names they now have; two statements."""
    if connection.vendor != "postgresql":
        return
    pks = list(pks)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM registry_subject_search WHERE subject_id = ANY(%s)", [pks]
        )
        cursor.execute(INDEX, [pks, pks])


def frequencies() -> Frequencies:
    """How common pairs of characters are, from the statistics of the database."""
    return cache.get_or_set("search.frequencies", _frequencies, FREQUENCIES_KEPT)


INDEX = """
INSERT INTO registry_subject_search (subject_id, name_key)
SELECT id, name_key FROM registry_subject WHERE kind <> 'person' AND id = ANY(%s)
UNION
SELECT s.id, f.name_key FROM registry_formername f
JOIN registry_subject s ON s.id = f.subject_id
WHERE s.kind <> 'person' AND s.id = ANY(%s)
"""
FREQUENCIES = """
SELECT most_common_elems::text::bigint[], most_common_elem_freqs
FROM pg_stats
WHERE schemaname = current_schema() AND tablename = 'registry_subject_bigrams'
"""
NAMES = """
SELECT greatest(reltuples, 0)::bigint FROM pg_class
WHERE oid = 'registry_subject_search'::regclass
"""
# For this transaction alone.
LIMITS = """
SELECT set_config('statement_timeout', %s, true), set_config('work_mem', '64MB', true),
       set_config('jit', 'off', true)
"""
# The newest names, read in order from the primary key alone, until enough are found.
ORDERED = """
SELECT DISTINCT subject_id FROM (
    SELECT subject_id, name_key FROM registry_subject_search
    WHERE subject_id < %(after)s ORDER BY subject_id DESC LIMIT %(reach)s
) AS newest
WHERE name_key LIKE %(pattern)s ORDER BY subject_id DESC LIMIT %(limit)s
"""
# Through the index of pairs; LIKE then drops names in which the pairs do not follow one another.
PAIRED = """
SELECT DISTINCT subject_id FROM registry_subject_search
WHERE registry_bigrams(name_key) @> %(pairs)s::bigint[] AND name_key LIKE %(pattern)s
    AND subject_id < %(after)s
ORDER BY subject_id DESC LIMIT %(limit)s
"""
NO_END = 2**63 - 1


def _on_postgresql(key, after, limit):
    known = frequencies()
    pairs = sorted(names.bigrams(key), key=lambda pair: known.shares.get(pair, 0))
    question = {
        "pattern": f"%{_escape(key)}%",
        "after": NO_END if after is None else after,
        "limit": limit,
        "pairs": pairs[:2],  # the two rarest; LIKE decides about the rest of the text
        "reach": known.reach,
    }
    found = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LIMITS, [TIME_ALLOWED])
        if known.shares.get(pairs[0], 0) >= known.frequent:
            found = _ask(cursor, ORDERED, question)
        if len(found) < limit:
            found = _ask(cursor, PAIRED, question)
        cursor.execute(LIMITS, ["0"])  # for what else this transaction does
    return found


def _ask(cursor, sql, question):
    try:
        cursor.execute(sql, question)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroad("包含这几个字的名称太多，请输入更完整的名称。") from error
        raise
    return [pk for (pk,) in cursor.fetchall()]


def _escape(key):
    return key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _frequencies():
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        (count,) = cursor.fetchone()
        cursor.execute(FREQUENCIES)
        row = cursor.fetchone()
    # The shares are followed by their least, greatest and that of empty arrays.
    pairs, shares = (row[0] or [], row[1] or []) if row else ([], [])
    return Frequencies(count, dict(zip(pairs, shares, strict=False)))
