"""The change feed: what changed, in the order of the commits, by numbers and codes only."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.commit_order import START, Position
from registry.models import Change

MOST = 1000  # changes on a page
LARGEST = 2**63 - 1  # what the database's columns hold


def position_of(cursor: str) -> Position:
    """The place that `cursor` names, the beginning for an empty one; raises ValidationError."""
    if not cursor:
        return START
    moment, _, pk = cursor.partition("-")
    if (
        not (moment.isdecimal() and pk.isdecimal())
        or max(int(moment), int(pk)) > LARGEST
    ):
        raise ValidationError("游标写法有误，请原样使用上一次应答中的 next。")
    return Position(int(moment), int(pk))


def head() -> Position:
    """The place behind the last change that has settled."""
    last = Change.objects.settled().values_list("moment", "pk").last()
    return Position(*last) if last else START


def page(after: Position, limit: int) -> tuple[list[Change], Position, bool]:
    """At most `limit` changes behind `after`, the place behind them, and whether more follow already.

    Nothing that is committed later can get a place before that one. Raises ValidationError for a
    place that does not exist yet.
    """
    if after > head():
        raise ValidationError(
            "游标在最新变动之后，不是本系统给出的。请核对是否连错了环境，或者重新取得全量快照。"
        )
    rows = Change.objects.settled().after(after)
    rows = rows.select_related("entry__standard", "entry__department")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    following = Position(shown[-1].moment, shown[-1].pk) if shown else after
    return shown, following, len(found) > limit


def change_as_dict(change: Change) -> dict:
    """One change as other systems see it."""
    entry = change.entry
    return {
        "cursor": str(Position(change.moment, change.pk)),
        "what": change.what,
        "because": change.because,
        "at": timezone.localtime(change.at).isoformat(),
        "entry": change.entry_id,
        "cause": entry.cause_id,
        "list": entry.list_kind,
        "standard": entry.standard.code,
        "version": entry.standard.version,
        "department": entry.department.code,
    }
