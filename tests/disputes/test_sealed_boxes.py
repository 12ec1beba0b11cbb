import stat
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase, override_settings
from nacl.public import PrivateKey

from disputes import sealed_boxes
from disputes.sealed_boxes import Unopened

LEAST = "twelve signs"


class BoxTests(SimpleTestCase):
    def test_a_box_is_opened_by_its_key_alone(self):
        key, other = PrivateKey.generate(), PrivateKey.generate()
        box = sealed_boxes.seal("偷排".encode(), key.public_key)

        self.assertEqual(sealed_boxes.unseal(box, key).decode(), "偷排")
        with self.assertRaisesMessage(Unopened, "与所用密钥不符"):
            sealed_boxes.unseal(box, other)

    def test_a_box_that_was_changed_is_not_opened(self):
        key = PrivateKey.generate()
        box = bytearray(sealed_boxes.seal_json({"text": "偷排"}, key.public_key))
        box[-1] ^= 1

        with self.assertRaises(Unopened):
            sealed_boxes.unseal_json(bytes(box), key)

    def test_a_receipt_has_sixteen_digits_and_always_the_same_key(self):
        digits = sealed_boxes.new_receipt()

        self.assertRegex(digits, r"^\d{16}$")
        first, second = sealed_boxes.receipt(digits), sealed_boxes.receipt(digits)
        self.assertEqual(
            (first.digest, bytes(first.key)), (second.digest, bytes(second.key))
        )
        self.assertRegex(first.digest, r"^[0-9a-f]{64}$")


class OfficersKeyTests(SimpleTestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "not" / "there yet"
        kept = override_settings(TIP_KEYS_DIR=self.folder)
        kept.enable()
        self.addCleanup(kept.disable)

    def test_a_key_is_unlocked_by_its_passphrase_and_nobody_else_may_read_its_file(
        self,
    ):
        self.assertEqual(len(LEAST), 12)
        public = sealed_boxes.make_keys(LEAST)
        mark = sealed_boxes.fingerprint(public)

        self.assertRegex(mark, r"^[0-9a-f]{16}$")
        self.assertEqual(sealed_boxes.unlock(LEAST, mark).public_key, public)
        with self.assertRaisesMessage(Unopened, "口令不正确"):
            sealed_boxes.unlock("twelve sighs", mark)
        file = sealed_boxes.key_file(mark)
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.folder.stat().st_mode), 0o700)

    def test_a_second_key_is_kept_beside_the_first(self):
        first, second = sealed_boxes.make_keys(LEAST), sealed_boxes.make_keys(LEAST)

        for public in (first, second):
            mark = sealed_boxes.fingerprint(public)
            self.assertEqual(sealed_boxes.unlock(LEAST, mark).public_key, public)

    def test_a_passphrase_of_eleven_signs_makes_no_key(self):
        with self.assertRaisesMessage(Unopened, "口令至少 12 个字符"):
            sealed_boxes.make_keys(LEAST[:-1])

        self.assertFalse(self.folder.exists())

    def test_a_key_whose_file_is_lost_is_said_to_be_lost(self):
        with self.assertRaisesMessage(
            Unopened, "找不到指纹为 0123456789abcdef 的私钥文件"
        ):
            sealed_boxes.unlock(LEAST, "0123456789abcdef")
