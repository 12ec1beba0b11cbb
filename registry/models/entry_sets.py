"""Which entries: the sets that everything else asks for by name."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .claims import Correction, Hold
from .standards import ADVERSE
from .visibility import OwnDepartment


def within(on, start="valid_from", end="valid_to"):
    """The date `on` lies in the period; an empty end is an open one."""
    return Q(**{f"{start}__lte": on}) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})
    )


def public_open(on, end):
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})


class EntryQuerySet(OwnDepartment):
    def in_effect(self, at):
        """Those that have effect at the instant `at`: the one question of the whole system.

        Published and not ended by then, within their term, with no claim open, and, for an
        entry derived from another, its cause in effect as well (三(三)–(五)). Terms that
        were corrected later count as they stood at `at`.
        """
        cause = self.model.objects.filter(pk=OuterRef("cause"))._standing_unheld(at)
        return self._standing_unheld(at).filter(Q(cause__isnull=True) | Exists(cause))

    def standing(self, at):
        """Published, not ended and within their term at `at`, whether or not a claim is open."""
        cause = self.model.objects.filter(pk=OuterRef("cause"))._standing(at)
        return self._standing(at).filter(Q(cause__isnull=True) | Exists(cause))

    def shown(self, at):
        """Those that the public may read at `at`; held ones among them, to be marked as disputed."""
        on = timezone.localdate(at)
        cause = self.model.objects.filter(pk=OuterRef("cause"))._in_public(at, on)
        return self._in_public(at, on).filter(Q(cause__isnull=True) | Exists(cause))

    def held(self, at):
        """Those whose effects rest at `at` because a claim is open on them or on their cause."""
        return self.filter(
            Exists(Hold.objects.open(at).filter(entry=OuterRef("pk")))
            | Exists(Hold.objects.open(at).filter(entry=OuterRef("cause")))
        )

    def with_held(self, at):
        """Annotate `is_held`: a claim is open at `at` on the entry or on its cause."""
        return self.annotate(
            is_held=Exists(Hold.objects.open(at).filter(entry=OuterRef("pk")))
            | Exists(Hold.objects.open(at).filter(entry=OuterRef("cause")))
        )

    def with_effect(self, at):
        """Annotate `has_effect`: the answer of `in_effect` row by row."""
        return self.annotate(
            has_effect=Exists(
                self.model.objects.filter(pk=OuterRef("pk")).in_effect(at)
            )
        )

    def of(self, subject):
        return self.filter(subject=subject)

    def adverse(self):
        return self.filter(list_kind__in=ADVERSE)

    def expired(self, on):
        """Published entries whose term was over before the date `on`."""
        return self.filter(status=self.model.Status.PUBLISHED, valid_to__lt=on)

    def _standing_unheld(self, at):
        claims = Hold.objects.open(at).filter(entry=OuterRef("pk"))
        return self._standing(at).filter(~Exists(claims))

    def _standing(self, at):
        on = timezone.localdate(at)
        return self._recorded(at).filter(
            Q(within(on), ~Exists(Correction.objects.after(at)))
            | Exists(
                Correction.objects.ruling(at).filter(
                    within(on, "was_valid_from", "was_valid_to")
                )
            )
        )

    def _in_public(self, at, on):
        return (
            self._standing(at)
            .filter(is_public=True)
            .filter(
                Q(
                    public_open(on, "public_until"),
                    ~Exists(Correction.objects.after(at)),
                )
                | Exists(
                    Correction.objects.ruling(at).filter(
                        public_open(on, "was_public_until")
                    )
                )
            )
        )

    def _recorded(self, at):
        return self.filter(published_at__lte=at).filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at)
        )
