"""The summary of a month as xlsx, docx and pdf."""

import tempfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import registry.actions
from registry.models import Hold
from reporting import exports
from tests import factories

from .cast import OCTOBER, ReportCast, on

LAST = date(2026, 11, 25)


class ExportTests(ReportCast):
    def summary(self):
        return exports.summary_of(OCTOBER, at=timezone.now(), on=LAST)

    def workbook(self):
        return openpyxl.load_workbook(BytesIO(exports.content(self.summary(), "xlsx")))

    def document(self):
        return Document(BytesIO(exports.content(self.summary(), "docx")))

    def test_the_workbook_has_a_sheet_for_each_subject(self):
        self.complete()

        book = self.workbook()

        self.assertEqual(
            book.sheetnames,
            ["汇总", "分领域", "分单位", "诚信典型", "失信典型", "未报送单位", "逾期异议", "逾期奖惩任务"],
        )  # fmt: skip
        self.assertEqual(book["诚信典型"]["D2"].value, self.good.subject.name)
        self.assertEqual(book["未报送单位"]["A2"].value, self.department.name)
        self.assertEqual(book["未报送单位"]["D2"].value, "逾期未报")

    def test_an_example_whose_entry_is_held_is_in_no_file(self):
        self.complete()
        registry.actions.holds.place(
            self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

        self.assertIsNone(self.workbook()["失信典型"]["D2"].value)
        text = "\n".join(one.text for one in self.document().paragraphs)
        self.assertNotIn(self.bad.subject.name, text)

    def test_no_file_names_a_person_in_full(self):
        person = factories.make_person("欧阳某明")
        with on("2026-10-13"):
            entry = self.publish(self.standard, subject=person)
        self.example(entry)

        self.assertEqual(self.workbook()["失信典型"]["D2"].value, "欧某某")

    def test_a_formula_in_a_title_is_written_as_text(self):
        self.example(self.good, title="=1+1")

        cell = self.workbook()["诚信典型"]["F2"]
        self.assertEqual((cell.data_type, cell.value[:4]), ("s", "=1+1"))

    def test_departments_that_have_reported_appear_with_their_frozen_figures(self):
        with on("2026-11-10"):
            self.submitted()
            registry.actions.entries.end(
                self.bad, because="revoked", reason="认定有误", by=self.reviewer
            )

        own = self.summary().own[self.department.pk]
        self.assertEqual(own, self.report.figures)

    def test_the_document_has_the_layout_of_the_standard(self):
        self.complete()

        document = self.document()

        section = document.sections[0]
        self.assertEqual(
            [round(one / Mm(1)) for one in (section.top_margin, section.left_margin)],
            [37, 28],
        )
        title = document.paragraphs[0]
        self.assertIn("福州市2026年10月", title.text)
        fonts = title.runs[0]._r.rPr.rFonts
        self.assertEqual(fonts.get(qn("w:eastAsia")), "方正小标宋简体")
        body = document.paragraphs[3]
        self.assertEqual(body.paragraph_format.line_spacing, Pt(28))
        self.assertEqual(document.paragraphs[-1].text, "2026年11月25日")

    def test_the_summary_is_written_as_pdf(self):
        self.assertTrue(exports.content(self.summary(), "pdf").startswith(b"%PDF-"))


class CommandTests(ReportCast):
    def test_the_command_writes_the_file(self):
        with tempfile.TemporaryDirectory() as folder, on("2026-11-25"):
            path = Path(folder) / "m.docx"
            call_command("export_month", "2026-10", "--format", "docx", "--output", str(path), stdout=StringIO())  # fmt: skip

            self.assertEqual(path.read_bytes()[:2], b"PK")

    def test_the_command_refuses_a_bad_month_and_one_that_is_not_over(self):
        with on("2026-11-25"):
            for month, words in [("十月", "不是月份"), ("2026-11", "还没有结束")]:
                with self.assertRaisesMessage(CommandError, words):
                    call_command("export_month", month, "--output", "/nowhere/x.xlsx")

    def test_the_command_says_why_it_cannot_write(self):
        with on("2026-11-25"), self.assertRaisesMessage(CommandError, "写不了文件"):
            call_command("export_month", "2026-10", "--output", "/nowhere/x.xlsx")
