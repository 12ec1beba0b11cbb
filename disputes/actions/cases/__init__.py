"""Actions on objections and complaints from receipt to reply; filing them has its own modules."""

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
