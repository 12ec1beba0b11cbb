"""A whole batch treated as one: submitted, approved, returned, withdrawn."""

from django.utils import timezone

from registry import actions
from registry.actions import batches
from registry.errors import CreditError, ManyRefused, Refused
from registry.models import Batch, Notice
from tests import factories
from tests.registry.lists import Lists, csv_of, row


class WholeBatchTests(Lists):
    def test_is_submitted_and_approved(self):
        batch = self.drafted(row(1), row(2))

        self.assertEqual(batches.submit_batch(batch, by=self.clerk), 2)
        answer = batches.approve_batch(batch, by=self.reviewer)

        self.assertEqual(answer, (2, 0))
        self.assertEqual(batch.entries.in_effect(timezone.now()).count(), 2)

    def test_is_not_approved_by_the_official_who_imported_it(self):
        batch = self.drafted(row(1), row(2))
        batches.submit_batch(batch, by=self.clerk)

        with self.assertRaisesMessage(ManyRefused, "不能审核本条目"):
            batches.approve_batch(batch, by=self.clerk)

    def test_is_approved_whole_or_not_at_all(self):
        batch = self.drafted(row(1), row(2, 决定书送达凭证=""))
        batches.submit_batch(batch, by=self.clerk)

        with self.assertRaises(ManyRefused):
            batches.approve_batch(batch, by=self.reviewer)

        self.assertEqual(batch.made, {"submitted": 2})

    def test_waits_for_the_credit_office_above_the_daily_limit(self):
        narrow = factories.make_standard(self.department, batch_limit=1)
        batch = self.drafted(row(1), row(2), standard=narrow)
        batches.submit_batch(batch, by=self.clerk)

        self.assertEqual(batches.approve_batch(batch, by=self.reviewer), (0, 2))

        self.assertFalse(batch.entries.in_effect(timezone.now()).exists())

    def test_is_returned_with_the_reason(self):
        batch = self.drafted(row(1), row(2))
        batches.submit_batch(batch, by=self.clerk)

        number = batches.give_back_batch(batch, by=self.reviewer, reason="不清")

        self.assertEqual((number, batch.made), (2, {"returned": 2}))

    def test_had_no_effect_the_day_before(self):
        yesterday = timezone.now() - timezone.timedelta(days=1)
        batch = self.published_batch(row(1))

        self.assertFalse(batch.entries.in_effect(yesterday).exists())


class WithdrawTests(Lists):
    def test_revokes_what_was_published_and_says_so_in_public(self):
        batch = self.published_batch(row(1), row(2))

        done = batches.withdraw(batch, by=self.reviewer, reason="导错了文件")

        self.assertEqual(done, (2, 0))
        self.assertEqual(batch.status, Batch.Status.WITHDRAWN)
        self.assertFalse(batch.entries.in_effect(timezone.now()).exists())
        self.assertEqual(Notice.objects.filter(entry__batch=batch).count(), 2)

    def test_drops_what_was_not_published(self):
        batch = self.drafted(row(1), row(2))
        actions.entries.submit(batch.entries.first(), by=self.clerk)

        done = batches.withdraw(batch, by=self.clerk, reason="导错了文件")

        self.assertEqual((done, batch.made), ((0, 2), {"discarded": 2}))

    def test_leaves_alone_what_came_from_elsewhere(self):
        other = self.published_batch(row(7))
        batch = self.drafted(row(1))

        batches.withdraw(batch, by=self.clerk, reason="导错了文件")

        self.assertEqual(other.made, {"published": 1})

    def test_is_refused_without_a_reason(self):
        batch = self.published_batch(row(1))

        with self.assertRaisesMessage(Refused, "请填写整批撤回的理由。"):
            batches.withdraw(batch, by=self.reviewer, reason="")

    def test_is_refused_a_second_time(self):
        batch = self.drafted(row(1))
        batches.withdraw(batch, by=self.clerk, reason="导错了文件")

        with self.assertRaises(CreditError):
            batches.withdraw(batch, by=self.clerk, reason="导错了文件")

    def test_lets_the_same_list_come_in_again(self):
        batch = self.drafted(row(1))
        batches.withdraw(batch, by=self.clerk, reason="导错了标准")

        again = self.receive(csv_of(row(1)))
        batches.stage(again)

        again.refresh_from_db()
        self.assertEqual(again.counts, {"new": 1})
