"""Actions on applications for repair (修复申请), from receipt to the end.

`eligibility` says whether an entry may be repaired, `receiving` takes the application in, `deciding`
leads it from acceptance to the decision, `ending` is for what ends it otherwise.
"""

from .deciding import accept, decline, grant, refuse, verify
from .eligibility import adverse_entries_of, obstacles, rule_for
from .ending import lapse_all, revoke, withdraw
from .receiving import ask_supplement, receive, supplement

__all__ = [
    "accept",
    "adverse_entries_of",
    "ask_supplement",
    "decline",
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
