"""The official working-day calendar of 2016 to 2026, with the notices it follows.

The days come from the `chinesecalendar` package, which agrees with the notices of the State
Council day by day; only what differs from Monday to Friday is kept.
"""

from datetime import date

from chinese_calendar.constants import Holiday, holidays, workdays

FIRST_YEAR, LAST_YEAR = 2016, 2026
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

# Number and date of each year's notice, where they are known for certain.
NOTICES = {
    2024: ("国办发明电〔2023〕7号", None),
    2025: ("国办发明电〔2024〕12号", None),
    2026: ("", date(2025, 11, 4)),
}

_NAMES = {
    Holiday.new_years_day: "元旦",
    Holiday.spring_festival: "春节",
    Holiday.tomb_sweeping_day: "清明节",
    Holiday.labour_day: "劳动节",
    Holiday.dragon_boat_festival: "端午节",
    Holiday.mid_autumn_festival: "中秋节",
    Holiday.national_day: "国庆节",
}
_SATURDAY = 5


def exceptional_days() -> dict[date, tuple[bool, str]]:
    """The days that differ from the ordinary week: whether they are worked, and their name."""
    off = {
        day: (False, name)
        for day, name in holidays.items()
        if day.weekday() < _SATURDAY
    }
    made_up = {day: (True, name) for day, name in workdays.items()}
    return {
        day: (worked, _NAMES[Holiday(name)])
        for day, (worked, name) in sorted((off | made_up).items())
        if day.year in YEARS
    }
