from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import registry.actions
from registry import receipts
from registry.models import Attachment
from repair.models import Application
from tests import factories

from .cast import RepairCast, make_rule

PDF = b"%PDF-1.4 proof"


class ApplyPageTests(RepairCast):
    url = reverse("repair:apply")

    def who(self, subject=None, **fields):
        subject = subject or self.entry.subject
        given = {"name": subject.name, "number": subject.identifier, **fields}
        return self.client.post(self.url, given)

    def token(self):
        return self.who().context["choices"][0][2]

    def file(self, **fields):
        given = {
            "token": fields.get("token") or self.token(),
            "contact_name": "陈某",
            "contact": "13800000000",
            "statement": "已缴清罚款",
            "promised": "on",
            "materials": SimpleUploadedFile("缴款凭证.pdf", PDF),
            **fields,
        }
        return self.client.post(
            self.url, {name: v for name, v in given.items() if v is not None}
        )

    def test_the_page_leads_from_name_and_number_to_a_receipt(self):
        response = self.file()

        receipt, secret = response.context["receipt"], response.context["secret"]
        self.assertContains(response, secret)
        self.assertEqual(receipts.check(receipt.number, secret), receipt)
        self.assertEqual(Application.objects.of(self.entry).get().channel, "public")
        self.assertEqual(Attachment.objects.get().filename, "缴款凭证.pdf")

    def test_the_page_says_from_which_day_one_may_apply(self):
        self.rule.valid_to = factories.LONG_AGO
        self.rule.save()
        make_rule(self.standard, version=2, least_months=24)

        response = self.who()

        self.assertContains(response, "最短公示期至")
        self.assertNotContains(response, "申请修复这一条")

    def test_a_number_with_another_name_finds_nothing(self):
        response = self.who(name="福州另一有限公司")

        self.assertContains(response, "没有查到")

    def test_the_page_answers_alike_for_unknown_subjects_and_those_without_entries(
        self,
    ):
        nobody = factories.make_subject()

        known = self.who(nobody)
        unknown = self.who(nobody, number=factories.code_of(987654))

        words = [r.context["who"].non_field_errors() for r in (known, unknown)]
        self.assertEqual(words[0], words[1])

    def test_a_persons_number_is_never_echoed(self):
        number = factories.number_of(77)
        person = factories.make_person("林某某", number=77)
        self.published(subject=person)

        response = self.who(person, number=number)

        self.assertContains(response, "申请修复这一条")
        self.assertNotContains(response, number)

    def test_the_form_keeps_what_was_typed_and_says_what_is_missing(self):
        response = self.file(promised=None, materials=None)

        self.assertContains(response, "已缴清罚款")
        self.assertContains(response, "请阅读信用承诺书并勾选")
        self.assertContains(response, "请上传义务履行完毕的证明材料")
        self.assertFalse(Application.objects.of(self.entry).exists())

    def test_a_file_with_a_false_type_is_refused_and_nothing_is_saved(self):
        response = self.file(materials=SimpleUploadedFile("凭证.pdf", b"MZ virus"))

        self.assertContains(response, "文件内容与可接受的类型不符")
        self.assertFalse(Attachment.objects.exists())

    def test_a_form_sent_twice_files_one_application(self):
        token = self.token()
        self.file(token=token)

        response = self.file(token=token)

        self.assertContains(response, "已有正在办理的修复申请")
        self.assertEqual(Application.objects.of(self.entry).count(), 1)

    def test_an_entry_that_ended_meanwhile_is_refused_with_a_sentence(self):
        token = self.token()
        registry.actions.entries.end(
            self.entry, because="revoked", reason="有误", by=self.reviewer
        )

        self.assertContains(self.file(token=token), "已退出")

    def test_a_forged_token_opens_nothing(self):
        response = self.client.post(self.url, {"token": "1:forged"})

        self.assertContains(response, "页面已经过期")

    def test_the_page_needs_no_more_queries_for_more_entries(self):
        subject = self.entry.subject
        with self.assertNumQueries(4):
            self.who(subject)
        for _ in range(2):
            self.published(subject=subject)
        with self.assertNumQueries(4):
            self.who(subject)
