"""Recall with receipts."""

from datetime import timedelta

from django.dispatch import receiver
from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.exchange import recalls, subscriptions
from registry.models import (
    Delivery,
    FeedReader,
    Message,
    Recall,
    RecallReceipt,
    Scope,
    TrailEntry,
)
from registry.signals import entries_recalled
from tests import factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_changes import client_of
from tests.registry.settled import all_settled

URL = "/api/v1/recalls/"


class Recalled(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        all_settled()
        cls.system = factories.make_official("system", cls.department, ["view_entry"])
        cls.reading = client_of(cls.system, Scope.FEED)

    def read(self):
        self.reading.get("/api/v1/changes/")

    def revoke(self, entry):
        actions.entries.end(
            entry, because="revoked", reason="认定有误", by=self.reviewer
        )


class RecallTests(Recalled):
    def test_a_system_that_was_given_a_revoked_entry_is_asked_to_confirm(self):
        entry = self.published()
        self.read()

        self.revoke(entry)

        receipt = RecallReceipt.objects.get()
        self.assertEqual((receipt.official, receipt.source), (self.system, "feed"))
        self.assertEqual(list(receipt.recall.entries.all()), [entry])

    def test_a_system_that_had_not_read_so_far_is_not_asked(self):
        self.read()
        entry = self.published()

        self.revoke(entry)

        self.assertTrue(FeedReader.objects.exists())
        self.assertFalse(RecallReceipt.objects.exists())

    def test_a_correction_recalls_what_stood_before(self):
        entry = self.published()
        self.read()

        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "改"}, reason="有误"
        )

        self.assertEqual(RecallReceipt.objects.get().recall.what, "corrected")

    def test_an_end_that_was_no_error_recalls_nothing(self):
        entry = self.published()
        self.read()

        actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )

        self.assertFalse(Recall.objects.filter(entries=entry).exists())

    def test_a_pushed_system_is_sent_the_recall_and_asked_once(self):
        subscriptions.subscribe(
            official=self.system,
            name="甲",
            url="http://127.0.0.1:9/",
            private=True,
            by=self.officer,
        )
        entry = self.published()
        self.read()

        self.revoke(entry)

        self.assertEqual(RecallReceipt.objects.count(), 1)
        self.assertEqual(
            Delivery.objects.filter(what="recall").get().entries, [entry.pk]
        )

    def test_a_set_is_recalled_as_one(self):
        pks = [self.published().pk for _ in range(3)]
        self.read()

        actions.entries.withdraw_all(pks, by=self.reviewer, reason="整批有误")

        recall = Recall.objects.get(entries=pks[0])
        self.assertCountEqual(recall.entries.values_list("pk", flat=True), pks)
        self.assertEqual(RecallReceipt.objects.count(), 1)

    def test_upper_apps_may_ask_others(self):
        @receiver(entries_recalled)
        def ask_those_who_checked(*, recall, **kwargs):
            recalls.request_receipts(recall, {self.clerk.pk}, source="check")

        self.addCleanup(entries_recalled.disconnect, ask_those_who_checked)
        entry = self.published()

        self.revoke(entry)

        self.assertEqual(RecallReceipt.objects.get().official, self.clerk)


class AcknowledgeTests(Recalled):
    def setUp(self):
        self.entry = self.published()
        self.read()
        self.revoke(self.entry)
        self.receipt = RecallReceipt.objects.get()

    def acknowledge(self, client=None, expect=200, **body):
        url = f"{URL}{self.receipt.pk}/acknowledgement/"
        answer = (client or self.reading).post(url, body, format="json")
        self.assertEqual(answer.status_code, expect, answer.content.decode())

    def test_a_system_reads_and_confirms_its_own(self):
        [receipt] = self.reading.get(URL).json()
        self.assertEqual(receipt["entries"], [self.entry.pk])

        self.acknowledge(done="已移除")

        self.assertEqual(self.reading.get(URL).json(), [])
        self.assertEqual(TrailEntry.objects.about(self.receipt).get().reason, "已移除")

    def test_not_twice_not_empty_not_anothers(self):
        other = client_of(
            factories.make_official("other", permissions=["view_entry"]), Scope.FEED
        )

        self.acknowledge(other, 404, done="已移除")
        self.acknowledge(expect=400, done="")
        with self.assertRaises(Refused):
            recalls.acknowledge(self.receipt, by=self.system, done=" ")
        self.acknowledge(done="已移除")
        self.acknowledge(expect=409, done="已移除")

    def test_who_is_late_is_chased_once_a_day_until_it_is_confirmed(self):
        due = self.receipt.due_on

        self.assertEqual(recalls.chase(due), 0)
        for day in (1, 1, 2):
            recalls.chase(due + timedelta(days=day))
        self.assertEqual(Message.objects.filter(official=self.system).count(), 2)
        self.acknowledge(done="已移除")
        self.assertEqual(recalls.chase(due + timedelta(days=3)), 0)

    def test_is_due_within_three_working_days(self):
        self.assertGreater(
            self.receipt.due_on, timezone.localdate() + timedelta(days=2)
        )

    def test_the_number_of_statements_does_not_grow(self):
        def statements():
            with self.assertNumQueries(5):
                self.reading.get(URL)

        self.reading.get(URL)
        statements()
        for _ in range(2):
            entry = self.published()
            self.read()
            self.revoke(entry)
        statements()
