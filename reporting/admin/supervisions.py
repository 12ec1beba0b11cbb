"""Admin of supervisions (criticism and talks) and of the scorecard."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from registry.adminkit import (  # fmt: skip
    ActionForm,
    Button,
    ButtonsAdmin,
    ReasonForm,
    Section,
    clock_row,
    tag,
)
from registry.case_status import clocks_of
from registry.downloads import CSV, table_response
from registry.models import Department
from registry.viewkit import LETTER_FORMATS, letter_response
from reporting import actions, letters, scorecard
from reporting.counting import Span
from reporting.models import ReportingDuty, Supervision
from reporting.months import Month, newest

from .cases import cases_context

ISSUE, ANSWER = "reporting.issue_supervision", "reporting.answer_supervision"
Status = Supervision.Status
TONES = {"draft": "", "issued": "waits", "answered": "waits", "closed": "done", "discarded": "over"}  # fmt: skip
OFFICE = {"kind": Department.Kind.CREDIT_OFFICE}


class SupervisionAnswerForm(ActionForm):
    """The department's answer: what it has put right."""

    text = forms.CharField(
        label="整改情况", max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )


@admin.register(Supervision)
class SupervisionAdmin(ButtonsAdmin):
    menu, menu_order = "月报督导", 40
    change_list_template = "admin/reporting/supervision/change_list.html"
    list_display = ["title", "kind", "starts_on", "ends_on", "state", "issued_at"]
    list_select_related = ["department"]
    list_filter = ["status", "kind"]
    search_fields = ["department__short_name", "number"]
    search_help_text = "输入单位简称或者文号。"
    sortable_by = []
    autocomplete_fields = ["department"]
    fieldsets = [
        (None, {"fields": ["state", "kind", "department", "starts_on", "ends_on"]}),
        ("内容", {"fields": ["facts", "demands", "number"]}),
        ("约谈", {"fields": ["talk_on", "attendees"]}),
        ("整改", {"fields": ["answer"]}),
    ]
    readonly_fields = ["state", "answer"]
    buttons = [
        Button(
            "issue",
            "签发",
            when=Status.ISSUED,
            do=actions.supervisions.issue,
            permission=ISSUE,
            note="发出时考核数据定稿，并通知该单位；起草人不能签发。",
            step=True,
        ),
        Button(
            "answer",
            "反馈整改",
            when=Status.ANSWERED,
            do=actions.supervisions.answer,
            permission=ANSWER,
            form=SupervisionAnswerForm,
            step=True,
        ),
        Button(
            "close",
            "办结",
            when=Status.CLOSED,
            do=actions.supervisions.close,
            permission=ISSUE,
            form=ReasonForm,
            step=True,
        ),
        Button(
            "ask_again",
            "要求继续整改",
            when=lambda one: one.status == Status.ANSWERED,
            do=actions.supervisions.ask_again,
            permission=ISSUE,
            form=ReasonForm,
        ),
        Button(
            "discard",
            "作废",
            when=Status.DISCARDED,
            do=actions.supervisions.discard,
            permission=ISSUE,
            form=ReasonForm,
            danger=True,
        ),
    ]

    def get_queryset(self, request):
        """Departments see what was issued to them, never drafts."""
        rows = super().get_queryset(request)
        return rows if request.user.sees_all else rows.exclude(status__in=[Status.DRAFT, Status.DISCARDED])  # fmt: skip

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.status == Status.DRAFT)

    def may_press(self, request, button, instance):
        own = instance.department_id == request.user.department_id
        return (button.permission != ANSWER or own) and super().may_press(request, button, instance)  # fmt: skip

    def save_model(self, request, obj, form, change):
        actions.supervisions.save(obj, by=request.user)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("scorecard/", wrap(self.scorecard), name="reporting_scorecard"),
            path("scorecard/<slug:code>/<int:pk>/", wrap(self.cases), name="reporting_scorecard_cases"),
            path("scorecard.csv", wrap(self.scorecard_csv), name="reporting_scorecard_csv"),
            path("<int:pk>/paper.<str:kind>", wrap(self.paper), name="reporting_supervision_paper"),
            *super().get_urls(),
        ]  # fmt: skip

    def paper(self, request, pk, kind):
        """An issued supervision as a Word file or PDF."""
        supervision = self.get_object(request, str(pk))
        if (
            supervision is None
            or kind not in LETTER_FORMATS
            or not supervision.issued_at
        ):
            raise Http404
        office = Department.objects.filter(**OFFICE).values_list("name", flat=True)
        letter = letters.supervision_paper(supervision, office.first() or "")
        return letter_response(letter, f"supervision-{pk}", kind)

    def scorecard(self, request):
        """The scores of every reporting department in the requested months."""
        first, last, rows = requested_scores(request)
        context = {
            **self.admin_site.each_context(request),
            "title": f"考核数据：{first}至{last}",
            "opts": self.opts,
            "first": first,
            "last": last,
            "months": months_offered(),
            "measures": scorecard.MEASURES,
            "rows": rows,
        }
        template = "admin/reporting/supervision/scorecard.html"
        return TemplateResponse(request, template, context)

    def cases(self, request, code, pk):
        """The cases behind one score of one department."""
        first, last = requested_months(request)
        department = get_object_or_404(Department, pk=pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"考核数据明细：{department.short_name}",
            "opts": self.opts,
            "first": first,
            "last": last,
            **cases_context(code, Span.of(first, last), department),
        }
        template = "admin/reporting/supervision/cases.html"
        return TemplateResponse(request, template, context)

    def scorecard_csv(self, request):
        first, last, rows = requested_scores(request)
        lines = ([unit.short_name, *(words for _, words in scores)] for unit, scores in rows)  # fmt: skip
        headings = ["单位", *(one.name for one in scorecard.MEASURES)]
        name = f"scorecard-{first.code}-{last.code}.csv"
        return table_response(CSV, name, headings, lines)

    def sections(self, request, instance):
        yield Section(
            "考核数据（发出时定稿）",
            ["考核内容", "情况", "应当达到", "怎样计算"],
            [
                [one.name, score.words, one.aim, one.meaning]
                for one, score in scorecard.table(instance.scores or {})
            ],
        )
        clocks = clocks_of(instance, on=timezone.localdate())
        yield Section(
            "办理期限",
            ["事项", "截止日", "状态", "怎样计算"],
            [clock_row(clock) for clock in clocks],
        )
        if instance.issued_at:
            yield Section("下载", ["文件", "格式"], [["文书", paper_links(instance)]])

    @admin.display(description="事项")
    def title(self, supervision):
        return str(supervision)

    @admin.display(description="状态")
    def state(self, supervision):
        return tag(supervision.get_status_display(), TONES[supervision.status])


def paper_links(supervision):
    urls = [
        reverse("admin:reporting_supervision_paper", args=[supervision.pk, kind])
        for kind in ("docx", "pdf")
    ]
    return format_html('<a href="{}">Word</a>　<a href="{}">PDF</a>', *urls)


def months_offered() -> list[Month]:
    """The two years of months that are over, newest first."""
    return newest(Month.of(timezone.localdate()).previous, 24)


def requested_months(request) -> tuple[Month, Month]:
    """The first and the last month of the request, each by default the last one that is over.

    Raises PermissionDenied for officials who do not see all departments, Http404 for bad months.
    """
    if not request.user.sees_all:
        raise PermissionDenied("您没有查看考核数据的权限。")
    default = Month.of(timezone.localdate()).previous.code
    try:
        first = Month.parse(request.GET.get("first") or default)
        last = Month.parse(request.GET.get("last") or default)
    except ValueError as fault:
        raise Http404(str(fault)) from None
    if first > last:
        raise Http404("起始月份不能晚于截止月份。")
    return first, last


def requested_scores(request):
    """The requested months, and (department, its scores in words) of each reporting department."""
    first, last = requested_months(request)
    scores = scorecard.scores_of(Span.of(first, last))
    duties = ReportingDuty.objects.in_force(last.last).select_related("department")
    none = scorecard.Score(0, 0)
    rows = [
        (
            duty.department,
            [(one.code, scores.get(duty.department_id, {}).get(one.code, none).words) for one in scorecard.MEASURES],
        )
        for duty in duties.order_by("department__code")
    ]  # fmt: skip
    return first, last, rows
