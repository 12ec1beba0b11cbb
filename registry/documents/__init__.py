"""Official letters: one description of a letter, as Word file and as PDF in the layout of GB/T 9704-2012."""

from .letters import (
    Letter,
    LetterHeading,
    LetterTable,
    as_docx,
    date_in_words,
    instant_in_words,
)
from .pdf import Unprintable, as_pdf, printed

__all__ = [
    "Letter",
    "LetterHeading",
    "LetterTable",
    "Unprintable",
    "as_docx",
    "as_pdf",
    "date_in_words",
    "instant_in_words",
    "printed",
]
