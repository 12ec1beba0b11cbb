"""What kind of file this is, judged by its bytes and never by its name."""

import codecs
import zipfile
from enum import StrEnum

from .errors import Unreadable
from .limits import LARGEST_DIRECTORY, LARGEST_FILE, MOST_MEMBERS


class FileKind(StrEnum):
    """The kinds of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    XML = "xml"  # Excel 2003 XML (SpreadsheetML)
    CSV = "csv"


SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"
EMPTY = "文件是空的（0 字节），请检查后重新上传。"
TOO_LARGE = "文件超过 50 MB，请拆分成几个文件后分别上传。"
TRUNCATED = f"文件不完整或已损坏，可能没有传完。{SAVE_AS}"
ENCRYPTED = "文件已加密，请取消密码后另存为 .xlsx 再上传。"
MACROS = "文件含有宏（VBA），为安全起见不接收。请另存为不含宏的 .xlsx 后重新上传。"
WEB_PAGE = f"这是网页文件，只是扩展名像表格。{SAVE_AS}"
UNKNOWN = "不是能识别的表格文件。请上传 .xlsx、.xls 或 .csv 文件。"

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_ZIP = b"PK\x05\x06"
OTHER_ZIPS = [
    ("xl/workbook.bin", f"这是 .xlsb（二进制工作簿）文件。{SAVE_AS}"),
    (
        "word/document.xml",
        "这是 Word 文件，请把其中的表格复制到 Excel 中，另存为 .xlsx 后上传。",
    ),
    (
        "ppt/presentation.xml",
        "这是演示文稿（PPT），不是表格。请上传 .xlsx、.xls 或 .csv 文件。",
    ),
    ("content.xml", f"这是 OpenDocument 文件。{SAVE_AS}"),
]
OTHER_OLES = [
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", OTHER_ZIPS[1][1]),
    ("PowerPoint Document", OTHER_ZIPS[2][1]),
    ("_VBA_PROJECT", MACROS),
]
OTHER_HEADS = {
    b"%PDF": "这是 PDF 文件，不能导入。请上传原始的 .xlsx、.xls 或 .csv 表格。",
    b"Rar!": "这是压缩包，请解压后上传其中的表格。",
    b"7z\xbc\xaf": "这是压缩包，请解压后上传其中的表格。",
    b"\x1f\x8b": "这是压缩包，请解压后上传其中的表格。",
}


def kind_of(file):
    """Return the `Kind` of the open binary `file`, or raise `Unreadable`.

    The file is left at its beginning. Encrypted files, macro files, web pages and
    everything else that is no list are refused here, each with its own sentence.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise Unreadable(EMPTY)
    if size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE)
    head = file.read(4096)
    file.seek(0)
    for start, sentence in OTHER_HEADS.items():
        if head.startswith(start):
            raise Unreadable(sentence)
    if head.startswith((ZIP, EMPTY_ZIP)):
        return _zip_kind(file, size)
    if head.startswith(OLE):
        return _ole_kind(file)
    if OLE.startswith(head) or ZIP.startswith(head):
        raise Unreadable(TRUNCATED)
    return _text_kind(head)


def _zip_kind(file, size):
    names = set(directory(file, size))
    if any(name.endswith("vbaProject.bin") for name in names) or any(
        name.startswith("xl/macrosheets/") for name in names
    ):
        raise Unreadable(MACROS)
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    for name, sentence in OTHER_ZIPS:
        if name in names:
            raise Unreadable(sentence)
    raise Unreadable("这是压缩包或其他文件，不是表格。请解压后上传其中的 .xlsx 文件。")


def directory(file, size):
    """Return the names of the members of a zip, its directory being of sane length."""
    tail_length = min(size, 65_557)  # end record 22 bytes + the longest comment
    file.seek(size - tail_length)
    tail = file.read(tail_length)
    file.seek(0)
    at = tail.rfind(EMPTY_ZIP)
    if at < 0 or len(tail) - at < 22:
        raise Unreadable(TRUNCATED)
    members = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if members > MOST_MEMBERS or length > LARGEST_DIRECTORY:
        raise Unreadable(f"文件内部的组成部分过多，不像一份名单。{SAVE_AS}")
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(TRUNCATED) from None
    finally:
        file.seek(0)


def _ole_kind(file):
    content = file.read()
    file.seek(0)
    for stream, sentence in OTHER_OLES:
        if _has_stream(content, stream):
            raise Unreadable(sentence)
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return FileKind.XLS
    raise Unreadable(TRUNCATED if len(content) < 4096 else UNKNOWN)


def _has_stream(content, name):
    """Say whether an OLE container names a stream; directory entries are 128 bytes long."""
    wanted, at = name.encode("utf-16-le"), -1
    while (at := content.find(wanted, at + 1)) >= 0:
        if at % 128 == 0:
            return True
    return False


def _text_kind(head):
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return FileKind.CSV
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1024].lower()
    if start.startswith(
        (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"mime-version")
    ):
        raise Unreadable(WEB_PAGE)
    if start.startswith((b"<?xml", b"<workbook")):
        if b"schemas-microsoft-com:office:spreadsheet" in head:
            return FileKind.XML
        raise Unreadable(WEB_PAGE if b"<html" in start else UNKNOWN)
    if b"\0" in head:
        raise Unreadable(UNKNOWN)
    if not start:
        raise Unreadable("文件里没有任何内容，请检查后重新上传。")
    return FileKind.CSV
