import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from registry import attachments, receipts
from registry.models import Attachment, Receipt
from tests import factories

PDF = b"%PDF-1.4 ..."


class ReceiptTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.receipt, cls.secret = receipts.issue(factories.make_region(), "YY")

    def test_number_and_secret_together_open_it(self):
        self.assertEqual(
            receipts.check(self.receipt.number, self.secret.lower() + " "), self.receipt
        )

    def test_a_wrong_secret_or_number_opens_nothing(self):
        for number, secret in (
            (self.receipt.number, "WRONG"),
            ("YY0", self.secret),
            ("", ""),
        ):
            self.assertIsNone(receipts.check(number, secret))

    def test_the_secret_is_kept_nowhere(self):
        self.assertNotIn(self.secret, str(Receipt.objects.values().get()))


class AttachmentTests(TestCase):
    def keep(self, content, name="证据.pdf"):
        return attachments.keep(
            factories.make_region(),
            upload=SimpleUploadedFile(name, content),
            label="证明材料",
            by=None,
        )

    def test_is_known_by_its_content(self):
        kept = self.keep(PDF, name="假装是图片.jpg")

        self.assertEqual(kept.kind, "pdf")
        self.assertEqual(attachments.content_of(kept), PDF)

    def test_is_refused_where_the_content_lies(self):
        for content in (b"MZ\x90\x00", b"<html>", b"PK\x03\x04 not word", b""):
            with self.assertRaises(ValidationError):
                self.keep(content, name="材料.pdf")
        self.assertFalse(Attachment.objects.exists())

    def test_is_refused_when_too_large(self):
        with pytest.raises(ValidationError, match="MB"):
            self.keep(PDF + b"0" * attachments.LARGEST)

    def test_a_name_cannot_lead_out_of_its_folder(self):
        kept = self.keep(PDF, name="../../etc/passwd")

        self.assertEqual(kept.filename, "passwd")
        self.assertTrue(kept.path.startswith("attachments/"))
