"""Everything that may be done to the register; each deed says who does it: `by`.

Deeds on entries take sets: `…_all` is given the primary keys, and its singular is the set of
one. All or nothing: a set with a member that may not be treated so is refused whole.
"""

from .approval import approve, approve_all, second, second_all
from .calendar import keep_day, keep_year, remove_day
from .claims import hold, hold_all, release
from .corrections import correct
from .drafting import (
    discard,
    discard_all,
    draft,
    edit,
    give_back,
    give_back_all,
    name_responsible,
    submit,
    submit_all,
)
from .endings import end, end_all, end_expired, withdraw_all
from .exports import note_export
from .feed import acknowledge_feed, note, post, read_up_to
from .proofs import certify
from .recalls import acknowledge_recall, ask, chase_recalls, recall
from .reference import end_lead, hand_over, keep
from .regions import decline_incoming, receive_incoming, recognise_incoming
from .saved_filters import forget_filter, save_filter
from .standards import (
    draft_standard,
    edit_standard,
    publish_standard,
    retire_standard,
    revise_standard,
)
from .subjects import (
    add_identifier,
    clarify,
    enrol,
    rename,
    reveal_number,
    withdraw_clarification,
)
from .subscriptions import resume, subscribe, unsubscribe
from .tokens import issue_token, revoke_token

__all__ = [
    "acknowledge_feed",
    "acknowledge_recall",
    "add_identifier",
    "approve",
    "approve_all",
    "ask",
    "certify",
    "chase_recalls",
    "clarify",
    "correct",
    "decline_incoming",
    "discard",
    "discard_all",
    "draft",
    "draft_standard",
    "edit",
    "edit_standard",
    "end",
    "end_all",
    "end_expired",
    "end_lead",
    "enrol",
    "forget_filter",
    "give_back",
    "give_back_all",
    "hand_over",
    "hold",
    "hold_all",
    "issue_token",
    "keep",
    "keep_day",
    "keep_year",
    "name_responsible",
    "note",
    "note_export",
    "post",
    "publish_standard",
    "read_up_to",
    "recall",
    "receive_incoming",
    "recognise_incoming",
    "release",
    "remove_day",
    "rename",
    "resume",
    "retire_standard",
    "reveal_number",
    "revise_standard",
    "revoke_token",
    "save_filter",
    "second",
    "second_all",
    "submit",
    "submit_all",
    "subscribe",
    "unsubscribe",
    "withdraw_all",
    "withdraw_clarification",
]
