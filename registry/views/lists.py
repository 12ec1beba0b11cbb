"""The public red and black lists."""

from django import forms
from django.shortcuts import render
from django.utils import timezone

from registry import disclosure
from registry.models import Department, Field, ListKind, Region
from registry.viewkit import newest_first, plain_refusals

from .cards import Card


class ListForm(forms.Form):
    """Which part of a list to show."""

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
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label="区划",
        required=False,
        to_field_name="code",
        empty_label="全市",
    )

    def chosen(self):
        """The filters that were chosen, {look-up: value}; raises ValidationError."""
        if not self.is_valid():
            raise forms.ValidationError("筛选条件有误，请重新选择领域、单位或者区划。")
        names = {"field": "standard__field"}
        return {
            names.get(name, name): value
            for name, value in self.cleaned_data.items()
            if value is not None
        }


@plain_refusals
def one_list(request, kind):
    """A list as it is shown now, by field, department and district."""
    now = timezone.now()
    kind = ListKind(kind)
    form = ListForm(request.GET)
    page = newest_first(
        request, disclosure.listed(kind, now=now).filter(**form.chosen())
    )
    return render(
        request,
        "registry/list.html",
        {
            "kind": kind,
            "form": form,
            "page": page,
            "cards": [Card(entry) for entry in page.items],
        },
    )
