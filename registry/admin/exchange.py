"""The desk of the exchange: what goes out, who is behind, what is recalled, what comes in."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils import timezone

from registry import actions
from registry.adminkit import (
    ActionForm,
    AppendOnlyAdmin,
    Button,
    ButtonsAdmin,
    ReasonForm,
    Section,
    Tone,
    filled_filter,
    tag,
)
from registry.commit_order import Position
from registry.exchange import recalls, subscriptions
from registry.models import (
    Agreement,
    Change,
    Delivery,
    FeedReader,
    Incoming,
    ListKind,
    RecallReceipt,
    Standard,
    Subscription,
)

from .places import KeptAdmin

MENU = "交换共享"
SHOWN = 50


@admin.register(FeedReader)
class FeedReaderAdmin(AppendOnlyAdmin):
    menu, menu_order = MENU, 10
    list_display = ["official", "read_at", "done_at", "behind"]
    list_select_related = ["official"]
    sortable_by = []

    @admin.display(description="尚未确认的变动")
    def behind(self, reader):
        place = Position(reader.done_moment, reader.done_pk)
        number = Change.objects.after(place)[:1000].count()
        return tag(
            f"{number} 条" if number < 1000 else "1000 条以上",
            Tone.OVER if number else Tone.DONE,
        )


class SubscribeForm(ActionForm):
    """Where a system wants to receive changes."""

    name = forms.CharField(label="系统名称", max_length=100)
    url = forms.URLField(
        label="接收地址",
        max_length=500,
        assume_scheme="https",
        help_text="https 地址，不能指向内部网络。",
    )


def subscribe(official, *, name, url, by):
    """Subscribe a system; returns the secret, which is shown once."""
    private = settings.WEBHOOKS_MAY_REACH_PRIVATE
    _, secret = subscriptions.subscribe(
        official=official, name=name, url=url, private=private, by=by
    )
    return secret


SUBSCRIBE = Button(
    "subscribe",
    "登记变动推送",
    when=lambda official: official.is_active,
    do=subscribe,
    permission="registry.manage_subscription",
    form=SubscribeForm,
    note="名单发生变动时，向该地址推送条目编号。签名密钥只显示一次，请当场交给对接方。",
    shows=True,
)


@admin.register(Subscription)
class SubscriptionAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu, menu_order = MENU, 20
    list_display = ["name", "official", "state", "failures", "next_try_at"]
    list_select_related = ["official"]
    fields = [
        "name", "official", "url", "created_at", "created_by", "failing_since",
        "failures", "next_try_at", "paused_at", "ended_at",
    ]  # fmt: skip
    buttons = [
        Button(
            "resume",
            "恢复投递",
            when=lambda one: one.paused_at is not None and one.ended_at is None,
            do=subscriptions.resume,
            permission="registry.manage_subscription",
            note="从等候最久的一条开始投递。",
        ),
        Button(
            "end",
            "注销",
            when=lambda one: one.ended_at is None,
            do=subscriptions.unsubscribe,
            permission="registry.manage_subscription",
            form=ReasonForm,
            danger=True,
        ),
    ]

    @admin.display(description="状态")
    def state(self, one):
        if one.ended_at:
            return tag("已注销", Tone.OVER)
        if one.paused_at:
            return tag("已停投", Tone.OVER)
        return tag(
            "重试中" if one.failing_since else "正常",
            Tone.WAITS if one.failing_since else Tone.DONE,
        )

    def sections(self, request, instance):
        waiting = Delivery.objects.waiting().filter(subscription=instance)
        yield Section(
            "等候投递（最早的在前）",
            ["变动", "条目数", "变动时间", "已试次数"],
            [
                [one.get_what_display(), len(one.entries), one.at, one.attempts]
                for one in waiting[:SHOWN]
            ],
        )


@admin.register(Delivery)
class DeliveryAdmin(AppendOnlyAdmin):
    menu, menu_order = MENU, 30
    list_display = ["key", "subscription", "what", "at", "attempts", "delivered_at"]
    list_select_related = ["subscription"]
    list_filter = ["what", ("delivered_at", filled_filter("未送达", "已送达"))]
    fields = [
        "key",
        "subscription",
        "what",
        "entries",
        "at",
        "attempts",
        "delivered_at",
    ]
    sortable_by = []

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        mine = Subscription.objects.visible_to(request.user)
        return rows if request.user.sees_all else rows.filter(subscription__in=mine)

    def sections(self, request, instance):
        yield Section(
            "每次投递",
            ["时间", "应答", "问题"],
            [[one.at, one.answer, one.problem] for one in instance.tries.all()[:SHOWN]],
        )


class RecallDoneForm(ActionForm):
    done = forms.CharField(label="处理情况", max_length=300)


@admin.register(RecallReceipt)
class RecallReceiptAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu, menu_order = MENU, 40
    list_display = ["recall", "official", "source", "due_on", "state"]
    list_select_related = ["recall", "official"]
    list_filter = ["source", ("acknowledged_at", filled_filter("未确认", "已确认"))]
    fields = ["recall", "official", "source", "due_on", "acknowledged_at", "acknowledged_by", "done"]  # fmt: skip
    buttons = [
        Button(
            "acknowledge",
            "确认已处理",
            when=lambda receipt: receipt.acknowledged_at is None,
            do=recalls.acknowledge,
            permission="registry.change_recallreceipt",
            form=RecallDoneForm,
            note="所涉条目已更正或者撤销，请停止使用旧内容；已据此作出决定的，依法纠正。",
        )
    ]

    @admin.display(description="状态")
    def state(self, receipt):
        if receipt.acknowledged_at:
            return tag("已确认", Tone.DONE)
        late = receipt.due_on < timezone.localdate()
        return tag("逾期未确认", Tone.OVER) if late else tag("待确认", Tone.WAITS)

    def sections(self, request, instance):
        recalled = instance.recall.recalled.order_by("pk")[:SHOWN]
        rows = [[one.entry_id] for one in recalled]
        yield Section(f"撤回的条目（最多列 {SHOWN} 条）", ["条目编号"], rows)


class AgreementForm(forms.ModelForm):
    list_kinds = forms.MultipleChoiceField(
        label="互认的名单类别",
        choices=ListKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )


@admin.register(Agreement)
class AgreementAdmin(KeptAdmin):
    menu, menu_order = MENU, 50
    form = AgreementForm
    list_display = ["name", "partner", "document_number", "sends", "receives", "valid_from", "valid_to"]  # fmt: skip
    list_select_related = ["partner"]


class RecogniseForm(ReasonForm):
    standard = forms.ModelChoiceField(Standard.objects.none(), label="依据本市哪一标准")
    field_order = ["standard", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Standard.objects.in_force(self.instance.decided_on)
        self.fields["standard"].queryset = mine.filter(
            list_kind=self.instance.list_kind, department=self.by.department_id or 0
        )


@admin.register(Incoming)
class IncomingAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu, menu_order = MENU, 60
    list_display = ["foreign_id", "agreement", "name", "list_kind", "received_at", "status"]  # fmt: skip
    list_select_related = ["agreement__partner"]
    list_filter = ["status", "list_kind"]
    fields = [
        "agreement", "foreign_id", "subject_kind", "name", "identifier", "list_kind", "authority",
        "document_number", "decided_on", "valid_to", "facts", "received_at", "status",
        "decided_at", "decided_by", "decision", "entry",
    ]  # fmt: skip
    buttons = [
        Button(
            "recognise",
            "认可",
            when=Incoming.Status.RECOGNISED,
            do=actions.incoming.recognise,
            permission="registry.decide_incoming",
            form=RecogniseForm,
            note="认可后成为本市的一条草稿，照常提交、审核后才有效力；期限不长于对方所定。",
        ),
        Button(
            "decline",
            "不予认可",
            when=Incoming.Status.DECLINED,
            do=actions.incoming.decline,
            permission="registry.decide_incoming",
            form=ReasonForm,
            note="理由会告知对方平台。",
        ),
    ]
