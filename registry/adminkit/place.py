"""The place in a list: an instance's page leads back to the list it was opened from, and along it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.urls import reverse

from .lists import list_request

# Where Django's admin keeps the list's address on the pages that were opened from it.
KEPT = "_changelist_filters"


class Place(NamedTuple):
    """Where an instance stands in its list: `number` counts from 1, 0 where it has left the list."""

    back: str
    number: int
    count: str
    previous: str
    next: str


def place_of(desk, request, instance) -> Place | None:
    """The place of `instance` in the list that its page was opened from; None where from no list.

    An instance that left the list, because it was dealt with, is followed by the first one on the
    list's page. Three statements, however long the list is.
    """
    list_query = request.GET.get(KEPT)
    found = list_query and list_of(desk, request, list_query)
    if not found:
        return None
    page = max(found.page_num, 1) if found.multi_page else 1
    query = QueryDict(list_query if page > 1 else without_page(list_query))
    # The page's rows with one before and one after them: its ends have neighbours, too.
    start = (page - 1) * found.list_per_page
    before = min(start, 1)
    rows = found.queryset.values_list("pk", flat=True)
    pks = list(rows[start - before : start + found.list_per_page + 1])
    addresses = _Addresses(desk, query, start - before, found.list_per_page)
    at = pks.index(instance.pk) if instance.pk in pks else None
    later = before if at is None else at + 1
    return Place(
        back=desk.list_address(query.urlencode()),
        number=0 if at is None else start - before + at + 1,
        count=getattr(found.paginator, "shown_count", found.result_count),
        previous=addresses.of(pks, at - 1) if at else "",
        next=addresses.of(pks, later) if later < len(pks) else "",
    )


def list_of(desk, request, list_query):
    """The list with the address `list_query`; its first page where the page named there has become empty."""
    for query in (list_query, without_page(list_query)):
        try:
            return desk.get_changelist_instance(list_request(request, query))
        except (IncorrectLookupParameters, SuspiciousOperation):
            continue
    return None


def without_page(list_query):
    query = QueryDict(list_query, mutable=True)
    query.pop(PAGE_VAR, None)
    return query.urlencode()


class _Addresses(NamedTuple):
    """The addresses of the rows of a list; each takes its page of the list along."""

    desk: object
    query: QueryDict
    first: int
    per_page: int

    def of(self, pks, at):
        list_query = self.query.copy()
        list_query[PAGE_VAR] = (self.first + at) // self.per_page + 1
        name = f"admin:{self.desk.route('change')}"
        url = reverse(name, args=[quote(pks[at])])
        return f"{url}?{urlencode({KEPT: list_query.urlencode()})}"
