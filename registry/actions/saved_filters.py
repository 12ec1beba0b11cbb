"""An official's own saved filters: no fact of the register, so no line in the trail."""

from django.db import transaction

from registry.errors import Refused
from registry.models import Official, SavedFilter


@transaction.atomic
def save(*, of: str, name: str, query: str, by: Official) -> SavedFilter:
    """Keep the conditions `query` of the list `of` under `name`; a name used before now means these.

    Raises Refused beyond SavedFilter.MOST of one list, and for conditions too long to keep.
    """
    Official.objects.select_for_update().get(pk=by.pk)
    own = SavedFilter.objects.kept_by(by).filter(of=of)
    if len(query) > SavedFilter.LONGEST:
        raise Refused("筛选条件太长，不能保存。请减少条件后再保存。")
    if own.exclude(name=name).count() >= SavedFilter.MOST:
        raise Refused(
            f"每个列表最多保存 {SavedFilter.MOST} 个常用筛选。请先删除不用的。"
        )
    kept, _ = SavedFilter.objects.update_or_create(
        official=by, of=of, name=name, defaults={"query": query}
    )
    return kept


def forget(kept: SavedFilter, *, by: Official):
    """Give up a saved filter of one's own; a filter that is gone already is no matter."""
    SavedFilter.objects.kept_by(by).filter(pk=kept.pk).delete()
