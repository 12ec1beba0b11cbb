import base64
from io import StringIO

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import BinaryField
from django.test import TestCase, override_settings
from django.utils import timezone

from registry import identifiers, sealing
from registry.exchange import subscriptions
from registry.management.commands import rotate_keys
from registry.models import Batch, OtherIdentifier, Row, Subject, Subscription
from tests import factories

OLD = settings.CREDIT_DATA_KEYS[1]
NEW = bytes([7] * 32)
NO_SECRET = {("registry.Seal", "leaves")}
TO_OTHER_KEYS = {  # only tip officers and informants can open these
    ("disputes.TipOff", "reply_key"),
    ("disputes.TipOff", "sealed"),
    ("disputes.TipFile", "sealed"),
    ("disputes.TipMessage", "sealed"),
    ("disputes.TipMessage", "copy"),
}
rotated = override_settings(CREDIT_DATA_KEYS={2: NEW, 1: OLD})


def run():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


class RotateKeysTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.numbers = {}
        for number in range(1, 6):
            person = factories.make_person(number=number)
            cls.numbers[person.pk] = factories.number_of(number)
        cls.company = factories.make_subject()
        document = identifiers.recognise(
            "H12345678", today=timezone.localdate(), kinds=identifiers.PERSON_KINDS
        )
        standard = factories.make_standard()
        batch = Batch.objects.create(
            department=standard.department,
            standard=standard,
            filename="名单.xlsx",
            sha256="0" * 64,
            size=1,
            received_at=timezone.now(),
            received_by=factories.make_official("chen", standard.department),
        )
        kept = base64.b64encode(sealing.seal("身份证 350102")).decode()
        cls.row = Row.objects.create(
            batch=batch,
            sheet="名单",
            number=2,
            cells=["陈某某", None, {"shown": "350**", "sealed": kept}],
            fate=Row.Fate.NEW,
        )
        cls.permit = OtherIdentifier.objects.create(
            subject=person,
            kind=document.kind,
            identifier="H******78",
            key=sealing.digest(document.value),
            sealed=sealing.seal(document.value),
        )

    def assert_readable_with_the_new_key_alone(self):
        with override_settings(CREDIT_DATA_KEYS={2: NEW}):
            for pk, number in self.numbers.items():
                self.assertEqual(
                    sealing.unseal(Subject.objects.get(pk=pk).sealed), number
                )
            cells = Row.objects.get(pk=self.row.pk).cells
            sealed = base64.b64decode(cells[2]["sealed"])
            self.assertEqual(cells[:2], ["陈某某", None])
            self.assertEqual(sealing.unseal(sealed), "身份证 350102")
            permit = OtherIdentifier.objects.get(pk=self.permit.pk)
            self.assertEqual(sealing.unseal(permit.sealed), "H12345678")

    @rotated
    def test_seals_every_number_under_the_newest_key(self):
        said = run()

        self.assertIn("重新加密 5 条", said)
        self.assert_readable_with_the_new_key_alone()

    @rotated
    def test_leaves_what_is_sealed_under_the_newest_key(self):
        run()
        before = list(Subject.objects.values_list("pk", "sealed"))

        self.assertNotRegex(run(), "重新加密 [1-9]")
        self.assertEqual(list(Subject.objects.values_list("pk", "sealed")), before)

    @rotated
    def test_goes_on_where_it_was_interrupted(self):
        rows = Subject.objects.persons().order_by("pk")
        for person in rows[:2]:
            Subject.objects.filter(pk=person.pk).update(
                sealed=sealing.seal(self.numbers[person.pk])
            )

        self.assertIn("重新加密 3 条", run())
        self.assert_readable_with_the_new_key_alone()

    @rotated
    def test_works_through_more_than_one_batch(self):
        original, rotate_keys.BATCH = rotate_keys.BATCH, 2
        try:
            run()
        finally:
            rotate_keys.BATCH = original

        self.assert_readable_with_the_new_key_alone()

    @rotated
    def test_reports_what_it_could_not_open_and_rotates_all_others(self):
        broken = Subject.objects.persons().first()
        Subject.objects.filter(pk=broken.pk).update(sealed=b"\x01\x00\x09" + bytes(40))

        with self.assertRaisesMessage(
            CommandError, f"信用主体 {broken.pk}：加密数据使用的 9 号密钥"
        ):
            run()

        del self.numbers[broken.pk]
        self.assert_readable_with_the_new_key_alone()

    def test_every_binary_column_is_either_sealed_or_no_secret(self):
        binary = {
            (model._meta.label, field.name)
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, BinaryField)
        }
        rotated = {
            (model._meta.label, name) for model, name, _ in rotate_keys.sealed_columns()
        }

        self.assertEqual(binary - rotated, NO_SECRET | TO_OTHER_KEYS)

    @rotated
    def test_a_webhooks_secret_is_sealed_again(self):
        official = factories.make_official("system")
        with override_settings(CREDIT_DATA_KEYS={1: OLD}):
            subscription, secret = subscriptions.subscribe(
                official=official,
                name="甲",
                url="http://127.0.0.1:9/",
                private=True,
                by=official,
            )

        run()

        subscription.refresh_from_db()
        with override_settings(CREDIT_DATA_KEYS={2: NEW}):
            opened = sealing.unseal(subscription.secret, Subscription.SECRET)
        self.assertEqual(opened, secret)

    def test_organisations_have_nothing_to_seal(self):
        run()

        self.company.refresh_from_db()
        self.assertIsNone(self.company.sealed)
