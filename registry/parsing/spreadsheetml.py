"""Excel 2003 XML files (SpreadsheetML), still written by older systems."""

from xml.parsers import expat

from .errors import Unreadable
from .guard import DECLARED, ERROR_RESULT, NO_STORED_RESULT
from .limits import BLOCK, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from .sniff import TRUNCATED

SS = "urn:schemas-microsoft-com:office:spreadsheet "
EXCEL = "urn:schemas-microsoft-com:office:excel "


def sheets(content):
    """Yield the messages (see `child`) for every sheet of a SpreadsheetML file.

    A hidden sheet announces itself only after its rows, so a sheet is held back until
    it is complete.
    """
    handler = _Handler()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = handler.refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise Unreadable(TRUNCATED) from None
    for sheet in handler.sheets:
        last = len(sheet.rows)
        yield ("sheet", sheet.name, sheet.visible, sheet.merges, sheet.problems, last)
        if sheet.visible:
            for at in range(0, len(sheet.rows), BLOCK):
                yield ("rows", at + 1, sheet.rows[at : at + BLOCK])


class _Sheet:
    def __init__(self, name):
        self.name, self.visible = name, True
        self.rows, self.merges, self.problems = [], [], {}

    def open_row(self, index):
        number = int(index) if index else len(self.rows) + 1
        if number > MOST_ROWS or number <= len(self.rows):
            raise Unreadable(
                f"工作表“{self.name}”超出 {MOST_ROWS} 行的上限，或行号有误。"
            )
        self.rows.extend([] for _ in range(number - len(self.rows)))

    def put(self, column, value):
        if column >= MOST_COLUMNS:
            raise Unreadable(
                f"工作表“{self.name}”第 {len(self.rows)} 行的内容超出 {MOST_COLUMNS} 列的上限。"
            )
        row = self.rows[-1]
        row.extend("" for _ in range(column + 1 - len(row)))
        row[column] = value


class _Handler:
    """Gathers cells; a bare index is enough because rows and cells come in order."""

    def __init__(self):
        self.sheets, self.column, self.words, self.type = [], 0, None, ""
        self.formula, self.filled, self.wide = False, False, 0

    def refuse(self, *_):
        raise Unreadable(DECLARED)

    def start(self, name, attributes):
        if name == f"{SS}Worksheet":
            self.sheets.append(_Sheet(attributes.get(f"{SS}Name", "")))
        elif not self.sheets:
            return
        elif name == f"{SS}Row":
            self.sheets[-1].open_row(attributes.get(f"{SS}Index"))
            self.column = 0
        elif name == f"{SS}Cell":
            self._start_cell(attributes)
        elif name == f"{SS}Data":
            self.words, self.type = [], attributes.get(f"{SS}Type", "String")
        elif name == f"{EXCEL}Visible":
            self.words, self.type = [], "Visible"

    def _start_cell(self, attributes):
        sheet = self.sheets[-1]
        self.column = int(attributes.get(f"{SS}Index", self.column + 1)) - 1
        self.formula, self.filled = f"{SS}Formula" in attributes, False
        self.wide = int(attributes.get(f"{SS}MergeAcross", 0))
        down, row = int(attributes.get(f"{SS}MergeDown", 0)), len(sheet.rows)
        if down and not self.wide:
            sheet.merges.append((self.column, row, row + down))

    def text(self, text):
        if self.words is not None:
            self.words.append(text)

    def end(self, name):
        if name == f"{SS}Data" and self.words is not None:
            self._end_data("".join(self.words))
        elif name == f"{EXCEL}Visible" and self.words is not None:
            self.sheets[-1].visible = "Hidden" not in "".join(self.words)
            self.words = None
        elif name == f"{SS}Cell" and self.sheets:
            if self.formula and not self.filled:
                self._problem(NO_STORED_RESULT)
            self.column += 1 + self.wide

    def _end_data(self, text):
        self.words, self.filled = None, True
        if len(text) > LONGEST_CELL:
            raise Unreadable(
                f"第 {len(self.sheets[-1].rows)} 行有过长的单元格，请检查文件。"
            )
        if self.type == "Error":
            self._problem(ERROR_RESULT)
        elif text:
            self.sheets[-1].put(self.column, _value(text, self.type))

    def _problem(self, sentence):
        sheet = self.sheets[-1]
        sheet.problems[len(sheet.rows), self.column] = sentence


def _value(text, kind):
    """Return a cell in the form that all readers share."""
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    if kind == "DateTime":
        numbers = text.replace("T", "-").replace(":", "-").split(".")[0].split("-")
        if all(part.isdigit() for part in numbers) and len(numbers) in (3, 6):
            moment = tuple(map(int, numbers))
            return moment if any(moment[3:]) else moment[:3]
    if kind == "Boolean":
        return text == "1"
    return text
