"""Saving the tables of reference: regions, departments, fields, leads, accounts."""

from datetime import date, timedelta

from django.db import models, transaction

from registry import trail
from registry.errors import Refused
from registry.models import Department, Lead, Official

from .entries.drafting import plain

NEVER_WRITTEN = {"password", "last_login"}


def field_values(instance: models.Model) -> dict:
    """The columns of `instance` as plain values for the trail, without secrets."""
    return {
        field.name: plain(getattr(instance, field.name))
        for field in instance._meta.concrete_fields
        if field.name not in NEVER_WRITTEN and not field.primary_key
    }


@transaction.atomic
def save(instance: models.Model, *, by: Official | None) -> None:
    """Add or change the row `instance` of a table of reference; the trail gets what differs."""
    rows = type(instance)._base_manager.select_for_update()
    before = rows.filter(pk=instance.pk).first() if instance.pk else None
    instance.save()
    old = field_values(before) if before else {}
    new = field_values(instance)
    changed = [name for name in new if old.get(name) != new[name]]
    if before is None:
        trail.record(instance, "added", by=by, after=new)
    elif changed:
        trail.record(
            instance,
            "changed",
            by=by,
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
        )


@transaction.atomic
def end_lead(lead: Lead, *, valid_to: date, reason: str, by: Official) -> None:
    """Let `lead` end with the day `valid_to`; it stays readable (四(二)).

    Raises Refused where it has ended, or would end before it began.
    """
    lead.refresh_from_db(from_queryset=Lead.objects.select_for_update())
    if lead.valid_to is not None:
        raise Refused(f"该牵头关系已于 {lead.valid_to} 终止。")
    if lead.valid_from and valid_to < lead.valid_from:
        raise Refused(f"终止日期不能早于开始日期 {lead.valid_from}。")
    lead.valid_to = valid_to
    lead.save(update_fields=["valid_to"])
    after = {"valid_to": str(valid_to)}
    trail.record(lead, "ended_lead", by=by, after=after, reason=reason)


@transaction.atomic
def hand_over(
    lead: Lead, *, department: Department, since: date, citation: str, by: Official
) -> Lead:
    """Let `department` lead the field from the day `since`; `lead` ends on the day before (四(二))."""
    if department.pk == lead.department_id:
        raise Refused("新牵头单位与现牵头单位相同。")
    end_lead(lead, valid_to=since - timedelta(days=1), reason=citation, by=by)
    successor = Lead(
        field=lead.field, department=department, valid_from=since, citation=citation
    )
    save(successor, by=by)
    return successor
