"""An official letter as data, and as a Word file in the layout of GB/T 9704-2012."""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from django.utils import timezone
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# The typefaces that the standard wants; they are named and not embedded, and Word has substitutes.
SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TITLE, BODY, SMALL = Pt(22), Pt(16), Pt(14)
LINE, TITLE_LINE = Pt(28), Pt(35)
TEXT_WIDTH = Mm(156)
NARROWEST, WIDEST = 4, 24  # columns of a table, in characters


class LetterHeading(NamedTuple):
    """A heading within the text: level 1 is 一、, level 2 is （一）."""

    text: str
    level: int = 1


class LetterTable(NamedTuple):
    """A table within the text: headings and rows of plain values; the headings repeat on each page."""

    headings: list
    rows: list


@dataclass
class Letter:
    """What a letter says; `body` has sentences, LetterHeadings and LetterTables in their order."""

    title: str
    body: list
    signed: str
    on: date
    number: str = ""
    addressee: str = ""
    attachments: list = field(default_factory=list)

    @property
    def day(self) -> str:
        """The date of the letter as the standard wants it."""
        return date_in_words(self.on)

    @property
    def blocks(self):
        """The body for a template: {kind, …} for each block."""
        for block in self.body:
            if isinstance(block, LetterHeading):
                yield {"kind": f"h{block.level}", "text": block.text}
            elif isinstance(block, LetterTable):
                yield {"kind": "table", "headings": block.headings, "rows": block.rows}
            else:
                yield {"kind": "text", "text": block}


def date_in_words(on: date) -> str:
    """A date as GB/T 9704 writes it: Arabic numerals without leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def instant_in_words(at: datetime) -> str:
    """The local date of an instant, as `date_in_words` writes it."""
    return date_in_words(timezone.localdate(at))


def as_docx(letter: Letter) -> bytes:
    """The letter as a Word file."""
    document = Document()
    lay_out(document)
    if letter.number:
        write(document, letter.number, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    write(
        document,
        letter.title,
        face=SONG,
        size=TITLE,
        line=TITLE_LINE,
        align=WD_ALIGN_PARAGRAPH.CENTER,
        indent=False,
    )
    write(document, "", indent=False)
    if letter.addressee:
        write(document, f"{letter.addressee}：", indent=False)
    for block in letter.body:
        if isinstance(block, LetterHeading):
            write(document, block.text, face=HEI if block.level == 1 else KAI)
        elif isinstance(block, LetterTable):
            tabulate(document, block)
        else:
            write(document, str(block))
    if letter.attachments:
        write(document, "", indent=False)
        for number, name in enumerate(letter.attachments, 1):
            write(document, f"{'附件：' if number == 1 else '　　　'}{number}. {name}")
    sign(document, letter)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def lay_out(document):
    """A4 with the margins of the standard and page numbers between dashes."""
    set_language(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    number_pages(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    number_pages(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def set_language(document):
    """Declare the text Chinese: else punctuation is set by the rules of the reader's machine."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    language = next(defaults.iter(qn("w:lang")))
    language.set(qn("w:eastAsia"), "zh-CN")


def number_pages(footer, align):
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    for text, is_field in (("— ", False), ("PAGE", True), (" —", False)):
        run = paragraph.add_run("" if is_field else text)
        set_font(run, "宋体", SMALL)
        if is_field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), text)
            run._r.addnext(element)


def write(document, text, *, face=FANG, size=BODY, line=LINE, align=None, indent=True):
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, line
    if align is not None:
        paragraph.alignment = align
    if indent:
        indent_first_line(paragraph)
    set_font(paragraph.add_run(text), face, size)
    return paragraph


def indent_first_line(paragraph):
    # Word reads the number of characters, LibreOffice the length.
    paragraph.paragraph_format.first_line_indent = BODY * 2
    paragraph._p.pPr.ind.set(qn("w:firstLineChars"), "200")


def set_font(run, face, size):
    """Set the East Asian face too: the library alone sets only the Latin one."""
    run.font.name, run.font.size = "Times New Roman", size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def tabulate(document, block):
    table = document.add_table(rows=1, cols=len(block.headings))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    widths = widths_of(block)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice reads the columns', Word the cells'
    fill(table.rows[0], block.headings, HEI, widths)
    for row in block.rows:
        fill(table.add_row(), row, FANG, widths)


def widths_of(block):
    """The width of each column, shared out by the longest text in it."""
    rows = [block.headings, *block.rows]
    longest = [max(ems(str(value)) for value in column) for column in zip(*rows, strict=True)]  # fmt: skip
    widths = [min(max(number, NARROWEST), WIDEST) for number in longest]
    return [int(TEXT_WIDTH * number / sum(widths)) for number in widths]


def fill(row, values, face, widths):
    whole = OxmlElement("w:cantSplit")  # a row that breaks over two pages is misread
    row._tr.get_or_add_trPr().append(whole)
    for cell, value, width in zip(row.cells, values, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(3)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
        set_font(paragraph.add_run("" if value is None else str(value)), face, Pt(12))


def sign(document, letter):
    """The signature and the date centred on each other, four characters from the right edge."""
    write(document, "", indent=False)
    broadest = max(ems(letter.signed), ems(letter.day))
    for text in (letter.signed, letter.day):
        paragraph = write(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
        right = 4 + (broadest - ems(text)) / 2
        paragraph.paragraph_format.right_indent = int(BODY * right)


def ems(text):
    """The width of `text` in full-width characters; a digit takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)
