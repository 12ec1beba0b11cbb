"""Documents that are drafted, published with their dates, and at last replaced or ended (三(三))."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from .dated import Dated, DatedQuerySet
from .fields import official_field


class PublishedQuerySet(DatedQuerySet):
    """Documents of which the drafts are not for everybody."""

    def published(self) -> Self:
        """Every one that is or was published."""
        return self.exclude(status=self.model.Status.DRAFT)

    def in_force(self, on: date) -> Self:
        """Published ones that count on the date `on`; a draft never does."""
        # Only drafts have no first day (`published_before_valid`), so none counts for ever.
        return super().in_force(on).exclude(status=self.model.Status.DRAFT)

    def visible_to(self, user) -> Self:
        """Published ones for everybody; drafts for their department and those who oversee."""
        if user.sees_all:
            return self
        own = Q(**{self.model.OWNER: user.department_id or 0})
        return self.filter(~Q(status=self.model.Status.DRAFT) | own)


class Published(Dated):
    """A document that is drafted by one official, published by another, and has its dates.

    Its class says its states: DRAFT, PUBLISHED and one in which its effect is over. The texts of
    refusals call it NOUN, and FULL_NOUN where they need to be more precise.
    """

    OWNER = "department"  # the field with the department that may see its drafts
    NOUN: str
    FULL_NOUN = ""  # left empty where it is the same

    drafted_at = models.DateTimeField("起草时间", editable=False)
    drafted_by = official_field("起草人", null=True, editable=False)
    published_on = models.DateField("公布日期", null=True, editable=False)
    published_where = models.CharField(
        "公布载体", max_length=300, blank=True, editable=False
    )
    valid_from = models.DateField("施行日期", null=True, editable=False)
    valid_to = models.DateField("废止日期", null=True, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_in_force(self, on: date) -> bool:
        """Whether it is published and counts on the date `on`."""
        return self.status != self.Status.DRAFT and super().is_in_force(on)


def published_before_valid(message: str) -> models.CheckConstraint:
    """What is no draft was published, on the day on which it takes effect or before (一)."""
    return models.CheckConstraint(
        name="%(class)s_published_before_effective",
        condition=Q(status="draft", published_on__isnull=True)
        | Q(
            published_on__isnull=False,
            valid_from__isnull=False,
            valid_from__gte=F("published_on"),
        )
        & ~Q(status="draft"),
        violation_error_message=message,
    )


def over_with_date(status: str) -> models.CheckConstraint:
    """What is in the last state, `status`, has a last day."""
    return models.CheckConstraint(
        name=f"%(class)s_{status}_with_date",
        condition=~Q(status=status) | Q(valid_to__isnull=False),
    )
