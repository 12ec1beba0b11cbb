"""What the actions on cases share."""

from django.utils import timezone

import registry.actions
from registry import deadlines, messages, trail
from registry.errors import Refused
from registry.models import Department, Entry
from registry.roles import CLERKS, REVIEWERS


def credit_office(on):
    """The credit office as of the day `on`; online cases come to it."""
    office = (
        Department.objects.in_force(on)
        .filter(kind=Department.Kind.CREDIT_OFFICE)
        .order_by("pk")
        .first()
    )
    if office is None:
        raise Refused("尚未登记信用办，暂时不能受理，请联系系统管理员。")
    return office


def start_clock(case, stage, *, started_on, event, department, by, handler=None):
    """Begin the clock of `stage` for `case` at `department`."""
    deadlines.begin(
        case,
        case.clock(stage),
        started_on=started_on,
        event=event,
        title=str(case),
        department=department,
        by=by,
        handler=handler,
    )


def stop_clock(case, stage, *, on):
    deadlines.meet(case, case.clock(stage), on=on)


def tell_department(department, case, stage, *, title, text):
    """Put a message on the desks of the department's clerks and reviewers."""
    for group in (CLERKS, REVIEWERS):
        messages.notify(
            messages.officials_of(department, group),
            case,
            stage,
            title=title,
            text=text,
        )


def hold_entry_of(case, *, kind, reason, by):
    """Freeze the entry that `case` is about, while it stands; returns the hold or None.

    An entry that has ended meanwhile has no effect to freeze; the case goes on without.
    """
    entry = Entry.objects.select_for_update().get(pk=case.entry_id)
    if entry.status != Entry.Status.PUBLISHED:
        return None
    return registry.actions.holds.place(
        entry, kind=kind, reference=case.number, reason=reason, by=by, case=case
    )


def release_hold_of(case, *, by, reason):
    """Close the hold of `case`, where there is one that is still open."""
    hold = case.hold
    if hold is None:
        return
    hold.refresh_from_db()
    if hold.released_at is None:
        registry.actions.holds.release(hold, by=by, reason=reason, case=case)


def editors(entry) -> set[int]:
    """Whoever drafted or edited `entry`, or the entry that it derives from, at any time."""
    pks = [pk for pk in (entry.pk, entry.cause_id) if pk is not None]
    touched = trail.actors(Entry, pks, ["drafted", "edited"]).values()
    everyone = set().union(*touched) | {entry.drafted_by_id, entry.edited_by_id}
    return everyone - {None}


def actors_of(case) -> set[int]:
    """Everybody who had to do with what `case` is about, the editors of its entry among them."""
    return case.actors() | (editors(case.entry) if case.entry_id else set())


def today():
    return timezone.localdate()
