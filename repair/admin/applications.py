from django.contrib import admin, messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from registry import sealing, trail
from registry.adminkit import Button, ButtonsAdmin, ReasonForm, Section, tag
from registry.models import Attachment
from registry.status import clocks_of
from repair import actions, letters
from repair.effects import effects_of
from repair.models import Application

from .forms import (
    FindingForm,
    GroundsForm,
    IntakeForm,
    MissingForm,
    RevokeForm,
    SupplementForm,
)
from .papers import handed_out, links

ACCEPT, DECIDE = "repair.accept_application", "repair.decide_application"
Status = Application.Status
TONES = {
    Status.RECEIVED: "wait",
    Status.SUPPLEMENTING: "wait",
    Status.ACCEPTED: "wait",
    Status.VERIFIED: "wait",
    Status.GRANTED: "good",
}
LETTERS = {"promise": letters.promise, "decision": letters.decision}
TAKEN = [
    "channel",
    "external_number",
    "contact_name",
    "contact",
    "statement",
    "promised",
]
INTAKE = [
    ("一、申请修复哪一条", {"fields": ["entry"]}),
    ("二、申请", {"fields": ["channel", "external_number", "contact_name", "contact"]}),
    ("三、情况和承诺", {"fields": ["statement", "promised"]}),
]


def possible(*statuses):
    return lambda application: application.status in statuses


def reveal(application, *, by):
    """The applicant's contact, read once and written down."""
    trail.record(application, "contact_revealed", by=by)
    return sealing.unseal(application.contact_sealed, application.CONTACT)


@admin.register(Application)
class ApplicationAdmin(ButtonsAdmin):
    menu, menu_order = "信用修复", 10
    list_display = ["number", "state", "entry_link", "who", "department", "received_at"]
    list_display_links = ["number"]
    list_select_related = ["entry__subject", "entry__standard", "department"]
    list_filter = ["status", "channel"]
    sortable_by = []
    search_fields = ["=external_number", "=entry__document_number"]
    search_help_text = "输入信用中国申请编号或条目的认定文号。"
    fieldsets = [
        (None, {"fields": ["entry_link", "who", "department", "rule_words"]}),
        (
            "申请",
            {"fields": ["channel", "external_number", "contact_name", "statement"]},
        ),
        ("核查和决定", {"fields": ["missing", "finding", "grounds"]}),
    ]
    readonly_fields = ["entry_link", "who", "rule_words"]
    autocomplete_fields = ["entry"]
    buttons = [
        Button("supplement", "告知补正", Status.SUPPLEMENTING, actions.ask_supplement, ACCEPT, MissingForm),
        Button("supplemented", "登记补正材料", possible(Status.SUPPLEMENTING), actions.supplement, ACCEPT, SupplementForm),
        Button("accept", "受理", Status.ACCEPTED, actions.accept, ACCEPT),
        Button("decline", "不予受理", Status.NOT_ACCEPTED, actions.decline, DECIDE, GroundsForm, danger=True),
        Button("verify", "填写核查意见", Status.VERIFIED, actions.verify, ACCEPT, FindingForm),
        Button("grant", "准予修复", Status.GRANTED, actions.grant, DECIDE, GroundsForm, note="条目立即退出，不再公示和使用，各单位应解除惩戒措施。"),
        Button("refuse", "不予修复", Status.REFUSED, actions.refuse, DECIDE, GroundsForm, danger=True),
        Button("withdraw", "登记撤回", Status.WITHDRAWN, actions.withdraw, ACCEPT, ReasonForm),
        Button("revoke", "撤销修复", Status.REVOKED, actions.revoke, DECIDE, RevokeForm, note="适用于以虚假材料取得修复的。原条目不恢复；另起草一条失信条目，依程序告知、审核。", danger=True),
        Button("contact", "查看联系方式", lambda application: True, reveal, ACCEPT, shows=True),
    ]  # fmt: skip

    def has_add_permission(self, request):
        return request.user.has_perm("repair.receive_application")

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper)
        name = "repair_application_paper"
        return [
            path("<int:pk>/<slug:name>.<str:kind>", view, name=name),
            *super().get_urls(),
        ]

    def paper(self, request, pk, name, kind):
        """The promise or the reply, as Word file or PDF."""
        application = get_object_or_404(self.get_queryset(request), pk=pk)
        return handed_out(LETTERS[name](application), f"{name}-{pk}", kind)

    def get_fieldsets(self, request, obj=None):
        return INTAKE if obj is None else super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else self.readonly_fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = IntakeForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        made, receipt, secret = actions.receive(
            given["entry"],
            by=request.user,
            **{name: given[name] for name in TAKEN},
        )
        obj.pk = made.pk
        messages.warning(
            request,
            f"回执编号 {receipt.number}，查询码 {secret}。查询码只显示这一次，请打印交给申请人。",
        )

    def sections(self, request, thing):
        clocks = clocks_of(thing, on=timezone.localdate())
        files = Attachment.objects.of(thing)
        yield Section(
            "办理期限",
            ["事项", "截止日", "状态"],
            [[clock.name, clock.due_on, clock.words] for clock in clocks],
        )
        yield Section(
            "申请材料",
            ["材料", "文件名", "大小"],
            [[one.label, one.filename, f"{one.size // 1024 + 1} KB"] for one in files],
        )
        if thing.status == Status.GRANTED:
            effects = effects_of(thing)
            yield Section(
                "修复效果", ["效果", "落实情况"], [[e.name, e.words] for e in effects]
            )
        yield Section("文书", ["文书", "下载"], list(papers_of(thing)))

    @admin.display(description="申请")
    def number(self, application):
        return str(application)

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


def papers_of(application):
    names = {"promise": "信用承诺书"}
    if application.decided_at:
        names["decision"] = "信用修复申请答复书"
    for name, title in names.items():

        def url(kind, name=name):
            place = [application.pk, name, kind]
            return reverse("admin:repair_application_paper", args=place)

        yield [title, links(url)]
