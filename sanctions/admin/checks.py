"""Checks in the admin: one subject, a whole list, and the feedback on each (三(一))."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from registry.adminkit import AppendOnlyAdmin, Button, ButtonsAdmin, tag
from registry.identity import Status
from registry.models import ADVERSE, Entry, Subject
from registry.parsing.errors import Unreadable
from sanctions import actions
from sanctions.classing import classes, national_grade
from sanctions.green_channel import green_channel
from sanctions.models import Check, Feedback, Purpose
from sanctions.sheets import questions_in

from .check_batches import numbers
from .check_forms import CheckForm, CheckUploadForm, FeedbackForm
from .words import MENU

MAY = "sanctions.make_check"
TONES = {
    "listed": "black",
    "clear": "effect",
    "ambiguous": "waits",
    "mismatch": "wrong",
}


def unanswered(check):
    return not Feedback.objects.filter(check_made=check).exists()


class FeedbackFilter(admin.SimpleListFilter):
    """By whether there is feedback (三(一))."""

    title, parameter_name = "结果反馈", "told"  # the address that users have saved

    def lookups(self, request, model_admin):
        return [("no", "未反馈"), ("yes", "已反馈")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.unanswered()
        return queryset.filter(feedback__isnull=False) if self.value() else queryset


@admin.register(Check)
class CheckAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu, menu_order = MENU, 20
    change_list_template = "admin/sanctions/check/change_list.html"
    list_display = [
        "receipt",
        "result",
        "purpose",
        "case_number",
        "department",
        "asked_at",
        "outcome",
    ]
    list_select_related = ["department", "feedback"]
    list_filter = ["status", "purpose", FeedbackFilter]
    search_fields = ["=receipt", "=case_number"]
    searched_from_anywhere = True
    search_help_text = "输入核查回执号或办件编号。"
    sortable_by = ["asked_at"]
    fields = [
        "receipt", "purpose", "case_number", "department", "official", "asked_at",
        "as_of", "result", "strength", "entries_listed", "held_listed",
        "orders_listed", "candidates", "version", "outcome",
    ]  # fmt: skip
    readonly_fields = [
        "result",
        "entries_listed",
        "held_listed",
        "orders_listed",
        "outcome",
    ]
    buttons = [
        Button(
            "feed_back",
            "反馈办理结果",
            when=unanswered,
            do=actions.checks.record_feedback,
            permission=MAY,
            form=FeedbackForm,
            step=True,
        )
    ]

    def may_press(self, request, button, instance):
        own = instance.department_id == request.user.department_id
        return own and super().may_press(request, button, instance)

    def get_urls(self):
        wrapped = self.admin_site.admin_view
        return [
            path("ask/", wrapped(self.ask_view), name="sanctions_check_ask"),
            path("list/", wrapped(self.list_view), name="sanctions_check_list"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = {"may_check": request.user.has_perm(MAY)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def ask_view(self, request):
        """Look one subject up; the answer is shown under its receipt."""
        self.refuse_without_permission(request)
        form = CheckForm(request.POST or None)
        context = {}
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            recorded = actions.checks.check(
                form.question,
                purpose=data["purpose"],
                case_number=data["case_number"],
                at=data["at"],
                by=request.user,
            )
            asker = actions.checks.asker_of(request.user, data["purpose"])
            context = result_context(recorded, asker)
        return self.page(
            request, "admin/sanctions/check/ask.html", "信用核查", form, context
        )

    def list_view(self, request):
        """Look a whole list up; the answers come back as a workbook."""
        self.refuse_without_permission(request)
        form = CheckUploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            batch = self.check_file(request, form)
            if batch is not None:
                url = reverse("admin:sanctions_checkbatch_change", args=[batch.pk])
                return HttpResponseRedirect(url)
        return self.page(
            request,
            "admin/sanctions/check/ask.html",
            "批量核查",
            form,
            {"is_list": True},
        )

    def check_file(self, request, form):
        """Check every row of the uploaded file; None, with an error on the form, if it is no list."""
        data = form.cleaned_data
        try:
            asked = questions_in(data["file"], today=timezone.localdate())
        except (Unreadable, ValueError) as refusal:
            form.add_error("file", str(refusal))
            return None
        batch, recorded = actions.checks.check_batch(
            [question for _, question in asked],
            purpose=data["purpose"],
            case_number=data["case_number"],
            by=request.user,
            filename=data["file"].name[:255],
            places=[place for place, _ in asked],
        )
        wrong = sum(one.result is None for one in recorded)
        if wrong:
            messages.warning(
                request, f"有 {wrong} 行号码有误，没有核查；原因见下载的结果。"
            )
        return batch

    def refuse_without_permission(self, request):
        if not request.user.has_perm(MAY):
            raise PermissionDenied("您没有信用核查的权限。")

    def page(self, request, template, title, form, context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "media": self.media,
            **context,
        }
        return TemplateResponse(request, template, context)

    @admin.display(description="结果")
    def result(self, check):
        # Good or bad could be seen from the entries only, which the list does not read.
        tone = "" if check.status == Status.LISTED else TONES[check.status]
        return tag(Status(check.status).label, tone)

    @admin.display(description="反馈")
    def outcome(self, check):
        feedback = getattr(check, "feedback", None)
        return feedback.get_outcome_display() if feedback else tag("未反馈", "waits")

    @admin.display(description="生效条目")
    def entries_listed(self, check):
        return numbers(check.entries)

    @admin.display(description="暂停条目")
    def held_listed(self, check):
        return numbers(check.held)

    @admin.display(description="可执行任务")
    def orders_listed(self, check):
        return numbers(check.orders)


def verdict(result):
    """The result in one sentence and its tone; listed with good entries only is not shown as bad."""
    status, label = Status(result.status), Status(result.status).label
    tone = TONES[str(status)]
    if status == Status.LISTED and any(
        one["list_kind"] in ADVERSE for one in result.entries
    ):
        label = "有生效中的失信条目"
    elif status == Status.LISTED:
        label, tone = "有生效中的守信条目", "red"
    if result.held:
        label += f"；另有 {len(result.held)} 条正在核查、暂停效力，期间不得据以采取措施"
    return label, tone


def result_context(recorded, asker):
    """What the page shows of a result; class and green channel only to an asker who may judge."""
    result = recorded.result
    label, tone = verdict(result)
    context = {"recorded": recorded, "result": result, "label": label, "tone": tone}
    context["purposes"] = dict(Purpose.choices)
    kinds = dict(Entry._meta.get_field("list_kind").choices)
    for entry in [*result.entries, *result.held]:
        entry["list"] = kinds[entry["list_kind"]]
    if result.subject_id:
        subject = Subject.objects.get(pk=result.subject_id)
        context["grade"] = national_grade(subject)
        if asker.may_judge:
            context["channel"] = green_channel(subject, recorded.as_of)
            context["classes"] = classes(subject, recorded.as_of)
    return context
