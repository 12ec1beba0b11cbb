"""Everything that may be done in the monthly round."""

from .examples import (
    approve_example,
    draft_example,
    edit_example,
    give_back_example,
    publish_example,
    withdraw_example,
)
from .months import open_due, open_month
from .reports import accept, give_back, remark, submit, write

__all__ = [
    "accept",
    "approve_example",
    "draft_example",
    "edit_example",
    "give_back",
    "give_back_example",
    "open_due",
    "open_month",
    "publish_example",
    "remark",
    "submit",
    "withdraw_example",
    "write",
]
