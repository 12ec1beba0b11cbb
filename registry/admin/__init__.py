"""The officials' desk for the register, a noun a file."""

from . import (
    calendar,
    claims,
    entries,
    exchange,
    officials,
    places,
    proofs,
    standards,
    subjects,
    tokens,
    trail,
)

__all__ = [
    "calendar",
    "claims",
    "entries",
    "exchange",
    "officials",
    "places",
    "proofs",
    "standards",
    "subjects",
    "tokens",
    "trail",
]
