"""Rows to files: workbooks and CSV that no spreadsheet program misreads.

Both take any iterator of rows and hold one row in memory at a time. Text stays text: an
identifier is never turned into a number, nothing is ever taken for a formula or a link.
"""

import csv
import datetime
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from typing import IO

import xlsxwriter

WORKBOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
    "default_date_format": "yyyy-mm-dd",
}
LONGEST_CELL = 32_767  # characters, Excel's limit
WIDEST, NARROWEST = 40, 10  # columns, in characters

BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows that a CSV is UTF-8
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
EXACT_DIGITS = 15  # a spreadsheet keeps no more of a number


def write_xlsx(headings, rows, *, sheet: str = "数据") -> IO[bytes]:
    """Return an open file holding a workbook of `rows` under `headings`; closing it removes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - returned open
    book = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
    fill_sheet(book, sheet, headings, rows)
    book.close()
    file.seek(0)
    return file


def fill_sheet(book, name, headings, rows, widths=None):
    """Add the sheet `name` to an xlsxwriter `book`: a heading, then `rows`, all text as text.

    `widths` are those of the columns, in characters; without them the headings decide.
    """
    sheet = book.add_worksheet(name)
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True, "text_wrap": True})
    for column, heading in enumerate(headings):
        width = widths[column] if widths else len(heading) * 2 + 2
        width = min(max(width, NARROWEST), WIDEST)
        sheet.set_column(column, column, width, text)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write_cell(sheet, number, column, value, text)
    return sheet


def _write_cell(sheet, row, column, value, text):
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", text)
    elif isinstance(value, int | float | Decimal) and abs(value) < 10**EXACT_DIGITS:
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_string(row, column, written(value)[:LONGEST_CELL], text)


def written(value) -> str:
    """Return a value as people write it: instants to the minute, in the time they carry."""
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def stream_csv(headings, rows) -> Iterator[bytes]:
    """Yield the lines of a CSV file in UTF-8, with the mark by which Excel knows it."""
    writer = csv.writer(_Echo())
    yield (BYTE_ORDER_MARK + writer.writerow(map(harmless, headings))).encode()
    for row in rows:
        yield writer.writerow(map(harmless, row)).encode()


def harmless(value) -> str:
    """Return a CSV cell that is only read, never computed: no formula, no shortened number.

    A sign that begins a formula gets an apostrophe before it; digits that a spreadsheet
    would round get a tab after them, which it does not show and importing ignores.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, str):
        return written(value)
    if value.lstrip(" ").startswith(FORMULA_SIGNS):
        return "'" + value
    if len(value) > EXACT_DIGITS and value.isdigit():
        return value + "\t"
    return value


class _Echo:
    """A file whose `write` returns the line, so that the csv module makes one line at a time."""

    def write(self, line):
        return line
