"""Actions in disputes, one module for each noun; `by` is the official who acts."""

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
