"""The officials' desk for the register, a noun a file."""

from . import (
    batches,
    calendar,
    claims,
    entries,
    exchange,
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
    "claims",
    "entries",
    "exchange",
    "messages",
    "officials",
    "places",
    "proofs",
    "standards",
    "subjects",
    "tokens",
    "trail",
]
