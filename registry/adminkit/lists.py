"""Lists of a register of millions: counted only as far as anyone would page."""

import copy

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import cached_property


class CappedPaginator(Paginator):
    """Counts no further than LIMIT rows; a list with more is to be narrowed, not paged through."""

    LIMIT = 10_000

    @cached_property
    def counted(self):
        return self.object_list.order_by().values("pk")[: self.LIMIT + 1].count()

    @property
    def count(self):
        return min(self.counted, self.LIMIT)

    @property
    def is_capped(self):
        return self.counted > self.LIMIT

    @property
    def shown_count(self):
        return f"{self.LIMIT}+" if self.is_capped else str(self.counted)


def list_request(request, query):
    """A request by the same official for the list with the address `query`."""
    wanted = copy.copy(request)
    wanted.method, wanted.GET = "GET", QueryDict(query)
    return wanted
