import os
from ctypes.util import find_library
from datetime import date
from io import BytesIO

import pytest
from django.test import SimpleTestCase
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from registry.documents import Letter, LetterHeading, LetterTable, as_docx, as_pdf

LETTER = Letter(
    title="关于异议处理结果的答复",
    number="榕信办〔2026〕3号",
    addressee="福州某某有限公司",
    body=[
        LetterHeading("一、核查情况"),
        "经核查，<原条目>有误 & 应予撤销。",
        LetterTable(["序号", "事项"], [[1, "撤销"], [2, None]]),
    ],
    attachments=["核查意见", "送达回证"],
    signed="福州市社会信用体系建设领导小组办公室",
    on=date(2026, 3, 5),
)


class DocxTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(BytesIO(as_docx(LETTER)))
        cls.text = [paragraph.text for paragraph in cls.document.paragraphs]

    def test_says_all_of_the_letter_in_order(self):
        said = [text for text in self.text if text]

        self.assertEqual(said[0], "榕信办〔2026〕3号")
        self.assertEqual(said[1], "关于异议处理结果的答复")
        self.assertIn("经核查，<原条目>有误 & 应予撤销。", said)
        self.assertEqual(said[-2:], [LETTER.signed, "2026年3月5日"])

    def test_keeps_the_margins_of_the_standard(self):
        section = self.document.sections[0]

        found = [section.top_margin, section.left_margin, section.right_margin]
        self.assertEqual([round(m.mm) for m in found], [37, 28, 26])
        self.assertEqual(round(section.page_width.mm), 210)

    def test_body_is_third_size_fangsong_on_fixed_lines(self):
        body = next(p for p in self.document.paragraphs if p.text.startswith("经核查"))

        self.assertEqual(body.runs[0].font.size, Pt(16))
        fonts = body.runs[0]._r.rPr.rFonts
        self.assertEqual(fonts.get(qn("w:eastAsia")), "仿宋_GB2312")
        self.assertEqual(body.paragraph_format.line_spacing, Pt(28))

    def test_a_missing_value_is_an_empty_cell(self):
        self.assertEqual(self.document.tables[0].cell(2, 1).text, "")


@pytest.mark.skipif(
    not find_library("pango-1.0") and not os.environ.get("CI"),
    reason="the press needs Pango (apt install libpango-1.0-0 libpangoft2-1.0-0)",
)
class PdfTests(SimpleTestCase):
    def test_is_made_by_a_process_of_its_own_with_every_sign(self):
        pdf = as_pdf(LETTER)

        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertGreater(len(pdf), 5000)
