"""Everything that can be done to an objection or a complaint, from its beginning to its end."""

from .acceptance import (
    accept,
    add_evidence,
    refuse,
    return_to_applicant,
    supplement,
    withdraw,
)
from .decisions import decide, reply
from .verification import deem_received, record_finding, redo_finding, sign

__all__ = [
    "accept",
    "add_evidence",
    "decide",
    "deem_received",
    "record_finding",
    "redo_finding",
    "refuse",
    "reply",
    "return_to_applicant",
    "sign",
    "supplement",
    "withdraw",
]
