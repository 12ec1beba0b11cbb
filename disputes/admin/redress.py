"""Redress (恢复信誉) and the departments' tasks in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from disputes import actions, rules
from disputes.models import Redress, RedressTask
from registry.adminkit import Button, ButtonsAdmin, Section, clock_row, tag
from registry.case_status import clocks_of

from .forms import ClosingForm, HarmUndoneForm

TONES = {"open": "waits", "closed": "done", "confirmed": "done"}
CONFIRM, CLOSE = "disputes.confirm_redress", "disputes.close_redress"


class RedressDesk(ButtonsAdmin):
    """Read-only: decisions open redress, departments confirm it by buttons."""

    menu = "异议投诉"
    list_filter = ["status"]
    sortable_by = []

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="状态")
    def state(self, instance):
        return tag(instance.get_status_display(), TONES[instance.status])


@admin.register(Redress)
class RedressAdmin(RedressDesk):
    menu_order = 40
    list_display = ["__str__", "state", "department", "opened_at", "closed_at"]
    list_select_related = ["entry__department"]
    readonly_fields = ["state", "entry_link", "because", "notice_words"]
    fields = ["state", "entry_link", "because", "notice_words", "opened_at", "closing"]
    buttons = [
        Button(
            "close",
            "办结",
            when=Redress.Status.CLOSED,
            do=actions.redress.close,
            permission=CLOSE,
            form=ClosingForm,
            note="各单位全部确认后方可办结。",
            step=True,
        ),
    ]

    @admin.display(description="认定单位")
    def department(self, redress):
        return redress.entry.department

    @admin.display(description="有误的条目")
    def entry_link(self, redress):
        url = reverse("admin:registry_entry_change", args=[redress.entry_id])
        return format_html('<a href="{}">条目 {}</a>', url, redress.entry_id)

    @admin.display(description="依据")
    def because(self, redress):
        return str(redress.objection or redress.litigation)

    @admin.display(description="公开更正")
    def notice_words(self, redress):
        notice = redress.notice
        if notice is None:
            return "条目未向社会公示，无需公告。"
        return (
            f"{notice.get_kind_display()}，公布至 {notice.shown_until}：{notice.text}"
        )

    def sections(self, request, instance):
        rows = []
        for task in instance.tasks.select_related("department", "confirmed_by"):
            url = reverse("admin:disputes_redresstask_change", args=[task.pk])
            link = format_html('<a href="{}">{}</a>', url, task.department)
            rows.append([link, self.state(task), task.done, task.confirmed_at])
        yield Section("各单位任务", ["单位", "状态", "已采取的措施", "确认时间"], rows)


@admin.register(RedressTask)
class RedressTaskAdmin(RedressDesk):
    menu_order = 41
    list_display = ["__str__", "state", "department", "redress"]
    list_select_related = ["department", "redress"]
    readonly_fields = ["state"]
    fields = ["redress", "department", "state", "done", "confirmed_at"]
    buttons = [
        Button(
            "confirm",
            "确认已消除不良影响",
            when=RedressTask.Status.CONFIRMED,
            do=actions.redress.confirm,
            permission=CONFIRM,
            form=HarmUndoneForm,
            note="措施解除、决定重新审查之后再确认。",
            step=True,
        ),
    ]

    def may_press(self, request, button, instance):
        own = not list(rules.redress_obstacles(instance, by=request.user))
        return own and super().may_press(request, button, instance)

    def waiting(self, request):
        if not request.user.has_perm(CONFIRM):
            return
        own = RedressTask.objects.open().filter(
            department=request.user.department_id or 0
        )
        if number := own.count():
            url = reverse("admin:disputes_redresstask_changelist")
            yield {
                "number": number,
                "label": "待确认的恢复信誉任务",
                "url": f"{url}?status__exact=open",
            }

    def sections(self, request, instance):
        rows = [
            harm_row(harm)
            for harm in instance.harms.select_related("order__measure", "seen_by")
        ]
        yield Section("由有误条目产生的后果", ["类别", "内容", "状态"], rows)
        clocks = clocks_of(instance, on=timezone.localdate())
        yield Section(
            "办理期限",
            ["事项", "截止日", "状态", "怎样计算"],
            [clock_row(clock) for clock in clocks],
        )


def harm_row(harm):
    """Kind, description and state of one order or check that followed from the wrong entry."""
    if harm.order is not None:
        order = harm.order
        return ["已执行的措施", f"{order} {order.measure}", order.get_status_display()]
    check = harm.seen_by
    what = f"{check.get_purpose_display()} {check.case_number}（回执 {check.receipt}）"
    return ["核查后作出的决定", what, "请重新审查"]
