"""The officials' desk for the register, a noun a file."""

from . import (
    batches,
    calendar,
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
