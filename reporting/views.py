"""The public pages of the round: statistics, and good and bad examples."""

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from registry.downloads import CSV, table_response
from registry.models import Field
from registry.viewkit import plain_refusals

from .charts import chart_of
from .exports import name_of
from .models import Example
from .months import Month
from .statistics import KINDS, as_of, statistics_of

KEPT_SECONDS = 600
DRAWN = {"fields", "districts", "months", "departments"}
SHOWN, READ = 60, 300


def asked(request, *, internal=False):
    """The month asked for and its statistics; ValidationError for what is no month."""
    now = timezone.now()
    on = timezone.localdate(now)
    try:
        month, at = as_of(request.GET.get("month", ""), on, now)
    except ValueError as fault:
        raise ValidationError(str(fault)) from None
    key = f"statistics.{month.code}.{internal}"
    found = cache.get_or_set(
        key,
        lambda: statistics_of(at, last=month, internal=internal),
        KEPT_SECONDS,
    )
    return month, found


def context_of(month, found):
    """What both pages show."""
    last = Month.of(timezone.localdate())
    offered = [last]
    while len(offered) < 24:
        offered.append(offered[-1].previous)
    return {
        "month": month,
        "months": offered,
        "at": found.at,
        "sections": [
            (one, chart_of(one, KINDS) if one.name in DRAWN and one.rows else None)
            for one in found.tables
        ],
    }


@plain_refusals
def statistics(request):
    """What the register holds, in numbers, as of the end of any month."""
    month, found = asked(request)
    return render(request, "reporting/statistics.html", context_of(month, found))


@plain_refusals
def statistics_csv(request, name):
    """One table of the page for a spreadsheet."""
    month, found = asked(request)
    return csv_of(found.table(name), month)


def csv_of(table, month):
    if table is None:
        raise Http404
    name = f"{table.name}-{month.code}.csv"
    return table_response(CSV, name, [table.heading, *table.columns], table.lines)


class ExamplesForm(forms.Form):
    """Which examples to show."""

    polarity = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部案例"), *Example.Polarity.choices]
    )  # fmt: skip
    field = forms.ModelChoiceField(
        Field.objects.all(),
        label="领域",
        required=False,
        to_field_name="code",
        empty_label="全部领域",
    )


@plain_refusals
def examples(request):
    """Good and bad examples whose entries have effect now, integrity models first (一(一)、四(三))."""
    form = ExamplesForm(request.GET)
    if not form.is_valid():
        raise ValidationError("筛选条件有误，请重新选择类型或者领域。")
    found = Example.objects.shown(timezone.now()).select_related(
        "department", "entry__subject", "entry__standard__field"
    )
    if form.cleaned_data["polarity"]:
        found = found.filter(polarity=form.cleaned_data["polarity"])
    if form.cleaned_data["field"]:
        found = found.filter(entry__standard__field=form.cleaned_data["field"])
    told = [(one, name_of(one.entry)) for one in newest_of_each(found)]
    context = {
        "form": form,
        "models": [pair for pair in told if pair[0].is_model],
        "examples": [pair for pair in told if not pair[0].is_model],
    }
    return render(request, "reporting/examples.html", context)


def newest_of_each(found):
    """The newest example of each entry: one that is told month after month is shown once."""
    newest = {}
    for example in found.order_by("-published_at", "-pk")[:READ]:
        newest.setdefault(example.entry_id, example)
    return list(newest.values())[:SHOWN]
