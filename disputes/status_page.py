"""The status page of an objection or complaint: what its applicant reads and may do there."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.db import transaction
from django.utils import timezone

from registry import attachments
from registry.case_status import ApplicantAction, CaseStatus, StatusStep, clocks_of
from registry.models import Deadline
from registry.uploads import Files

from . import actions, letters, rules
from .models import Case, Objection

Status = Case.Status
SUMMARIES = {
    Status.RECEIVED: "已经收到，受理单位正在审查是否受理。",
    Status.RETURNED: "需要补正材料，请在下方提交。",
    Status.REFUSED: "不予受理，理由见下。",
    Status.ACCEPTED: "已经受理，核查通知已经发给核查单位，等待签收。",
    Status.VERIFYING: "核查单位正在核实。",
    Status.FOUND: "核查结论已经提交，正在由未参与登记、审核和核查的人员作出决定。",
    Status.DECIDED: "已经作出决定，结果和理由见下。",
    Status.REPLIED: "已经答复，结果和理由见下。",
    Status.WITHDRAWN: "已经按您的要求撤回。",
}
OVERDUE = (
    "核查单位逾期没有完成核查，信用办已经得知并督办。"
    "逾期不影响您的权益：条目继续暂停，不会自动恢复。"
)
HELD_SENTENCE = "核查期间，所涉条目已经暂停，任何单位不得据此限制您。"
OUTCOMES = {
    Objection.Outcome.REVOKED: "异议成立：条目已经撤销，并已公告。",
    Objection.Outcome.CORRECTED: "异议成立：条目已经更正，并已公告。",
    Objection.Outcome.KEPT: "异议不成立：经核实无误，维持原条目。",
}
LAW = "对办理结果不服的，可以依法申请行政复议或者提起行政诉讼。"


class ApplicantTextForm(forms.Form):
    """What the applicant adds, in their own words and as files."""

    text = forms.CharField(
        label="说明",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请填写说明。"},
    )
    files = Files(label="材料（可不传）", required=False)


class WithdrawCaseForm(forms.Form):
    """Withdrawing a case asks for nothing but the confirmation."""


def case_status_of(case, on: date) -> CaseStatus:
    """The status on the day `on` of `case`, or of its re-examination, which has the same receipt."""
    first, case = case, getattr(case, "reexamination", case)
    status = CaseStatus(
        title="复核" if case is not first else case._meta.verbose_name,
        stage=case.get_status_display(),
        summary=summary_of(case, on),
        steps=[*(steps_of(first) if case is not first else ()), *steps_of(case)],
        clocks=clocks_of(case, on=on),
        onward=list(onward(case, on)),
        acts=list(applicant_actions(case, on)),
    )
    if case.status == Status.REFUSED:
        status.decision, status.reasons = "不予受理", case.refusal
    elif case.decided_at:
        status.decision = OUTCOMES.get(case.outcome) or case.get_outcome_display()
        status.reasons = case.grounds
    if case.status == Status.REFUSED or case.decided_at:
        status.papers["答复书"] = lambda: letters.reply(case)
    return status


def summary_of(case, on) -> str:
    """The state of `case` in a few sentences for its applicant."""
    sentences = [SUMMARIES[case.status]]
    if case.status == Status.RETURNED:
        sentences.append(f"需要补正：{case.missing}")
    if case.hold is not None and case.hold.released_at is None:
        sentences.append(HELD_SENTENCE)
    if is_overdue(case, on):
        sentences.append(OVERDUE)
    return "".join(sentences)


def is_overdue(case, on) -> bool:
    """Whether the verification of `case` should have been over before `on`."""
    clocks = Deadline.objects.overdue(on).of(case)
    return clocks.filter(limit__code=case.clock("verify")).exists()


def steps_of(case) -> Iterator[StatusStep]:
    """What has happened so far, day by day, and the redress."""
    what = "复核申请" if isinstance(case, Objection) and case.previous_id else ""
    yield StatusStep(
        f"收到{what or case._meta.verbose_name}", timezone.localdate(case.received_at)
    )
    if case.returned_at:
        yield StatusStep("通知补正", timezone.localdate(case.returned_at), case.missing)
    if case.refused_at:
        yield StatusStep("不予受理", timezone.localdate(case.refused_at))
    if case.accepted_at:
        yield StatusStep("受理，并通知核查单位", timezone.localdate(case.accepted_at))
    if case.hold is not None:
        yield StatusStep("所涉条目暂停", timezone.localdate(case.hold.placed_at))
    if case.signed_on:
        text = "逾期未签收，视为签收" if case.is_deemed else ""
        yield StatusStep("核查单位签收，开始核查", case.signed_on, text)
    if case.found_at:
        yield StatusStep("提交核查结论", timezone.localdate(case.found_at))
    if case.decided_at:
        yield StatusStep("作出决定", timezone.localdate(case.decided_at))
    if case.replied_on:
        yield StatusStep("答复", case.replied_on, case.reply_way)
    yield from redress_steps(case)


def redress_steps(case) -> Iterator[StatusStep]:
    """Which departments have undone what they did because of the wrong entry."""
    redress = getattr(case, "redress", None) if isinstance(case, Objection) else None
    if redress is None:
        return
    for task in redress.tasks.select_related("department"):
        done = task.confirmed_at and timezone.localdate(task.confirmed_at)
        yield StatusStep(
            f"恢复信誉：{task.department}",
            done,
            task.done if done else "正在解除措施、消除影响",
        )


def onward(case, on) -> Iterator[str]:
    """Yield what the applicant can do next, as sentences."""
    if case.is_open:
        yield "凭回执编号和查询码，可以随时在本页查看进展。"
    if may_ask_again(case, on):
        until = actions.objections.reexamination_until(case)
        yield f"对答复不服的，可以在 {until} 前（含当日）在下方申请一次复核。"
    if case.status in (Status.REFUSED, Status.DECIDED, Status.REPLIED):
        yield LAW


def may_ask_again(case, on) -> bool:
    """Whether the applicant may ask for re-examination on the day `on`."""
    if not isinstance(case, Objection):
        return False
    obstacles = rules.reexamination_obstacles(
        case,
        has_one=hasattr(case, "reexamination"),
        due_on=actions.objections.reexamination_until(case),
        on=on,
    )
    return not list(obstacles)


def applicant_actions(case, on) -> Iterator[ApplicantAction]:
    """Yield what the applicant may do now, each with its form."""
    if case.status == Status.RETURNED:
        yield ApplicantAction(
            "supplement", "提交补正", ApplicantTextForm, supplement(case)
        )
    elif case.status in (Status.RECEIVED, Status.ACCEPTED, Status.VERIFYING):
        yield ApplicantAction("add", "补充证据", ApplicantTextForm, add(case))
    if case.status in case.WITHDRAWABLE:
        yield ApplicantAction("withdraw", "撤回", WithdrawCaseForm, withdraw(case))
    if may_ask_again(case, on):
        yield ApplicantAction(
            "reexamine", "申请复核", ApplicantTextForm, reexamine(case)
        )


# What the forms of the page do: text and files are saved together, or neither.


def supplement(case):
    def do(text, files):
        with transaction.atomic():
            actions.cases.supplement(case, text=text, by=None)
            attachments.keep_all(case, files, by=None)

    return do


def add(case):
    def do(text, files):
        with transaction.atomic():
            actions.cases.add_evidence(case, text=text, by=None)
            attachments.keep_all(case, files, by=None)

    return do


def withdraw(case):
    return lambda: actions.cases.withdraw(case, by=None, reason="申请人撤回")


def reexamine(case):
    def do(text, files):
        with transaction.atomic():
            again = actions.objections.reexamine(case, statement=text, by=None)
            attachments.keep_all(again, files, by=None)

    return do
