"""Which entries: the sets that everything else asks for by name."""

from typing import Self

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from .holds import Correction, Hold
from .standards import ADVERSE
from .visibility import OwnDepartment


def within(on, start="valid_from", end="valid_to") -> Q:
    """The date `on` lies in the period; an empty end is an open one."""
    return Q(**{f"{start}__lte": on}) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})
    )


def public_open(on, end) -> Q:
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})


class EntryQuerySet(OwnDepartment):
    def in_effect(self, at) -> Self:
        """Those that have effect at the instant `at`: the one question of the whole system.

        Published and not ended by then, within their term, with no hold open, and, for an
        entry derived from another, its cause in effect as well (三(三)–(五)). Terms that
        were corrected later count as they stood at `at`.
        """
        return self.filter(self._effective(at))

    def standing(self, at) -> Self:
        """Published, not ended and within their term at `at`, whether or not a hold is open."""
        return self.filter(self._as_its_cause(_stands(at)))

    def shown(self, at) -> Self:
        """Those that the public may read at `at`; held ones among them, to be marked as disputed."""
        return self.filter(
            self._as_its_cause(_stands(at, public=True), Q(is_public=True))
        )

    def held(self, at) -> Self:
        """Those that are held at `at`: a hold is open on them or on their cause."""
        return self.filter(_is_held(at) | _is_held(at, "cause"))

    def with_held(self, at) -> Self:
        """Annotate `is_held`: a hold is open at `at` on the entry or on its cause."""
        return self.annotate(is_held=_is_held(at) | _is_held(at, "cause"))

    def with_effect(self, at) -> Self:
        """Annotate `has_effect`: whether `in_effect` holds, row by row."""
        effective = When(self._effective(at), then=True)
        return self.annotate(has_effect=Case(effective, default=False))

    def of(self, subject) -> Self:
        return self.filter(subject=subject)

    def adverse(self) -> Self:
        return self.filter(list_kind__in=ADVERSE)

    def expired(self, on) -> Self:
        """Published entries whose term was over before the date `on`."""
        return self.filter(status=self.model.Status.PUBLISHED, valid_to__lt=on)

    def _effective(self, at):
        return self._as_its_cause(_stands(at), ~_is_held(at))

    def _as_its_cause(self, *conditions):
        """That `conditions` hold of an entry and, where it derives from another, of that as well."""
        cause = self.model.objects.filter(*conditions, pk=OuterRef("cause"))
        return Q(*conditions, Q(cause__isnull=True) | Exists(cause))


def _stands(at, *, public=False):
    """The condition of being published and not ended at `at`, within the term as it then stood.

    With `public`, within the time of publication as well.
    """
    on = timezone.localdate(at)
    now = within(on)
    then = within(on, "was_valid_from", "was_valid_to")
    if public:
        now &= public_open(on, "public_until")
        then &= public_open(on, "was_public_until")
    return (
        Q(published_at__lte=at)
        & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))
        & (
            now & ~Exists(Correction.objects.after(at))
            | Exists(Correction.objects.ruling(at).filter(then))
        )
    )


def _is_held(at, entry="pk"):
    return Exists(Hold.objects.open(at).filter(entry=OuterRef(entry)))
