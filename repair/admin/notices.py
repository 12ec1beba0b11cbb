"""Repair notices (信用修复告知书) in the admin, to be downloaded and served."""

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html_join

from registry.adminkit import AppendOnlyAdmin
from registry.models import Entry
from registry.viewkit import letter_response
from repair import letters
from repair.models import RepairNotice


@admin.register(RepairNotice)
class RepairNoticeAdmin(AppendOnlyAdmin):
    menu, menu_order = "信用修复", 40
    list_display = ["__str__", "who", "department", "produced_at", "download"]
    list_select_related = ["entry__subject", "department"]
    sortable_by = []
    search_fields = ["=entry__document_number"]
    fields = ["who", "department", "rule", "produced_at", "download"]
    readonly_fields = ["who", "download"]

    def get_queryset(self, request):
        visible = Entry.objects.visible_to(request.user)
        return super().get_queryset(request).filter(entry__in=visible)

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper)
        name = "repair_repairnotice_paper"
        return [path("<int:pk>/paper.<str:kind>", view, name=name), *super().get_urls()]

    def paper(self, request, pk, kind):
        """Download the notice, as Word file or PDF."""
        notices = self.get_queryset(request).select_related("rule", "entry__standard")
        notice = get_object_or_404(notices, pk=pk)
        return letter_response(
            letters.repair_notice(notice), f"信用修复告知书-{pk}", kind
        )

    @admin.display(description="当事人")
    def who(self, notice):
        return notice.entry.subject.name

    @admin.display(description="文书")
    def download(self, notice):
        return downloads(notice)


def downloads(notice):
    """Links to the notice as Word file and PDF."""
    url = "admin:repair_repairnotice_paper"
    links = [
        (reverse(url, args=[notice.pk, kind]), label)
        for kind, label in (("docx", "Word"), ("pdf", "PDF"))
    ]
    return format_html_join("　", '<a href="{}">{}</a>', links)
