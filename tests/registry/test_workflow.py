from django.utils import timezone

from registry import actions, workflow
from registry.errors import IllegalMove
from registry.models import Entry
from tests import factories

from .cast import Cast


class MoveTests(Cast):
    def reached(self):
        """An entry in each state, brought there by real actions."""
        narrow = factories.make_standard(self.department, batch_limit=0)
        submitted, returned, discarded = self.draft(), self.draft(), self.draft()
        awaiting, ended = self.draft(standard=narrow), self.published()
        actions.entries.submit_all(
            [submitted.pk, returned.pk, awaiting.pk], by=self.clerk
        )
        actions.entries.return_to_drafter(returned, by=self.reviewer, reason="事实不清")
        actions.entries.approve(awaiting, by=self.reviewer)
        actions.entries.discard(discarded, by=self.clerk, reason="录入有误")
        actions.entries.end(ended, because="early", reason="提前移出", by=self.reviewer)
        return [
            self.draft(),
            submitted,
            returned,
            awaiting,
            self.published(),
            ended,
            discarded,
        ]

    def test_every_unlisted_move_is_refused_from_every_state(self):
        entries = self.reached()
        for entry in entries:
            entry.refresh_from_db()
            for there in set(Entry.Status) - Entry.MOVES[entry.status]:
                with (
                    self.subTest(here=entry.status, there=there),
                    self.assertRaises(IllegalMove),
                ):
                    workflow.move(entry, there, by=self.reviewer)

        self.assertEqual({entry.status for entry in entries}, set(Entry.Status))

    def test_a_set_with_one_member_in_the_wrong_place_does_not_move(self):
        good, bad = self.draft(), self.published()

        with self.assertRaises(IllegalMove):
            workflow.move_all(
                Entry, [good.pk, bad.pk], Entry.Status.SUBMITTED, by=self.clerk
            )

        good.refresh_from_db()
        self.assertEqual(good.status, Entry.Status.DRAFT)

    def test_looks_at_the_row_and_not_at_the_copy_in_hand(self):
        entry = self.draft()
        stale = Entry.objects.get(pk=entry.pk)
        workflow.move(entry, Entry.Status.DISCARDED, by=self.clerk)

        with self.assertRaises(IllegalMove):
            workflow.move(stale, Entry.Status.SUBMITTED, by=self.clerk)

    def test_gives_each_row_its_own_values(self):
        one, two = self.draft(), self.draft()
        at = timezone.now()

        workflow.move_all(
            Entry,
            [one.pk, two.pk],
            Entry.Status.SUBMITTED,
            by=self.clerk,
            each={
                one.pk: {"facts": "甲", "details": {"一": 1}},
                two.pk: {"facts": "乙", "details": {}},
            },
            submitted_at=at,
            submitted_by=self.clerk,
        )

        one.refresh_from_db()
        two.refresh_from_db()
        self.assertEqual((one.facts, one.details), ("甲", {"一": 1}))
        self.assertEqual((two.facts, two.submitted_at), ("乙", at))
