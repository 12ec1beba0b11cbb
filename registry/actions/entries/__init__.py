"""Everything that can be done to an entry, from its beginning to its end."""

from .approval import approve, approve_all, second, second_all
from .corrections import correct
from .drafting import (
    discard,
    discard_all,
    draft,
    edit,
    name_responsible,
    return_to_drafter,
    return_to_drafter_all,
    submit,
    submit_all,
)
from .endings import end, end_all, end_expired, withdraw_all

__all__ = [
    "approve",
    "approve_all",
    "correct",
    "discard",
    "discard_all",
    "draft",
    "edit",
    "end",
    "end_all",
    "end_expired",
    "name_responsible",
    "return_to_drafter",
    "return_to_drafter_all",
    "second",
    "second_all",
    "submit",
    "submit_all",
    "withdraw_all",
]
