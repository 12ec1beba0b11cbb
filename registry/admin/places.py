"""Reference tables: regions, departments, fields and their leads."""

from django import forms
from django.contrib import admin
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.forms import ExportForm

from registry import actions, resources
from registry.adminkit import (
    ActionForm,
    Button,
    ButtonsAdmin,
    ReasonForm,
    RegisterAdmin,
    Section,
    filled_filter,
)
from registry.models import Department, Field, Lead, Region

DAY = {"type": "date"}


class KeptAdmin(RegisterAdmin):
    """A reference table; a change leaves its before and after in the trail."""

    def save_model(self, request, obj, form, change):
        actions.reference.save(obj, by=request.user)


class Spreadsheets(ImportExportMixin):
    """Import pages for those who may add and change rows, export pages for those who may see them."""

    skip_admin_log = True
    formats = resources.FORMATS
    export_form_class = ExportForm

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)


@admin.register(Region)
class RegionAdmin(Spreadsheets, KeptAdmin):
    menu_order = 12
    resource_classes = [resources.RegionResource]
    list_display = ["code", "name", "parent", "valid_from", "valid_to"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]


@admin.register(Department)
class DepartmentAdmin(Spreadsheets, KeptAdmin):
    menu_order = 10
    resource_classes = [resources.DepartmentResource]
    list_display = [
        "code",
        "short_name",
        "name",
        "kind",
        "region",
        "valid_from",
        "valid_to",
    ]
    list_display_links = ["code", "short_name"]
    list_select_related = ["region"]
    list_filter = ["kind", ("successor", filled_filter("没有承继单位", "有承继单位"))]
    search_fields = ["code", "name", "short_name"]
    autocomplete_fields = ["region", "successor"]
    fieldsets = [
        (None, {"fields": ["code", "name", "short_name", "kind", "region", "uscc"]}),
        ("联系", {"fields": ["website", "phone", "address"]}),
        ("沿革", {"fields": [("valid_from", "valid_to"), "successor", "note"]}),
    ]

    def sections(self, request, instance):
        yield Section(
            "牵头的领域",
            ["领域", "自", "至", "依据"],
            [
                [one.field, one.valid_from, one.valid_to, one.citation]
                for one in instance.leads.select_related("field")
            ],
        )


@admin.register(Field)
class FieldAdmin(Spreadsheets, KeptAdmin):
    menu_order = 14
    resource_classes = [resources.FieldResource]
    list_display = ["code", "name", "description"]
    search_fields = ["code", "name"]

    def sections(self, request, instance):
        yield Section(
            "牵头单位",
            ["单位", "自", "至", "依据"],
            [
                [one.department, one.valid_from, one.valid_to, one.citation]
                for one in instance.leads.select_related("department")
            ],
        )


class HandOverForm(ActionForm):
    department = forms.ModelChoiceField(Department.objects.all(), label="新牵头单位")
    since = forms.DateField(
        label="自何日起",
        widget=forms.DateInput(attrs=DAY),
        help_text="现牵头单位牵头至前一日。",
    )
    citation = forms.CharField(label="依据", max_length=200)


class EndLeadForm(ReasonForm):
    valid_to = forms.DateField(label="牵头至", widget=forms.DateInput(attrs=DAY))
    field_order = ["valid_to", "reason"]


def is_open(lead):
    return lead.valid_to is None


@admin.register(Lead)
class LeadAdmin(ExportMixin, ButtonsAdmin):
    menu_order = 16
    formats = resources.FORMATS
    export_form_class = ExportForm
    resource_classes = [resources.LeadResource]
    list_display = ["field", "department", "valid_from", "valid_to", "citation"]
    list_select_related = ["field", "department"]
    list_filter = [("valid_to", filled_filter("没有定期限", "已定期限"))]
    search_fields = ["field__name", "department__short_name"]
    autocomplete_fields = ["field", "department"]
    fields = ["field", "department", "valid_from", "valid_to", "citation"]
    buttons = [
        Button(
            "hand_over",
            "变更牵头单位",
            when=is_open,
            do=actions.reference.hand_over,
            permission="registry.change_lead",
            form=HandOverForm,
            note="原牵头关系保留，自变更日起由新单位牵头（四(二)）。",
        ),
        Button(
            "end",
            "终止牵头",
            when=is_open,
            do=actions.reference.end_lead,
            permission="registry.change_lead",
            form=EndLeadForm,
            danger=True,
        ),
    ]

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return [name for name in self.fields if obj or name != "valid_to"]

    def save_model(self, request, obj, form, change):
        actions.reference.save(obj, by=request.user)
