"""The official's inbox."""

from django.contrib import admin
from django.contrib import messages as notes
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from registry import messages
from registry.adminkit import AppendOnlyAdmin, Panel, Tone, tag
from registry.models import Message

NEWEST = 6


class UnreadFilter(admin.SimpleListFilter):
    """Those that have not been opened."""

    title, parameter_name = "阅读", "read"

    def lookups(self, request, model_admin):
        return [("no", "未读"), ("yes", "已读")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.unread()
        return queryset.filter(read_at__isnull=False) if self.value() else queryset


@admin.register(Message)
class MessageAdmin(AppendOnlyAdmin):
    """An official's own inbox; nobody reads another's."""

    menu, menu_order = "名单管理", 60
    change_list_template = "admin/registry/message/change_list.html"
    list_display = ["title", "state", "created_at"]
    list_filter = [UnreadFilter]
    search_fields = ["title"]
    search_help_text = "输入标题的一部分。"
    sortable_by = []
    fields = ["title", "text", "link", "created_at", "read_at", "mailed_at"]
    readonly_fields = fields

    def has_module_permission(self, request):
        return request.user.is_authenticated

    def has_view_permission(self, request, obj=None):
        return request.user.is_authenticated

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.read_all))
        return [
            path("read/", view, name="registry_message_read"),
            *super().get_urls(),
        ]

    def read_all(self, request):
        """Note that the official has read all their messages."""
        unread = Message.objects.visible_to(request.user).unread()
        messages.mark_read(request.user, list(unread.values_list("pk", flat=True)))
        notes.success(request, "全部提醒已标为已读。")
        return HttpResponseRedirect(reverse("admin:registry_message_changelist"))

    def get_object(self, request, object_id, from_field=None):
        """Opening one is reading it."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and found.read_at is None:
            messages.mark_read(request.user, [found.pk])
            found.refresh_from_db()
        return found

    def panels(self, request):
        unread = Message.objects.visible_to(request.user).unread().order_by("-pk")
        newest = [
            (one, reverse("admin:registry_message_change", args=[one.pk]))
            for one in unread[:NEWEST]
        ]
        yield Panel(
            "未读提醒",
            "admin/panels/messages.html",
            {"rows": newest},
            order=20,
            more=reverse("admin:registry_message_changelist"),
        )

    @admin.display(description="阅读")
    def state(self, message):
        return tag("已读", Tone.OVER) if message.read_at else tag("未读", Tone.WAITS)
