"""The officials' desk for the register, a noun a file."""

from . import (
    batches,
    calendar,
    deadlines,
    entries,
    exchange,
    holds,
    messages,
    officials,
    places,
    proofs,
    standards,
    subjects,
    tokens,
    trail,
)

__all__ = [
    "batches",
    "calendar",
    "deadlines",
    "entries",
    "exchange",
    "holds",
    "messages",
    "officials",
    "places",
    "proofs",
    "standards",
    "subjects",
    "tokens",
    "trail",
]
