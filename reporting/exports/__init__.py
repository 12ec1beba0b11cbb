"""A month as files: xlsx, docx and pdf of the city, docx and pdf of one department.

The last step after `counting` and `figures`: `summary` collects the data of a month once, `sheets`
and `papers` write it; nothing is queried or counted in these two.
"""

from registry.documents import as_docx, as_pdf

from .papers import bulletin, report_paper
from .sheets import as_xlsx
from .summary import Summary, name_of, summary_of

__all__ = [
    "FORMATS",
    "Summary",
    "as_xlsx",
    "bulletin",
    "content",
    "name_of",
    "report_paper",
    "summary_of",
]

FORMATS = ("xlsx", "docx", "pdf")


def content(summary: Summary, kind: str) -> bytes:
    """The city's summary as a file of the format `kind`, one of FORMATS."""
    if kind == "xlsx":
        with as_xlsx(summary) as file:
            return file.read()
    return {"docx": as_docx, "pdf": as_pdf}[kind](bulletin(summary))
