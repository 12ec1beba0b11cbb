"""Records of responsible persons, made from an organisation's published entry."""

from registry import trail
from registry.entry_facts import Use, used_for
from registry.models import Entry, ListKind, Responsibility, Standard
from registry.sets import chunks

COPIED = [
    "standard_id",
    "list_kind",
    "department_id",
    *(fact.attname for fact in used_for(Use.DERIVE)),
    "urgent_reason",
    "status",
    "drafted_at",
    "drafted_by_id",
    "edited_at",
    "edited_by_id",
    "submitted_at",
    "submitted_by_id",
    "approved_at",
    "approved_by_id",
    "seconded_at",
    "seconded_by_id",
    "published_at",
    "is_public",
    "valid_from",
    "valid_to",
    "public_until",
    "term_basis",
    "batch_id",
]


def derive_all(pks, *, by, at) -> list[int]:
    """Make the records of the persons who answer for the serious entries `pks` (二(三)).

    Each has the organisation's entry as its cause, and effect only while that has. Returns the
    new primary keys.
    """
    made = []
    for chunk in chunks(pks):
        answering = Responsibility.objects.filter(
            entry__among=chunk, entry__list_kind=ListKind.BLACK
        ) | Responsibility.objects.filter(
            entry__among=chunk, entry__standard__severity=Standard.Severity.SERIOUS
        )
        entries = Entry.objects.bulk_create(
            derived_from(one) for one in answering.select_related("entry")
        )
        trail.record_all(
            Entry,
            "derived",
            (
                (one.pk, None, {"cause": one.cause_id, "role": one.role})
                for one in entries
            ),
            by=by,
            at=at,
        )
        made.extend(one.pk for one in entries)
    return made


def derived_from(responsibility) -> Entry:
    cause = responsibility.entry
    return Entry(
        subject_id=responsibility.person_id,
        cause=cause,
        role=responsibility.role,
        notice_served_on=responsibility.notice_served_on,
        notice_proof=responsibility.notice_proof,
        **{name: getattr(cause, name) for name in COPIED},
    )
