"""Calendar months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.months import Month, newest, next_day

DAYS = st.dates(date(2000, 1, 1), date(2098, 12, 31))


@given(DAYS)
def test_every_day_lies_in_its_month_and_in_no_other(day):
    month = Month.of(day)

    assert month.first <= day <= month.last
    assert month.next.previous == month
    assert month.previous.last.toordinal() + 1 == month.first.toordinal()


def test_a_month_is_parsed_and_written_alike():
    assert Month.parse("2026-10").code == "2026-10"
    assert str(Month.parse("2026-1")) == "2026年1月"


@pytest.mark.parametrize("text", ["2026-13", "十月", "", "2026", "2026-10-01"])
def test_a_text_that_is_no_month_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="不是月份"):
        Month.parse(text)


def test_a_month_begins_and_ends_at_midnight_in_fuzhou():
    december = Month(2026, 12)

    assert december.begins_at.isoformat() == "2026-12-01T00:00:00+08:00"
    assert december.ends_at.isoformat() == "2027-01-01T00:00:00+08:00"
    assert (december.next, december.january) == (Month(2027, 1), Month(2026, 1))
    assert next_day(date(2026, 12, 31)) == date(2027, 1, 1)


def test_the_months_up_to_one_include_it():
    months = list(Month(2026, 11).upto(Month(2027, 1)))

    assert months == [Month(2026, 11), Month(2026, 12), Month(2027, 1)]
    assert list(Month(2026, 11).upto(Month(2026, 10))) == []


def test_the_newest_months_come_first():
    assert newest(Month(2026, 1), 1) == [Month(2026, 1)]
    assert newest(Month(2026, 1), 2) == [Month(2026, 1), Month(2025, 12)]
