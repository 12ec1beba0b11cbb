"""The public pages of the standards."""

from django import forms
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from registry.models import Department, Field, ListKind, Standard
from registry.viewkit import PAGE, paged, plain_refusals


class StandardsForm(forms.Form):
    """Which standards to show."""

    list_kind = forms.ChoiceField(
        label="名单类别",
        required=False,
        choices=[("", "全部类别"), *ListKind.choices],
    )
    field = forms.ModelChoiceField(
        Field.objects.all(), label="领域", required=False, empty_label="全部领域"
    )
    department = forms.ModelChoiceField(
        Department.objects.order_by("short_name"),
        label="认定单位",
        required=False,
        to_field_name="code",
        empty_label="全部单位",
    )


@plain_refusals
def standards(request):
    """The published standards, each in its newest version."""
    form = StandardsForm(request.GET)
    if not form.is_valid():
        raise forms.ValidationError("筛选条件有误，请重新选择类别、领域或者单位。")
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    today = timezone.localdate()
    newer = Standard.objects.public(today).filter(
        code=OuterRef("code"), version__gt=OuterRef("version")
    )
    newest = (
        Standard.objects.public(today)
        .filter(~Exists(newer), code__gt=request.GET.get("after", ""), **chosen)
        .select_related("department", "field")
        .order_by("code")
    )
    rows = list(newest[: PAGE + 1])
    after = rows[PAGE - 1].code if len(rows) > PAGE else None
    page = paged(request, rows[:PAGE], after)
    return render(
        request,
        "registry/standard_list.html",
        {"form": form, "page": page, "standards": page.items, "today": today},
    )


def standard(request, code):
    """One standard with all its published versions, newest first."""
    today = timezone.localdate()
    versions = list(
        Standard.objects.public(today)
        .filter(code=code)
        .select_related("department", "field")
        .order_by("-version")
    )
    if not versions:
        raise Http404
    return render(
        request,
        "registry/standard_detail.html",
        {
            "newest": versions[0],
            "versions": [(one, one.is_in_force(today)) for one in versions],
            "today": today,
        },
    )
