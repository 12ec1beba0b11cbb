"""The only place in the project where a status changes: guarded, locked, written down."""

from django.db import transaction

from . import trail, writers
from .errors import IllegalMove

CHUNK = 5000  # rows that one statement treats


@transaction.atomic
def move(instance, to, *, by, reason: str = "", **changes) -> None:
    """Move `instance` to the state `to`, set `changes`, and leave a line in the trail.

    The row is locked and read again first: of two officials deciding at the same moment the
    second is refused, not obeyed. Raises IllegalMove where MOVES knows no way.
    """
    rows = type(instance)._base_manager.select_for_update()
    instance.refresh_from_db(from_queryset=rows)
    before = instance.status  # as of the lock, not of the page the official saw
    if to not in instance.MOVES[before]:
        raise IllegalMove(instance, to)
    instance.status = to
    for name, value in changes.items():
        setattr(instance, name, value)
    instance.save(update_fields=["status", *changes])
    trail.record(
        instance,
        to,
        by=by,
        before={"status": before},
        after={"status": to},
        reason=reason,
    )


def lock(queryset) -> dict:
    """Lock the rows of `queryset` until the transaction ends; returns {pk: status}.

    To be called inside a transaction; on SQLite the transaction itself is the lock.
    """
    # In key order, so that two overlapping sets wait for each other and never in a circle;
    # `of` self, for joined tables are not decided about.
    rows = queryset.order_by("pk").select_for_update(of=("self",))
    return dict(rows.values_list("pk", "status"))


@transaction.atomic
def move_all(
    model, pks, to, *, by, reason: str = "", each: dict | None = None, **changes
) -> None:
    """Move the rows `pks` of `model` to `to`: the same guard, lock and trail, set by set.

    `changes` are the same for every row; `each` may map each pk to more columns with values of its
    own (the same columns for all). Raises IllegalMove for the first row that may not go there, and then
    moves none. The number of statements is constant for each CHUNK of rows.
    """
    for start in range(0, len(pks), CHUNK):
        chunk = pks[start : start + CHUNK]
        rows = model._base_manager.filter(pk__among=chunk)
        states = lock(rows)
        for pk, state in states.items():
            if to not in model.MOVES[state]:
                raise IllegalMove(model(pk=pk, status=state), to)
        if each:
            own = {pk: each[pk] for pk in states}
            writers.update(model, own, status=to, **changes)
        else:
            rows.update(status=to, **changes)
        trail.record_all(
            model,
            to,
            ((pk, {"status": was}, {"status": to}) for pk, was in states.items()),
            by=by,
            reason=reason,
        )
