"""What the database itself holds of every entry, against bugs, shells and imports."""

from django.db import models
from django.db.models import F, Q

from .standards import ADVERSE

CONSTRAINTS = [
    models.UniqueConstraint(
        fields=["standard", "subject", "document_number", "decided_on"],
        condition=Q(cause__isnull=True) & ~Q(status__in=["ended", "discarded"]),
        name="entry_once_per_document",
        violation_error_message="该主体依本标准、同一文号和认定日期的条目已经登记。",
    ),
    models.UniqueConstraint(
        fields=["cause", "subject"],
        condition=Q(cause__isnull=False),
        name="entry_derived_once",
    ),
    models.CheckConstraint(
        name="entry_published_with_facts",
        condition=~Q(status__in=["published", "ended"])
        | Q(
            published_at__isnull=False,
            valid_from__isnull=False,
            approved_at__isnull=False,
        ),
    ),
    models.CheckConstraint(
        name="entry_published_only_when_approved",
        condition=Q(status__in=["published", "ended"]) | Q(published_at__isnull=True),
    ),
    models.CheckConstraint(
        name="entry_ended_with_reason",
        condition=Q(status="ended", ended_at__isnull=False) & ~Q(ended_because="")
        | ~Q(status="ended") & Q(ended_at__isnull=True, ended_because=""),
    ),
    models.CheckConstraint(
        name="entry_two_pairs_of_eyes",
        condition=Q(approved_by__isnull=True)
        | (
            (Q(drafted_by__isnull=True) | ~Q(approved_by=F("drafted_by")))
            & (Q(edited_by__isnull=True) | ~Q(approved_by=F("edited_by")))
        ),
    ),
    models.CheckConstraint(
        name="entry_second_is_another",
        condition=Q(seconded_by__isnull=True)
        | (
            ~Q(seconded_by=F("approved_by"))
            & (Q(drafted_by__isnull=True) | ~Q(seconded_by=F("drafted_by")))
            & (Q(edited_by__isnull=True) | ~Q(seconded_by=F("edited_by")))
        ),
    ),
    models.CheckConstraint(
        name="entry_adverse_heard",
        condition=~Q(status__in=["published", "ended"])
        | ~Q(list_kind__in=ADVERSE)
        | Q(notice_served_on__isnull=False, decision_served_on__isnull=False)
        | ~Q(urgent_reason=""),
    ),
    models.CheckConstraint(
        name="entry_term_ordered",
        condition=Q(valid_to__isnull=True)
        | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")),
    ),
    models.CheckConstraint(
        name="entry_derived_has_role",
        condition=Q(cause__isnull=True, role="") | Q(cause__isnull=False) & ~Q(role=""),
    ),
]
