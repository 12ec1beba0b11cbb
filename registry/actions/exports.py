"""Every export of entries as a file is written into the trail before it is sent."""

from registry import trail
from registry.errors import Refused
from registry.models import Official


def record(
    *, by: Official, rows: int, persons: int, filters: dict, reason: str
) -> None:
    """Write into the trail that `by` exports `rows` entries with `persons` whole numbers in them.

    Raises Refused for whole numbers without a reason.
    """
    if persons and not reason:
        raise Refused("导出完整证件号码须填写理由。")
    after = {"rows": rows, "persons": persons, "filters": filters}
    trail.record(by, "exported", by=by, after=after, reason=reason)
