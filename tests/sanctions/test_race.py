"""Orders and holds at the same moment: nothing is executable under a hold, whichever came first."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone

import registry.actions
from registry.errors import CreditError
from sanctions import actions
from sanctions.models import Order
from tests import factories

from . import makers

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row locks are PostgreSQL's"
)


class RaceTests(TransactionTestCase):
    def setUp(self):
        factories.make_calendar()
        department = factories.make_department()
        clerk = factories.make_official("chen", department)
        reviewer = factories.make_official("lin", department)
        self.treasury = factories.make_department("caizheng")
        self.accountant = factories.make_official("huang", self.treasury)
        self.standard = factories.make_standard(department)
        self.edition = makers.make_edition({})
        self.entry = factories.make_published(self.standard, clerk, reviewer)

    def elsewhere(self, action):
        """Do `action` on a connection of its own; returns how it went."""
        fate = []

        def run():
            try:
                action()
                fate.append("obeyed")
            except CreditError:
                fate.append("refused")
            finally:
                connection.close()

        thread = Thread(target=run)
        thread.start()
        return thread, fate

    def memorandum(self):
        return makers.make_memorandum(
            self.standard, [(self.edition.measures.get(), self.treasury)]
        )

    def hold(self):
        registry.actions.holds.place(
            self.entry, kind="objection", reason="异议", by=None
        )

    def test_an_order_made_while_a_hold_is_placed_is_not_executable(self):
        memorandum = self.memorandum()

        with transaction.atomic():
            actions.triggering.trigger(memorandum, by=self.accountant)
            thread, fate = self.elsewhere(self.hold)
            thread.join(5)

        self.assertEqual(fate, ["obeyed"])
        self.assertEqual(Order.objects.count(), 1)
        self.assertFalse(Order.objects.executable(timezone.now()).exists())

    def test_an_execution_waits_for_the_hold_being_placed_and_is_refused(self):
        actions.triggering.trigger(self.memorandum(), by=self.accountant)
        order = Order.objects.get()

        with transaction.atomic():
            self.hold()
            thread, fate = self.elsewhere(lambda: self.execute(order))
            thread.join(0.3)
        thread.join(5)

        self.assertEqual(fate, ["refused"])
        self.assertFalse(Order.objects.filter(status="executed").exists())

    def test_an_execution_under_way_does_not_escape_the_end_of_its_entry(self):
        actions.triggering.trigger(self.memorandum(), by=self.accountant)
        order = Order.objects.get()

        with transaction.atomic():
            self.execute(order)
            thread, fate = self.elsewhere(self.end)
            thread.join(0.3)
        thread.join(5)

        order.refresh_from_db()
        self.assertEqual((fate, order.status), (["obeyed"], Order.Status.LIFTING))

    def execute(self, order):
        on = timezone.localdate()
        actions.orders.execute(
            Order.objects.get(pk=order.pk),
            by=self.accountant,
            executed_on=on,
            document="榕财采〔2026〕1号",
            until=on + timedelta(days=30),
        )

    def end(self):
        registry.actions.entries.end(
            self.entry, because="revoked", reason="有误", by=None
        )
