from datetime import timedelta

from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import Entry, Hold, TrailEntry
from registry.signals import entries_held, entries_released
from tests.registry.cast import Cast


class HoldTests(Cast):
    def hold(self, entry):
        return actions.holds.place(
            entry,
            kind=Hold.Kind.OBJECTION,
            reference="YY2026-1",
            reason="异议已受理",
            by=self.officer,
        )

    def test_ends_the_effect_at_once(self):
        entry = self.published()

        hold = self.hold(entry)

        self.assertFalse(entry.is_in_effect(hold.placed_at))
        self.assertTrue(entry.is_in_effect(hold.placed_at - timedelta(microseconds=1)))

    def test_leaves_the_entry_to_be_read_as_disputed(self):
        entry = self.published()

        self.hold(entry)

        now = timezone.now()
        disputed = Entry.objects.shown(now).held(now)
        self.assertEqual(list(disputed.of(entry.subject)), [entry])

    def test_a_hold_of_a_case_is_closed_by_that_case_alone(self):
        entry, case, other = self.published(), self.clerk, self.reviewer
        hold = actions.holds.place(
            entry, kind="objection", reason="异议", by=self.officer, case=case
        )

        for wrong in (None, other):
            with self.assertRaisesMessage(Refused, "随该事项办结，不能单独恢复"):
                actions.holds.release(hold, by=self.reviewer, reason="恢复", case=wrong)
        self.assertFalse(entry.is_in_effect(timezone.now()))

        actions.holds.release(hold, by=self.reviewer, reason="异议不成立", case=case)
        self.assertTrue(entry.is_in_effect(timezone.now()))

    def test_a_hold_of_the_credit_office_is_not_released_by_the_department(self):
        entry = self.published()
        hold = self.hold(entry)

        with self.assertRaisesMessage(Refused, "应由该单位或者信用办恢复"):
            actions.holds.release(hold, by=self.reviewer, reason="恢复")

        actions.holds.release(hold, by=self.officer, reason="核查完毕")
        self.assertTrue(entry.is_in_effect(timezone.now()))

    def test_writes_who_and_why(self):
        entry = self.published()

        self.hold(entry)

        line = TrailEntry.objects.about(entry).last()
        self.assertEqual(
            (line.action, line.actor, line.reason),
            ("registry.entry.held", self.officer, "异议已受理"),
        )

    def test_is_refused_on_what_is_not_published(self):
        with self.assertRaisesMessage(Refused, "不能暂停"):
            self.hold(self.draft())

    def test_is_announced_for_the_entry_alone(self):
        entry = self.published()
        self.published()
        heard = []
        entries_held.connect(
            receiver := lambda entries, by, **kwargs: heard.append((entries, by)),
            weak=False,
        )
        self.addCleanup(entries_held.disconnect, receiver)

        self.hold(entry)

        self.assertEqual(heard, [([entry.pk], self.officer)])

    def test_several_are_placed_in_one_go(self):
        entries = [self.published(), self.published()]

        holds = actions.holds.place_all(
            [entry.pk for entry in entries],
            kind=Hold.Kind.OFFICE,
            reason="核查",
            reference="2026-9",
            by=self.reviewer,
        )

        self.assertEqual([hold.entry for hold in holds], entries)
        for hold in holds:
            hold.refresh_from_db()
            self.assertEqual(
                (hold.kind, hold.reason, hold.reference, hold.placed_by, hold.of),
                ("office", "核查", "2026-9", self.reviewer, ""),
            )
            line = TrailEntry.objects.about(hold.entry).last()
            self.assertEqual(line.after, {"hold": hold.pk, "kind": "office"})


class ReleaseTests(Cast):
    def heard(self):
        """A list that gathers the entries of every release that is announced."""
        heard = []
        entries_released.connect(
            receiver := lambda entries, **kwargs: heard.append(entries), weak=False
        )
        self.addCleanup(entries_released.disconnect, receiver)
        return heard

    def test_of_an_entry_that_has_ended_is_not_announced(self):
        entry = self.published()
        hold = actions.holds.place(entry, kind="office", reason="核查", by=self.officer)
        actions.entries.end(entry, because="early", reason="提前", by=self.reviewer)
        heard = self.heard()

        actions.holds.release(hold, by=self.officer, reason="无误")

        self.assertEqual(heard, [])

    def test_of_one_entry_leaves_the_hold_of_another(self):
        entry, other = self.published(), self.published()
        holds = [
            actions.holds.place(one, kind="office", reason="核查", by=self.officer)
            for one in (entry, other)
        ]
        heard = self.heard()

        actions.holds.release(holds[0], by=self.officer, reason="无误")

        self.assertEqual(heard, [[entry.pk]])
        self.assertFalse(other.is_in_effect(timezone.now()))

    def test_keeps_who_released_it_and_why(self):
        entry = self.published()
        hold = actions.holds.place(entry, kind="office", reason="核查", by=self.officer)

        actions.holds.release(hold, by=self.officer, reason="无误")

        hold.refresh_from_db()
        self.assertEqual(
            (hold.released_by, hold.release_reason), (self.officer, "无误")
        )
        line = TrailEntry.objects.about(entry).last()
        self.assertEqual(
            (line.action, line.actor, line.reason, line.before),
            (
                "registry.entry.released",
                self.officer,
                "无误",
                {"hold": hold.pk, "kind": "office"},
            ),
        )

    def test_is_announced_only_with_the_last_hold(self):
        entry = self.published()
        holds = [
            actions.holds.place(entry, kind=kind, reason="理由", by=None)
            for kind in (Hold.Kind.OBJECTION, Hold.Kind.STAY)
        ]
        heard = []
        entries_released.connect(
            receiver := lambda entries, **kwargs: heard.append(entries), weak=False
        )
        self.addCleanup(entries_released.disconnect, receiver)

        actions.holds.release(holds[0], by=None, reason="核查无误")
        after_first = list(heard)
        actions.holds.release(holds[1], by=None, reason="裁定解除")

        self.assertEqual((after_first, heard), ([], [[entry.pk]]))

    def test_is_refused_twice(self):
        hold = actions.holds.place(
            self.published(), kind=Hold.Kind.OFFICE, reason="核查", by=self.officer
        )
        actions.holds.release(hold, by=self.officer, reason="无误")

        with self.assertRaisesMessage(Refused, "已经恢复"):
            actions.holds.release(hold, by=self.officer, reason="无误")

    def test_wants_a_reason(self):
        hold = actions.holds.place(
            self.published(), kind=Hold.Kind.OFFICE, reason="核查", by=self.officer
        )

        with self.assertRaisesMessage(Refused, "恢复理由"):
            actions.holds.release(hold, by=self.officer, reason="")
