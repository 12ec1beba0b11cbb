"""What belongs to entries: holds, corrections and notices."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from registry.adminkit import AppendOnlyAdmin, Tone, filled_filter, tag
from registry.models import Correction, Hold, Notice


class OfEntryAdmin(AppendOnlyAdmin):
    """What belongs to an entry and is seen by all who see the entry."""

    menu = "名单管理"
    list_select_related = ["entry__subject", "entry__department"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.sees_all:
            return rows
        return rows.filter(entry__department=request.user.department_id or 0)

    @admin.display(description="名单条目")
    def entry_link(self, row):
        url = reverse("admin:registry_entry_change", args=[row.entry_id])
        return format_html('<a href="{}">{}</a>', url, row.entry)

    @admin.display(description="信用主体")
    def who(self, row):
        return row.entry.subject.name

    @admin.display(description="认定单位")
    def unit(self, row):
        return row.entry.department


@admin.register(Hold)
class HoldAdmin(OfEntryAdmin):
    menu_order = 50
    list_display = [
        "placed_at",
        "kind",
        "reference",
        "entry_link",
        "who",
        "unit",
        "state",
    ]
    list_filter = [("released_at", filled_filter("暂停中", "已恢复")), "kind"]
    search_fields = ["reference"]
    search_help_text = "输入受理编号或文号。"
    fields = [
        "entry_link", "kind", "reference", "reason", "placed_at", "placed_by",
        "released_at", "released_by", "release_reason",
    ]  # fmt: skip
    readonly_fields = ["entry_link"]

    @admin.display(description="状态")
    def state(self, hold):
        return (
            tag("已恢复", Tone.OVER) if hold.released_at else tag("暂停中", Tone.HELD)
        )


@admin.register(Correction)
class CorrectionAdmin(OfEntryAdmin):
    menu_order = 52
    list_display = ["at", "entry_link", "who", "unit", "by", "reason"]
    list_select_related = [*OfEntryAdmin.list_select_related, "by"]
    fields = ["entry_link", "at", "by", "reason"]
    readonly_fields = ["entry_link"]


@admin.register(Notice)
class NoticeAdmin(OfEntryAdmin):
    menu_order = 54
    list_display = ["published_at", "kind", "entry_link", "who", "unit", "shown_until"]
    list_filter = ["kind"]
    fields = ["entry_link", "kind", "text", "published_at", "shown_until"]
    readonly_fields = ["entry_link"]
