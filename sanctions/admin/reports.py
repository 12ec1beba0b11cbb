"""Credit reports in the admin: issued, read and printed (一(四))."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.http import content_disposition_header

from registry.adminkit import AppendOnlyAdmin, Section
from registry.documents import printed
from registry.models import SubjectKind
from sanctions import actions, credit_report
from sanctions.models import Report

from .forms import SubjectForm
from .words import MENU


class CreditReportForm(SubjectForm, forms.ModelForm):
    """The subject, the purpose, and how a natural person's identity was confirmed."""

    proof = forms.CharField(
        label="本人身份核验方式",
        max_length=100,
        required=False,
        help_text="自然人必填：报告只出具给本人，如“当面核验居民身份证原件”。",
    )

    class Meta:
        model = Report
        fields = ["purpose", "proof"]

    def clean(self):
        data = super().clean()
        if data.get("new_kind") == SubjectKind.PERSON and not data.get("proof"):
            self.add_error("proof", "请核验本人身份证件并填写核验方式。")
        return data


@admin.register(Report)
class ReportAdmin(AppendOnlyAdmin):
    menu, menu_order = MENU, 60
    change_form_template = "admin/sanctions/report/change_form.html"
    list_display = ["number", "subject", "purpose", "department", "made_at"]
    list_select_related = ["subject", "department"]
    search_fields = ["=number", "=subject__key"]
    searched_from_anywhere = True
    search_help_text = "输入报告编号或统一社会信用代码。"
    fields = [
        "number", "code", "subject", "purpose", "proof", "department", "made_at",
        "made_by", "version",
    ]  # fmt: skip

    def has_add_permission(self, request):
        return request.user.has_perm("sanctions.issue_report")

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper)
        name = "sanctions_report_paper"
        return [path("<int:pk>/report.pdf", view, name=name), *super().get_urls()]

    def paper(self, request, pk):
        """The report as PDF, with the facts that it was issued with."""
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        context = {"report": report, "facts": report.facts}
        context["counts"] = credit_report.counts(report.facts)
        pdf = printed("sanctions/report_paper.html", context)
        name = f"信用报告{report.number}.pdf"
        return HttpResponse(
            pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

    def get_fieldsets(self, request, obj=None):
        if obj is not None:
            return super().get_fieldsets(request, obj)
        return [
            ("一、主体", {"fields": SubjectForm.NAMES}),
            ("二、用途", {"fields": ["purpose", "proof"]}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = CreditReportForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        made = actions.reports.issue(
            form.enrolled(request.user),
            by=request.user,
            purpose=data["purpose"],
            identity_proof=data["proof"],
        )
        obj.pk, obj.number = made.pk, made.number

    def sections(self, request, report):
        yield Section(
            "载明的条目",
            ["条目", "名单类别", "标准", "认定单位", "有效期至"],
            [
                [
                    one["id"],
                    one["list"],
                    one["standard"],
                    one["department"],
                    one["valid_to"],
                ]
                for one in report.facts["entries"]
            ],
        )
