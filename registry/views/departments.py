"""The public page of the departments that take part."""

from itertools import groupby

from django.shortcuts import render
from django.utils import timezone

from registry.models import Department, Lead


def departments(request):
    """Who takes part, who leads which field since when, and each unit's feeds."""
    today = timezone.localdate()
    every = Department.objects.select_related("successor", "region").order_by("code")
    present = [one for one in every if one.is_in_force(today)]
    order = list(Department.Kind)
    present.sort(key=lambda one: order.index(one.kind))
    leads = Lead.objects.select_related("field", "department").order_by(
        "field__code", "valid_from", "pk"
    )
    return render(
        request,
        "registry/department_list.html",
        {
            "kinds": [
                (Department.Kind(kind).label, list(group))
                for kind, group in groupby(present, key=lambda one: one.kind)
            ],
            "former": [one for one in every if not one.is_in_force(today)],
            "fields": [
                (field, [(lead, lead.is_in_force(today)) for lead in group])
                for field, group in groupby(leads, key=lambda lead: lead.field)
            ],
        },
    )
