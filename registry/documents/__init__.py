"""Papers that leave the house: one letter, as Word file and as PDF, laid out as GB/T 9704-2012 asks."""

from .letters import Letter, LetterHeading, LetterTable, as_docx
from .pdf import Unprintable, as_pdf, printed

__all__ = [
    "Letter",
    "LetterHeading",
    "LetterTable",
    "Unprintable",
    "as_docx",
    "as_pdf",
    "printed",
]
