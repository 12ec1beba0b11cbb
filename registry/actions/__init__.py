"""Everything that can be done to the register, a noun a module: `actions.entries.approve(entry, by=…)`.

Every action says who does it (`by`, an Official, or None for the system). Actions on entries take
sets: `…_all` is given the primary keys, and its singular is the set of one. All or nothing: a set
with a member that may not be treated so is refused whole, each member with its reasons.
"""

from . import (
    calendar,
    calendar_feeds,
    entries,
    exports,
    holds,
    incoming,
    proofs,
    reference,
    saved_filters,
    standards,
    subjects,
    tokens,
)

__all__ = [
    "calendar",
    "calendar_feeds",
    "entries",
    "exports",
    "holds",
    "incoming",
    "proofs",
    "reference",
    "saved_filters",
    "standards",
    "subjects",
    "tokens",
]
