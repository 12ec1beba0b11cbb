"""List files as departments really send them, good and bad, each as bytes."""

import io
import zipfile

import openpyxl

CODE = "91350100000000001J"
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def workbook(*rows, name="名单", merged=(), change=None):
    """A workbook of one sheet; `change` may do more to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for cells in rows:
        sheet.append(list(cells))
    for area in merged:
        sheet.merge_cells(area)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content, change, drop=()):
    """The zip `content` with its members passed through `change(name, bytes)`."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename not in drop:
                new.writestr(member.filename, change(member.filename, old.read(member)))
    return file.getvalue()


def zipped(members):
    """A zip of `members`, name to content."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def in_sheet(content, old, new):
    """`content` with one piece of its first sheet's XML exchanged."""

    def change(name, member):
        if name != "xl/worksheets/sheet1.xml":
            return member
        assert old in member, member[:2000]
        return member.replace(old, new)

    return repacked(content, change)


def halved(content):
    """A whole zip whose sheet ends in the middle."""
    return repacked(
        content,
        lambda name, member: member[: len(member) // 2] if "sheet1" in name else member,
    )


def bomb():
    """A few kilobytes that unpack to more than any list needs."""
    plain = workbook(["企业名称", "统一社会信用代码"], ["某公司", CODE])
    return repacked(
        plain,
        lambda name, member: b" " * (310 * 1024**2) if name.endswith("styles.xml") else member,
    )  # fmt: skip


def far_out(reference):
    """A list with something in a cell far beyond its end."""
    plain = workbook(["企业名称", "统一社会信用代码"], ["某公司", CODE])
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = (
        f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row>'
    )
    return in_sheet(plain, b"</sheetData>", cell.encode() + b"</sheetData>")


def spreadsheetml(*rows, hidden=False):
    """An Excel 2003 XML file; strings, and numbers as numbers."""
    lines = []
    for cells in rows:
        line = "".join(
            f'<Cell><Data ss:Type="{"String" if isinstance(c, str) else "Number"}">{c}</Data></Cell>'
            for c in cells
        )
        lines.append(f"<Row>{line}</Row>")
    options = (
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
        "<Visible>SheetHidden</Visible></WorksheetOptions>"
        if hidden
        else ""
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}">'
        f'<Worksheet ss:Name="名单"><Table>{"".join(lines)}</Table>{options}</Worksheet></Workbook>'
    ).encode()


def container(*streams, length=8192):
    """Bytes that pass for an OLE container with directory entries of these names."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return (head + entries).ljust(length, b"\0")
