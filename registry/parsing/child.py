"""The second fence: the process that parses a workbook, with little memory and time.

A parser can be made to ask for any amount of memory and then takes its process with
it; here that is this one and nothing else. It knows no settings, no database and no
keys, reads the file from its standard input and writes framed `marshal` messages:
("sheet", name, visible, merges, problems, last row), ("rows", first row number, rows),
("end",) or ("unreadable", sentence). Dates travel as tuples, (2016, 11, 3) or with the time.
"""

import datetime
import io
import marshal
import resource
import sys

import python_calamine

from .errors import Unreadable
from .limits import (
    BLOCK,
    CHILD_MEMORY,
    CHILD_SECONDS,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
)
from .sniff import ENCRYPTED, TRUNCATED, FileKind
from .spreadsheetml import sheets as spreadsheetml_sheets

PLAIN = {str, float, int, bool}


def main():
    """Read standard input as the kind named on the command line; write the messages."""
    for what, limit in [
        (resource.RLIMIT_AS, CHILD_MEMORY),
        (resource.RLIMIT_CPU, CHILD_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ]:
        resource.setrlimit(what, (limit, limit))
    content = sys.stdin.buffer.read()
    read = spreadsheetml_sheets if sys.argv[1] == FileKind.XML else calamine_sheets
    try:
        for message in read(content):
            send(message)
        send(("end",))
    except python_calamine.PasswordError:
        send(("unreadable", ENCRYPTED))
    except python_calamine.CalamineError:
        send(("unreadable", TRUNCATED))
    except Unreadable as refusal:
        send(("unreadable", str(refusal)))


def send(message):
    """Write one message, its length first."""
    frame = marshal.dumps(message)
    sys.stdout.buffer.write(len(frame).to_bytes(4, "little"))
    sys.stdout.buffer.write(frame)
    sys.stdout.buffer.flush()


def calamine_sheets(content):
    """Yield the messages for every sheet of an xlsx or xls file."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for meta in workbook.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
        if not visible:
            yield ("sheet", meta.name, False, [], {}, 0)
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        refuse_too_large(sheet)
        last = sheet.end[0] + 1 if sheet.end else 0
        yield ("sheet", meta.name, True, upright_merges(sheet), {}, last)
        yield from blocks(map(portable, sheet.iter_rows()))


def refuse_too_large(sheet):
    """Refuse a sheet whose filled area passes the limits."""
    if not sheet.end:
        return
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if rows > MOST_ROWS:
        raise Unreadable(
            f"工作表“{sheet.name}”的内容到第 {rows} 行，超出 {MOST_ROWS} 行的上限，"
            "请拆分成几个文件后上传。"
        )
    if columns > MOST_COLUMNS:
        raise Unreadable(
            f"工作表“{sheet.name}”的内容到第 {columns} 列，超出 {MOST_COLUMNS} 列的上限，"
            "请删除右侧多余内容后上传。"
        )


def upright_merges(sheet):
    """Return the merged areas of one column and several rows: (column, first, last row)."""
    merges = sheet.merged_cell_ranges or []
    return [
        (start[1], start[0] + 1, end[0] + 1)
        for start, end in merges[:MOST_MERGES]
        if end[0] > start[0] and end[1] == start[1]
    ]


def blocks(rows):
    """Yield rows in messages of `BLOCK`, each with the number of its first row."""
    first, block = 1, []
    for row in rows:
        block.append(row)
        if len(block) == BLOCK:
            yield ("rows", first, block)
            first, block = first + BLOCK, []
    if block:
        yield ("rows", first, block)


def portable(row):
    """Return the cells of a row as values that `marshal` can carry."""
    if PLAIN.issuperset(map(type, row)):
        return row
    return [cell if type(cell) in PLAIN else portable_cell(cell) for cell in row]


def portable_cell(cell):
    """Return a date as (year, month, day), with the time if it has one; the rest as text."""
    if isinstance(cell, datetime.datetime):
        moment = cell.timetuple()[:6]
        return moment if any(moment[3:]) else moment[:3]
    if isinstance(cell, datetime.date):
        return cell.timetuple()[:3]
    return "" if cell is None else str(cell)[:LONGEST_CELL]


if __name__ == "__main__":
    main()
