"""Actions in disputes, one module for each noun; `by` is the official who acts."""

from . import cases, complaints, feeds, litigations, objections, redress, reveal, tips

__all__ = [
    "cases",
    "complaints",
    "feeds",
    "litigations",
    "objections",
    "redress",
    "reveal",
    "tips",
]
