"""Rows that are in force from one day to another, both days included."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


def not_over(on: date) -> Q:
    """The last day of the row is not before `on`, or not known."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


class DatedQuerySet(models.QuerySet):
    """Rows that are in force from `valid_from` to `valid_to`, both days included."""

    def in_force(self, on: date) -> Self:
        """Those in force on the date `on`; an empty end means that no end is known."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on)).filter(
            not_over(on)
        )


class Dated(models.Model):
    """Something that is in force from one day to another and is never overwritten."""

    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.valid_from or ''}—{self.valid_to or ''}"

    def is_in_force(self, on: date) -> bool:
        """Whether it is in force on the date `on`; an empty start means that it always was."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


def ordered_dates(name: str) -> models.CheckConstraint:
    """The constraint `name`: the last day is not before the first."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True)
        | Q(valid_to__isnull=True)
        | Q(valid_from__lte=F("valid_to")),
        violation_error_message="失效日期不能早于生效日期。",
    )
