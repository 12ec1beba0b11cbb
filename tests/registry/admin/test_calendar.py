from datetime import date

from django.urls import reverse

from registry import workdays
from registry.models import CalendarDay, CalendarYear, TrailEntry
from tests.registry.desk import Desk

ADD_DAY = reverse("admin:registry_calendarday_add")
ADD_YEAR = reverse("admin:registry_calendaryear_add")


class CalendarTests(Desk):
    touches_bystander = "the calendar is everybody's"

    def edition(self, year=2026):
        return CalendarYear.objects.get(year=year).edition

    def add_day(self, **fields):
        given = {
            "date": "2026-10-08",
            "name": "台风停工",
            "source": "local",
            "reason": "市防指通知",
            **fields,
        }
        return self.client.post(ADD_DAY, given)

    def test_a_day_off_counts_at_once_and_gives_the_year_a_new_edition(self):
        before = self.edition()
        self.sign_in(self.officer)

        self.add_day()

        self.assertFalse(workdays.load().is_workday(date(2026, 10, 8)))
        self.assertEqual(self.edition(), before + 1)
        day = CalendarDay.objects.get()
        self.assertEqual(TrailEntry.objects.about(day).get().actor, self.officer)

    def test_a_day_is_corrected_and_removed(self):
        self.sign_in(self.officer)
        self.add_day()
        day = CalendarDay.objects.get()
        before = self.edition()

        self.client.post(
            self.page_url(day),
            {"name": "防台停工", "source": "local", "reason": "通知"},
        )
        self.client.post(
            reverse("admin:registry_calendarday_delete", args=[day.pk]), {"post": "yes"}
        )

        lines = [line.action for line in TrailEntry.objects.about(day)]
        self.assertEqual(self.edition(), before + 2)
        self.assertTrue(workdays.load().is_workday(date(2026, 10, 8)))
        self.assertEqual(lines[-1], "registry.calendarday.removed")

    def test_an_ordinary_day_need_not_be_entered(self):
        self.sign_in(self.officer)

        response = self.add_day(is_workday="on")

        self.assertContains(response, "2026-10-08 本来就是工作日上班，不需要登记。")
        self.assertFalse(CalendarDay.objects.exists())

    def test_an_official_year_needs_a_notice(self):
        self.sign_in(self.officer)

        without = self.client.post(ADD_YEAR, {"year": 2031, "state": "official"})
        self.client.post(
            ADD_YEAR,
            {
                "year": 2031,
                "state": "official",
                "notice_no": "国办发明电〔2030〕1号",
                "notice_on": "2030-11-01",
            },
        )

        self.assertContains(without, "以国务院办公厅通知为准")
        self.assertEqual(CalendarYear.objects.get(year=2031).edition, 1)

    def test_a_changed_year_gets_a_new_edition(self):
        year = CalendarYear.objects.get(year=2027)
        self.sign_in(self.officer)

        self.client.post(self.page_url(year), {"state": "provisional"})

        year.refresh_from_db()
        self.assertEqual((year.state, year.edition), ("provisional", 2))

    def test_is_kept_by_the_credit_office_alone(self):
        for official in (self.clerk, self.reviewer, self.auditor):
            self.sign_in(official)

            self.assertEqual(self.add_day().status_code, 403)
            self.assertEqual(self.client.get(ADD_YEAR).status_code, 403)
            self.assertEqual(
                self.client.get(self.list_url("calendarday")).status_code, 200
            )
