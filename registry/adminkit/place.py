"""The place in a list: a thing's page leads back to the list that it was opened from, and along it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.urls import reverse

from .asking import asking_for

KEPT = "_changelist_filters"
"""Where Django's admin keeps the list's address on the pages that were opened from it."""


class Place(NamedTuple):
    """Where a thing stands in its list: `number` counts from 1, 0 where it stands there no more."""

    back: str
    number: int
    count: str
    previous: str
    next: str


def place_of(desk, request, instance) -> Place | None:
    """The place of `instance` in the list that its page was opened from; None where from no list.

    A thing that left the list, as one does that was dealt with, is followed by the first of the
    list's page. Three statements, however long the list is.
    """
    kept = request.GET.get(KEPT)
    found = kept and list_of(desk, request, kept)
    if not found:
        return None
    page = max(found.page_num, 1) if found.multi_page else 1
    asked = QueryDict(kept if page > 1 else without_page(kept))
    start = (page - 1) * found.list_per_page
    before = min(start, 1)
    rows = found.queryset.values_list("pk", flat=True)
    pks = list(rows[start - before : start + found.list_per_page + 1])
    addresses = _Addresses(desk, asked, start - before, found.list_per_page)
    at = pks.index(instance.pk) if instance.pk in pks else None
    later = before if at is None else at + 1
    return Place(
        back=desk.list_address(asked.urlencode()),
        number=0 if at is None else start - before + at + 1,
        count=getattr(found.paginator, "shown_count", found.result_count),
        previous=addresses.of(pks, at - 1) if at else "",
        next=addresses.of(pks, later) if later < len(pks) else "",
    )


def list_of(desk, request, kept):
    """The list with the address `kept`; its first page where the one asked for has become empty."""
    for query in (kept, without_page(kept)):
        try:
            return desk.get_changelist_instance(asking_for(request, query))
        except (IncorrectLookupParameters, SuspiciousOperation):
            continue
    return None


def without_page(kept):
    asked = QueryDict(kept, mutable=True)
    asked.pop(PAGE_VAR, None)
    return asked.urlencode()


class _Addresses(NamedTuple):
    """The addresses of the things in a list; each takes its page of the list along."""

    desk: object
    asked: QueryDict
    first: int
    per_page: int

    def of(self, pks, at):
        kept = self.asked.copy()
        kept[PAGE_VAR] = (self.first + at) // self.per_page + 1
        name = f"admin:{self.desk.route('change')}"
        url = reverse(name, args=[quote(pks[at])])
        return f"{url}?{urlencode({KEPT: kept.urlencode()})}"
