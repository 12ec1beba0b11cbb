"""What the actions on sets of entries share: all or nothing, in chunks, locked in key order."""

from collections.abc import Iterator

from registry.errors import ManyRefused, Refused
from registry.models import Entry
from registry.workflow import CHUNK


def chunks(pks) -> Iterator[list]:
    """`pks` in ascending order, CHUNK at a time."""
    ordered = sorted(pks)
    return (ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK))


def refuse(refusals: dict[int, list[str]], total: int) -> None:
    """Raise Refused or ManyRefused where `refusals`, {pk: reasons}, has any of the `total` members."""
    if not refusals:
        return
    if total == 1:
        raise Refused(*next(iter(refusals.values())))
    raise ManyRefused(refusals, total)


def only(pks, statuses, action: str) -> None:
    """Lock the entries `pks`; raise Refused or ManyRefused unless each is in one of `statuses`.

    `action` is the Chinese verb of what is refused. Missing entries count as refused: the
    official may be looking at a stale page.
    """
    refusals, found = {}, 0
    for chunk in chunks(pks):
        rows = Entry.objects.filter(pk__among=chunk).order_by("pk").select_for_update()
        for pk, status in rows.values_list("pk", "status"):
            found += 1
            if status not in statuses:
                label = Entry.Status(status).label
                refusals[pk] = [
                    f"条目 {pk} 当前状态为“{label}”，不能{action}。请刷新页面。"
                ]
    if not pks or found < len(set(pks)):
        raise Refused("所选条目不存在或已被移走，请刷新页面后重新选择。")
    refuse(refusals, found)


def with_derived(pks) -> list[int]:
    """`pks` and the published entries derived from them, sorted."""
    derived = set()
    for chunk in chunks(pks):
        rows = Entry.objects.filter(
            cause__among=chunk, status=Entry.Status.PUBLISHED
        ).values_list("pk", flat=True)
        derived.update(rows)
    return sorted(derived.union(pks))
