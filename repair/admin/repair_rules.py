"""Versions of the repair rules (修复规则) in the admin."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from registry.adminkit import RegisterAdmin
from registry.models import Limit
from repair import actions
from repair.models import Rule


class RuleForm(forms.ModelForm):
    """A version of the rule; materials one a line, limits chosen from those in force."""

    materials = forms.CharField(
        label="申请材料",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一种。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limits = Limit.objects.in_force(timezone.localdate()).order_by("code")
        codes = [(limit.code, str(limit)) for limit in limits]
        for name in set(Rule.LIMITS) & set(self.fields):
            label, initial = self.fields[name].label, self.fields[name].initial
            self.fields[name] = forms.ChoiceField(
                label=label, initial=initial, choices=codes
            )

    def add_prefix(self, field_name):
        """The first day is posted under the name that it has always had."""
        posted = {"valid_from": "effective_from"}
        return super().add_prefix(posted.get(field_name, field_name))

    def clean_materials(self):
        lines = self.cleaned_data["materials"].splitlines()
        return [line.strip() for line in lines if line.strip()]


@admin.register(Rule)
class RuleAdmin(RegisterAdmin):
    menu, menu_order = "信用修复", 30
    list_display = [
        "standard",
        "version",
        "repairable",
        "least_months",
        "valid_from",
        "valid_to",
    ]
    list_select_related = ["standard"]
    list_filter = ["repairable"]
    sortable_by = []
    search_fields = ["standard__name", "standard__code"]
    form = RuleForm
    autocomplete_fields = ["standard"]
    exclude = ["version", "valid_to"]

    def has_change_permission(self, request, obj=None):
        """A version is never overwritten: a new one is added."""
        return False

    def save_model(self, request, obj, form, change):
        actions.repair_rules.publish(obj, by=request.user)
