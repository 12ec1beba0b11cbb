"""What leaves the register as a file is written down before it leaves."""

from registry import trail
from registry.errors import Refused
from registry.models import Official


def record(*, by: Official, rows: int, persons: int, filters: dict, reason: str):
    """Write down that `by` takes `rows` entries along, with `persons` whole numbers in them.

    Raises Refused where whole numbers are taken without a reason.
    """
    if persons and not reason:
        raise Refused("导出完整证件号码须填写理由。")
    after = {"rows": rows, "persons": persons, "filters": filters}
    trail.record(by, "exported", by=by, after=after, reason=reason)
