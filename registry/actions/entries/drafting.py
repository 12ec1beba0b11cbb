"""From an official's draft to its submission for review."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import rules, trail
from registry.entry_facts import Use, names_for
from registry.entry_facts import as_plain as plain
from registry.errors import Refused
from registry.models import (
    ADVERSE,
    Entry,
    Official,
    Responsibility,
    Subject,
    SubjectKind,
)
from registry.sets import only
from registry.workflow import move_all

from .examination import born_on

FACTS = names_for(Use.DRAFT)
ALREADY = "该主体依本标准、同一文号和认定日期的条目已经登记，请勿重复登记。"


def facts_of(entry) -> dict:
    """The entry's facts as plain values, for the trail and for comparison."""
    return {name: plain(getattr(entry, name)) for name in FACTS}


def drafting_obstacles(entry, *, by, on) -> Iterator[str]:
    """Why `entry` may not be drafted by `by` on the day `on`."""
    if not rules.may_decide(by, entry.department):
        yield f"本条目由{entry.department}认定，其他单位不能登记。"
    yield from rules.standard_obstacles(
        entry.standard,
        department_id=entry.department_id,
        subject_kind=entry.subject.kind,
        decided_on=entry.decided_on,
    )
    yield from rules.date_obstacles(entry, on=on)
    yield from rules.age_obstacles(
        entry, born=born_on(entry.subject.identifier_kind, entry.subject.sealed)
    )


@transaction.atomic
def draft(entry: Entry, *, by: Official | None) -> Entry:
    """Write the unsaved `entry` into the register as a draft; it has no effect yet.

    Raises Refused with every reason against it: foreign or unpublished standard, wrong kind of
    subject, impossible dates, a child, or the same recognition registered before. `by` None is
    the system, whose drafts wait for an official like any other.
    """
    at = timezone.now()
    entry.list_kind = entry.standard.list_kind
    if by is not None:
        reasons = drafting_obstacles(entry, by=by, on=timezone.localdate(at))
        if reasons := list(reasons):
            raise Refused(*reasons)
    entry.drafted_at, entry.drafted_by = at, by
    save_once(entry)
    trail.record(entry, "drafted", by=by, after=facts_of(entry), at=at)
    return entry


def save_once(entry, **fields) -> None:
    """Save, or say that the same recognition stands already."""
    try:
        with transaction.atomic():
            entry.save(**fields)
    except IntegrityError as error:
        if "unique" not in str(error).lower():
            raise
        raise Refused(ALREADY) from error


@transaction.atomic
def edit(entry: Entry, *, by: Official, changes: dict) -> None:
    """Put other facts into a draft or returned `entry`; who edits it may not approve it.

    `changes` maps names of FACTS to values. Raises Refused where the entry has been
    submitted or the new facts are impossible.
    """
    entry.refresh_from_db(from_queryset=Entry.objects.select_for_update())
    if entry.status not in Entry.EDITABLE:
        state = entry.get_status_display()
        raise Refused(f"{entry}当前状态为“{state}”，不能修改；请先由审核人退回。")
    before = facts_of(entry)
    for name in FACTS:
        if name in changes:
            setattr(entry, name, changes[name])
    at = timezone.now()
    if reasons := list(drafting_obstacles(entry, by=by, on=timezone.localdate(at))):
        raise Refused(*reasons)
    entry.edited_at, entry.edited_by = at, by
    save_once(entry, update_fields=[*FACTS, "edited_at", "edited_by"])
    after = facts_of(entry)
    changed = [name for name in FACTS if before[name] != after[name]]
    trail.record(
        entry,
        "edited",
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        at=at,
    )


@transaction.atomic
def name_responsible(
    entry: Entry,
    *,
    person: Subject,
    role: str,
    by: Official,
    notice_served_on=None,
    notice_proof="",
) -> Responsibility:
    """Name `person` as answering in `role` for the organisation's draft `entry` (二(三)).

    When the entry is published, a record derived from it is made on the person. Raises Refused
    for a good conduct, for a person's own entry, or once the entry has been submitted.
    """
    only([entry.pk], Entry.EDITABLE, "登记责任人")
    if entry.list_kind not in ADVERSE or entry.subject.kind == SubjectKind.PERSON:
        raise Refused("只有单位的失信条目可以登记责任人。")
    if person.kind != SubjectKind.PERSON:
        raise Refused("责任人应为自然人。")
    responsibility, is_new = Responsibility.objects.update_or_create(
        entry=entry,
        person=person,
        defaults={
            "role": role,
            "notice_served_on": notice_served_on,
            "notice_proof": notice_proof,
        },
    )
    after = {"responsibility": responsibility.pk, "role": role}
    trail.record(entry, "edited", by=by, after=after, reason="登记责任人")
    if not is_new or entry.drafted_by_id != by.pk:
        entry.edited_at, entry.edited_by = timezone.now(), by
        entry.save(update_fields=["edited_at", "edited_by"])
    return responsibility


def submit_all(pks, *, by: Official) -> None:
    """Submit the drafts `pks` for review."""
    _send(
        pks, Entry.EDITABLE, Entry.Status.SUBMITTED, "提交审核", by=by, submitted=True
    )


def return_to_drafter_all(pks, *, by: Official, reason: str) -> None:
    """Return the submitted entries `pks` to their drafters, with the reason."""
    sent = [Entry.Status.SUBMITTED, Entry.Status.AWAITING]
    _send(pks, sent, Entry.Status.RETURNED, "退回", by=by, reason=reason)


def discard_all(pks, *, by: Official, reason: str) -> None:
    """Discard the entries `pks`, which were never published; they stay readable, without effect."""
    unpublished = [
        s for s, ways in Entry.MOVES.items() if Entry.Status.DISCARDED in ways
    ]
    _send(pks, unpublished, Entry.Status.DISCARDED, "作废", by=by, reason=reason)


@transaction.atomic
def _send(pks, statuses, to, action, *, by, reason="", submitted=False):
    only(pks, statuses, action)
    changes = {}
    if submitted:
        changes = {"submitted_at": timezone.now(), "submitted_by": by}
    if to == Entry.Status.RETURNED:
        changes = {"approved_at": None, "approved_by": None}
    move_all(Entry, sorted(set(pks)), to, by=by, reason=reason, **changes)


def submit(entry: Entry, *, by: Official) -> None:
    """Submit `entry` for review."""
    submit_all([entry.pk], by=by)
    entry.refresh_from_db()


def return_to_drafter(entry: Entry, *, by: Official, reason: str) -> None:
    """Return `entry` to its drafter, with the reason."""
    return_to_drafter_all([entry.pk], by=by, reason=reason)
    entry.refresh_from_db()


def discard(entry: Entry, *, by: Official, reason: str) -> None:
    """Discard `entry`, which was never published."""
    discard_all([entry.pk], by=by, reason=reason)
    entry.refresh_from_db()
