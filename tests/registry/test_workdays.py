from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.data import holidays
from registry.workdays import Calendar

KNOWN = holidays.exceptional_days()
CALENDAR = Calendar(
    {day: worked for day, (worked, _) in KNOWN.items()},
    {day: name for day, (_, name) in KNOWN.items()},
    holidays.YEARS,
    edition=11,
)

days = st.dates(date(2016, 1, 1), date(2026, 12, 31))
limits = st.integers(1, 400)


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "three", "seven", "ten", "twenty"),
    [
        ("2016-11-03", "2016-11-08", "2016-11-14", "2016-11-17", "2016-12-01"),
        ("2016-12-15", "2016-12-20", "2016-12-26", "2016-12-29", "2017-01-13"),
        ("2017-01-09", "2017-01-12", "2017-01-18", "2017-01-22", "2017-02-09"),
        ("2024-09-14", "2024-09-20", "2024-09-26", "2024-09-30", "2024-10-18"),
        ("2025-01-24", "2025-02-05", "2025-02-10", "2025-02-13", "2025-02-27"),
        ("2025-09-26", "2025-09-30", "2025-10-13", "2025-10-16", "2025-10-30"),
        ("2026-01-30", "2026-02-04", "2026-02-10", "2026-02-13", "2026-03-05"),
        ("2026-09-15", "2026-09-18", "2026-09-23", "2026-09-29", "2026-10-19"),
        ("2026-09-20", "2026-09-23", "2026-09-30", "2026-10-10", "2026-10-23"),
        ("2026-12-03", "2026-12-08", "2026-12-14", "2026-12-17", "2026-12-31"),
    ],
)
def test_limits_end_where_the_official_calendar_says(
    received, three, seven, ten, twenty
):
    ends = [CALENDAR.add(d(received), n) for n in (3, 7, 10, 20)]

    assert [str(end.due) for end in ends] == [three, seven, ten, twenty]
    assert not any(end.provisional for end in ends)


@pytest.mark.parametrize(
    ("year", "count"),
    list(
        zip(
            holidays.YEARS,
            [250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248],
            strict=True,
        )
    ),
)
def test_each_year_has_its_official_number_of_working_days(year, count):
    assert CALENDAR.between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_a_limit_that_runs_into_an_unloaded_year_is_provisional_and_says_why():
    deadline = CALENDAR.add(date(2026, 12, 15), 20)

    assert deadline.provisional
    assert "2027 年放假安排尚未公布" in deadline.why_provisional
    assert str(deadline.due) == "2027-01-13"


def test_a_limit_within_loaded_years_says_nothing_of_being_provisional():
    assert CALENDAR.add(date(2025, 12, 31), 3).why_provisional == ""


def test_a_limit_received_on_the_last_day_of_an_unloaded_year_is_settled():
    assert not CALENDAR.add(date(2015, 12, 31), 3).provisional


@pytest.mark.parametrize(
    "day", ["2027-01-01", "2027-04-05", "2028-04-04", "2028-05-01", "2029-10-03"]
)
def test_fixed_statutory_days_of_an_unloaded_year_are_not_counted(day):
    assert not CALENDAR.is_workday(d(day))


def test_an_unloaded_year_leaves_out_its_fixed_statutory_days_and_no_others():
    first = date(2031, 1, 1)
    year = [first + timedelta(days=number) for number in range(365)]
    days_off = {
        str(day): CALENDAR.name(day)
        for day in year
        if day.weekday() < 5 and not CALENDAR.is_workday(day)
    }

    assert days_off == {
        "2031-01-01": "元旦",
        "2031-05-01": "劳动节",
        "2031-05-02": "劳动节",
        "2031-10-01": "国庆节",
        "2031-10-02": "国庆节",
        "2031-10-03": "国庆节",
    }


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2028-04-04", "清明节"),
        ("2031-06-04", ""),
        ("2031-06-07", "周末"),
        ("2026-09-25", "中秋节"),
    ],
)
def test_a_day_is_called_by_why_it_is_not_worked(day, name):
    assert CALENDAR.name(d(day)) == name


def test_the_first_and_the_last_day_of_the_calendar_are_known():
    assert not CALENDAR.is_workday(date(2000, 1, 1))
    assert CALENDAR.is_workday(date(2099, 12, 31))
    assert CALENDAR.between(date(2000, 1, 1), date(2000, 1, 3)) == 1


def test_a_limit_says_the_edition_that_it_was_computed_from():
    deadline = CALENDAR.add(date(2026, 9, 15), 20)

    assert (deadline.edition, deadline.start, deadline.workdays) == (
        11,
        date(2026, 9, 15),
        20,
    )


def test_a_limit_over_two_unloaded_years_names_both():
    deadline = CALENDAR.add(date(2027, 12, 20), 20)

    assert deadline.why_provisional.startswith("2027、2028 年放假安排尚未公布")


def test_the_way_to_a_deadline_names_what_was_skipped_and_made_up():
    steps = [str(step) for step in CALENDAR.add(date(2026, 9, 15), 20).steps]

    assert steps == [
        "2026-09-19（周六）周末，不计入",
        "2026-09-20（周日）国庆节调休上班，计为第 4 个工作日",
        "2026-09-25（周五）中秋节，不计入",
        "2026-09-26（周六）周末，不计入",
        "2026-09-27（周日）周末，不计入",
        "2026-10-01（周四）国庆节，不计入",
        "2026-10-02（周五）国庆节，不计入",
        "2026-10-03（周六）周末，不计入",
        "2026-10-04（周日）周末，不计入",
        "2026-10-05（周一）国庆节，不计入",
        "2026-10-06（周二）国庆节，不计入",
        "2026-10-07（周三）国庆节，不计入",
        "2026-10-10（周六）国庆节调休上班，计为第 14 个工作日",
        "2026-10-11（周日）周末，不计入",
        "2026-10-17（周六）周末，不计入",
        "2026-10-18（周日）周末，不计入",
    ]


@given(days, limits)
def test_a_limit_ends_on_a_working_day_with_as_many_days_left(start, limit):
    due = CALENDAR.add(start, limit).due

    assert CALENDAR.is_workday(due)
    assert CALENDAR.between(start, due) == limit


@given(days, st.integers(0, 300))
def test_a_day_more_never_ends_sooner(start, limit):
    assert CALENDAR.add(start, limit).due < CALENDAR.add(start, limit + 1).due
    later = CALENDAR.add(start + timedelta(days=1), limit).due
    assert CALENDAR.add(start, limit).due <= later


@given(days, limits)
def test_counting_one_day_at_a_time_comes_to_the_same(start, limit):
    day = start
    for _ in range(limit % 40):
        day += timedelta(days=1)
        while not CALENDAR.is_workday(day):
            day += timedelta(days=1)

    assert CALENDAR.add(start, limit % 40).due == day


@given(days, limits)
def test_skipped_and_counted_days_make_up_the_whole_way(start, limit):
    deadline = CALENDAR.add(start, limit)
    skipped = sum(not step.is_workday for step in deadline.steps)

    assert (deadline.due - start).days == limit + skipped


@given(days, st.integers(0, 300))
def test_taking_working_days_away_leaves_as_many_to_come(end, workdays):
    day = CALENDAR.subtract(end, workdays)

    assert CALENDAR.is_workday(day)
    assert CALENDAR.between(day, end) == workdays


@given(days, days)
def test_days_left_turn_negative_when_the_day_is_past(start, end):
    assert CALENDAR.between(start, end) == -CALENDAR.between(end, start)


def test_the_last_working_day_before_a_weekend_is_found():
    assert CALENDAR.subtract(date(2026, 6, 20), 0) == date(2026, 6, 18)


def test_no_days_end_on_the_day_itself():
    assert CALENDAR.add(date(2026, 10, 1), 0).due == date(2026, 10, 1)


def test_a_limit_below_nought_is_refused():
    with pytest.raises(ValueError, match="不能为负数"):
        CALENDAR.add(date(2026, 9, 15), -1)


@pytest.mark.parametrize(
    ("start", "limit"),
    [(date(1999, 12, 31), 1), (date(2100, 1, 1), 1), (date(2099, 12, 31), 5)],
)
def test_days_outside_the_calendar_are_refused(start, limit):
    with pytest.raises(ValueError, match="2000—2099"):
        CALENDAR.add(start, limit)


def test_an_instant_is_not_taken_for_a_day():
    with pytest.raises(TypeError):
        CALENDAR.add(datetime(2026, 9, 23, 19, tzinfo=UTC), 20)
