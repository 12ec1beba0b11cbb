"""Everything that can be done to an application for repair, from its beginning to its end."""

from .deciding import accept, decline, grant, refuse, verify
from .eligibility import entries_of, obstacles, rule_for
from .ending import lapse_all, revoke, withdraw
from .receiving import ask_supplement, receive, supplement

__all__ = [
    "accept",
    "ask_supplement",
    "decline",
    "entries_of",
    "grant",
    "lapse_all",
    "obstacles",
    "receive",
    "refuse",
    "revoke",
    "rule_for",
    "supplement",
    "verify",
    "withdraw",
]
