"""List files, written row by row, and batches of them up to a given step."""

import csv
import io
from datetime import timedelta

import xlsxwriter
from django.core.files.base import ContentFile
from django.utils import timezone

from registry.actions import batches, receiving
from registry.models import Official
from tests.bench.data import code_of
from tests.registry.desk import Desk

HEADINGS = [
    "企业名称",
    "统一社会信用代码",
    "处罚决定书文号",
    "违法事实",
    "认定日期",
    "告知书送达日期",
    "告知书送达凭证",
    "决定书送达日期",
    "决定书送达凭证",
]


def row(number, **cells):
    """A good row on the invented organisation `number`; `cells` replace its own by heading."""
    on = timezone.localdate() - timedelta(days=30)
    good = {
        "企业名称": f"福州名单{number}号有限公司",
        "统一社会信用代码": code_of(number),
        "处罚决定书文号": f"榕环罚〔2026〕{number}号",
        "违法事实": "超标排放污染物",
        "认定日期": f"{on}",
        "告知书送达日期": f"{on - timedelta(days=40)}",
        "告知书送达凭证": "直接送达",
        "决定书送达日期": f"{on}",
        "决定书送达凭证": "送达回证",
    }
    return list((good | cells).values())


def csv_of(*rows, headings=HEADINGS, encoding="utf-8-sig"):
    """The bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def xlsx_of(*rows, name="名单"):
    """The bytes of a workbook with one sheet: numbers as numbers, text as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    book.close()
    return file.getvalue()


class Lists(Desk):
    """The cast signed in, with lists to import."""

    def receive(self, content, **given):
        file = ContentFile(content)
        standard = given.get("standard", self.standard)
        return receiving.receive(
            file,
            department=given.get("department", standard.department),
            standard=standard,
            filename=given.get("filename", "名单.csv"),
            by=given.get("by", self.clerk),
        )

    def staged(self, *rows, **given):
        """A batch that was read and waits for confirmation."""
        batch = self.receive(csv_of(*(rows or [row(1)])), **given)
        batches.stage(batch)
        batch.refresh_from_db()
        return batch

    def drafted(self, *rows, by: Official | None = None, **given):
        """A batch that was written into the register."""
        batch = self.staged(*rows, **given)
        batches.confirm(batch, by=by or self.clerk)
        batches.work_on(batch)
        batch.refresh_from_db()
        return batch

    def published_batch(self, *rows):
        batch = self.drafted(*rows)
        batches.submit_batch(batch, by=self.clerk)
        batches.approve_batch(batch, by=self.reviewer)
        return batch

    def reasons(self, batch):
        """Every sentence that the check of any row gave."""
        kept = batch.rows.order_by("pk").values_list("reasons", flat=True)
        return [sentence for reasons in kept for _, sentence in reasons]
