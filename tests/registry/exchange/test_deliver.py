"""The outbox: nothing lost, nothing twice under two numbers, a dead endpoint waited for and paused."""

import json
from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import timezone

from registry import actions, roles, sealing
from registry.errors import Refused
from registry.exchange import change_log, delivering, signatures, subscriptions
from registry.models import Attempt, Delivery, Message, Subscription, TrailEntry, What
from tests import factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_webhook import endpoint, say


class Inbox:
    """A department's system that keeps what it is sent and answers `status`."""

    def __init__(self, status=200):
        self.status = status
        self.received = []

    def __call__(self, handler):
        self.received.append((dict(handler.headers), handler.body))
        say(self.status, Location="http://127.0.0.1:9/")(handler)

    @property
    def messages(self):
        return [json.loads(body) for _, body in self.received]


@override_settings(WEBHOOKS_MAY_REACH_PRIVATE=True)
class DeliverTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.system = factories.make_official("system", cls.department)

    def subscribed(self, url="http://127.0.0.1:9/"):
        return subscriptions.subscribe(
            official=self.system,
            name="审批系统",
            url=url,
            private=True,
            by=self.officer,
        )

    def test_a_change_is_in_the_outbox_in_the_transaction_of_the_action(self):
        subscription, _ = self.subscribed()
        entry = self.published()

        delivery = Delivery.objects.get()

        self.assertEqual(
            (delivery.subscription, delivery.what, delivery.entries),
            (subscription, What.PUBLISHED, [entry.pk]),
        )

    def test_an_action_that_is_rolled_back_leaves_nothing_to_send(self):
        self.subscribed()

        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            self.published()
            raise ZeroDivisionError

        self.assertFalse(Delivery.objects.exists())

    def test_what_the_action_wrote_is_sent_by_the_next_sweep_even_without_a_broker(
        self,
    ):
        inbox = Inbox()
        with endpoint(inbox) as url:
            _, secret = self.subscribed(url)
            entry = self.published()

            self.assertEqual(delivering.deliver_due(), 1)

        [(headers, body)] = inbox.received
        message = json.loads(body)
        self.assertEqual(
            (message["what"], message["entries"]), ("published", [entry.pk])
        )
        self.assertEqual(set(message), {"delivery", "what", "at", "entries"})
        self.assertEqual(headers["X-Credit-Delivery"], message["delivery"])
        self.assertTrue(
            signatures.is_valid(
                secret,
                headers["X-Credit-Timestamp"],
                body,
                headers["X-Credit-Signature"],
                now=timezone.now().timestamp(),
            )
        )
        self.assertIsNotNone(Delivery.objects.get().delivered_at)
        self.assertEqual(Attempt.objects.get().answer, 200)

    def test_messages_arrive_in_order_and_once(self):
        inbox = Inbox()
        with endpoint(inbox) as url:
            self.subscribed(url)
            entry = self.published()
            actions.holds.place(
                entry, kind="objection", reason="异议", by=self.reviewer
            )
            delivering.deliver_due()
            delivering.deliver_due()

        self.assertEqual([one["what"] for one in inbox.messages], ["published", "held"])

    def test_a_large_set_is_sent_in_parts(self):
        self.subscribed()

        with self.assertNumQueries(2):
            change_log.deliver(What.ENDED, range(1, 1201), at=timezone.now())

        self.assertEqual(
            [len(one.entries) for one in Delivery.objects.order_by("pk")],
            [500, 500, 200],
        )

    def test_what_is_not_received_stays_and_is_tried_later_under_its_number(self):
        inbox = Inbox(500)
        with endpoint(inbox) as url:
            subscription, _ = self.subscribed(url)
            self.published()
            with time_machine.travel(timezone.now(), tick=False) as clock:
                self.assertEqual(delivering.deliver_due(), 0)
                self.assertEqual(delivering.deliver_due(), 0)
                self.assertEqual(len(inbox.received), 1)
                clock.shift(timedelta(minutes=1))
                inbox.status = 200
                self.assertEqual(delivering.deliver_due(), 1)

        first, second = inbox.messages
        self.assertEqual(first["delivery"], second["delivery"])
        self.assertEqual(
            list(Attempt.objects.values_list("answer", flat=True)), [500, 200]
        )
        subscription.refresh_from_db()
        self.assertEqual((subscription.failures, subscription.failing_since), (0, None))

    def test_a_redirect_inward_is_a_failure(self):
        inbox = Inbox(307)
        with endpoint(inbox) as url:
            self.subscribed(url)
            self.published()
            delivering.deliver_due()

        self.assertEqual(len(inbox.received), 1)
        self.assertIsNone(Delivery.objects.get().delivered_at)
        self.assertEqual(Attempt.objects.get().answer, 307)

    def test_after_two_days_of_failure_it_is_paused_and_the_queue_is_kept(self):
        subscription, _ = self.subscribed()
        self.published()
        start = timezone.now()
        with time_machine.travel(start, tick=False) as clock:
            while True:
                delivering.deliver_due()
                subscription.refresh_from_db()
                if subscription.paused_at:
                    break
                clock.move_to(subscription.next_try_at)

        self.assertEqual(subscription.paused_at - start, timedelta(days=2))
        self.assertEqual(Attempt.objects.count(), 11)
        self.published()
        self.assertEqual(Delivery.objects.waiting().count(), 2)
        self.assertTrue(Message.objects.filter(official=self.officer).exists())

    def test_those_who_answer_for_a_paused_address_are_notified_once_and_no_sooner(
        self,
    ):
        keeper = factories.make_official("keeper", self.department)
        keeper.groups.add(Group.objects.create(name=roles.CLERKS))
        overseer = factories.make_official("overseer", self.office)
        overseer.groups.add(Group.objects.create(name=roles.OFFICE))
        subscription, _ = self.subscribed()
        self.published()
        messages = Message.objects.filter(title__contains="已停投")
        with time_machine.travel(timezone.now(), tick=False) as clock:
            while not subscription.paused_at:
                self.assertFalse(messages.exists())
                delivering.deliver_due()
                subscription.refresh_from_db()
                clock.move_to(subscription.next_try_at)
            delivering.deliver_due()

        self.assertCountEqual(
            [message.official for message in messages],
            [self.officer, keeper, overseer],
        )

    def test_an_address_that_another_worker_has_is_left_to_it(self):
        inbox = Inbox()
        with endpoint(inbox) as url:
            subscription, _ = self.subscribed(url)
            self.published()
            Subscription.objects.filter(pk=subscription.pk).update(
                claim="8" * 32, claimed_until=timezone.now() + delivering.LEASE
            )

            self.assertEqual(delivering.work_off(subscription.pk), 0)

        self.assertEqual(inbox.received, [])

    def test_an_address_is_sent_its_own_queue_only(self):
        inbox, other = Inbox(), Inbox(500)
        with endpoint(inbox) as url, endpoint(other) as other_url:
            first, _ = self.subscribed(url)
            second, _ = self.subscribed(other_url)
            self.published()
            self.assertEqual(delivering.deliver_due(), 1)

        self.assertEqual((len(inbox.received), len(other.received)), (1, 1))
        first.refresh_from_db()
        second.refresh_from_db()
        self.assertEqual((first.failures, second.failures), (0, 1))
        self.assertIsNotNone(first.deliveries.get().delivered_at)
        self.assertIsNone(second.deliveries.get().delivered_at)

    def test_a_resumed_address_gets_everything_that_waited(self):
        inbox = Inbox()
        with endpoint(inbox) as url:
            subscription, _ = self.subscribed(url)
            Subscription.objects.update(paused_at=timezone.now())
            entries = [self.published(), self.published()]
            self.assertEqual(delivering.deliver_due(), 0)

            subscriptions.resume(subscription, by=self.officer)

            self.assertEqual(delivering.deliver_due(), 2)
        self.assertEqual(
            [one["entries"] for one in inbox.messages], [[one.pk] for one in entries]
        )

    def test_a_worker_that_died_is_followed_by_another(self):
        inbox = Inbox()
        with endpoint(inbox) as url:
            self.subscribed(url)
            self.published()
            now = timezone.now()
            Subscription.objects.update(
                claim="8" * 32, claimed_until=now + delivering.LEASE
            )
            self.assertEqual(delivering.deliver_due(), 0)
            with time_machine.travel(now + delivering.LEASE + timedelta(seconds=1)):
                self.assertEqual(delivering.deliver_due(), 1)

    def test_an_unsubscribed_address_is_sent_nothing(self):
        subscription, _ = self.subscribed()
        subscriptions.unsubscribe(subscription, by=self.officer, reason="系统下线")

        self.published()

        self.assertFalse(Delivery.objects.exists())
        with self.assertRaises(Refused):
            subscriptions.unsubscribe(subscription, by=self.officer, reason="再次")
        with self.assertRaises(Refused):
            subscriptions.resume(subscription, by=self.officer)

    def test_an_inward_address_is_refused_at_once(self):
        with self.assertRaisesMessage(Refused, "内部网络"):
            subscriptions.subscribe(
                official=self.system,
                name="甲",
                url="https://127.0.0.1/",
                private=False,
                by=self.officer,
            )

    @override_settings(WEBHOOKS_MAY_REACH_PRIVATE=False)
    def test_an_address_that_has_turned_inward_is_not_called(self):
        inbox = Inbox()
        with endpoint(inbox) as url:
            self.subscribed(url)
            self.published()
            delivering.deliver_due()

        self.assertEqual(inbox.received, [])
        self.assertIn("https", Attempt.objects.get().problem)

    def test_the_secret_is_kept_sealed_and_out_of_the_trail(self):
        subscription, secret = self.subscribed()

        self.assertEqual(
            sealing.unseal(subscription.secret, Subscription.SECRET), secret
        )
        self.assertNotIn(secret, str(TrailEntry.objects.about(subscription).values()))
        self.assertNotIn(secret.encode(), bytes(subscription.secret))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs two connections")
@override_settings(WEBHOOKS_MAY_REACH_PRIVATE=True)
class TwoWorkersTests(TransactionTestCase):
    def test_two_workers_send_each_message_once(self):
        factories.make_calendar()
        system = factories.make_official("system", factories.make_department())
        inbox, at_once = Inbox(), Event()

        def slow(handler):
            Event().wait(0.02)
            inbox(handler)

        with endpoint(slow) as url:
            subscriptions.subscribe(
                official=system, name="甲", url=url, private=True, by=system
            )
            for number in range(10):
                change_log.deliver(What.HELD, [number], at=timezone.now())

            def work():
                at_once.wait(5)
                delivering.deliver_due()
                connection.close()

            workers = [Thread(target=work) for _ in range(4)]
            for worker in workers:
                worker.start()
            at_once.set()
            for worker in workers:
                worker.join()

        self.assertEqual(
            [one["entries"] for one in inbox.messages],
            [[number] for number in range(10)],
        )
        self.assertEqual(Attempt.objects.count(), 10)
