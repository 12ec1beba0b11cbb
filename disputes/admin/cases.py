"""What the desks of objections and complaints share."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.debug import sensitive_post_parameters

from disputes import actions, letters, rules
from disputes.models import Case
from registry import attachments
from registry.adminkit import ButtonsAdmin, Section, name_verbs, tag
from registry.errors import CreditError
from registry.models import Attachment
from registry.status import clocks_of
from registry.views.status import handed_out

from .forms import AttachForm

Status = Case.Status
TONES = {
    Status.RECEIVED: "waits",
    Status.RETURNED: "waits",
    Status.ACCEPTED: "held",
    Status.VERIFYING: "held",
    Status.FOUND: "held",
    Status.DECIDED: "waits",
    Status.REPLIED: "done",
    Status.REFUSED: "over",
    Status.WITHDRAWN: "over",
}
LETTERS = {"核查通知书": letters.verification_notice, "答复书": letters.reply}
ACCEPT, VERIFY = "disputes.accept_case", "disputes.verify_case"
DECIDE, REPLY = "disputes.decide_case", "disputes.reply_case"
REVEAL = "disputes.reveal_applicant"
BY_RESPONDENT = {"sign", "find"}
BY_RECEIVER = {"accept", "give_back", "supplement", "refuse", "reexamine", "withdraw"}
WAITING = [
    (ACCEPT, Status.RECEIVED, "receiver", "待受理的"),
    (VERIFY, Status.ACCEPTED, "respondent", "待签收核查通知的"),
    (VERIFY, Status.VERIFYING, "respondent", "待核查的"),
    (DECIDE, Status.FOUND, "respondent", "待决定的"),
    (REPLY, Status.DECIDED, "receiver", "待答复的"),
]

name_verbs(
    {
        "received": "收到",
        "deadline_begun": "开始计时",
        "deadline_paused": "中止计时",
        "deadline_resumed": "恢复计时",
        "evidence_added": "补充证据",
        "files_kept": "保存材料",
        "applicant_revealed": "查看申请人信息",
        "registered": "登记",
        "answered": "答复",
        "stayed": "停止执行",
        "stay_lifted": "解除停止执行",
        "date_added": "登记日程",
        "opened": "拆封",
        "opening_failed": "拆封失败",
        "informant_wrote": "举报人补充",
    }
)


def at(*statuses):
    """The deed is possible while the case is in one of `statuses`."""
    return lambda case: case.status in statuses


class CaseAdmin(ButtonsAdmin):
    """One case: what it says, its clocks day by day, its papers, and the deeds that are due."""

    menu = "异议投诉"
    list_display = ["number_link", "state", "entry_link", "receiver", "respondent", "received_at"]  # fmt: skip
    list_display_links = ["number_link"]
    list_select_related = ["receiver", "respondent"]
    list_filter = ["status", "channel"]
    sortable_by = []
    search_fields = ["=number"]
    search_help_text = "输入完整的受理编号。"
    change_form_template = "admin/disputes/case_change_form.html"
    counter_form = None

    def has_add_permission(self, request):
        return request.user.has_perm(f"disputes.add_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        return False

    def may_press(self, request, button, thing):
        if not super().may_press(request, button, thing):
            return False
        answers = thing.respondent_id == request.user.department_id
        receives = not list(rules.intake_obstacles(thing, by=request.user))
        if button.name in BY_RESPONDENT:
            return answers
        return receives or (answers and button.name not in BY_RECEIVER)

    def waiting(self, request):
        """What waits for the official on her desk."""
        url = reverse(f"admin:disputes_{self.opts.model_name}_changelist")
        for permission, status, side, label in WAITING:
            if not request.user.has_perm(permission):
                continue
            own = {side: request.user.department_id or 0, "status": status}
            if number := self.model.objects.filter(**own).count():
                yield {
                    "number": number,
                    "label": f"{label}{self.opts.verbose_name}",
                    "url": f"{url}?status__exact={status}",
                }

    def get_urls(self):
        name = f"disputes_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/papers/<str:name>.<str:kind>", wrap(self.paper), name=f"{name}_paper"),
            path("<int:pk>/attach/", wrap(self.attach), name=f"{name}_attach"),
            path("<int:pk>/files/<int:file>", wrap(self.file), name=f"{name}_file"),
            *super().get_urls(),
        ]  # fmt: skip

    def paper(self, request, pk, name, kind):
        """The notice to verify, or the reply, as Word file or PDF."""
        case = get_object_or_404(self.get_queryset(request), pk=pk)
        if name not in papers_of(case) or kind not in ("docx", "pdf"):
            raise Http404
        return handed_out(LETTERS[name](case), f"{name}-{case.number}", kind)

    def file(self, request, pk, file):
        """A file that the applicant handed in, as a download and nothing else."""
        case = get_object_or_404(self.get_queryset(request), pk=pk)
        kept = get_object_or_404(Attachment.objects.of(case), pk=file)
        response = HttpResponse(
            attachments.content_of(kept), content_type=attachments.TYPES[kept.kind]
        )
        response["Content-Disposition"] = (
            f'attachment; filename="{kept.pk}.{kept.kind}"'
        )
        response["Cache-Control"] = "no-store"
        return response

    def attach(self, request, pk):
        """Keep the evidence of a finding, or a paper from the counter, with the case."""
        case = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (case.is_open and request.user.has_perm(VERIFY)):
            raise PermissionDenied("该事项已经办结，或者您没有上传材料的权限。")
        posted = request.method == "POST"
        form = AttachForm(*((request.POST, request.FILES) if posted else ()))
        if posted and form.is_valid():
            actions.attach(case, form.cleaned_data["files"], by=request.user)
            messages.success(request, "材料已经保存。")
            return redirect(f"admin:disputes_{self.opts.model_name}_change", pk)
        context = self.form_context(request, f"上传材料：{case}", form)
        return TemplateResponse(request, "admin/disputes/counter.html", context)

    def form_context(self, request, title, form):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }

    def add_view(self, request, form_url="", extra_context=None):
        """Take a case in at the counter; the receipt is shown once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return sensitive_post_parameters()(self.counter)(request)

    def counter(self, request):
        posted = request.method == "POST"
        form = self.counter_form(*((request.POST, request.FILES) if posted else ()))
        title = f"登记窗口{self.opts.verbose_name}"
        context = self.form_context(request, title, form)
        if posted and form.is_valid():
            try:
                context["case"], context["secret"] = self.take_in(form, by=request.user)
            except CreditError as refusal:
                form.add_error(None, str(refusal))
        return TemplateResponse(request, "admin/disputes/counter.html", context)

    def take_in(self, form, *, by):
        raise NotImplementedError

    def sections(self, request, thing):
        clocks = clocks_of(thing, on=timezone.localdate())
        yield Section(
            "办理期限",
            ["事项", "截止日", "状态", "怎样计算"],
            [clock_row(clock) for clock in clocks],
        )
        yield Section(
            "材料和文书",
            ["名称", "下载", "大小"],
            [*self.paper_rows(thing), *self.file_rows(thing)],
        )

    def paper_rows(self, case):
        for name in papers_of(case):
            links = [
                (reverse(f"admin:disputes_{self.opts.model_name}_paper", args=[case.pk, name, kind]), label)
                for kind, label in (("docx", "Word"), ("pdf", "PDF"))
            ]  # fmt: skip
            yield [name, format_html_join("　", '<a href="{}">{}</a>', links), ""]

    def file_rows(self, case):
        for one in Attachment.objects.of(case):
            url = reverse(
                f"admin:disputes_{self.opts.model_name}_file", args=[case.pk, one.pk]
            )
            link = format_html('<a href="{}">{}</a>', url, one.filename)
            yield [one.label, link, f"{one.size // 1024 + 1} KB"]

    @admin.display(description="受理编号")
    def number_link(self, case):
        return case.number

    @admin.display(description="状态")
    def state(self, case):
        return tag(case.get_status_display(), TONES[case.status])

    @admin.display(description="所涉条目")
    def entry_link(self, case):
        if case.entry_id is None:
            return "—"
        url = reverse("admin:registry_entry_change", args=[case.entry_id])
        return format_html('<a href="{}">条目 {}</a>', url, case.entry_id)

    @admin.display(description="申请人")
    def applicant(self, case):
        return f"{case.applicant_name}（{case.applicant_identifier}）"


def papers_of(case):
    """The names of the papers that there are by now."""
    names = ["核查通知书"] if case.accepted_at else []
    return [*names, "答复书"] if case.decided_at or case.refused_at else names


RUNNING = {"进行中": "waits", "已逾期，尚未完成": "wrong"}


def clock_row(clock):
    """A clock with its day-by-day reckoning while it runs."""
    lines = clock.explanation if clock.words in RUNNING else []
    return [
        clock.name,
        f"{clock.due_on}{'（暂定）' if clock.is_provisional else ''}",
        tag(clock.words, RUNNING.get(clock.words, "done")),
        format_html_join("", "<div>{}</div>", ((line,) for line in lines)),
    ]
