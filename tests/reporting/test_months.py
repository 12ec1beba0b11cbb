from datetime import date

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from reporting.months import Month

DAYS = st.dates(date(2000, 1, 1), date(2098, 12, 31))


class MonthTests(SimpleTestCase):
    @given(DAYS)
    def test_every_day_lies_in_its_month_and_in_no_other(self, day):
        month = Month.of(day)

        self.assertTrue(month.first <= day <= month.last)
        self.assertEqual(month.next.previous, month)
        self.assertEqual(month.previous.last.toordinal() + 1, month.first.toordinal())

    def test_is_read_and_written_alike(self):
        self.assertEqual(Month.parse("2026-10").code, "2026-10")
        self.assertEqual(str(Month.parse("2026-1")), "2026年1月")

    def test_what_is_no_month_is_refused_with_a_sentence(self):
        for text in ("2026-13", "十月", "", "2026", "2026-10-01"):
            with self.assertRaisesMessage(ValueError, "不是月份"):
                Month.parse(text)
