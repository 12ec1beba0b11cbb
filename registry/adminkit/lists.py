"""Lists of a register of millions: counted only as far as somebody would page."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class CappedPaginator(Paginator):
    """Counts no further than LIMIT rows; whoever has more before her narrows the list instead."""

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
