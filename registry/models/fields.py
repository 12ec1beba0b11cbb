"""Columns that many models have: which official did something, and when."""

from django.db import models
from django.db.models import Q


def official_field(label: str, **options) -> models.ForeignKey:
    """A reference to the official who did something.

    There is no way back from the official unless `options` give a `related_name`.
    """
    options = {"on_delete": models.PROTECT, "related_name": "+"} | options
    return models.ForeignKey("registry.Official", verbose_name=label, **options)


def moment_and_official(
    moment: str, who: str
) -> tuple[models.DateTimeField, models.ForeignKey]:
    """The two columns of a step, `…_at` and `…_by` with these labels; empty until it is taken."""
    return (
        models.DateTimeField(moment, null=True, editable=False),
        official_field(who, null=True, editable=False),
    )


def both(name: str, one: str, other: str) -> models.CheckConstraint:
    """The constraint `name`: `one` and `other` are set together or not at all."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
        | Q(**{f"{one}__isnull": False, f"{other}__isnull": False}),
    )
