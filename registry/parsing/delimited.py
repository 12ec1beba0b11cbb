"""CSV and other delimited text: which encoding, which delimiter, where a quote is lost."""

import codecs
import csv
import io

from .errors import Unreadable
from .limits import BLOCK, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS

DELIMITERS = ",\t;|"
UNKNOWN_ENCODING = (
    "文件的文字编码无法识别（既不是 UTF-8，也不是 GB18030）。"
    "请用 Excel 打开，另存为 .xlsx 后重新上传。"
)


def decode(content):
    """Return the text of `content`.

    A byte-order mark decides; else strict UTF-8; else strict GB 18030. Never `gb2312`,
    whose codec reads the interpunct of minority names as another character.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(UNKNOWN_ENCODING)


def delimiter_of(text):
    """Return the delimiter that divides the first lines most."""
    sample = text[:20_000].splitlines()[:20]
    return max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in sample))


def blocks(content):
    """Yield ("rows", first row number, rows) of a delimited text file."""
    text = decode(content)
    if "\0" in text:
        raise Unreadable(UNKNOWN_ENCODING)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True
    )
    first, block = 1, []
    try:
        for row in reader:
            block.append([cell[2:-1] if cell[:2] == '="' else cell for cell in row])
            if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
                raise Unreadable(
                    f"第 {reader.line_num} 行超过 {MOST_COLUMNS} 列，请检查分隔符和引号。"
                )
            if len(block) == BLOCK:
                yield ("rows", first, block)
                first, block = first + BLOCK, []
            if first > MOST_ROWS:
                raise Unreadable(f"文件超过 {MOST_ROWS} 行，请拆分成几个文件后上传。")
    except csv.Error:
        raise Unreadable(
            f"第 {reader.line_num} 行附近引号不配对或单元格过长，无法分列。"
            "请用 Excel 打开，另存为 .xlsx 后重新上传。"
        ) from None
    if block:
        yield ("rows", first, block)
