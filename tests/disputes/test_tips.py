from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase, override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import SimpleTestCase

from disputes import actions, pictures, sealed_boxes
from disputes.actions.tips import UNKNOWN
from disputes.models import TipOff
from registry.errors import CreditError, Refused
from registry.models import Entry, Message, TrailEntry
from registry.roles import TIP_OFFICERS
from tests import factories
from tests.all_or_nothing import check_all_or_nothing

from .pictures import SECRET, a_jpeg, a_png

PASSPHRASE = "correct horse battery"
TEXT = "我在该公司工作，亲见偷排"
CONTENT = {"company": "福州某公司", "text": TEXT, "contact": "林举报 13700000000"}


class Tips(TestCase):
    @classmethod
    def setUpTestData(cls):
        factories.make_calendar()
        cls.department = factories.make_department()
        office = factories.make_credit_office()
        cls.clerk = factories.make_official("chen", cls.department)
        cls.officer = factories.make_official("tan", office, name="谭受理")
        cls.officer.groups.add(Group.objects.get_or_create(name=TIP_OFFICERS)[0])
        cls.officer.user_permissions.add(Permission.objects.get(codename="open_tipoff"))
        cls.admin = factories.make_official("root", office, is_superuser=True)
        cls.key = sealed_boxes.public_text(sealed_boxes.make_keys(PASSPHRASE))

    def setUp(self):
        keyed = override_settings(TIP_PUBLIC_KEY=self.key)
        keyed.enable()
        self.addCleanup(keyed.disable)

    def hand_in(self, **fields):
        digits = actions.tips.submit({**CONTENT, **fields}, pictures=[("png", a_png())])
        return digits, TipOff.objects.get()

    def open(self, tip, **fields):
        defaults = {"by": self.officer, "passphrase": PASSPHRASE, "reason": "核查需要"}
        return actions.tips.unseal(tip, **{**defaults, **fields})


class HandInTests(Tips):
    def test_nothing_of_a_tip_can_be_read_in_the_database(self):
        digits, _ = self.hand_in()

        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')
                raw = b"".join(
                    bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode()
                    for row in cursor.fetchall()
                    for v in row
                )
                for secret in (TEXT, "林举报", "13700000000", digits):
                    self.assertNotIn(secret.encode(), raw, table)

    @override_settings(TIP_PUBLIC_KEY="")
    def test_no_tip_is_accepted_without_a_key(self):
        with self.assertRaisesMessage(sealed_boxes.Closed, "尚未开通"):
            actions.tips.submit(CONTENT)

    @override_settings(TIP_PUBLIC_KEY="not a key")
    def test_no_tip_is_accepted_with_a_broken_key(self):
        with self.assertRaisesMessage(sealed_boxes.Closed, "无法识别"):
            actions.tips.submit(CONTENT)

        self.assertFalse(TipOff.objects.exists())

    def test_the_message_to_the_officers_has_nothing_of_the_content(self):
        self.hand_in()

        message = Message.objects.get()
        self.assertEqual(message.official, self.officer)
        self.assertNotIn("福州某公司", message.title + message.text)

    def test_a_tip_without_content_is_refused(self):
        for content in ({}, {"text": ""}):
            with self.assertRaisesMessage(Refused, "请写明被举报的企业和举报内容"):
                actions.tips.submit(content)

        self.assertFalse(TipOff.objects.exists())

    def test_a_tip_is_received_on_a_day_and_by_nobody(self):
        _, tip = self.hand_in()

        self.assertEqual(tip.received_on, timezone.localdate())
        self.assertEqual(tip.files.get().size, len(a_png()))
        line = TrailEntry.objects.about(tip).get()
        self.assertEqual((line.action, line.actor), ("disputes.tipoff.received", None))

    def test_a_tip_officer_who_left_and_other_officials_hear_of_no_tip(self):
        self.officer.is_active = False
        self.officer.save()

        self.hand_in()

        self.assertFalse(Message.objects.exists())

    def test_a_tip_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(
            lambda: actions.tips.submit(CONTENT, pictures=[("png", a_png())])
        )


class OpenTests(Tips):
    def test_opening_a_tip_shows_its_content_and_is_recorded(self):
        _, tip = self.hand_in()

        opened = self.open(tip)

        self.assertEqual(opened.content, CONTENT)
        self.assertEqual(opened.pictures, [("png", a_png())])
        line = TrailEntry.objects.about(tip).last()
        self.assertEqual(
            (line.action, line.actor, line.reason),
            ("disputes.tipoff.opened", self.officer, "核查需要"),
        )

    def test_a_wrong_passphrase_opens_nothing_and_is_recorded(self):
        _, tip = self.hand_in()

        with self.assertRaisesMessage(sealed_boxes.Unopened, "口令不正确"):
            self.open(tip, passphrase="wrong wrong wrong")

        line = TrailEntry.objects.about(tip).last()
        self.assertEqual(line.action, "disputes.tipoff.opening_failed")

    def test_opening_a_tip_needs_a_reason_and_a_tip_officer(self):
        _, tip = self.hand_in()

        with self.assertRaisesMessage(Refused, "拆封理由"):
            self.open(tip, reason="")
        with self.assertRaisesMessage(Refused, "只有举报受理员"):
            self.open(tip, by=self.clerk)

    def test_a_superuser_cannot_open_a_tip_without_the_passphrase(self):
        _, tip = self.hand_in()

        with self.assertRaises(sealed_boxes.Unopened):
            self.open(tip, by=self.admin, passphrase="a superuser's guess")

    def test_tips_are_in_the_list_of_tip_officers_only(self):
        self.hand_in()

        self.assertFalse(TipOff.objects.visible_to(self.clerk).exists())
        self.assertTrue(TipOff.objects.visible_to(self.officer).exists())


class DialogueTests(Tips):
    def test_officers_and_informant_write_to_each_other_by_the_receipt_alone(self):
        digits, tip = self.hand_in()
        actions.tips.write_to_informant(tip, text="请补充时间", by=self.officer)
        actions.tips.write_to_officers(digits, text="上周三夜里")

        dialogue = [
            (line["mine"], line["text"])
            for line in actions.tips.read_replies(digits).dialogue
        ]
        self.assertEqual(dialogue, [(False, "请补充时间"), (True, "上周三夜里")])
        read = [line["text"] for line in self.open(tip).dialogue]
        self.assertEqual(read, ["请补充时间", "上周三夜里"])

    def test_each_message_is_recorded_and_that_of_the_informant_notifies_officers(self):
        digits, tip = self.hand_in()
        actions.tips.write_to_informant(tip, text="请补充时间", by=self.officer)
        for text in ("上周三夜里", "还有照片"):
            actions.tips.write_to_officers(digits, text=text)

        lines = TrailEntry.objects.about(tip).values_list("action", "actor")
        self.assertEqual(
            list(lines)[1:],
            [
                ("disputes.tipoff.answered", self.officer.pk),
                ("disputes.tipoff.informant_wrote", None),
                ("disputes.tipoff.informant_wrote", None),
            ],
        )
        sent = Message.objects.filter(of_pk=tip.pk, stage__startswith="message-")
        self.assertEqual([m.official for m in sent], [self.officer] * 2)
        self.assertEqual(
            set(tip.messages.values_list("on", flat=True)), {timezone.localdate()}
        )

    def test_only_a_tip_officer_writes_to_the_informant(self):
        _, tip = self.hand_in()

        with self.assertRaisesMessage(Refused, "只有举报受理员"):
            actions.tips.write_to_informant(tip, text="你是谁", by=self.clerk)

        self.assertFalse(tip.messages.exists())

    def test_nothing_is_written_to_officers_whose_key_was_replaced(self):
        digits, tip = self.hand_in()
        other = sealed_boxes.public_text(sealed_boxes.make_keys(PASSPHRASE))

        with (
            override_settings(TIP_PUBLIC_KEY=other),
            self.assertRaisesMessage(Refused, "受理公钥已经更换"),
        ):
            actions.tips.write_to_officers(digits, text="补充")

        self.assertFalse(tip.messages.exists())

    def test_one_reads_the_dialogue_of_ones_own_tip(self):
        digits, tip = self.hand_in()
        other = actions.tips.submit(CONTENT)
        actions.tips.write_to_officers(other, text="另一件")

        self.assertEqual(actions.tips.read_replies(digits).dialogue, [])
        self.assertEqual(actions.tips.read_replies(digits).tip, tip)
        self.assertEqual(self.open(tip).dialogue, [])

    def test_a_message_that_fails_at_its_end_leaves_nothing_behind(self):
        digits, tip = self.hand_in()

        check_all_or_nothing(
            lambda: actions.tips.write_to_officers(digits, text="补充")
        )
        check_all_or_nothing(
            lambda: actions.tips.write_to_informant(tip, text="请补充", by=self.officer)
        )

    def test_another_receipt_finds_no_tip(self):
        self.hand_in()

        with self.assertRaisesMessage(Refused, UNKNOWN):
            actions.tips.read_replies("0000 0000 0000 0000")

    def test_spaces_in_the_receipt_are_ignored(self):
        digits, tip = self.hand_in()

        spaced = " ".join(digits[i : i + 4] for i in range(0, 16, 4))

        self.assertEqual(actions.tips.read_replies(spaced).tip, tip)


class OutcomeTests(Tips):
    def verified(self):
        _, tip = self.hand_in()
        actions.tips.begin_checking(tip, by=self.officer)
        actions.tips.conclude(
            tip, by=self.officer, outcome="verified", conclusion="现场核查属实"
        )
        return tip

    def test_a_verified_tip_becomes_a_draft_that_does_not_name_its_source(self):
        tip = self.verified()
        standard = factories.make_standard(self.department)
        Group.objects.get_or_create(name="单位经办人")[0].user_set.add(self.clerk)

        entry = actions.tips.draft_from(
            tip,
            by=self.officer,
            subject=factories.make_subject(),
            standard=standard,
            facts="经核查，存在偷排",
        )

        self.assertEqual((entry.status, entry.drafted_by), (Entry.Status.DRAFT, None))
        about = [
            *TrailEntry.objects.about(entry).values(),
            *Message.objects.filter(of_pk=entry.pk, of="registry.entry").values(),
        ]
        self.assertNotIn("举报", str(Entry.objects.values().get()) + str(about))
        linked = TrailEntry.objects.about(tip).values_list("after", flat=True)
        self.assertNotIn(
            str(entry.pk), str([a for a in linked if a and "status" not in a])
        )

    def test_the_clerks_of_the_standards_department_hear_of_the_draft(self):
        Group.objects.get_or_create(name="单位经办人")[0].user_set.add(self.clerk)
        standard = factories.make_standard(self.department)
        fields = {
            "by": self.officer,
            "subject": factories.make_subject(),
            "standard": standard,
            "facts": "经核查，存在偷排",
        }
        tip = self.verified()
        with self.assertRaisesMessage(Refused, "只有举报受理员"):
            actions.tips.draft_from(tip, **{**fields, "by": self.clerk})
        check_all_or_nothing(
            lambda: actions.tips.draft_from(TipOff.objects.get(), **fields)
        )

        entry = actions.tips.draft_from(tip, **fields)

        message = Message.objects.get(of="registry.entry", of_pk=entry.pk)
        self.assertEqual((message.official, message.stage), (self.clerk, "drafted"))
        self.assertEqual(entry.department, self.department)
        self.assertEqual(entry.decided_on, timezone.localdate())
        tip.refresh_from_db()
        self.assertEqual(tip.status, TipOff.Status.DRAFTED)

    def test_the_check_of_a_tip_is_concluded_by_a_tip_officer_with_a_conclusion(self):
        _, tip = self.hand_in()
        with self.assertRaisesMessage(Refused, "只有举报受理员"):
            actions.tips.begin_checking(tip, by=self.clerk)
        actions.tips.begin_checking(tip, by=self.officer)
        conclusion = {"outcome": "verified", "conclusion": "属实"}
        with self.assertRaisesMessage(Refused, "只有举报受理员"):
            actions.tips.conclude(tip, by=self.clerk, **conclusion)
        with self.assertRaisesMessage(Refused, "请填写办理结论"):
            actions.tips.conclude(
                tip, by=self.officer, **{**conclusion, "conclusion": ""}
            )
        tip.refresh_from_db()
        self.assertEqual(tip.status, TipOff.Status.CHECKING)

        actions.tips.conclude(tip, by=self.officer, **conclusion)

        tip.refresh_from_db()
        self.assertEqual((tip.conclusion, tip.concluded_by), ("属实", self.officer))

    def test_an_unverified_tip_makes_no_draft(self):
        _, tip = self.hand_in()

        with self.assertRaises(CreditError):
            actions.tips.draft_from(
                tip,
                by=self.officer,
                subject=factories.make_subject(),
                standard=factories.make_standard(self.department),
                facts="传闻",
            )

        self.assertFalse(Entry.objects.exists())


class PictureTests(SimpleTestCase):
    def cleaned(self, content, name="证据.jpg"):
        return pictures.cleaned(SimpleUploadedFile(name, content))

    def test_a_picture_loses_place_time_device_and_what_is_appended(self):
        for content, kind in ((a_png(), "png"), (a_jpeg(), "jpg")):
            self.assertIn(SECRET, content)

            found, clean = self.cleaned(content)

            self.assertEqual(found, kind)
            self.assertNotIn(SECRET, clean)

    def test_cleaning_keeps_the_picture_itself(self):
        _, clean = self.cleaned(a_jpeg())

        self.assertIn(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9", clean)
        self.assertEqual(self.cleaned(clean)[1], clean)
        _, png = self.cleaned(a_png())
        self.assertEqual(self.cleaned(png)[1], png)

    def test_a_picture_is_recognised_by_its_content_and_not_its_name(self):
        self.assertEqual(self.cleaned(a_png(), "证据.jpg")[0], "png")
        for content in (b"%PDF-1.7", b"PK\x03\x04", b"GIF89a", b"", b"\xff\xd8"):
            with self.assertRaisesMessage(ValidationError, "不是 JPG 或者 PNG"):
                self.cleaned(content)

    def test_a_picture_that_is_too_large_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "3 MB"):
            self.cleaned(a_png() + bytes(pictures.LARGEST))

    @given(
        st.binary(max_size=80), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
    )
    def test_a_damaged_picture_is_refused_and_never_passed_through(self, body, start):
        try:
            _, clean = self.cleaned(start + body)
        except ValidationError:
            return
        self.assertTrue(clean.endswith((b"\xff\xd9", b"IEND\xaeB`\x82")))
