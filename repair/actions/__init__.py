"""Everything that may be done about repairing credit; each deed says who does it: `by`."""

from .advising import advise_all
from .deciding import accept, decline, grant, refuse, verify
from .eligibility import entries_of, obstacles, rule_for
from .ending import lapse_all, revoke, withdraw
from .receiving import ask_supplement, receive, supplement
from .restructuring import end_restructuring, record_restructuring
from .reveal import reveal_contact
from .ruling import adopt_usual_rule, publish_rule

__all__ = [
    "accept",
    "adopt_usual_rule",
    "advise_all",
    "ask_supplement",
    "decline",
    "end_restructuring",
    "entries_of",
    "grant",
    "lapse_all",
    "obstacles",
    "publish_rule",
    "receive",
    "record_restructuring",
    "refuse",
    "reveal_contact",
    "revoke",
    "rule_for",
    "supplement",
    "verify",
    "withdraw",
]
