"""What one row of a file says, once it is understood."""

import datetime
from dataclasses import dataclass, field, make_dataclass
from operator import attrgetter

from registry.entry_facts import FactKind, Use, used_for

FACTS = [fact.attname for fact in used_for(Use.IMPORT)]
# The value that each kind of fact has where a row does not state it.
UNSTATED = {
    FactKind.TEXT: (str, ""),
    FactKind.LONG_TEXT: (str, ""),
    FactKind.PARTICULARS: (dict, field(default_factory=dict)),
    FactKind.DATE: (datetime.date | None, None),
    FactKind.REFERENCE: (int | None, None),
}
# A slotted attribute for each fact that lists can state; a hundred thousand lines are made.
Stated = make_dataclass(
    "Stated",
    [(fact.attname, *UNSTATED[fact.kind]) for fact in used_for(Use.IMPORT)],
    slots=True,
    kw_only=True,
)
stated_facts = attrgetter(*(name for name in FACTS if name != "details"))


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
    subject_id: int | None = None  # its primary key, where the register knows it


@dataclass(slots=True)
class Line(Stated):
    """One row: its cells as they are kept, what is wrong with it, and the facts it states."""

    sheet: str
    number: int
    cells: list
    list_kind: str
    problems: list = field(default_factory=list)  # (column, sentence): not importable
    remarks: list = field(default_factory=list)  # (column, sentence): to be looked at
    who: Who | None = None
    persons: list = field(default_factory=list)
    code_column: int | None = None  # of an organisation's own number, in clear
    document_key: str = ""  # as document numbers are compared
    fate: str = ""
    match: int | None = None  # the entry that stands in the register already
    changes_draft: bool = False  # the entry is a draft, and the file states more

    def is_usable(self) -> bool:
        """Whether nothing was found that forbids importing the row."""
        return not self.problems

    def content(self) -> int:
        """A digest of the facts, to compare two rows of one file by."""
        return hash((stated_facts(self), *self.details.items()))
