"""Reviews and suits (复议诉讼) in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from disputes import actions, rules
from disputes.models import Litigation
from registry.adminkit import Button, ButtonsAdmin, ReasonForm, Section, clock_row, tag
from registry.case_status import clocks_of

from .forms import (
    AnsweredForm,
    AppealForm,
    ConcludeLitigationForm,
    CourtDateForm,
    EffectForm,
    JudgeForm,
    StayForm,
)

MANAGE, CONCLUDE = "disputes.manage_litigation", "disputes.conclude_litigation"
Status = Litigation.Status
TONES = {
    Status.PENDING: "waits",
    Status.JUDGED: "waits",
    Status.EFFECTIVE: "wrong",
    Status.CLOSED: "done",
    Status.ABANDONED: "over",
}
# Fields that are filled in when a suit is registered; the others follow from actions.
REGISTERED = [
    "kind", "department", "entry", "subject", "brought_by", "body", "case_number", "stage",
    "matter", "accepted_on", "notified_on",
]  # fmt: skip


def is_stayed(suit):
    return suit.hold is not None and suit.hold.released_at is None


def may_stay(suit):
    return (
        suit.entry_id is not None
        and suit.status in Litigation.OPEN
        and not is_stayed(suit)
    )


def is_pending(suit):
    return suit.status == Status.PENDING


def is_open(suit):
    return suit.status in Litigation.OPEN


@admin.register(Litigation)
class LitigationAdmin(ButtonsAdmin):
    menu, menu_order = "异议投诉", 30
    list_display = ["case_number", "kind", "state", "body", "department", "accepted_on"]
    list_filter = ["status", "kind"]
    list_select_related = ["department"]
    sortable_by = []
    search_fields = ["=case_number"]
    searched_from_anywhere = True
    search_help_text = "输入完整的案号。"
    raw_id_fields = ["entry"]
    autocomplete_fields = ["subject", "department"]
    fields = REGISTERED
    buttons = [
        Button(
            "date",
            "登记日程",
            when=is_open,
            do=actions.litigations.add_date,
            permission=MANAGE,
            form=CourtDateForm,
            note="开庭、举证期限、上诉期限等；临近时提醒。",
        ),
        Button(
            "answered",
            "登记答复（答辩）",
            when=is_pending,
            do=actions.litigations.record_answer,
            permission=MANAGE,
            form=AnsweredForm,
        ),
        Button(
            "stay",
            "停止执行",
            when=may_stay,
            do=actions.litigations.stay,
            permission=CONCLUDE,
            form=StayForm,
            note="条目立即暂停，直至解除或者结案。",
        ),
        Button(
            "lift",
            "解除停止执行",
            when=is_stayed,
            do=actions.litigations.lift_stay,
            permission=CONCLUDE,
            form=ReasonForm,
            note="没有其他暂停的，条目恢复效力。",
        ),
        Button(
            "judge",
            "登记裁判",
            when=is_pending,
            do=actions.litigations.record_judgment,
            permission=MANAGE,
            form=JudgeForm,
            note="裁判生效前条目不变，停止执行继续。",
            step=True,
        ),
        Button(
            "appeal",
            "登记上诉",
            when=lambda suit: suit.status == Status.JUDGED,
            do=actions.litigations.appeal,
            permission=MANAGE,
            form=AppealForm,
        ),
        Button(
            "effect",
            "登记裁判生效",
            when=Status.EFFECTIVE,
            do=actions.litigations.take_effect,
            permission=MANAGE,
            form=EffectForm,
            step=True,
        ),
        Button(
            "conclude",
            "执行裁判、办结",
            when=Status.CLOSED,
            do=actions.litigations.conclude,
            permission=CONCLUDE,
            form=ConcludeLitigationForm,
            note="撤销、变更的立即撤销、更正并公告；停止执行随即结束。",
            step=True,
        ),
        Button(
            "abandon",
            "登记撤回或者终止",
            when=Status.ABANDONED,
            do=actions.litigations.abandon,
            permission=CONCLUDE,
            form=ReasonForm,
            danger=True,
        ),
    ]

    def has_add_permission(self, request):
        return request.user.has_perm("disputes.add_litigation")

    def has_change_permission(self, request, obj=None):
        return False

    def may_press(self, request, button, instance):
        own = not list(rules.litigation_obstacles(instance, by=request.user))
        return own and super().may_press(request, button, instance)

    def get_fields(self, request, obj=None):
        later = ["state", "outcome", "judgment", "judged_on", "effective_on"]
        return REGISTERED if obj is None else [*REGISTERED, *later]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["state"]

    def save_model(self, request, obj, form, change):
        actions.litigations.register(obj, by=request.user)

    def sections(self, request, instance):
        yield Section(
            "诉讼日程",
            ["事项", "日期", "地点", "说明"],
            [
                [one.get_kind_display(), one.on, one.place, one.note]
                for one in instance.dates.all()
            ],
        )
        clocks = clocks_of(instance, on=timezone.localdate())
        yield Section(
            "办理期限",
            ["事项", "截止日", "状态", "怎样计算"],
            [clock_row(clock) for clock in clocks],
        )

    @admin.display(description="状态")
    def state(self, suit):
        return tag(suit.get_status_display(), TONES[suit.status])

    def waiting(self, request):
        if not request.user.has_perm(CONCLUDE):
            return
        own = Litigation.objects.filter(
            department=request.user.department_id or 0, status=Status.EFFECTIVE
        )
        if number := own.count():
            url = reverse("admin:disputes_litigation_changelist")
            yield {
                "number": number,
                "label": "待执行的生效裁判",
                "url": f"{url}?status__exact={Status.EFFECTIVE}",
            }
