"""What objections and complaints share in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from disputes import letters, rules
from disputes.models import Case
from registry.adminkit import CaseDesk, name_verbs, tag

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
ACCEPT, VERIFY = "disputes.accept_case", "disputes.verify_case"
DECIDE, REPLY = "disputes.decide_case", "disputes.reply_case"
REVEAL = "disputes.reveal_applicant"
# Buttons of the providing department only, and of the receiving one only; others are for both.
BY_RESPONDENT = {"sign", "find"}
BY_RECEIVER = {"accept", "give_back", "supplement", "refuse", "reexamine", "withdraw"}
# What waits on an official's desk: permission, status, which department acts, label.
WAITING = [
    (ACCEPT, Status.RECEIVED, "receiver", "待受理的"),
    (VERIFY, Status.ACCEPTED, "respondent", "待签收核查通知的"),
    (VERIFY, Status.VERIFYING, "respondent", "待核查的"),
    (DECIDE, Status.FOUND, "respondent", "待决定的"),
    (REPLY, Status.DECIDED, "receiver", "待答复的"),
]

name_verbs(
    "disputes",
    {
        "evidence_added": "补充证据",
        "applicant_revealed": "查看申请人信息",
        "registered": "登记",
        "answered": "答复",
        "stayed": "停止执行",
        "stay_lifted": "解除停止执行",
        "date_added": "登记日程",
        "opened": "开启",
        "opening_failed": "拆封失败",
        "informant_wrote": "举报人补充",
    },
)
name_verbs("disputes.tipoff", {"opened": "拆封"})


def at(*statuses):
    """A condition of a button: the case is in one of `statuses`."""
    return lambda case: case.status in statuses


class CaseAdmin(CaseDesk):
    """A case: its content, deadlines, papers and files, and a button for each action."""

    menu = "异议投诉"
    list_display = ["number_link", "state", "entry_link", "receiver", "respondent", "received_at"]  # fmt: skip
    list_display_links = ["number_link"]
    list_select_related = ["receiver", "respondent"]
    list_filter = ["status", "channel"]
    sortable_by = []
    search_fields = ["=number"]
    searched_from_anywhere = True
    search_help_text = "输入完整的受理编号。"
    letters = {"核查通知书": letters.verification_notice, "答复书": letters.reply}
    attach_permission = VERIFY

    def has_add_permission(self, request):
        return request.user.has_perm(f"disputes.add_{self.opts.model_name}")

    def may_press(self, request, button, instance):
        if not super().may_press(request, button, instance):
            return False
        is_respondent = instance.respondent_id == request.user.department_id
        is_receiver = not list(rules.intake_obstacles(instance, by=request.user))
        if button.name in BY_RESPONDENT:
            return is_respondent
        return is_receiver or (is_respondent and button.name not in BY_RECEIVER)

    def waiting(self, request):
        """Yield the numbers of cases that wait for the official, for the desk's first page."""
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

    def papers_of(self, case):
        names = ["核查通知书"] if case.accepted_at else []
        return [*names, "答复书"] if case.decided_at or case.refused_at else names

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
