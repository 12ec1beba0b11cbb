"""Everything that may be done in a dispute; each deed says who does it: `by`."""

from .acceptance import (
    accept,
    add_evidence,
    give_back,
    refuse,
    supplement,
    withdraw,
)
from .complaints import complain, decide_complaint, place_hold
from .decisions import decide, reply
from .feeds import issue_feed, revoke_feed
from .intake import object_to, reexamine, request_until
from .litigations import (
    abandon,
    add_date,
    answered,
    appeal,
    conclude,
    judge,
    lift_stay,
    register,
    stay,
    take_effect,
)
from .redress import close_redress, confirm
from .reveal import reveal_applicant
from .tips import (
    begin_checking,
    conclude_tip,
    draft_from,
    hand_in,
    open_tip,
    read_replies,
    write_to_informant,
    write_to_officers,
)
from .verification import deem_received, find, send_back, sign

__all__ = [
    "abandon",
    "accept",
    "add_date",
    "add_evidence",
    "answered",
    "appeal",
    "begin_checking",
    "close_redress",
    "complain",
    "conclude",
    "conclude_tip",
    "confirm",
    "decide",
    "decide_complaint",
    "deem_received",
    "draft_from",
    "find",
    "give_back",
    "hand_in",
    "issue_feed",
    "judge",
    "lift_stay",
    "object_to",
    "open_tip",
    "place_hold",
    "read_replies",
    "reexamine",
    "refuse",
    "register",
    "reply",
    "request_until",
    "reveal_applicant",
    "revoke_feed",
    "send_back",
    "sign",
    "stay",
    "supplement",
    "take_effect",
    "withdraw",
    "write_to_informant",
    "write_to_officers",
]
