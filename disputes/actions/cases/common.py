"""What the actions on cases share: departments, clocks, notifications, holds, who was involved."""

from datetime import date

from django.utils import timezone

import registry.actions
from registry import deadlines, messages, trail
from registry.errors import Refused
from registry.models import Department, Entry, Hold, Official
from registry.roles import CLERKS, OFFICE, REVIEWERS


def credit_office(on: date) -> Department:
    """Return the credit office of the day `on`, which receives online cases.

    Raises Refused where none is registered.
    """
    office = (
        Department.objects.in_force(on)
        .filter(kind=Department.Kind.CREDIT_OFFICE)
        .order_by("pk")
        .first()
    )
    if office is None:
        raise Refused("尚未登记信用办，暂时不能受理，请联系系统管理员。")
    return office


def start_clock(
    case,
    stage: str,
    *,
    started_on: date,
    event: str,
    department: Department,
    by: Official | None,
    handler: Official | None = None,
) -> None:
    """Begin the deadline of `stage` ("accept", "verify" …) for `case` at `department`.

    `started_on` is day 0, the day of `event`; `handler` is the official who is reminded.
    """
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


def stop_clock(case, stage: str, *, on: date) -> None:
    """Note that `stage` of `case` was completed on the day `on`."""
    deadlines.meet(case, case.clock(stage), on=on)


def notify_department(
    department: Department, case, stage: str, *, title: str, text: str
) -> None:
    """Send a message about `stage` of `case` to the department's clerks and reviewers.

    Those of the credit office, which receives what comes online, are in a group of their own.

    An official is notified once for each case and stage, however often this is called.
    """
    for group in (CLERKS, REVIEWERS, OFFICE):
        messages.notify(
            messages.officials_of(department, group),
            case,
            stage,
            title=title,
            text=text,
        )


def place_case_hold(
    case, *, kind: Hold.Kind, reason: str, by: Official | None
) -> Hold | None:
    """Place a hold on the entry that `case` is about; only `case` can release it (三(五)).

    Returns None where the entry is not published (any more): it has no effect to freeze, and the
    case goes on without a hold.
    """
    # Locked before its status is read, so that it cannot end between the two.
    entry = Entry.objects.select_for_update().get(pk=case.entry_id)
    if entry.status != Entry.Status.PUBLISHED:
        return None
    return registry.actions.holds.place(
        entry, kind=kind, reference=case.number, reason=reason, by=by, case=case
    )


def release_case_hold(case, *, by: Official | None, reason: str) -> None:
    """Release the hold of `case`, where there is one that is still open."""
    hold = case.hold
    if hold is None:
        return
    # The copy on `case` may be older than a release in another request.
    hold.refresh_from_db()
    if hold.released_at is None:
        registry.actions.holds.release(hold, by=by, reason=reason, case=case)


def editors_of(entry: Entry) -> set[int]:
    """Keys of all officials who ever drafted or edited `entry` or the entry it derives from."""
    pks = [pk for pk in (entry.pk, entry.cause_id) if pk is not None]
    # The entry itself names its last editor only; earlier ones are in the trail.
    touched = trail.actors(Entry, pks, ["drafted", "edited"]).values()
    everyone = set().union(*touched) | {entry.drafted_by_id, entry.edited_by_id}
    return everyone - {None}


def involved_officials(case) -> set[int]:
    """Keys of the officials who may not decide `case`: they worked on its entry or decided before."""
    return case.actors() | (editors_of(case.entry) if case.entry_id else set())


def today() -> date:
    """The current civil day in Fuzhou, on which actions take place."""
    return timezone.localdate()
