"""Everything that can be done to the register, one module for each noun: `actions.entries.approve(…)`.

Every action says who performs it (`by`, an Official, or None for the system). Actions on entries
work on sets: `…_all` takes primary keys, and its singular is the set of one. All or nothing: where
one member is refused the whole set is, with the reasons of each refused member.
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
