from io import StringIO
from unittest import mock

import time_machine
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from disputes import sealed_boxes
from disputes.management.demonstration import play
from disputes.models import Complaint, Litigation, Objection
from registry.models import Deadline, Limit
from tests import factories

from .cast import DisputeCast


class DemonstrationTests(DisputeCast):
    def setUp(self):
        long_ago = timezone.now() - timezone.timedelta(days=100)
        with time_machine.travel(long_ago, tick=False):
            for _ in range(8):
                factories.make_published(self.standard, self.clerk, self.reviewer)

    def test_the_demonstration_has_a_case_at_every_stage_one_of_them_overdue(self):
        played = play(timezone.localdate())

        statuses = set(Objection.objects.values_list("status", flat=True))
        self.assertEqual(
            statuses, {"received", "accepted", "verifying", "found", "replied"}
        )
        self.assertTrue(Deadline.objects.overdue(timezone.localdate()).exists())
        self.assertEqual(Litigation.objects.get().hold.released_at, None)
        self.assertTrue(Complaint.objects.exists())
        self.assertEqual(played, 9)


class SeedTests(DisputeCast):
    def test_the_seeded_twenty_working_days_cite_the_notice(self):
        limit = Limit.objects.get(code="objection_verify")

        self.assertEqual((limit.number, limit.unit), (20, "workday"))
        self.assertIn("榕政办〔2016〕264号", limit.citation)


class TipKeysTests(SimpleTestCase):
    def test_tip_keys_writes_the_private_key_locked_and_prints_the_public_one(self):
        out = StringIO()
        with mock.patch("sys.stdin", StringIO("a long enough passphrase\n")):
            call_command("tip_keys", "--stdin", stdout=out)

        public = out.getvalue().split("TIP_PUBLIC_KEY=")[1].strip()
        with override_settings(TIP_PUBLIC_KEY=public):
            key = sealed_boxes.officers_key()
        private = sealed_boxes.unlock(
            "a long enough passphrase", sealed_boxes.fingerprint(key)
        )
        self.assertEqual(
            sealed_boxes.unseal(sealed_boxes.seal(b"x", key), private), b"x"
        )
        kept = sealed_boxes.key_file(sealed_boxes.fingerprint(key))
        self.assertNotIn(bytes(private), kept.read_bytes())
        self.assertEqual(kept.stat().st_mode & 0o077, 0)

    def test_tip_keys_refuses_a_short_passphrase(self):
        with (
            mock.patch("sys.stdin", StringIO("short\n")),
            self.assertRaisesMessage(CommandError, "至少 12 个字符"),
        ):
            call_command("tip_keys", "--stdin")
