"""An official's own saved filters; they are no facts of the register, so the trail has no line."""

from django.db import transaction

from registry.errors import Refused
from registry.models import Official, SavedFilter


@transaction.atomic
def save(*, of: str, name: str, query: str, by: Official) -> SavedFilter:
    """Save the conditions `query` of the list `of` under `name`, in place of earlier ones of that name.

    Raises Refused beyond SavedFilter.MOST of one list, and for conditions too long to keep.
    """
    Official.objects.select_for_update().get(pk=by.pk)  # two at once could pass MOST
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


def forget(kept: SavedFilter, *, by: Official) -> None:
    """Delete a saved filter of `by`'s own, if it is still there."""
    SavedFilter.objects.kept_by(by).filter(pk=kept.pk).delete()
