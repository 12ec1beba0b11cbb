"""Finds the row over the columns: by what its cells mean, not by where it stands."""

from typing import NamedTuple

from .cells import text
from .errors import Unreadable
from .headings import LABELS, NEVER_DATA, heading, normalise
from .limits import HEADING_WITHIN

IDENTIFIERS = (
    "identifier",
    "registration_number",
    "organisation_code",
    "tax_number",
    "person_identifier",
)
NAMES = ("name", "person_name")
DISTINGUISHED_BY = {*IDENTIFIERS, *NAMES, "decided_on", "document_number"}

NO_HEADING = (
    f"没有认出表头。前 {HEADING_WITHIN} 行里要有一行写明主体名称（如“企业名称”“姓名”）"
    "和代码（如“统一社会信用代码”“身份证号码”）。可在导入页面下载模板，把内容粘贴进去后上传。"
)
NO_IDENTIFIER = (
    "表头里没有代码一列（如“统一社会信用代码”“身份证号码”）。"
    "只凭名称不能认定是谁，请补上代码后重新上传。"
)
NO_NAME = "表头里没有名称一列（如“企业名称”“姓名”）。请补上名称后重新上传。"


class HeadRow(NamedTuple):
    """The heading of a list: its last row, all its columns, and where each field stands."""

    number: int
    headings: list
    position: dict  # field → column

    def unused(self) -> list[str]:
        """Return the written headings whose columns are not imported."""
        used = set(self.position.values())
        return [
            h.text
            for h in self.headings
            if h.text and h.column not in used and normalise(h.text) not in NEVER_DATA
        ]


def find(rows) -> HeadRow:
    """Return the `HeadRow` among the first rows of a sheet.

    Of the first fifteen rows, and of pairs of neighbouring rows (group heading above,
    column heading below), the one with most known headings counts, the earlier on a
    tie. Raises `Unreadable` saying what is missing.
    """
    lines = [[text(cell) for cell in row] for row in rows[: HEADING_WITHIN + 1]]
    candidates = [
        _read(number, line) for number, line in enumerate(lines[:HEADING_WITHIN], 1)
    ]
    best = max(candidates, key=lambda c: len(c.position), default=None)
    for number, (upper, lower) in enumerate(zip(lines, lines[1:], strict=False), 2):
        pair = _read(number, _stacked(upper, lower))
        if len(pair.position) > len(best.position):
            best = pair
    _refuse_unusable(best)
    _refuse_doubled(best)
    return best


def _stacked(upper, lower):
    """Return one line of headings from two: the lower one where it is known."""
    width = max(len(upper), len(lower))
    upper, lower = ([*line, *[""] * (width - len(line))] for line in (upper, lower))
    return [
        low if heading(0, low).field or not heading(0, high).field else high
        for high, low in zip(upper, lower, strict=True)
    ]


def _read(number, line):
    headings = [heading(column, words) for column, words in enumerate(line)]
    position = {}
    for each in sorted(headings, key=lambda h: h.rank):
        if each.field:
            position.setdefault(each.field, each.column)
    return HeadRow(number, headings, position)


def _refuse_unusable(best):
    known = best.position if best else {}
    named = any(field in known for field in NAMES)
    coded = any(field in known for field in IDENTIFIERS)
    if named and coded:
        return
    if len(known) >= 2 and (named or coded):
        raise Unreadable(NO_IDENTIFIER if named else NO_NAME)
    raise Unreadable(NO_HEADING)


def _refuse_doubled(best):
    seen = {}
    for each in best.headings:
        if each.field not in DISTINGUISHED_BY:
            continue
        earlier = seen.setdefault((each.field, each.rank), each)
        if earlier is not each:
            raise Unreadable(
                f"表头第 {best.number} 行有两列都是“{each.text}”（{LABELS[each.field]}），"
                "不知道该用哪一列。请删去或改名其中一列后重新上传。"
            )
