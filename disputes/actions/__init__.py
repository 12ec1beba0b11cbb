"""Everything that can be done in a dispute, a noun a module; each action says who does it: `by`."""

from . import cases, complaints, litigations, objections, redress, reveal, tips

__all__ = [
    "cases",
    "complaints",
    "litigations",
    "objections",
    "redress",
    "reveal",
    "tips",
]
