"""The facts of an entry, each described once, and the uses that are made of it.

Forms, files, checks and pages select the facts that they carry with `used_for`; none of them
lists facts of its own. `docs/adding-a-column.md` shows how a fact is added.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class FactKind(StrEnum):
    """What a fact is, and so which column, form field and reading of a cell it has."""

    DATE = "date"
    TEXT = "text"  # one line, of at most `longest` characters
    LONG_TEXT = "long text"
    CHOICE = "choice"  # the column is written in the model, with its choices
    REFERENCE = "reference"  # the column is written in the model, with its target
    PARTICULARS = "particulars"  # a mapping of names to texts


class FactSection(StrEnum):
    """The part of the paper file of an entry in which a fact stands."""

    DECISION = "三、认定决定"
    HEARING = "四、告知和听取意见"
    SERVICE = "五、决定书送达"


class Use(StrEnum):
    """Where facts are used."""

    DRAFT = "written and edited on the desk, and kept in the trail"
    CORRECT = "put right after publication (三(五))"
    PUSH = "sent by departments' systems"
    IMPORT = "read from lists, staged and merged into the register"
    ADVERSE_FORM = "asked for in the empty workbook of black lists and bad records"
    PRAISE_FORM = "asked for in the empty workbook of red lists and good records"
    JUDGE = "judged before publication"
    DERIVE = "copied into the entries of responsible persons (二(三))"
    CARD = "shown on the public pages"
    API = "shown by the API for departments"
    SHEET = "exported from the desk"
    SNAPSHOT = "written into the daily files of the whole register"
    REGION_FILE = "written into the files for other platforms (三(七))"
    CERTIFY = "certified"
    CHECK = "part of the answer to a credit check"
    REPORT = "stated in a credit report"


class Fact(NamedTuple):
    """One fact: its column, its Chinese names, its place in the paper file and its uses."""

    name: str
    kind: FactKind
    label: str
    section: FactSection
    uses: frozenset
    required: bool = False
    longest: int | None = None
    help_text: str = ""
    file_label: str = ""  # what is written over its column in lists, where not `label`
    file_field: str = ""  # how lists call the field, where not `name`
    sample: str = ""  # in the sample row of an empty workbook

    @property
    def attname(self) -> str:
        """The attribute that holds the plain value: of a reference the key."""
        return f"{self.name}_id" if self.kind is FactKind.REFERENCE else self.name

    @property
    def heading(self) -> str:
        """What is written over the fact in lists and on public pages."""
        return self.file_label or self.label

    @property
    def field(self) -> str:
        """The name of the field in lists."""
        return self.file_field or self.name


WRITTEN = frozenset({Use.DRAFT, Use.PUSH, Use.IMPORT})
DECIDED = WRITTEN | {Use.CORRECT, Use.ADVERSE_FORM}
HEARD = WRITTEN | {Use.JUDGE, Use.ADVERSE_FORM}
SHOWN = frozenset(
    {Use.CARD, Use.API, Use.SHEET, Use.REGION_FILE, Use.CERTIFY, Use.REPORT}
)
EVERYWHERE = (
    DECIDED | SHOWN | {Use.PRAISE_FORM, Use.JUDGE, Use.DERIVE, Use.SNAPSHOT, Use.CHECK}
)

DATE, TEXT, LONG_TEXT, CHOICE, REFERENCE, PARTICULARS = FactKind
DECISION, HEARING, SERVICE = FactSection
# In the order in which forms, files and pages show them.
FACTS = (
    Fact("document_number", TEXT, "认定文号", DECISION, EVERYWHERE - {Use.JUDGE}, longest=100,
         file_label="文书号", sample="榕某认〔2026〕1 号"),
    Fact("decided_on", DATE, "认定日期", DECISION, EVERYWHERE, required=True, sample="2026-11-03"),
    Fact("occurred_on", DATE, "行为发生日期", DECISION, DECIDED | {Use.JUDGE, Use.DERIVE, Use.API, Use.CARD},
         file_label="发生日期", sample="2026-08-15"),
    Fact("facts", LONG_TEXT, "认定事由", DECISION, DECIDED | SHOWN | {Use.PRAISE_FORM, Use.DERIVE}, required=True,
         file_label="列入事由", sample="认定的事实"),
    Fact("source", CHOICE, "良好信息来源", DECISION, frozenset({Use.DRAFT, Use.PUSH, Use.CORRECT})),
    Fact("details", PARTICULARS, "其他登记事项", DECISION, frozenset({Use.DRAFT, Use.IMPORT, Use.CORRECT})),
    Fact("asked_until", DATE, "文书载明的有效期至", DECISION, DECIDED | {Use.PRAISE_FORM, Use.JUDGE},
         help_text="早于标准规定的期限时，以此日期为准。", file_label="有效期至", file_field="valid_to", sample="长期"),
    Fact("region", REFERENCE, "区划", DECISION, frozenset({Use.DRAFT, Use.IMPORT, Use.CORRECT, Use.DERIVE})),
    Fact("notice_served_on", DATE, "事先告知书送达日期", HEARING, HEARD,
         file_label="告知书送达日期", sample="2026-09-01"),
    Fact("notice_proof", TEXT, "告知书文号及送达凭证", HEARING, HEARD, longest=200,
         file_label="告知书送达凭证", sample="榕某告〔2026〕1 号，直接送达"),
    Fact("statement", LONG_TEXT, "当事人陈述申辩", HEARING, HEARD, file_label="陈述申辩意见"),
    Fact("statement_answer", LONG_TEXT, "陈述申辩复核意见", HEARING, HEARD),
    Fact("decision_served_on", DATE, "决定书送达日期", SERVICE, HEARD | {Use.DERIVE}, sample="2026-11-05"),
    Fact("decision_proof", TEXT, "决定书送达凭证", SERVICE, HEARD | {Use.DERIVE}, longest=200, sample="送达回证"),
)  # fmt: skip

# Columns of an entry that are no facts, because nobody states them.
NOT_FACTS = frozenset([
    # who is listed, under which standard, by which department
    "id", "subject", "standard", "list_kind", "department",
    # what officials of the platform did with the entry
    "status", "drafted_at", "drafted_by", "edited_at", "edited_by", "submitted_at", "submitted_by",
    "approved_at", "approved_by", "urgent_reason", "seconded_at", "seconded_by", "published_at",
    "ended_at", "ended_by", "ended_because", "end_reason",
    # computed from the standard
    "is_public", "valid_from", "valid_to", "public_until", "term_basis",
    # from what the entry was made
    "batch", "row", "cause", "role",
])  # fmt: skip

TWICE = (
    "The fact “{}” is described twice in registry/entry_facts.py: "
    "keep one description and give it the uses of both."
)
if twice := [
    fact.name for fact in FACTS if [one.name for one in FACTS].count(fact.name) > 1
]:
    # Before anything is built from the table, which would fail in words that help nobody.
    raise ValueError(TWICE.format(twice[0]))
UNDESCRIBED = (
    "The column “{}” of Entry is not described: add a line to FACTS in registry/entry_facts.py, "
    "or, where nobody states it, its name to NOT_FACTS there."
)
WITHOUT_COLUMN = (
    "The fact “{}” has no column: write it in Entry, or give its description in "
    "registry/entry_facts.py a kind whose column is made from it."
)


def used_for(use: Use) -> list[Fact]:
    """The facts that are used for `use`, in the order of the table."""
    return [fact for fact in FACTS if use in fact.uses]


def names_for(use: Use) -> list[str]:
    """The names of the facts that are used for `use`."""
    return [fact.name for fact in used_for(use)]


def read_from_lists() -> list[Fact]:
    """The facts that have a column of their own in lists."""
    facts = used_for(Use.IMPORT)
    return [fact for fact in facts if fact.kind is not FactKind.PARTICULARS]


def in_section(section: FactSection) -> list[str]:
    """The names of the facts that an official writes in `section` of the paper file."""
    return [fact.name for fact in used_for(Use.DRAFT) if fact.section is section]


def arranged(names: Iterable, *, first: Iterable = (), last: Iterable = ()) -> list:
    """`names` with those in `first` at the beginning and those in `last` at the end.

    For the few places whose order is not that of the table: what is not named keeps its order.
    """
    names, first, last = list(names), list(first), list(last)
    between = [name for name in names if name not in {*first, *last}]
    return [name for name in [*first, *between, *last] if name in names]


def as_plain(value):
    """A fact as JSON, files and the trail carry it: dates and rows of other tables as text."""
    if value is None or isinstance(value, str | int | dict | list):
        return value
    return str(value)


def description_problems(columns: Iterable[str]) -> list[str]:
    """What is wrong with the description of an entry that has the fields `columns`."""
    described = Counter(fact.name for fact in FACTS)
    described.update(NOT_FACTS)
    columns = set(columns)
    twice = [name for name, times in described.items() if times > 1]
    return [
        *map(TWICE.format, twice),
        *map(UNDESCRIBED.format, sorted(columns - described.keys())),
        *map(WITHOUT_COLUMN.format, sorted(described.keys() - columns)),
    ]
