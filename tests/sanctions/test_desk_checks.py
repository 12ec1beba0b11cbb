"""Checks in the admin: one subject, a whole list, and the feedback (三(一))."""

from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

import registry.actions
from registry.models import ListKind
from registry.roles import CLERKS
from sanctions.models import Check, CheckBatch
from tests import factories

from . import makers
from .desk import MeasuresDesk, put_in

TEMPLATES = Path(__file__).parent.parent / "data" / "templates"
WHY = {"purpose": "procurement", "case_number": "采2026-1"}


def workbook(*rows):
    book = Workbook()
    for row in [("统一信用代码/注册号", "企业名称"), *rows]:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("名单.xlsx", stream.getvalue())


class CheckDeskTests(MeasuresDesk):
    def ask(self, **given):
        self.sign_in(self.accountant)
        return self.client.post(reverse("admin:sanctions_check_ask"), {**WHY, **given})

    def upload(self, file):
        self.sign_in(self.accountant)
        url = reverse("admin:sanctions_check_list")
        return self.client.post(url, {**WHY, "file": file}, follow=True)

    def checks(self):
        """The checks that the treasury has made."""
        return Check.objects.filter(department=self.treasury)

    def test_the_result_is_shown_on_the_page_with_its_receipt(self):
        order = self.order()

        page = self.ask(identifier=order.subject.identifier)

        check = self.checks().get()
        self.assertContains(page, check.receipt)
        self.assertContains(page, order.subject.name)
        self.assertContains(page, "不适用")

    def test_a_good_entry_is_not_shown_as_a_bad_one(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        praised, listed = self.published(standard=red), self.published()

        page = self.ask(identifier=praised.subject.identifier)
        self.assertContains(
            page, '<span class="tag tag--red">有生效中的守信条目</span>'
        )
        self.assertContains(page, '<span class="tag tag--red">红名单</span>')
        self.assertNotContains(page, "tag--black")

        page = self.ask(identifier=listed.subject.identifier)
        self.assertContains(
            page, '<span class="tag tag--black">有生效中的失信条目</span>'
        )

    def test_held_entries_are_mentioned_in_the_result(self):
        order = self.order()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )

        page = self.ask(identifier=order.subject.identifier)

        self.assertContains(
            page, "没有生效中的条目；另有 1 条正在核查、暂停效力，期间不得据以采取措施"
        )

    def test_a_bank_sees_nothing_that_follows_from_entries_hidden_from_it(self):
        bad = factories.make_standard(
            self.department, list_kind=ListKind.BAD, is_public=False
        )
        entry = self.published(standard=bad)
        banker = factories.make_official("banker", makers.make_bank())
        put_in(banker, CLERKS)
        self.sign_in(banker)

        asked = {**WHY, "identifier": entry.subject.identifier}
        page = self.client.post(reverse("admin:sanctions_check_ask"), asked)

        check = Check.objects.get(department=banker.department)
        self.assertContains(page, check.receipt)
        self.assertNotContains(page, "绿色通道")
        self.assertNotContains(page, f"条目 {entry.pk}")

    def test_no_check_is_made_without_a_purpose(self):
        page = self.ask(identifier=factories.code_of(1), purpose="")

        self.assertContains(page, "没有核查")
        self.assertFalse(self.checks().exists())

    def test_a_wrong_number_is_refused_on_the_form(self):
        page = self.ask(identifier="91350100000000900X")

        self.assertContains(page, "没有核查")
        self.assertFalse(self.checks().exists())

    def test_an_official_without_the_permission_is_refused(self):
        self.sign_in(factories.make_official("li", self.treasury))

        answer = self.client.get(reverse("admin:sanctions_check_ask"))

        self.assertEqual(answer.status_code, 403)

    def test_the_outcome_is_fed_back(self):
        order = self.order()
        self.ask(identifier=order.subject.identifier)

        self.press(self.checks().get(), "feed_back", outcome="taken")

        self.assertEqual(self.checks().get().feedback.outcome, "taken")

    def test_another_department_does_not_see_the_check(self):
        self.ask(identifier=self.order().subject.identifier)
        check = self.checks().get()
        self.sign_in(self.stranger)

        self.assertNotContains(self.client.get(self.list_url("check")), check.receipt)

    def test_a_list_is_checked_and_comes_back_row_by_row(self):
        order = self.order()
        subject = order.subject

        self.upload(
            workbook(
                (subject.identifier, subject.name),
                ("91350100000000900X", "错号公司"),
                (factories.code_of(999), "清白公司"),
            )
        )

        batch = CheckBatch.objects.get()
        self.assertEqual(batch.counts, {"listed": 1, "wrong": 1, "clear": 1})
        url = reverse("admin:sanctions_checkbatch_sheet", args=[batch.pk])
        answer = b"".join(self.client.get(url).streaming_content)
        rows = list(load_workbook(BytesIO(answer)).active.values)
        self.assertEqual(
            [(row[0], row[1]) for row in rows[1:]],
            [
                ("第 2 行", "有生效中的条目"),
                ("第 3 行", "号码有误"),
                ("第 4 行", "没有生效中的条目"),
            ],
        )

    def test_the_real_template_is_filled_in_and_its_sample_left_out(self):
        subject = self.order().subject
        book = load_workbook(TEMPLATES / "creditproveent.xlsx")
        book.active.append([subject.identifier, subject.name])
        stream = BytesIO()
        book.save(stream)

        self.upload(SimpleUploadedFile("creditproveent.xlsx", stream.getvalue()))

        self.assertEqual(CheckBatch.objects.get().counts, {"listed": 1})

    def test_the_template_with_nothing_but_its_sample_is_refused(self):
        content = (TEMPLATES / "creditproveent.xlsx").read_bytes()

        page = self.upload(SimpleUploadedFile("creditproveent.xlsx", content))

        self.assertContains(page, "示例行")

    def test_a_file_that_is_no_list_is_refused(self):
        page = self.upload(SimpleUploadedFile("a.xlsx", b"PK nonsense"))

        self.assertContains(page, "没有核查")
        self.assertFalse(CheckBatch.objects.exists())
