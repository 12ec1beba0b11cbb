from datetime import date, timedelta

from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import Notice
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

    def test_is_refused_where_nothing_changes(self):
        entry = self.published()

        with self.assertRaisesMessage(Refused, "无需更正"):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"facts": entry.facts}, reason="误"
            )

    def test_follows_to_the_responsible_persons(self):
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
        entry = self.published()
        instants = []
        for until in (date(2028, 1, 1), date(2027, 1, 1)):
            instants.append(timezone.now())
            actions.entries.correct(
                entry, by=self.reviewer, changes={"asked_until": until}, reason="误"
            )

        rulings = [
            entry.corrections.get(since__lte=moment, at__gt=moment).was_valid_to
            for moment in instants
        ]
        self.assertEqual(rulings[1], date(2028, 1, 1))
        self.assertEqual(rulings[0].year, entry.decided_on.year + 3)
        entry.refresh_from_db()
        self.assertEqual(entry.valid_to, date(2027, 1, 1))
