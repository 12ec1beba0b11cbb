import json
from datetime import date
from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import TestCase

from registry import workdays
from registry.management import seeding
from registry.models import CalendarDay, CalendarYear


def run(*args):
    out = StringIO()
    try:
        call_command("workdays", *args, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


class WorkdaysCommandTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        seeding.load_calendar()

    def assert_unusable(self, message, *args):
        with self.assertRaisesMessage(CommandError, message) as caught:
            run(*args)
        self.assertEqual(caught.exception.returncode, 2)

    def test_prints_the_last_day_and_nothing_else(self):
        self.assertEqual(run("2026-09-15", "20"), ("2026-10-19\n", 0))

    def test_explains_each_skipped_and_made_up_day(self):
        text, _ = run("2026-09-15", "20", "--explain")

        self.assertIn("2026-09-20（周日）国庆节调休上班，计为第 4 个工作日", text)
        self.assertIn("2026-10-01（周四）国庆节，不计入", text)
        self.assertIn("2026-10-19 为第 20 个工作日", text)
        self.assertEqual(len(text.splitlines()), 19)

    def test_says_provisional_for_a_year_that_is_not_loaded(self):
        text, status = run("2026-12-15", "20")

        self.assertEqual(status, 3)
        self.assertIn("2027-01-13（暂定）", text)
        self.assertIn("2027 年放假安排尚未公布或者尚未录入", text)

    def test_is_settled_once_the_year_is_loaded(self):
        CalendarYear.objects.create(year=2027, state=CalendarYear.State.OFFICIAL)
        CalendarDay.objects.create(date=date(2027, 1, 1), is_workday=False, name="元旦")

        self.assertEqual(run("2026-12-15", "20"), ("2027-01-13\n", 0))

    def test_answers_as_json(self):
        answer = json.loads(run("2026-12-15", "20", "--json")[0])

        self.assertEqual(answer["due"], "2027-01-13")
        self.assertTrue(answer["provisional"])
        self.assertEqual(answer["steps"][0]["date"], "2026-12-19")

    def test_refuses_what_is_no_date(self):
        self.assert_unusable("“2026-02-30”不是日期", "2026-02-30", "20")

    def test_refuses_what_is_no_number(self):
        for number in ["二十", "1.5", "9" * 5000]:
            self.assert_unusable("不是工作日数", "2026-09-15", number)

    def test_refuses_days_beyond_the_calendar(self):
        self.assert_unusable("2000—2099", "1999-12-31", "1")


class LoadTests(TestCase):
    def test_keeps_the_calendar_while_nothing_has_changed(self):
        self.assertIs(workdays.load(), workdays.load())

    def test_notices_a_day_that_somebody_else_changed(self):
        CalendarYear.objects.create(year=2026, state=CalendarYear.State.OFFICIAL)
        day = CalendarDay.objects.create(
            date=date(2026, 3, 2), is_workday=False, name="台风"
        )
        self.assertFalse(workdays.load().is_workday(date(2026, 3, 2)))

        CalendarDay.objects.filter(pk=day.pk).update(date=date(2026, 3, 3))

        self.assertTrue(workdays.load().is_workday(date(2026, 3, 2)))
        self.assertFalse(workdays.load().is_workday(date(2026, 3, 3)))

    def test_a_year_without_a_notice_is_provisional(self):
        CalendarYear.objects.create(year=2026, state=CalendarYear.State.PROVISIONAL)

        self.assertTrue(workdays.load().add(date(2026, 9, 15), 20).provisional)

    def test_asks_two_queries(self):
        with self.assertNumQueries(2):
            workdays.load()
