"""The trail, and the seals over it."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html_join

from registry import ledger
from registry.adminkit import AppendOnlyAdmin, FormFilter
from registry.adminkit.history import labelled_values, model_of, verb, word_of
from registry.models import Entry, Official, Seal, TrailEntry

DAY = {"type": "date"}
ACTIONS = {
    **{
        f"registry.entry.{status}": f"条目转为{label}"
        for status, label in Entry.Status.choices
    },
    **{
        f"registry.entry.{name}": f"条目{word_of(name, 'registry.entry')}"
        for name in ["drafted", "edited", "held", "released", "corrected", "derived"]
    },
    "registry.subject.number_revealed": "查看完整证件号码",
    "registry.official.exported": "导出",
    "registry.official.changed": "修改工作人员账号",
}


class TrailForm(forms.Form):
    """Who, what and when; never by content."""

    who = forms.CharField(label="操作人姓名（完整）", max_length=50, required=False)
    what = forms.ChoiceField(
        label="事项", choices=[("", "全部"), *ACTIONS.items()], required=False
    )
    since = forms.DateField(
        label="自", required=False, widget=forms.DateInput(attrs=DAY)
    )
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(attrs=DAY)
    )

    def __init__(self, *args, request, site, **kwargs):
        super().__init__(*args, **kwargs)


class TrailFilter(FormFilter):
    title = "条件"
    form = TrailForm
    COLUMNS = {"what": "action", "since": "at__date__gte", "until": "at__date__lte"}

    def narrow(self, rows, values):
        if name := values.pop("who", ""):
            rows = rows.filter(actor__in=Official.objects.filter(name=name))
        return rows.filter(
            **{self.COLUMNS[key]: value for key, value in values.items()}
        )


@admin.register(TrailEntry)
class TrailEntryAdmin(AppendOnlyAdmin):
    menu_order = 40
    list_display = ["at", "actor_name", "action_word", "of_what", "of_pk", "reason"]
    list_filter = [TrailFilter]
    sortable_by = []
    fields = [
        "at",
        "actor_name",
        "action_word",
        "of_what",
        "of_pk",
        "was",
        "became",
        "reason",
    ]
    readonly_fields = ["action_word", "of_what", "was", "became"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.sees_all:
            return rows
        return rows.filter(actor__department=request.user.department_id or 0)

    @admin.display(description="事项")
    def action_word(self, line):
        return verb(line)

    @admin.display(description="对象")
    def of_what(self, line):
        model = model_of(line)
        return model._meta.verbose_name if model else line.of

    @admin.display(description="变更前")
    def was(self, line):
        return listed(line, line.before)

    @admin.display(description="变更后")
    def became(self, line):
        return listed(line, line.after)


def listed(line, values):
    return format_html_join(
        "", "<div>{}：{}</div>", labelled_values(model_of(line), values)
    )


@admin.register(Seal)
class SealAdmin(AppendOnlyAdmin):
    menu_order = 42
    list_display = ["number", "at", "lines", "hash"]
    fields = ["number", "at", "lines", "root", "previous", "hash"]
    sortable_by = []

    def get_queryset(self, request):
        return super().get_queryset(request).defer("leaves")

    def changelist_view(self, request, extra_context=None):
        pending, oldest = ledger.waiting()
        since = ""
        if oldest:
            since = f"，最早一条记于 {timezone.localtime(oldest):%Y-%m-%d %H:%M:%S}"
        self.message_user(request, f"尚待封存 {pending} 条留痕{since}。")
        return super().changelist_view(request, extra_context)
