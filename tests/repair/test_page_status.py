from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry import receipts
from registry.models import Attachment
from repair import actions
from repair.models import Application

from .cast import RepairCast


class StatusPageTests(RepairCast):
    url = reverse("registry:status")

    def setUp(self):
        self.application, self.receipt, self.secret = actions.applications.receive(
            self.entry,
            channel=Application.Channel.PUBLIC,
            contact_name="陈某",
            contact="13800000000",
            statement="已整改",
            promised=True,
            by=None,
        )

    def open(self, **fields):
        given = {"number": self.receipt.number, "secret": self.secret, **fields}
        return self.client.post(self.url, given)

    def test_the_page_shows_stage_steps_and_deadlines_with_their_computation(self):
        response = self.open()

        self.assertContains(response, "当前状态：已收到")
        self.assertContains(response, "修复申请受理期限 3 个工作日")

    def test_the_page_never_shows_the_contact(self):
        self.assertNotContains(self.open(), "13800000000")

    def test_the_page_is_neither_cached_nor_indexed(self):
        response = self.open()

        self.assertIn("no-store", response["Cache-Control"])
        self.assertIn("noindex", response["X-Robots-Tag"])

    def test_the_page_answers_alike_for_a_wrong_secret_and_an_unknown_number(self):
        wrong = self.open(secret="WRONGWRONG22")
        unknown = self.open(number="XF20260101ABCDEF")

        self.assertContains(wrong, "不相符")
        self.assertEqual(
            wrong.context["form"].non_field_errors(),
            unknown.context["form"].non_field_errors(),
        )

    def test_too_many_guesses_lock_out_even_the_right_secret(self):
        for _ in range(10):
            self.open(secret="WRONGWRONG22")

        self.assertEqual(self.open(secret="WRONGWRONG22").status_code, 429)
        self.assertEqual(self.open().status_code, 429)

    def test_a_holder_who_reads_often_is_never_turned_away(self):
        codes = {self.open().status_code for _ in range(15)}

        self.assertEqual(codes, {200})

    def test_the_page_takes_a_supplement(self):
        actions.applications.ask_supplement(
            self.application, by=self.clerk, missing="缴款凭证"
        )

        response = self.open(do="supplement", statement="已补交凭证")

        self.assertContains(response, "已提交补正")
        self.application.refresh_from_db()
        self.assertEqual(self.application.status, Application.Status.RECEIVED)

    def test_the_page_takes_the_files_of_a_supplement(self):
        actions.applications.ask_supplement(
            self.application, by=self.clerk, missing="缴款凭证"
        )
        paper = SimpleUploadedFile("凭证.pdf", b"%PDF-1.7 receipt")

        self.open(do="supplement", statement="见附件", files=paper)

        self.assertEqual(Attachment.objects.of(self.application).count(), 1)

    def test_an_action_that_is_no_longer_possible_is_not_done(self):
        response = self.open(do="supplement", statement="不该收下")

        self.assertNotContains(response, "已提交补正")

    def test_the_page_offers_the_reply_once_there_is_one(self):
        actions.applications.decline(
            self.application, by=self.clerk, grounds="材料不齐"
        )

        response = self.open(paper="答复书.docx")

        self.assertTrue(response.content.startswith(b"PK"))

    def test_the_page_shows_the_effects_of_a_repair_one_by_one(self):
        actions.applications.accept(self.application, by=self.clerk)
        actions.applications.verify(self.application, by=self.verifier, finding="属实")
        actions.applications.grant(
            self.application, by=self.reviewer, grounds="符合条件"
        )

        response = self.open()

        for effect in ("终止公示", "停止共享和使用", "解除惩戒措施"):
            self.assertContains(response, effect)

    def test_without_a_receipt_nothing_is_shown(self):
        self.assertContains(self.client.get(self.url), "请填写提交申请时取得的回执编号")
        self.assertIsNone(receipts.check("", ""))
