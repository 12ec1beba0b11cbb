"""Restructurings (破产重整) in the admin."""

from django.contrib import admin, messages

from registry.adminkit import Button, ButtonsAdmin, ReasonForm
from repair import actions
from repair.models import Restructuring

RECORD = "repair.record_restructuring"


def complete(restructuring, *, by, reason):
    actions.restructurings.end(restructuring, to="completed", by=by, reason=reason)


def fail(restructuring, *, by, reason):
    actions.restructurings.end(restructuring, to="failed", by=by, reason=reason)


@admin.register(Restructuring)
class RestructuringAdmin(ButtonsAdmin):
    menu, menu_order = "信用修复", 50
    list_display = ["__str__", "subject", "court", "ruled_on", "until", "status"]
    list_select_related = ["subject"]
    list_filter = ["status"]
    sortable_by = []
    search_fields = ["=ruling"]
    autocomplete_fields = ["subject"]
    fields = ["subject", "court", "ruling", "ruled_on", "until", "conditions"]
    buttons = [
        Button(
            "completed",
            "计划执行完毕",
            when="completed",
            do=complete,
            permission=RECORD,
            form=ReasonForm,
            note="各条目恢复效力；已履行义务的，请指引企业申请信用修复。",
        ),
        Button(
            "failed",
            "终止执行",
            when="failed",
            do=fail,
            permission=RECORD,
            form=ReasonForm,
            note="各条目恢复效力。",
            danger=True,
        ),
    ]

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        actions.restructurings.record(obj, by=request.user)
        messages.info(request, "该主体生效中的失信条目已全部暂停。")
