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
from .plans import (
    add_task,
    close_plan,
    file_plan,
    keep_plan,
    return_plan,
    tell_progress,
)
from .reports import accept, give_back, remark, submit, write
from .supervisions import (
    answer,
    ask_again,
    close_supervision,
    discard_supervision,
    issue,
    keep_supervision,
)

__all__ = [
    "accept",
    "add_task",
    "answer",
    "approve_example",
    "ask_again",
    "close_plan",
    "close_supervision",
    "discard_supervision",
    "draft_example",
    "edit_example",
    "file_plan",
    "give_back",
    "give_back_example",
    "issue",
    "keep_plan",
    "keep_supervision",
    "open_due",
    "open_month",
    "publish_example",
    "remark",
    "return_plan",
    "submit",
    "tell_progress",
    "withdraw_example",
    "write",
]
