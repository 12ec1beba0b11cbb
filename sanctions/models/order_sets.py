"""The sets of orders that have names."""

from datetime import date, datetime, time
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from registry.models import Entry, TrailEntry

from .catalogue import Measure


class OrderStatus(models.TextChoices):
    PENDING = "pending", "待执行"
    EXECUTED = "executed", "已执行"
    DECLINED = "declined", "不执行"
    LIFTING = "lifting", "待解除"
    LIFTED = "lifted", "已解除"
    VOID = "void", "无需执行"


STANDING = [OrderStatus.PENDING, OrderStatus.EXECUTED]
ORDER = "sanctions.order"


class OrderQuerySet(models.QuerySet):
    def executable(self, at: datetime) -> Self:
        """Those whose measure may be applied at the instant `at`: the one question on orders.

        The order stands, its entry has effect, its measure is in force in the catalogue and
        cites its basis, and its own term is not over. A hold on the entry, or the entry's end,
        counts from that very instant, because nothing here is stored (三(五)).
        """
        return self.filter(status__in=STANDING).grounded(at)

    def was_executable(self, at: datetime) -> Self:
        """`executable` of the past instant `at`, at which its state was as the trail says.

        Annotates `was`, the state in which it then stood. An order that has been lifted since
        could be executed before; one that was declined could not, whatever became of it.
        """
        moves = TrailEntry.objects.filter(
            of=ORDER,
            of_pk=OuterRef("pk"),
            at__lte=at,
            action__in=[f"{ORDER}.{status}" for status in OrderStatus.values],
        )
        last = moves.order_by("-pk").values("action")[:1]
        # No line says that an order was made: one without any line has not moved yet.
        begun = Value(f"{ORDER}.{OrderStatus.PENDING}")
        state = Substr(Coalesce(Subquery(last), begun), len(ORDER) + 2)
        return self.annotate(was=state).filter(was__in=STANDING).grounded(at)

    def grounded(self, at: datetime) -> Self:
        """Those made by `at` whose entry, measure and term are good at that instant."""
        on = timezone.localdate(at)
        entry = Entry.objects.filter(pk=OuterRef("entry")).in_effect(at)
        term = Q(until__isnull=True) | Q(until__gte=on)
        return self.filter(term, Exists(entry), Exists(_measure(on)), made_at__lte=at)

    def with_executable(self, at: datetime) -> Self:
        """Annotate `may_execute`: whether the order is one of `executable`."""
        same = self.model.objects.filter(pk=OuterRef("pk")).executable(at)
        return self.annotate(may_execute=Exists(same))

    def held(self, at: datetime) -> Self:
        """Executed orders whose measure is suspended at `at` because a hold is open on their entry."""
        held = Entry.objects.filter(pk=OuterRef("entry")).standing(at).held(at)
        return self.filter(Exists(held), status=OrderStatus.EXECUTED)

    def to_lift(self, at: datetime) -> Self:
        """Executed orders whose ground is gone at `at`: entry over, measure over, or term over."""
        on = timezone.localdate(at)
        standing = Entry.objects.filter(pk=OuterRef("entry")).standing(at)
        return self.filter(
            Q(until__lt=on) | ~Exists(standing) | ~Exists(_measure(on)),
            status=OrderStatus.EXECUTED,
        )

    def groundless(self, at: datetime) -> Self:
        """Orders not yet answered that will not become executable again: their ground is gone."""
        on = timezone.localdate(at)
        standing = Entry.objects.filter(pk=OuterRef("entry")).standing(at)
        begun = Entry.objects.filter(pk=OuterRef("entry"), valid_from__lte=on)
        return self.filter(
            ~Exists(standing) & Exists(begun) | ~Exists(_measure(on)),
            status=OrderStatus.PENDING,
        )

    def overdue(self, on: date) -> Self:
        """Those not answered, or not lifted, by their day, as the day `on` ends.

        What must not be executed is not late: while a hold is open on its entry, nobody is
        hurried to act on it (三(五)).
        """
        end = datetime.combine(on, time.max, timezone.get_current_timezone())
        held = Entry.objects.filter(pk=OuterRef("entry")).held(end)
        return self.filter(
            Q(status=OrderStatus.PENDING, respond_by__lt=on) & ~Exists(held)
            | Q(status=OrderStatus.LIFTING, lift_by__lt=on)
        )

    def addressed_to(self, department) -> Self:
        return self.filter(department=department)

    def visible_to(self, user) -> Self:
        """Those that the official's department takes or gave rise to; all for those who oversee."""
        if user.sees_all:
            return self
        own = user.department_id or 0
        return self.filter(Q(department=own) | Q(initiator=own))


def _measure(on: date) -> models.QuerySet:
    return (
        Measure.objects.filter(pk=OuterRef("measure")).in_force(on).exclude(document="")
    )
