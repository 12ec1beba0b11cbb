"""Public pages of monthly reporting: statistics, and good and bad examples."""

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from registry.downloads import CSV, table_response
from registry.models import Field
from registry.viewkit import plain_refusals

from .charts import chart_of
from .exports import name_of
from .models import Example
from .months import Month, newest
from .statistics import KINDS, Statistics, StatisticsTable, as_of, statistics_of

CACHE_SECONDS = 600
MONTHS_OFFERED = 24
WITH_CHART = {"fields", "districts", "months", "departments"}
# Examples shown, and rows read for them: an entry may have one in several months.
SHOWN, READ = 60, 300


def requested_statistics(request, *, internal=False) -> tuple[Month, Statistics]:
    """The month of the request and its statistics, cached. Raises ValidationError for a bad month."""
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
        CACHE_SECONDS,
    )
    return month, found


def context_of(month: Month, found: Statistics) -> dict:
    """Template context of the public page and of the one for officials."""
    return {
        "month": month,
        "months": newest(Month.of(timezone.localdate()), MONTHS_OFFERED),
        "at": found.at,
        "sections": [
            (one, chart_of(one, KINDS) if one.name in WITH_CHART and one.rows else None)
            for one in found.tables
        ],
    }


@plain_refusals
def statistics(request):
    """Statistics of the register as of the end of a month."""
    month, found = requested_statistics(request)
    return render(request, "reporting/statistics.html", context_of(month, found))


@plain_refusals
def statistics_csv(request, name):
    """One table of the statistics as CSV."""
    month, found = requested_statistics(request)
    return csv_of(found.table(name), month)


def csv_of(table: StatisticsTable | None, month: Month) -> StreamingHttpResponse:
    """`table` as a CSV file. Raises Http404 where there is no such table."""
    if table is None:
        raise Http404
    name = f"{table.name}-{month.code}.csv"
    return table_response(CSV, name, [table.heading, *table.columns], table.lines)


class ExamplesForm(forms.Form):
    """The filters of the page of examples."""

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
    """Published examples whose entries have effect now, models of integrity first (一(一)、四(三))."""
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
    named = [(one, name_of(one.entry)) for one in newest_of_each(found)]
    context = {
        "form": form,
        "models": [pair for pair in named if pair[0].is_model],
        "examples": [pair for pair in named if not pair[0].is_model],
    }
    return render(request, "reporting/examples.html", context)


def newest_of_each(found) -> list[Example]:
    """The newest example of each entry, so that an entry with several examples is shown once."""
    by_entry = {}
    for example in found.order_by("-published_at", "-pk")[:READ]:
        by_entry.setdefault(example.entry_id, example)
    return list(by_entry.values())[:SHOWN]
