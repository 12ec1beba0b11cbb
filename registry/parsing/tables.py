"""Finds the lists inside a file, and which of their rows are data."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from . import headrow, workbook
from .cells import plain, text
from .errors import Unreadable
from .headrow import IDENTIFIERS, NAMES

FILLED_DOWN = {
    *IDENTIFIERS,
    *NAMES,
    "kind",
    "representative",
    "representative_identifier",
}

SAMPLE = re.compile(
    r"测试(?:企业|公司|单位)|示例|样例|^例[:：如]|某某(?:公司|企业|单位|有限)"
    r"|[×xX]{2,}(?:公司|企业|单位|有限)"
)
FOOTER = re.compile(
    r"(?:填报|填表|制表|审核|审批|复核|经办|联系|报送|上报|单位负责|分管领导|负责)"
    r"(?:人|单位|部门|电话|方式|日期|时间)?(?:[(（](?:签字|签章|盖章|公章)[)）])?\s*[:：]"
    r"|(?:表格说明|填表说明|说明|备注|注|注意|电话|日期|单位\s*[(（]盖章[)）])\s*[:：]|[*※]"
)
TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计|本页合计|共\s*\d+\s*[条家户人名个].*")
INSTRUCTION = re.compile(
    r"填写|必填|选填|[单多]选|多项|格式|例如|如[:：]|输入|不超过|字符|下拉|年月日|请按|YYYY|位数"
)


class Skipped(NamedTuple):
    """A row that is no data, and why."""

    number: int
    reason: str


@dataclass
class SheetTable:
    """One list: a sheet with a recognised heading; read its `blocks()` before the next."""

    sheet: workbook.Sheet
    head: headrow.HeadRow
    source: object  # iterator of (first row number, rows)
    skipped: list = field(default_factory=list)
    rows: int = 0

    def __post_init__(self):
        position = self.head.position
        self.codes = [position[f] for f in IDENTIFIERS if f in position]
        self.names = [position[f] for f in NAMES if f in position]
        self.fill = _Fill(
            self.sheet.merges, {position[f] for f in FILLED_DOWN if f in position}
        )

    def blocks(self):
        """Yield lists of (row number, cells) holding the data rows, in file order."""
        for first, rows in self.source:
            block = list(self._data(enumerate(rows, first)))
            self.rows += len(block)
            yield block

    def _data(self, numbered):
        wide, above = len(self.head.headings), self.head.number
        code_at, name_at, fill = self.codes[0], self.names[0], self.fill
        for number, cells in numbered:
            if len(cells) < wide:
                cells = [*cells, *[""] * (wide - len(cells))]
            if fill:
                fill(number, cells)
            if number > above and _plainly_data(cells[code_at], cells[name_at]):
                yield number, cells
            elif any(cells):
                reason = self._why_no_data(cells) if number > above else "标题或说明"
                if not reason:
                    yield number, cells
                elif number != above:
                    self.skipped.append(Skipped(number, reason))

    def _why_no_data(self, cells):
        """Return why a row is no data, nothing if it is: when in doubt it is data."""
        filled = [words for words in map(text, cells) if words]
        names = [plain(cells[column]) for column in self.names]
        codes = [plain(cells[column]) for column in self.codes]
        if not filled:
            return "空行"
        if self._repeats_heading(filled):
            return "重复的表头"
        if any(SAMPLE.search(name) for name in names) or SAMPLE.search(filled[0]):
            return "示例行"
        if any(code.isascii() and len(code) > 7 for code in codes):
            return ""
        if TOTAL.fullmatch(filled[0]) or any(TOTAL.fullmatch(name) for name in names):
            return "合计行"
        if FOOTER.match(filled[0]):
            return "表尾或说明"
        if not any(name and not INSTRUCTION.search(name) for name in names):
            if any(INSTRUCTION.search(words) for words in filled):
                return "填写说明"
            if len(filled) == 1:
                return "标题或说明"
        return ""

    def _repeats_heading(self, filled):
        headings = {heading.text for heading in self.head.headings if heading.text}
        return len(filled) > 1 and sum(words in headings for words in filled) * 2 > len(
            filled
        )


def _plainly_data(code, name):
    """Say at a glance whether a row is data: a code of sane letters, a name of its own."""
    return (
        type(code) is str
        and len(code) > 7
        and code.isascii()
        and type(name) is str
        and name != ""
        and not SAMPLE.search(name)
    )


class _Fill:
    """Repeats the value of a cell merged over several rows in each of them."""

    def __init__(self, merges, columns):
        self.starting, self.open = {}, {}
        for column, first, last in merges:
            if column in columns:
                self.starting.setdefault(first, []).append((column, last))

    def __bool__(self):
        return bool(self.starting)

    def __call__(self, number, cells):
        for column, (last, value) in list(self.open.items()):
            if number > last:
                del self.open[column]
            elif column < len(cells):
                cells[column] = value
        for column, last in self.starting.get(number, ()):
            if column < len(cells):
                self.open[column] = last, cells[column]


class ListFile:
    """A list file being read: its tables one after the other, and what was left out."""

    def __init__(self, file):
        self.notes = []  # sentences on sheets and columns that are not imported
        self._incoming = workbook.messages(file)
        self._next = None

    def tables(self):
        """Yield each visible sheet with a recognised heading as a `SheetTable`.

        Raises `Unreadable` if the file cannot be read, has no heading, or no data.
        """
        refusal, rows = "文件里没有任何内容，请检查后重新上传。", 0
        self._advance()
        while self._next:
            kind, content, *_ = self._next
            self._advance()
            if kind == "hidden":
                self.notes.append(
                    f"工作表“{content}”是隐藏的，没有读取；需要导入请先取消隐藏。"
                )
                continue
            try:
                table = self._table(content)
            except Unreadable as why:
                refusal = str(why)
                continue
            if table:
                yield table
                for _ in table.blocks():
                    pass
                rows += table.rows
                refusal = _nothing_below(table)
        if not rows:
            raise Unreadable(" ".join([refusal, *self.notes]))

    def close(self):
        """End the reading process, if one is at work."""
        self._incoming.close()

    def _advance(self):
        self._next = next(self._incoming, None)

    def _rows(self):
        while self._next and self._next[0] == "rows":
            _, first, rows = self._next
            yield first, rows
            self._advance()

    def _table(self, sheet):
        """Return the table of a sheet, None if the sheet is empty."""
        first = self._next[2] if self._next and self._next[0] == "rows" else []
        if not any(any(row) for row in first):
            for _ in self._rows():
                pass
            return None
        try:
            head = headrow.find(first)
        except Unreadable as why:
            if sheet.name:
                self.notes.append(f"工作表“{sheet.name}”没有导入：{why}")
            for _ in self._rows():
                pass
            raise
        if unused := head.unused():
            where = f"工作表“{sheet.name}”" if sheet.name else "文件"
            self.notes.append(f"{where}中这些列没有导入：{'、'.join(unused)}。")
        return SheetTable(sheet, head, self._rows())


def _nothing_below(table):
    reasons = "、".join(sorted({skipped.reason for skipped in table.skipped}))
    note = f"（跳过的行：{reasons}）" if reasons else ""
    return f"认出了表头（第 {table.head.number} 行），但下面没有数据行{note}。请填写后重新上传。"
