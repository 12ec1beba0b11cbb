"""Court days stand on the register's deadline board and in calendar feeds, hung in by disputes."""

from datetime import timedelta

import icalendar
from django.urls import reverse
from django.utils import timezone

from disputes import actions
from registry.actions import calendar_feeds
from registry.management import seeding

from .test_litigate import Suit


class CourtDayTests(Suit):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        seeding.load_groups()

    def setUp(self):
        self.suit = self.register()
        self.hearing = timezone.localdate() + timedelta(days=9)
        actions.litigations.add_date(
            self.suit, by=self.verifier, kind="hearing", on=self.hearing, place="二庭"
        )

    def test_stand_on_the_deadline_board_of_their_department(self):
        self.client.force_login(self.verifier)

        page = self.client.get(reverse("admin:registry_deadline_changelist"))

        address = reverse("admin:disputes_litigation_change", args=[self.suit.pk])
        self.assertContains(page, "<h3>近期诉讼日程</h3>")
        self.assertContains(page, f'<a href="{address}">{self.suit}：开庭 {self.hearing}</a> 二庭')  # fmt: skip

    def test_are_missing_where_there_are_none(self):
        self.suit.dates.all().delete()
        self.client.force_login(self.verifier)

        page = self.client.get(reverse("admin:registry_deadline_changelist"))

        self.assertNotContains(page, "近期诉讼日程")

    def test_follow_the_deadlines_in_the_calendar_of_their_department(self):
        token = calendar_feeds.issue(self.verifier)

        feed = self.client.get(f"/disputes/calendar/{token}.ics")

        calendar = icalendar.Calendar.from_ical(feed.content)
        events = calendar.walk("VEVENT")
        self.assertEqual(
            [event["UID"].partition("-")[0] for event in events],
            ["deadline", "court"],
        )
        self.assertEqual(events[1]["DTSTART"].dt, self.hearing)
        self.assertEqual(events[1]["SUMMARY"], f"开庭：{self.suit}")
        self.assertEqual(events[1]["DESCRIPTION"], f"{self.suit.body} 二庭")

    def test_of_another_department_are_not_in_it(self):
        token = calendar_feeds.issue(self.officer)

        feed = self.client.get(f"/disputes/calendar/{token}.ics")

        calendar = icalendar.Calendar.from_ical(feed.content)
        self.assertEqual(calendar.walk("VEVENT"), [])
