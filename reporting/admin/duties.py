"""Admin of the reporting duties: which department reports, from when until when."""

from django.contrib import admin

from registry.admin.places import KeptAdmin
from reporting.models import ReportingDuty


@admin.register(ReportingDuty)
class ReportingDutyAdmin(KeptAdmin):
    menu, menu_order = "月报督导", 90
    list_display = ["department", "valid_from", "valid_to", "citation"]
    list_select_related = ["department"]
    search_fields = ["department__short_name", "department__code"]
    autocomplete_fields = ["department"]
    sortable_by = []

    def get_readonly_fields(self, request, obj=None):
        return ["department", "valid_from", "citation"] if obj else []
