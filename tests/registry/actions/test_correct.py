from datetime import timedelta

import time_machine
from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import ListKind, Notice, TrailEntry
from registry.signals import entries_corrected
from registry.terms import months_later
from tests import factories
from tests.registry.cast import Cast


class CorrectTests(Cast):
    def test_keeps_what_stood_before(self):
        entry = self.published(facts="原事实")

        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "更正后事实"}, reason="笔误"
        )

        correction = entry.corrections.get()
        self.assertEqual(correction.before["facts"], "原事实")
        self.assertEqual(correction.after["facts"], "更正后事实")

    def test_computes_the_dates_again(self):
        entry = self.published()
        earlier = entry.decided_on - timedelta(days=90)

        actions.entries.correct(
            entry, by=self.reviewer, changes={"decided_on": earlier}, reason="日期有误"
        )

        entry.refresh_from_db()
        self.assertEqual(entry.valid_from, earlier)

    def test_never_lengthens_an_adverse_term(self):
        entry = self.published(asked_until=timezone.localdate() + timedelta(days=30))

        with self.assertRaisesMessage(Refused, "不能延长"):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"asked_until": None}, reason="有误"
            )

        entry.refresh_from_db()
        self.assertEqual(entry.valid_to, entry.asked_until)

    def test_is_refused_to_the_drafter(self):
        with self.assertRaisesMessage(Refused, "请由审核人办理"):
            actions.entries.correct(
                self.published(), by=self.clerk, changes={"facts": "改"}, reason="误"
            )

    def test_is_refused_to_the_official_who_edited_it(self):
        entry = self.draft()
        colleague = factories.make_official("wu", self.department)
        actions.entries.edit(entry, by=colleague, changes={"facts": "补充"})
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)

        with self.assertRaisesMessage(Refused, "请由审核人办理"):
            actions.entries.correct(
                entry, by=colleague, changes={"facts": "改"}, reason="误"
            )

    def test_is_refused_on_what_is_not_published(self):
        with self.assertRaisesMessage(Refused, "不能更正"):
            actions.entries.correct(
                self.draft(), by=self.reviewer, changes={"facts": "改"}, reason="误"
            )

    def test_of_a_responsible_persons_record_alone_is_refused(self):
        derived = self.with_responsible().derived.get()

        with self.assertRaisesMessage(Refused, "责任人条目随单位条目更正"):
            actions.entries.correct(
                derived, by=self.reviewer, changes={"facts": "改"}, reason="误"
            )

        self.assertFalse(derived.corrections.exists())

    def test_is_refused_for_impossible_dates_and_changes_nothing(self):
        entry = self.published()
        after = entry.decided_on + timedelta(days=1)

        with self.assertRaisesMessage(Refused, f"行为发生日期 {after} 晚于认定日期"):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"occurred_on": after}, reason="误"
            )

        entry.refresh_from_db()
        self.assertIsNone(entry.occurred_on)

    def test_computes_the_time_of_publication_again_and_says_how(self):
        standard = factories.make_standard(self.department, public_max_months=6)
        entry = self.published(standard=standard)
        earlier = entry.decided_on - timedelta(days=90)

        actions.entries.correct(
            entry, by=self.reviewer, changes={"decided_on": earlier}, reason="有误"
        )

        entry.refresh_from_db()
        self.assertEqual(entry.valid_to, months_later(earlier, 36))
        starts = {
            "decision": earlier,
            "publication": timezone.localdate(entry.published_at),
        }
        until = months_later(starts[standard.public_runs_from], 6)
        self.assertEqual(entry.public_until, until)
        self.assertIn(f"{earlier}", entry.term_basis["valid_to"])
        self.assertEqual(entry.corrections.get().was_valid_from, earlier + timedelta(days=90))  # fmt: skip

    def test_praise_may_be_lengthened(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        until = timezone.localdate() + timedelta(days=30)
        entry = self.published(standard=red, asked_until=until)

        actions.entries.correct(
            entry, by=self.reviewer, changes={"asked_until": None}, reason="有误"
        )

        entry.refresh_from_db()
        self.assertEqual(entry.valid_to, months_later(entry.decided_on, 36))

    def test_is_undone_when_a_listener_fails(self):
        def fail(**kwargs):
            raise Refused("不可")

        entry = self.published(facts="原事实")
        entries_corrected.connect(fail)
        self.addCleanup(entries_corrected.disconnect, fail)

        with self.assertRaisesMessage(Refused, "不可"):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"facts": "改"}, reason="误"
            )

        entry.refresh_from_db()
        self.assertEqual(entry.facts, "原事实")
        self.assertFalse(entry.corrections.exists())
        self.assertFalse(entry.notices.exists())

    def test_is_announced_once_for_the_entry_and_what_derives_from_it(self):
        entry = self.with_responsible()
        self.published()
        heard = []
        entries_corrected.connect(
            receiver := lambda entries, **kwargs: heard.append(entries), weak=False
        )
        self.addCleanup(entries_corrected.disconnect, receiver)

        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "改"}, reason="笔误"
        )

        derived = entry.derived.get()
        self.assertEqual(heard, [[entry.pk, derived.pk]])
        for one in (entry, derived):
            line = TrailEntry.objects.about(one).last()
            self.assertEqual(
                (line.action, line.actor, line.reason, line.after),
                ("registry.entry.corrected", self.reviewer, "笔误", {"facts": "改"}),
            )
            kept = one.corrections.get()
            self.assertEqual(kept.since, entry.published_at)
            self.assertEqual(kept.was_valid_to, entry.valid_to)
        self.assertFalse(derived.notices.exists())

    def test_of_what_is_not_shown_is_not_announced_in_public(self):
        hidden = factories.make_standard(
            self.department, list_kind=ListKind.BAD, is_public=False
        )
        entry = self.published(standard=hidden)

        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "改"}, reason="笔误"
        )

        self.assertFalse(entry.notices.exists())

    def with_responsible(self):
        """A published entry for which a person answers."""
        entry = self.draft()
        actions.entries.name_responsible(
            entry,
            person=factories.make_person(),
            role="direct",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        return entry

    def test_is_refused_where_nothing_changes(self):
        entry = self.published()

        with self.assertRaisesMessage(Refused, "无需更正"):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"facts": entry.facts}, reason="误"
            )

    def test_follows_to_the_responsible_persons(self):
        entry = self.with_responsible()

        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "更正后"}, reason="笔误"
        )

        self.assertEqual(entry.derived.get().facts, "更正后")

    def test_is_announced_where_the_entry_is_shown(self):
        entry = self.published()

        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "改"}, reason="笔误"
        )

        notice = entry.notices.get()
        self.assertEqual(notice.kind, Notice.Kind.CORRECTION)
        self.assertGreater(notice.shown_until, timezone.localdate())

    def test_several_corrections_each_rule_their_own_time(self):
        praise = factories.make_standard(self.department, list_kind=ListKind.RED)
        start = timezone.now()

        def on(day):
            return start + timedelta(days=day)

        entry = self.published(standard=praise, asked_until=on(5).date())
        neighbour = self.published(standard=praise)
        for day, one, until in ((10, entry, 100), (20, entry, 15), (30, neighbour, 90)):
            with time_machine.travel(on(day), tick=False):
                actions.entries.correct(
                    one,
                    by=self.reviewer,
                    changes={"asked_until": on(until).date()},
                    reason="误",
                )

        expected = {4: True, 8: False, 12: True, 18: True, 22: False, 35: False}
        self.assertEqual(
            {day: entry.is_in_effect(on(day)) for day in expected}, expected
        )
        expected = {4: True, 22: True, 35: True, 89: True, 92: False}
        self.assertEqual(
            {day: neighbour.is_in_effect(on(day)) for day in expected}, expected
        )
