"""Calendar files are read back by the library that other programmes use, and feeds keep their history."""

from datetime import UTC, date, datetime

import icalendar
from django.test import SimpleTestCase, TestCase

from registry import trail
from registry.actions import calendar_feeds as actions
from registry.adminkit.history import lines_about
from registry.calendar_feeds import Day, calendar_file
from registry.models import CalendarFeed, TrailEntry
from tests import factories

AT = datetime(2026, 11, 30, 1, 2, 3, tzinfo=UTC)
LONG = "异议核查截止（暂定）：某某公司，第一、二项；逗号, 分号; 反斜线 \\ 都在" * 4


class CalendarFileTests(SimpleTestCase):
    def file(self, *days):
        return calendar_file(days, name="信用福州 期限", at=AT)

    def test_says_what_it_was_given_when_it_is_read_back(self):
        day = Day("deadline-1@credit-fuzhou", date(2026, 12, 31), LONG, "一行\n又一行")

        calendar = icalendar.Calendar.from_ical(self.file(day))
        (event,) = calendar.walk("VEVENT")

        self.assertEqual(calendar["X-WR-CALNAME"], "信用福州 期限")
        self.assertEqual(calendar["PRODID"], "-//credit_fuzhou//deadlines//ZH")
        self.assertEqual(event["UID"], day.uid)
        self.assertEqual(event["SUMMARY"], LONG)
        self.assertEqual(event["DESCRIPTION"], "一行\n又一行")
        self.assertEqual(event["DTSTART"].dt, date(2026, 12, 31))
        self.assertEqual(event["DTEND"].dt, date(2027, 1, 1))
        self.assertEqual(event["DTSTAMP"].dt, AT)
        self.assertEqual(event["TRANSP"], "TRANSPARENT")

    def test_lines_are_folded_between_signs_and_end_as_the_standard_says(self):
        content = self.file(Day("a@b", date(2026, 12, 31), LONG))

        lines = content.split(b"\r\n")
        self.assertLessEqual(max(map(len, lines)), 75)
        self.assertEqual(lines[-1], b"")
        for line in lines:
            self.assertNotIn(b"\n", line)
            line.decode()

    def test_whole_days_come_in_the_order_in_which_they_were_given(self):
        content = self.file(Day("a@b", date(2026, 12, 31), "一"), Day("c@d", date(2026, 1, 1), "二"))  # fmt: skip

        self.assertEqual(
            content.decode().split("\r\n")[:14],
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//credit_fuzhou//deadlines//ZH",
                "CALSCALE:GREGORIAN",
                "X-WR-CALNAME:信用福州 期限",
                "BEGIN:VEVENT",
                "UID:a@b",
                "DTSTAMP:20261130T010203Z",
                "DTSTART;VALUE=DATE:20261231",
                "DTEND;VALUE=DATE:20270101",
                "SUMMARY:一",
                "DESCRIPTION:",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ],
        )


class FormerLabelTests(TestCase):
    def test_a_feed_keeps_the_history_from_when_it_belonged_to_disputes(self):
        official = factories.make_official("clerk")
        actions.issue(official)
        feed = CalendarFeed.objects.get()
        TrailEntry.objects.create(
            at=AT,
            actor_name="某人",
            action="disputes.calendarfeed.issued",
            of="disputes.calendarfeed",
            of_pk=feed.pk,
        )
        trail.record(official, "changed", by=official)

        lines = TrailEntry.objects.about(feed)

        self.assertEqual(
            [line.action for line in lines],
            ["registry.calendarfeed.issued", "disputes.calendarfeed.issued"],
        )
        self.assertEqual([line["verb"] for line in lines_about(feed)], ["出具", "出具"])
