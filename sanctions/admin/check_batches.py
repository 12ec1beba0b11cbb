"""Checked lists in the admin, and their results as a workbook."""

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.urls import path

from registry.adminkit import AppendOnlyAdmin
from registry.downloads import XLSX, table_response
from registry.identity import Status
from sanctions.models import CheckBatch

from .words import MENU

HEADINGS = [
    "查询位置",
    "结果",
    "核查回执号",
    "名称",
    "号码",
    "生效条目",
    "暂停条目",
    "说明",
]


def numbers(pks):
    return "、".join(map(str, pks)) or "无"


@admin.register(CheckBatch)
class CheckBatchAdmin(AppendOnlyAdmin):
    menu, menu_order = MENU, 22
    change_form_template = "admin/sanctions/checkbatch/change_form.html"
    list_display = [
        "asked_at",
        "filename",
        "number",
        "results",
        "purpose",
        "department",
    ]
    list_select_related = ["department"]
    list_filter = ["purpose"]
    search_fields = ["=case_number", "filename"]
    fields = [
        "department", "official", "purpose", "case_number", "filename", "asked_at",
        "number", "results",
    ]  # fmt: skip
    readonly_fields = ["results"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.sheet)
        name = "sanctions_checkbatch_sheet"
        return [path("<int:pk>/answers.xlsx", view, name=name), *super().get_urls()]

    def sheet(self, request, pk):
        """The answers as a workbook, one row each."""
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        return table_response(XLSX, f"核查结果{pk}.xlsx", HEADINGS, batch_rows(batch))

    @admin.display(description="各结果数")
    def results(self, batch):
        labels = {**dict(Status.choices), "wrong": "号码有误"}
        return "，".join(f"{labels[name]} {n}" for name, n in batch.counts.items())


def batch_rows(batch):
    """One row for each subject of the list, in its order, wrong numbers with their reasons.

    `batch.rows` has a place for every row of the file, also for those of which no check was
    kept; the checks follow in the same order. A batch by API has no places.
    """
    checks = batch.checks.select_related("subject").order_by("pk").iterator(2000)
    for place, wrong in batch.rows:
        if wrong:
            yield [place, "号码有误", "", "", "", "", "", wrong]
        else:
            yield [place, *batch_row(next(checks))]
    for check in checks:
        yield ["", *batch_row(check)]


def batch_row(check):
    subject = check.subject
    return [
        Status(check.status).label,
        check.receipt,
        subject.name if subject and not subject.is_person else "",
        subject.identifier if subject else "",
        numbers(check.entries),
        numbers(check.held),
        f"{check.candidates} 个同名主体，请提供号码再查" if check.candidates else "",
    ]
