"""Good and bad examples: drafted, reviewed by another official, published with a basis, withdrawn."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registry import trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official, SubjectKind
from registry.workflow import move
from reporting import rules
from reporting.models import Example
from reporting.months import Month

Status = Example.Status
WORDS = ["title", "story", "is_model"]


@transaction.atomic
def draft(example: Example, *, month: Month, by: Official) -> Example:
    """Save the new `example` of the official's department for `month`.

    Raises Refused where the entry has no effect or is another department's, or the text names a
    natural person; ValidationError for a missing field or a second example of the same entry.
    """
    at = timezone.now()
    entry = Entry.objects.select_related("subject").get(pk=example.entry_id)
    example.department_id, example.month = by.department_id, month.first
    example.polarity = rules.polarity_of(entry)
    example.drafted_at, example.drafted_by = at, by
    refuse_any(obstacles(example, entry, at=at))
    example.full_clean()
    example.save()
    trail.record(example, "drafted", by=by, after=words_of(example))
    return example


@transaction.atomic
def edit(example: Example, *, by: Official, **words) -> None:
    """Change the draft `example`; `words` has new values of WORDS. Who edits it may not approve it.

    Raises Refused where it is no draft any more, or where `draft` would.
    """
    example.refresh_from_db(from_queryset=Example.objects.select_for_update())
    if example.status != Status.DRAFT:
        raise Refused(f"{example}{example.get_status_display()}，不能修改。")
    before = words_of(example)
    for name in WORDS:
        if name in words:
            setattr(example, name, words[name])
    refuse_any(obstacles(example, example.entry, at=timezone.now()))
    example.full_clean()
    example.save(update_fields=WORDS)
    after = words_of(example)
    trail.record(example, "edited", by=by, before=before, after=after)


def words_of(example: Example) -> dict:
    """What the trail keeps of `example`."""
    return {name: getattr(example, name) for name in [*WORDS, "entry_id"]}


def obstacles(example: Example, entry: Entry, *, at: datetime) -> Iterator[str]:
    """Why `example` may not stand at the instant `at`, one sentence each."""
    yield from rules.example_obstacles(
        example, entry, in_effect=entry.is_in_effect(at), is_model=example.is_model
    )
    is_person = entry.subject.is_person
    yield from rules.story_obstacles(example, persons_of(entry), is_person=is_person)


def persons_of(entry: Entry) -> list[str]:
    """All names, present and former, of the natural persons listed by `entry` and its derived entries."""
    entries = Entry.objects.filter(
        Q(pk=entry.pk) | Q(cause=entry), subject__kind=SubjectKind.PERSON
    )
    names = entries.values_list("subject__name", "subject__former_names__name")
    return sorted({name for pair in names for name in pair if name})


@transaction.atomic
def approve(example: Example, *, by: Official) -> None:
    """Approve `example`: it counts for the month's report and may be published.

    Raises Refused to those who drafted or edited it.
    """
    at = timezone.now()
    actors = trail.actors(Example, [example.pk], ["drafted", "edited"])
    if by.pk in actors.get(example.pk, set()):
        raise Refused("起草或者修改过本案例的人员不能审核，请由其他审核人办理。")
    refuse_any(obstacles(example, example.entry, at=at))
    move(example, Status.APPROVED, by=by, approved_at=at, approved_by=by)


@transaction.atomic
def return_to_drafter(example: Example, *, by: Official, reason: str) -> None:
    """Return the approved `example` to its drafter, with the reason."""
    move(
        example,
        Status.DRAFT,
        by=by,
        reason=reason,
        approved_at=None,
        approved_by=None,
    )


@transaction.atomic
def publish(example: Example, *, by: Official, basis: str, basis_text: str) -> None:
    """Show `example` on the public site, on the legal `basis` (四(三)).

    Raises Refused where its entry has no effect any more, was corrected after the review, or is
    not public itself.
    """
    at = timezone.now()
    refuse_any(obstacles(example, example.entry, at=at))
    if not Example.objects.standing(at).filter(pk=example.pk).exists():
        raise Refused(
            f"条目 {example.entry_id} 在案例审核后作过更正，请退回修改并重新审核。"
        )
    if not Entry.objects.filter(pk=example.entry_id).shown(at).exists():
        raise Refused(f"条目 {example.entry_id} 不对外公示，不能作为典型案例公开。")
    move(
        example,
        Status.PUBLISHED,
        by=by,
        published_at=at,
        published_by=by,
        basis=basis,
        basis_text=basis_text,
    )


@transaction.atomic
def withdraw(example: Example, *, by: Official | None, reason: str) -> None:
    """Take `example` off the public site; officials can still read it."""
    move(example, Status.WITHDRAWN, by=by, reason=reason)
