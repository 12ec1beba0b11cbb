"""Writing the audit trail: every action writes what it did, in its own transaction (design: the trail)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from . import writers
from .models import Official, TrailEntry

SYSTEM = "系统"
COLUMNS = [
    "at",
    "actor_id",
    "actor_name",
    "action",
    "of",
    "of_pk",
    "before",
    "after",
    "reason",
]


def record(
    instance,
    action: str,
    *,
    by: Official | None,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """Write one line about `instance`: `by` did `action`; `before` and `after` are plain values.

    Neither may hold a person's number or an informant's data. `by` None is the system itself.
    """
    TrailEntry.objects.create(
        at=at or timezone.now(),
        actor=by,
        actor_name=str(by) if by else SYSTEM,
        action=f"{instance._meta.label_lower}.{action}",
        of=instance._meta.label_lower,
        of_pk=instance.pk,
        before=before,
        after=after,
        reason=reason,
    )


def record_all(
    model,
    action: str,
    lines: Iterable[tuple[int, dict | None, dict | None]],
    *,
    by: Official | None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """Write one line for each `(pk, before, after)` of `lines`, in bulk; see `record`."""
    label = model._meta.label_lower
    name = str(by) if by else SYSTEM
    actor = by.pk if by else None
    at = at or timezone.now()
    writers.insert(
        TrailEntry,
        COLUMNS,
        (
            (at, actor, name, f"{label}.{action}", label, pk, before, after, reason)
            for pk, before, after in lines
        ),
    )


def actors(model, pks, actions: Iterable[str]) -> dict[int, set[int]]:
    """The officials who did any of `actions` to each of `pks`: {pk: {official's pk, …}}."""
    label = model._meta.label_lower
    found = {}
    lines = TrailEntry.objects.filter(
        of=label,
        of_pk__among=pks,
        action__in=[f"{label}.{action}" for action in actions],
    )
    for pk, actor in lines.values_list("of_pk", "actor_id"):
        found.setdefault(pk, set()).add(actor)
    return found
