"""Exporting a filtered list of entries as a spreadsheet."""

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from registry import actions, resources
from registry.downloads import CSV, XLSX, table_response
from registry.models import SubjectKind

MOST_ROWS_OF_A_SHEET = 1_048_575  # Excel's limit, less the heading


class ExportForm(forms.Form):
    """Which file format, and whether persons' numbers are wanted in full."""

    required_css_class = "required"

    kind = forms.ChoiceField(
        label="文件格式",
        choices=[(XLSX, "Excel 工作簿（xlsx）"), (CSV, "文本（csv，UTF-8）")],
    )
    full = forms.BooleanField(
        label="包含本单位条目中自然人的完整证件号码",
        required=False,
        help_text="仅限办理业务确需；导出人、时间、条数和理由将长期留痕。",
    )
    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="包含完整证件号码的必填。",
    )

    def __init__(self, *args, may_reveal, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_reveal:
            del self.fields["full"], self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("full") and not cleaned.get("reason"):
            self.add_error("reason", "请填写需要完整证件号码的理由。")
        return cleaned


class EntryExport:
    """Adds the page on which the filtered list is exported."""

    change_list_template = "admin/registry/entry/change_list.html"

    def has_export_permission(self, request):
        return request.user.has_perm("registry.export_entry")

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [
            path("export/", view, name="registry_entry_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = {"has_export_permission": self.has_export_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def export_view(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied("您没有导出名单的权限。")
        try:
            changelist = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:registry_entry_changelist"))
        rows = changelist.get_queryset(request)
        may_reveal = request.user.has_perm("registry.reveal_number")
        data = request.POST if request.method == "POST" else None
        form = ExportForm(data, may_reveal=may_reveal)
        if form.is_valid():
            return self.sheet(request, form.cleaned_data, rows) or self.back(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "导出名单条目",
            "opts": self.opts,
            "form": form,
            "shown_count": changelist.paginator.shown_count,
            "back": request.GET.urlencode(),
        }
        return TemplateResponse(request, "admin/registry/entry/export.html", context)

    def back(self, request):
        return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")

    def sheet(self, request, cleaned, rows):
        """The response with the file; None, with a message, where a sheet cannot hold the rows."""
        by, full = request.user, cleaned.get("full", False)
        number = rows.order_by().count()
        if cleaned["kind"] == XLSX and number > MOST_ROWS_OF_A_SHEET:
            messages.error(
                request, f"共 {number} 条，一张工作表放不下，请改用 csv 或缩小范围。"
            )
            return None
        own = rows.order_by().filter(
            subject__kind=SubjectKind.PERSON, department=by.department_id or 0
        )
        actions.exports.record(
            by=by,
            rows=number,
            persons=own.count() if full else 0,
            filters={k: v for k, v in request.GET.items() if k != "q"},
            reason=cleaned.get("reason", ""),
        )
        sheet = resources.EntrySheet(full_for=by.department_id if full else None)
        kind = cleaned["kind"]
        name = f"名单条目{timezone.localdate():%Y%m%d}.{kind}"
        return table_response(kind, name, sheet.headings, sheet.rows(rows))
