"""The workbooks of importing: rows that were not taken, with reasons, and empty forms."""

import tempfile
from typing import BinaryIO

import xlsxwriter

from registry.entry_facts import FactSection, Use, arranged, read_from_lists, used_for
from registry.exporting import WORKBOOK_OPTIONS, fill_sheet
from registry.models import Batch, ListKind, Row, SubjectKind
from registry.parsing.headings import LABELS
from registry.parsing.limits import MOST_ROWS

from .people import opened

ERROR = "错误原因"
SENT_BACK = [Row.Fate.REJECTED]

WHO = ["name", "kind", "identifier", "person_identifier_kind"]
DECISION = [
    fact.field
    for fact in used_for(Use.ADVERSE_FORM)
    if fact.section is FactSection.DECISION
]
PROCEDURE = [
    fact.field
    for fact in used_for(Use.ADVERSE_FORM)
    if fact.section is not FactSection.DECISION
]
PRAISE = [fact.field for fact in used_for(Use.PRAISE_FORM)]
LAST = ["region", "remark"]
ADVERSE_FORM = [
    *WHO, *arranged(DECISION, first=["document_number", "facts"]), "basis", "penalty", *PROCEDURE,
    "representative", "representative_identifier", "representative_notice_served_on",
    "representative_notice_proof", *LAST,
]  # fmt: skip
HONOUR = ["honour", "level", "year"]
PRAISE_FORM = [
    *WHO,
    *arranged([*PRAISE, *HONOUR], first=["document_number", "facts", "decided_on", *HONOUR]),
    *LAST,
]  # fmt: skip
FORMS = {
    ListKind.BLACK: ADVERSE_FORM,
    ListKind.BAD: ADVERSE_FORM,
    ListKind.RED: PRAISE_FORM,
    ListKind.GOOD: PRAISE_FORM,
}
NOTE = (
    "注意：第 2 行是表头，请勿改动；第 3 行是示例行，填写前请删除。一行只写一个主体；"
    "日期写成 2026-11-03，长期有效写“长期”；各列已设为文本格式，代码和证件号码请按原件填写。"
    "名单、失信记录须先告知、后认定：告知书、决定书的送达日期和凭证齐全后才能发布。"
)
SAMPLE = {
    "name": "福州示例有限公司（示例行，请删除）",
    "kind": SubjectKind.ORGANISATION.label,
    "identifier": "91350100XXXXXXXXXX",
    **{fact.field: fact.sample for fact in read_from_lists() if fact.sample},
    "year": "2026",
}


def error_workbook(batch: Batch, fates=SENT_BACK) -> BinaryIO:
    """Return an open xlsx of the rows of `batch` that were not taken, each with its reasons.

    The rows are as they were sent, every cell as text, persons' numbers in full: only for
    officials of the department that sent them, who leave their names in the trail.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed over open
    book = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
    for sheet, columns in batch.columns.items():
        rows = batch.rows.filter(sheet=sheet, fate__in=fates).order_by("pk")
        headings = [heading for heading, _ in columns]
        fill_sheet(
            book, sheet or "名单", [*headings, ERROR], _rows_back(rows, len(headings))
        )
    book.close()
    file.seek(0)
    return file


def _rows_back(rows, width):
    for cells, reasons in rows.values_list("cells", "reasons").iterator():
        whole = [opened(cell) for cell in cells[:width]]
        whole += [""] * (width - len(whole))
        yield [*whole, "；".join(reason for _, reason in reasons)]


def template_workbook(list_kind: str) -> BinaryIO:
    """Return an open xlsx to be filled in for lists of `list_kind`: note, heading, sample row."""
    fields = FORMS[ListKind(list_kind)]
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed over open
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet(ListKind(list_kind).label)
    text = book.add_format({"num_format": "@"})
    bold = book.add_format(
        {"num_format": "@", "bold": True, "bg_color": "#DCE6F1", "border": 1}
    )
    note = book.add_format(
        {"text_wrap": True, "font_color": "#9C0006", "valign": "top"}
    )
    grey = book.add_format({"num_format": "@", "font_color": "#808080", "italic": True})
    sheet.set_row(0, 60)
    sheet.merge_range(0, 0, 0, len(fields) - 1, NOTE, note)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, max(len(LABELS[field]) * 2 + 2, 14), text)
        sheet.write_string(1, column, LABELS[field], bold)
        if field in SAMPLE:
            sheet.write_string(2, column, SAMPLE[field], grey)
        if field == "kind":
            choices = {"validate": "list", "source": SubjectKind.labels}
            sheet.data_validation(2, column, MOST_ROWS - 1, column, choices)
    sheet.freeze_panes(2, 1)
    book.close()
    file.seek(0)
    return file
