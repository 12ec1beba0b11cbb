"""Admin of the monthly reports."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from registry import deadlines
from registry.adminkit import ActionForm, Button, ButtonsAdmin, ReasonForm, Section, tag
from registry.models import Deadline
from registry.viewkit import LETTER_FORMATS, letter_response
from reporting import actions, exports, figures
from reporting.actions.reports import PARTS, obstacles
from reporting.models import Example, MonthlyReport

from .city import CityPages
from .panels import city_panel, month_panel, waiting

SUBMIT, DECIDE = "reporting.submit_monthlyreport", "reporting.decide_monthlyreport"
EXPORT = "reporting.export_monthlyreport"
Status = MonthlyReport.Status
TONES = {"open": "waits", "submitted": "waits", "returned": "wrong", "accepted": "done"}


class MonthlyReportForm(forms.ModelForm):
    """The narrative of a report."""

    class Meta:
        model = MonthlyReport
        fields = PARTS
        widgets = {
            part: forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})
            for part in PARTS
        }


class RemarkForm(ActionForm):
    """A remark of the department on a figure."""

    figure = forms.ChoiceField(
        label="数据项",
        choices=[(one.code, f"{one.section}：{one.name}") for one in figures.FIGURES],
    )
    text = forms.CharField(
        label="说明",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="数据按登记库计算，不能改写；认为有误的在此说明，与数据一并报送。",
    )


def foresee_submission(report, by):
    """Yield what is still missing, or else what will be frozen, for the page of confirmation."""
    missing = list(obstacles(report, by=by, at=timezone.now()))
    yield from missing
    if not missing:
        yield f"报送后，{report.period}的数据按月末状态定稿，不再变化；叙述部分不能再改。"


@admin.register(MonthlyReport)
class MonthlyReportAdmin(CityPages, ButtonsAdmin):
    menu, menu_order = "月报督导", 10
    form = MonthlyReportForm
    change_list_template = "admin/reporting/monthlyreport/change_list.html"
    list_display = ["title", "state", "due_on", "first_submitted_on", "late"]
    list_select_related = ["department"]
    list_filter = ["status", "month"]
    search_fields = ["department__short_name", "department__code"]
    search_help_text = "输入单位简称或代码。"
    sortable_by = []
    readonly_fields = ["title", "state", "due", "late", "return_reason", "lacking"]
    buttons = [
        Button(
            "submit",
            "报送",
            when=Status.SUBMITTED,
            do=actions.reports.submit,
            permission=SUBMIT,
            form=ActionForm,
            preview=foresee_submission,
            note="由未填写过本月报的审核人办理。",
            step=True,
        ),
        Button(
            "accept",
            "接收",
            when=Status.ACCEPTED,
            do=actions.reports.accept,
            permission=DECIDE,
            step=True,
        ),
        Button(
            "give_back",
            "退回",
            when=Status.RETURNED,
            do=actions.reports.return_to_department,
            permission=DECIDE,
            form=ReasonForm,
        ),
        Button(
            "remark",
            "说明数据",
            when=lambda report: report.status != Status.ACCEPTED,
            do=actions.reports.remark,
            permission="reporting.add_remark",
            form=RemarkForm,
        ),
    ]

    def panels(self, request):
        yield from month_panel(request.user)
        yield from city_panel(request.user)

    def waiting(self, request):
        return waiting(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or not may:
            return may
        return obj.status in MonthlyReport.EDITABLE and self.is_own(request, obj)

    def is_own(self, request, report):
        return report.department_id == request.user.department_id

    def may_press(self, request, button, instance):
        own = button.permission == DECIDE or self.is_own(request, instance)
        return own and super().may_press(request, button, instance)

    def get_fieldsets(self, request, obj=None):
        shown = ["title", "state", "due", "late", "lacking"]
        if obj is not None and obj.return_reason:
            shown.append("return_reason")
        return [(None, {"fields": shown}), ("叙述", {"fields": PARTS})]

    def save_model(self, request, obj, form, change):
        parts = {name: form.cleaned_data[name] for name in PARTS}
        actions.reports.write(obj, by=request.user, **parts)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/paper.<str:kind>", wrap(self.paper), name="reporting_paper"),
            *super().get_urls(),
        ]  # fmt: skip

    def paper(self, request, pk, kind):
        """One department's report as a Word file or PDF."""
        report = self.get_object(request, str(pk))
        if report is None or kind not in LETTER_FORMATS:
            raise Http404
        letter = exports.report_paper(report, chosen_for(report))
        return letter_response(
            letter, f"report-{report.department.code}-{report.period.code}", kind
        )

    def sections(self, request, instance):
        numbers = instance.figures or figures.of(instance.department, instance.period)
        as_of = "报送时定稿" if instance.figures else "按登记库现有记录计算，报送时定稿"
        yield Section(
            f"数据（截至{instance.period.last}，{as_of}）",
            ["类别", "数据项", "单位", "本月", "上月", "本年累计"],
            [
                [one.section, one.name, one.unit, *map(figures.shown, values)]
                for one, *values in figures.table(numbers)
            ],
        )
        yield Section(
            "数据说明",
            ["数据项", "说明", "说明人", "时间"],
            [
                [figures.BY_CODE[one.figure].name, one.text, one.by, stamp(one.at)]
                for one in instance.remarks.select_related("by")
                if one.figure in figures.BY_CODE
            ],
        )
        yield Section("不予导入的主要原因", ["原因", "行数"], numbers["rejections"])
        yield Section(
            "典型案例",
            ["案例", "类型", "状态", "条目效力"],
            [example_row(one) for one in examples_of(instance)],
        )
        yield Section(
            "下载", ["文件", "格式"], [["本单位月报", self.paper_links(instance)]]
        )

    def paper_links(self, report):
        urls = [reverse("admin:reporting_paper", args=[report.pk, kind]) for kind in ("docx", "pdf")]  # fmt: skip
        return format_html('<a href="{}">Word</a>　<a href="{}">PDF</a>', *urls)

    @admin.display(description="月报")
    def title(self, report):
        return str(report)

    @admin.display(description="状态")
    def state(self, report):
        return tag(report.get_status_display(), TONES[report.status])

    @admin.display(description="逾期情况")
    def late(self, report):
        words = report.lateness(timezone.localdate())
        return tag(words, "wrong") if words else "未逾期"

    @admin.display(description="截止日")
    def due(self, report):
        deadline = Deadline.objects.of(report).order_by("-pk").first()
        if deadline is None:
            return report.due_on
        lines = "".join(deadlines.explain(deadline))
        return f"{deadline.due_on}。{lines}"

    @admin.display(description="报送前还缺")
    def lacking(self, report):
        if report.status not in MonthlyReport.EDITABLE:
            return "已报送"
        lines = list(obstacles(report, by=None, at=timezone.now()))
        return " ".join(lines) or "已齐备，可以由审核人报送。"


def examples_of(report):
    """The examples of the report's department and month, without those withdrawn."""
    chosen = Example.objects.of_month(report.department_id, report.period)
    return chosen.exclude(status=Example.Status.WITHDRAWN).with_standing(timezone.now())


def chosen_for(report):
    """The examples that count for `report` now, the good ones first."""
    chosen = examples_of(report).reviewed().filter(stands=True)
    return chosen.select_related("entry__subject", "department").order_by("-polarity")


def example_row(example):
    url = reverse("admin:reporting_example_change", args=[example.pk])
    return [
        format_html('<a href="{}">{}</a>', url, example.title),
        example.get_polarity_display(),
        example.get_status_display(),
        "生效中" if example.stands else "已退出、暂停或更正，不计入",
    ]


def stamp(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
