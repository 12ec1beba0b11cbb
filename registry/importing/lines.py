"""What one row of a file says, once it is understood."""

import datetime
from dataclasses import dataclass, field
from operator import attrgetter

FACTS = (
    "document_number",
    "decided_on",
    "occurred_on",
    "facts",
    "details",
    "asked_until",
    "region_id",
    "notice_served_on",
    "notice_proof",
    "statement",
    "statement_answer",
    "decision_served_on",
    "decision_proof",
)
"""The facts of an entry that a file can tell, by their column names."""


@dataclass(slots=True)
class Who:
    """A subject as the file names it, its number checked; `role` for responsible persons."""

    kind: str
    name: str
    name_key: str
    identifier_kind: str
    identifier: str  # what may be displayed
    key: str
    sealed: bytes | None = None
    born: datetime.date | None = None
    role: str = ""
    notice_served_on: datetime.date | None = None
    notice_proof: str = ""
    subject: int | None = None  # its primary key, where the register knows it


@dataclass(slots=True)
class Line:
    """One row: its cells as they are kept, what is wrong with it, and what it says."""

    sheet: str
    number: int
    cells: list
    list_kind: str
    problems: list = field(default_factory=list)  # (column, sentence): not importable
    remarks: list = field(default_factory=list)  # (column, sentence): to be looked at
    who: Who | None = None
    persons: list = field(default_factory=list)
    code_column: int | None = (
        None  # where an organisation's own number stands, in clear
    )
    document_number: str = ""
    document_key: str = ""  # as document numbers are compared
    decided_on: datetime.date | None = None
    occurred_on: datetime.date | None = None
    facts: str = ""
    details: dict = field(default_factory=dict)
    asked_until: datetime.date | None = None
    region_id: int | None = None
    notice_served_on: datetime.date | None = None
    notice_proof: str = ""
    statement: str = ""
    statement_answer: str = ""
    decision_served_on: datetime.date | None = None
    decision_proof: str = ""
    fate: str = ""
    match: int | None = None  # the entry that stands in the register already
    changes_draft: bool = (
        False  # the entry is still its clerk's, and the file tells more
    )

    def is_usable(self):
        """Whether nothing was found that forbids importing the row."""
        return not self.problems

    def content(self):
        """A digest of the facts, to compare two rows of one file by."""
        return hash((self.told, *self.details.items()))


Line.told = property(attrgetter(*(name for name in FACTS if name != "details")))
