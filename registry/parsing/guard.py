"""The first fence: an xlsx is looked through as a stream before anything parses it.

It is unpacked piece by piece (memory stays flat), counted, and searched for what no
list needs: entity declarations, cells far out, too many rows. What a reader would
lose silently is noted on the way: formulas without a stored result, error values.
A file that dodges the patterns still meets the second fence, the reading process.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree

from .errors import Unreadable
from .limits import LARGEST_CONTENT, MOST_COLUMNS, MOST_ROWS
from .sniff import ENCRYPTED, SAVE_AS, TRUNCATED

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PIECE = 1024**2
OVERLAP = (
    16 * 1024
)  # longer than any cell's mark-up: a formula has at most 8,192 characters

DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
FAR = rb"(?:[A-Z]{1,3}(?:[2-9]\d{5}|\d{7,})|(?:[B-Z][A-Z]|[A-Z]{3,})\d)"
FAR_CELL, FAR_CELL_QUOTED_ONCE = re.compile(rb'"' + FAR), re.compile(rb"'" + FAR)
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)(\d+)["']([^<>]*)>(</)?""")
NO_RESULT = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v\s*>\s*</(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
ERROR_VALUE = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>""")
ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding=["']([^"']+)""")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
MAC_DATES = re.compile(rb"""\bdate1904=["'](?:1|true)["']""")

NO_STORED_RESULT = "公式无缓存值：请在 Excel 中打开并保存后重新上传，或把公式改为数值"
ERROR_RESULT = "单元格是错误值（如 #REF!、#DIV/0!），请改正"
TOO_MUCH = f"文件解压后超过 300 MB，不像一份名单，请拆分后上传。{SAVE_AS}"
STRANGE_ENCODING = f"文件内部使用了不常见的编码，不能导入。{SAVE_AS}"
DECLARED = f"文件含有不允许的 XML 声明（DOCTYPE/ENTITY），不能导入。{SAVE_AS}"


@dataclass
class Scan:
    """What the look-through found: the date system, and cells that hold no usable value."""

    mac_dates: bool = False
    problems: dict = field(
        default_factory=dict
    )  # sheet name → {(row, column): sentence}


def column_number(letters):
    """Return 0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def scan(file):
    """Look through the open xlsx `file`; return a `Scan` or raise `Unreadable`."""
    by_part, small = {}, {}
    budget = LARGEST_CONTENT
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_CONTENT:
                raise Unreadable(TOO_MUCH)
            for member in members:
                part = _Part(member.filename)
                for piece in _pieces(archive, member):
                    budget -= len(piece)
                    if budget < 0:
                        raise Unreadable(TOO_MUCH)
                    part.look(piece)
                by_part[member.filename] = part.problems
                if (
                    member.filename in (WORKBOOK, RELATIONS)
                    and member.file_size < PIECE
                ):
                    small[member.filename] = archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise Unreadable(TRUNCATED) from None
    except RuntimeError:  # zipfile's way to say that a member needs a password
        raise Unreadable(ENCRYPTED) from None
    return _collect(by_part, small)


def _pieces(archive, member):
    """Yield the unpacked content of a member, piece by piece."""
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            yield piece


class _Part:
    """One member of the archive, looked at piece by piece."""

    def __init__(self, name):
        self.name, self.kept, self.problems = name, b"", {}

    def look(self, piece):
        if not self.kept:
            _refuse_strange_encoding(piece)
        text = self.kept + piece
        if b"!" in text and DECLARATION.search(text):
            raise Unreadable(DECLARED)
        for hit in FAR_CELL.finditer(text):
            _refuse_if_filled(text, hit.start())
        if b"='" in text or b"= '" in text:
            for hit in FAR_CELL_QUOTED_ONCE.finditer(text):
                _refuse_if_filled(text, hit.start())
        self._note_formulas(text)
        if b'="e"' in text or b"='e'" in text:
            for cell in ERROR_VALUE.finditer(text):
                self._note(cell[1], ERROR_RESULT)
        self.kept = text[-OVERLAP:]

    def _note_formulas(self, text):
        if b"<f" not in text and b":f" not in text:
            return
        for formula in NO_RESULT.finditer(text):
            opening = text.rfind(b"<", 0, formula.start())
            cell = CELL.match(text, opening)
            if cell and not (b"<v" in formula[0] and TEXT_RESULT.search(cell[1])):
                self._note(cell[1], NO_STORED_RESULT)

    def _note(self, attributes, sentence):
        if address := ADDRESS.search(attributes):
            place = int(address[2]), column_number(address[1])
            self.problems[place] = sentence


def _refuse_strange_encoding(piece):
    """The patterns look for ASCII: another encoding could hide from them."""
    declared = ENCODING.search(piece[:200])
    if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
    ):
        raise Unreadable(STRANGE_ENCODING)


def _refuse_if_filled(text, at):
    """Refuse a cell beyond the limits unless it is empty (formats reach far in real files)."""
    start = text.rfind(b"<", 0, at)
    found = REFERENCE.search(text, start, at + 300) if start >= 0 else None
    if not found or found.start(1) != at + 1 or found[3].endswith(b"/") or found[4]:
        return
    letters, row = found[1].decode(), int(found[2])
    if row > MOST_ROWS:
        raise Unreadable(
            f"第 {row} 行还有内容（单元格 {letters}{row}），超出 {MOST_ROWS} 行的上限。"
            "请删除多余内容，或拆分成几个文件后上传。"
        )
    if column_number(found[1]) >= MOST_COLUMNS:
        raise Unreadable(
            f"单元格 {letters}{row} 有内容，超出 {MOST_COLUMNS} 列（AZ 列）的上限。"
            "请删除右侧多余内容后上传。"
        )


def _collect(by_part, small):
    """Return the findings under the names of their sheets."""
    workbook = small.get(WORKBOOK, b"")
    found = Scan(mac_dates=bool(MAC_DATES.search(workbook)))
    if any(by_part.values()):
        for name, part in _sheet_parts(workbook, small.get(RELATIONS, b"")):
            if problems := by_part.get(part):
                found.problems[name] = problems
    return found


def _sheet_parts(workbook, relations):
    """Yield the name and the archive member of each sheet."""
    try:
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ElementTree.fromstring(relations)
        }
        sheets = [
            e
            for e in ElementTree.fromstring(workbook).iter()
            if e.tag.endswith("}sheet")
        ]
    except ElementTree.ParseError:
        raise Unreadable(TRUNCATED) from None
    for sheet in sheets:
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        target = targets.get(key, "")
        yield (
            sheet.get("name"),
            target.lstrip("/") if target.startswith("/") else f"xl/{target}",
        )
