"""Applications for repair (修复申请) in the admin."""

from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from registry import attachments
from registry.adminkit import Button, CaseDesk, ReasonForm, Section, name_verbs, tag
from repair import actions, letters, rules
from repair.effects import effects_of
from repair.models import Application

from .forms import (
    FindingForm,
    GroundsForm,
    IntakeForm,
    MissingMaterialsForm,
    RevokeForm,
    SupplementForm,
)

ACCEPT, DECIDE = "repair.accept_application", "repair.decide_application"
Status = Application.Status
TONES = {
    Status.RECEIVED: "waits",
    Status.SUPPLEMENTING: "waits",
    Status.ACCEPTED: "waits",
    Status.VERIFIED: "waits",
    Status.GRANTED: "done",
    Status.REVOKED: "wrong",
}
name_verbs(
    "repair",
    {
        "contact_revealed": "查看联系方式",
        "published": "公布施行",
        "recorded": "登记重整",
    },
)


def possible(*statuses):
    """A condition of a button: the application is in one of `statuses`."""
    return lambda application: application.status in statuses


def preview_grant(application, by):
    """Yield what granting the repair will do at once."""
    yield f"条目 {application.entry_id} 立即退出：不再公示，不再共享和使用，核查不再显示。"
    derived = application.entry.derived.count()
    if derived:
        yield f"随之产生的 {derived} 条责任人条目同时退出。"
    yield "已执行惩戒措施的单位立即收到解除任务，逾期未解除的将被催办并公开到本页。"


@admin.register(Application)
class ApplicationAdmin(CaseDesk):
    menu, menu_order = "信用修复", 10
    list_display = ["number", "state", "entry_link", "who", "department", "received_at"]
    list_display_links = ["number"]
    list_select_related = ["entry__subject", "entry__standard", "department"]
    list_filter = ["status", "channel"]
    sortable_by = []
    search_fields = ["=external_number", "=entry__document_number"]
    searched_from_anywhere = True
    search_help_text = "输入信用中国申请编号或条目的认定文号。"
    counter_form = IntakeForm
    letters = {
        "信用承诺书": letters.promise,
        "答复书": letters.decision,
        "撤销决定书": letters.revocation,
    }
    attach_permission = ACCEPT
    fieldsets = [
        (None, {"fields": ["state", "entry_link", "who", "department", "rule_words"]}),
        ("申请", {"fields": ["channel", "external_number", "contact_name", "statement"]}),
        ("核查和决定", {"fields": ["missing", "finding", "grounds", "revocation"]}),
    ]  # fmt: skip
    readonly_fields = ["state", "entry_link", "who", "rule_words"]
    buttons = [
        Button(
            "supplement",
            "告知补正",
            when=Status.SUPPLEMENTING,
            do=actions.applications.ask_supplement,
            permission=ACCEPT,
            form=MissingMaterialsForm,
        ),
        Button(
            "supplemented",
            "登记补正材料",
            when=possible(Status.SUPPLEMENTING),
            do=actions.applications.supplement,
            permission=ACCEPT,
            form=SupplementForm,
        ),
        Button(
            "accept",
            "受理",
            when=Status.ACCEPTED,
            do=actions.applications.accept,
            permission=ACCEPT,
            step=True,
        ),
        Button(
            "decline",
            "不予受理",
            when=Status.NOT_ACCEPTED,
            do=actions.applications.decline,
            permission=DECIDE,
            form=GroundsForm,
            danger=True,
        ),
        Button(
            "verify",
            "填写核查意见",
            when=Status.VERIFIED,
            do=actions.applications.verify,
            permission=ACCEPT,
            form=FindingForm,
            step=True,
        ),
        Button(
            "grant",
            "准予修复",
            when=Status.GRANTED,
            do=actions.applications.grant,
            permission=DECIDE,
            form=GroundsForm,
            preview=preview_grant,
            step=True,
        ),
        Button(
            "refuse",
            "不予修复",
            when=Status.REFUSED,
            do=actions.applications.refuse,
            permission=DECIDE,
            form=GroundsForm,
            danger=True,
        ),
        Button(
            "withdraw",
            "登记撤回",
            when=Status.WITHDRAWN,
            do=actions.applications.withdraw,
            permission=ACCEPT,
            form=ReasonForm,
        ),
        Button(
            "revoke",
            "撤销修复",
            when=Status.REVOKED,
            do=actions.applications.revoke,
            permission=DECIDE,
            form=RevokeForm,
            note="适用于以虚假材料取得修复的。原条目不恢复；另起草一条失信条目，依程序告知、审核。",
            danger=True,
        ),
        Button(
            "contact",
            "查看联系方式",
            when=lambda application: True,
            do=actions.reveal.contact,
            permission=ACCEPT,
            form=ReasonForm,
            note="查看人、时间和理由将写入办理过程，只显示一次。",
            shows=True,
        ),
    ]

    def has_add_permission(self, request):
        return request.user.has_perm("repair.receive_application")

    def may_press(self, request, button, instance):
        if not super().may_press(request, button, instance):
            return False
        return not list(rules.deciding_obstacles(instance, by=request.user))

    def papers_of(self, application):
        names = ["信用承诺书"]
        names += ["答复书"] if application.decided_at else []
        return names + (["撤销决定书"] if application.revoked_at else [])

    def take_in(self, form, *, by):
        fields = dict(form.cleaned_data)
        entry, files = fields.pop("entry"), fields.pop("files")
        fields.pop("applicant")  # only compared with the entry's subject
        with transaction.atomic():
            application, receipt, secret = actions.applications.receive(
                entry, by=by, **fields
            )
            attachments.keep_all(application, files, by=by)
        return application, receipt.number, secret

    def sections(self, request, instance):
        yield from super().sections(request, instance)
        if instance.status == Status.GRANTED:
            effects = effects_of(instance, on=timezone.localdate())
            yield Section(
                "修复效果", ["效果", "落实情况"], [[e.name, e.words] for e in effects]
            )

    @admin.display(description="编号")
    def number(self, application):
        return application.pk

    @admin.display(description="状态")
    def state(self, application):
        return tag(application.get_status_display(), TONES.get(application.status, ""))

    @admin.display(description="主体")
    def who(self, application):
        return application.entry.subject.name

    @admin.display(description="条目")
    def entry_link(self, application):
        url = reverse("admin:registry_entry_change", args=[application.entry_id])
        return format_html('<a href="{}">条目 {}</a>', url, application.entry_id)

    @admin.display(description="适用规则")
    def rule_words(self, application):
        rule = application.rule
        return f"{rule}：{rule.conditions}（{rule.citation}）"
