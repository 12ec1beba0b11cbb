"""Objections (异议) in the admin."""

from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html

from disputes import actions
from disputes.models import Objection
from registry import attachments
from registry.adminkit import Button, Caution, ReasonForm, Section

from .cases import (
    ACCEPT,
    DECIDE,
    REPLY,
    REVEAL,
    VERIFY,
    CaseAdmin,
    Status,
    at,
)
from .forms import (
    CaseTextForm,
    CounterObjectionForm,
    DecideForm,
    FindForm,
    MissingInCaseForm,
    ReplyForm,
    SignForm,
    StatementForm,
)


def preview_acceptance(objection, by):
    """Yield what accepting the objection will do at once."""
    yield f"条目 {objection.entry_id} 立即暂停，任何单位查询都不再显示为有效。"
    yield f"立即通知{objection.respondent}核查。"


def preview_decision(objection, by):
    """Yield what the decision has to take into account."""
    yield f"核查结论：{objection.get_finding_display()}。"
    if objection.finding in Objection.WRONG:
        yield Caution("核查结论为有误或者无法证实的，不得维持原条目。")
    for name, value in objection.changes.items():
        field = objection.entry._meta.get_field(name)
        yield f"建议更正“{field.verbose_name}”为：{value}"
    others = objection.entry.holds.filter(released_at=None).exclude(
        pk=objection.hold_id
    )
    if number := others.count():
        yield Caution(f"该条目另有 {number} 项暂停，维持后仍不恢复效力。")


def may_ask_again(objection):
    return (
        objection.status == Status.REPLIED
        and not objection.is_upheld
        and not objection.is_reexamination
        and not hasattr(objection, "reexamination")
    )


@admin.register(Objection)
class ObjectionAdmin(CaseAdmin):
    menu_order = 10
    counter_form = CounterObjectionForm
    fieldsets = [
        (None, {"fields": ["number", "state", "entry_link", "ground", "statement", "supplement", "again"]}),
        ("申请人", {"fields": ["applicant", "relation", "channel"]}),
        ("办理", {"fields": ["receiver", "respondent", "missing", "refusal", "signed_on", "is_deemed"]}),
        ("核查和决定", {"fields": ["finding", "finding_text", "outcome", "grounds", "reply_way"]}),
    ]  # fmt: skip
    readonly_fields = [
        "number", "state", "entry_link", "ground", "statement", "supplement", "again", "applicant",
        "relation", "channel", "receiver", "respondent", "missing", "refusal", "signed_on",
        "is_deemed", "finding", "finding_text", "outcome", "grounds", "reply_way",
    ]  # fmt: skip
    buttons = [
        Button(
            "accept",
            "受理",
            when=Status.ACCEPTED,
            do=actions.cases.accept,
            permission=ACCEPT,
            note="受理的同时，条目暂停、核查通知发出。",
            preview=preview_acceptance,
            step=True,
        ),
        Button(
            "give_back",
            "退回补正",
            when=Status.RETURNED,
            do=actions.cases.return_to_applicant,
            permission=ACCEPT,
            form=MissingInCaseForm,
        ),
        Button(
            "supplement",
            "登记补正",
            when=at(Status.RETURNED),
            do=actions.cases.supplement,
            permission=ACCEPT,
            form=CaseTextForm,
            step=True,
        ),
        Button(
            "refuse",
            "不予受理",
            when=Status.REFUSED,
            do=actions.cases.refuse,
            permission=ACCEPT,
            form=ReasonForm,
            note="理由会告诉申请人。",
            danger=True,
        ),
        Button(
            "sign",
            "签收核查通知",
            when=at(Status.ACCEPTED),
            do=actions.cases.sign,
            permission=VERIFY,
            form=SignForm,
            note="收到之日不计入，次日起算 20 个工作日。",
            step=True,
        ),
        Button(
            "find",
            "提交核查结论",
            when=Status.FOUND,
            do=actions.cases.record_finding,
            permission=VERIFY,
            form=FindForm,
            note="登记、修改过条目的人员不能核查。",
            step=True,
        ),
        Button(
            "send_back",
            "退回重新核查",
            when=at(Status.FOUND),
            do=actions.cases.redo_finding,
            permission=DECIDE,
            form=ReasonForm,
            note="20 个工作日仍从原签收日起算。",
        ),
        Button(
            "decide",
            "作出决定",
            when=Status.DECIDED,
            do=actions.cases.decide,
            permission=DECIDE,
            form=DecideForm,
            note="决定即时执行：维持的恢复效力，更正、撤销的立即更正、撤销并公告。",
            preview=preview_decision,
            step=True,
        ),
        Button(
            "reply",
            "登记答复",
            when=Status.REPLIED,
            do=actions.cases.reply,
            permission=REPLY,
            form=ReplyForm,
            step=True,
        ),
        Button(
            "reexamine",
            "登记复核申请",
            when=may_ask_again,
            do=actions.objections.reexamine,
            permission=ACCEPT,
            form=StatementForm,
            note="复核以一次为限。",
        ),
        Button(
            "withdraw",
            "登记撤回",
            when=Status.WITHDRAWN,
            do=actions.cases.withdraw,
            permission=ACCEPT,
            form=ReasonForm,
            note="凭申请人书面撤回办理；本件的暂停随即结束。",
            danger=True,
        ),
        Button(
            "reveal",
            "查看申请人联系方式",
            when=lambda case: True,
            do=actions.reveal.applicant,
            permission=REVEAL,
            form=ReasonForm,
            note="查看人、时间和理由将写入办理过程，只显示一次。",
            shows=True,
        ),
    ]

    def take_in(self, form, *, by):
        cleaned = form.cleaned_data
        with transaction.atomic():
            objection, secret = actions.objections.file(
                cleaned["entry"],
                applicant=form.applicant(),
                ground=cleaned["ground"],
                statement=cleaned["statement"],
                by=by,
            )
            attachments.keep_all(objection, cleaned["files"], by=by)
        return objection, objection.number, secret

    def sections(self, request, instance):
        entry = instance.entry
        yield Section(
            "所涉条目",
            ["条目", "认定标准", "认定事由", "文号", "认定日期", "状态"],
            [
                [
                    self.entry_link(instance),
                    entry.standard,
                    entry.facts,
                    entry.document_number,
                    entry.decided_on,
                    entry.get_status_display(),
                ]
            ],
        )
        yield from super().sections(request, instance)

    @admin.display(description="复核")
    def again(self, objection):
        other = objection.previous or getattr(objection, "reexamination", None)
        if other is None:
            return "—"
        url = reverse("admin:disputes_objection_change", args=[other.pk])
        what = "对本件的复核" if objection.previous is None else "复核的原件"
        return format_html('<a href="{}">{} {}</a>', url, what, other.number)
