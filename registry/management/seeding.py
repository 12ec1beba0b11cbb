"""Loading the reference data of the notice: what is missing is added, what is there is left alone.

Officials change these rows later, with dates and reasons; loading again does not undo that.
Everything added leaves a line in the trail, by the system.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from registry import trail
from registry.data import fields, groups, holidays, places, standards
from registry.models import (
    CalendarDay,
    CalendarYear,
    Department,
    Field,
    Lead,
    Limit,
    Region,
    Standard,
    TrailEntry,
)
from registry.workflow import move_all

GRANTED = "auth.group.granted"

# What upper apps load too: (name, function that returns how many rows it added), from `apps.ready`.
EXTRA_SEEDS = []


@transaction.atomic
def load_all() -> dict[str, int]:
    """Load everything; returns how many rows were added, by name."""
    added = {
        "区划": load_regions(),
        "单位": load_departments(),
        "领域": load_fields(),
        "牵头单位": load_leads(),
        "工作日历年度": load_calendar(),
        "权限组": load_groups(),
        "认定标准": load_standards(),
    }
    return added | {name: load() for name, load in EXTRA_SEEDS}


def load_regions() -> int:
    added = _add(
        Region,
        {
            code: {"name": name, "valid_from": start, "valid_to": end}
            for code, name, start, end in places.REGIONS
        },
    )
    below = [code for code in added if code != places.FUZHOU]
    Region.objects.filter(code__in=below).update(
        parent=Region.objects.get(code=places.FUZHOU)
    )
    return len(added)


def load_departments() -> int:
    regions = Region.objects.in_bulk(field_name="code")
    added = _add(
        Department,
        {
            unit.code: {
                "name": unit.name,
                "short_name": unit.short_name,
                "kind": unit.kind,
                "region": regions[unit.region],
                "note": unit.note,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
            }
            for unit in places.UNITS
        },
    )
    for unit in places.UNITS:
        if unit.successor and unit.code in added:
            successor = Department.objects.get(code=unit.successor)
            Department.objects.filter(code=unit.code).update(successor=successor)
    return len(added)


def load_fields() -> int:
    rows = {
        code: {"name": name, "description": text} for code, name, text in fields.FIELDS
    }
    return len(_add(Field, rows))


def load_leads() -> int:
    known = Field.objects.in_bulk(field_name="code")
    units = Department.objects.in_bulk(field_name="code")
    existing = set(Lead.objects.values_list("field", "department", "valid_from"))
    added = [
        Lead.objects.create(
            field=known[field],
            department=units[unit],
            valid_from=start,
            valid_to=end,
            citation=citation,
        )
        for field, unit, start, end, citation in fields.LEADS
        if (known[field].pk, units[unit].pk, start) not in existing
    ]
    _record(Lead, added)
    return len(added)


def load_calendar() -> int:
    """The official years that are missing, each with its days; a year that exists is complete."""
    existing = set(CalendarYear.objects.values_list("year", flat=True))
    years = [year for year in holidays.YEARS if year not in existing]
    for year in years:
        number, on = holidays.NOTICES.get(year, ("", None))
        CalendarYear.objects.create(
            year=year,
            state=CalendarYear.State.OFFICIAL,
            notice_no=number,
            notice_on=on,
        )
    days = [
        CalendarDay(date=day, is_workday=worked, name=name)
        for day, (worked, name) in holidays.exceptional_days().items()
        if day.year in years
    ]
    CalendarDay.objects.bulk_create(days, ignore_conflicts=True)
    _record(CalendarYear, CalendarYear.objects.filter(year__in=years))
    return len(years)


def load_groups(duties=None) -> int:
    """Groups and their permissions; one that was granted before and then taken away stays away.

    `duties` maps names of groups to permissions, as upper apps pass theirs; None: the register's.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    added = 0
    for name, wanted in (duties or groups.GROUPS).items():
        group, is_new = Group.objects.get_or_create(name=name)
        added += is_new
        granted = TrailEntry.objects.about(group).filter(action=GRANTED)
        before = {one for line in granted for one in line.after["permissions"]}
        missing = [one for one in wanted if one not in before]
        if missing:
            group.permissions.add(*(known[one] for one in missing))
            trail.record(group, "granted", by=None, after={"permissions": missing})
    return added


def load_standards() -> int:
    """The standards of which no version exists, drafted and published at once.

    The same steps as in the actions, for all of them together; the database checks the rows.
    """
    existing = set(Standard.objects.values_list("code", flat=True))
    units = Department.objects.in_bulk(field_name="code")
    known = Field.objects.in_bulk(field_name="code")
    drafts = Standard.objects.bulk_create(
        Standard(
            code=rule.code,
            department=units[rule.department],
            field=known[rule.field],
            provisional=True,
            drafted_at=timezone.now(),
            **rule.values,
        )
        for rule in standards.RULES
        if rule.code not in existing
    )
    _record(Standard, drafts, "drafted")
    move_all(
        Standard,
        [draft.pk for draft in drafts],
        Standard.Status.PUBLISHED,
        by=None,
        published_on=standards.PUBLISHED_ON,
        valid_from=standards.EFFECTIVE_FROM,
        published_where=standards.PUBLISHED_WHERE,
    )
    return len(drafts)


def _add(model, rows):
    """Create those of `rows` ({code: values}) whose code is missing; returns their codes."""
    existing = set(model.objects.values_list("code", flat=True))
    added = [
        model.objects.create(code=code, **values)
        for code, values in rows.items()
        if code not in existing
    ]
    _record(model, added)
    return {one.code for one in added}


def _record(model, added, action="seeded"):
    trail.record_all(
        model, action, ((one.pk, None, {"name": str(one)}) for one in added), by=None
    )


def load_limits(limits, since) -> int:
    """Add the time limits of an app, in force from `since`; a code that exists is left alone."""
    existing = set(Limit.objects.values_list("code", flat=True))
    missing = [
        Limit(valid_from=since, **limit)
        for limit in limits
        if limit["code"] not in existing
    ]
    Limit.objects.bulk_create(missing)
    return len(missing)
