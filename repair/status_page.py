"""The status page of an application: what its applicant reads and may do there."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.db import transaction
from django.utils import timezone

from registry import attachments
from registry.case_status import ApplicantAction, CaseStatus, StatusStep, clocks_of
from registry.uploads import Files

from . import actions, letters
from .effects import effects_of
from .models import Application

Status = Application.Status
SUMMARIES = {
    Status.RECEIVED: "申请已收到，认定单位正在决定是否受理。",
    Status.SUPPLEMENTING: "材料需要补正，补正期间不计入办理期限。请在下方提交补正内容。",
    Status.ACCEPTED: "申请已受理，认定单位正在核查。",
    Status.VERIFIED: "核查已经完成，正在作出决定。",
    Status.GRANTED: "准予信用修复，条目已经退出，不再公示和使用。",
    Status.REFUSED: "不予信用修复，理由见下。条件具备后可以再次申请。",
    Status.NOT_ACCEPTED: "不予受理，理由见下。条件具备后可以再次申请。",
    Status.WITHDRAWN: "申请已经撤回。需要时可以重新申请。",
    Status.LAPSED: "条目已经以其他方式退出，不再需要修复，申请自动终止。",
    Status.REVOKED: "因提供虚假材料，原修复决定已被撤销，认定单位将依程序另行处理。",
}
# The ends that have a letter of reply.
WITH_REPLY = [Status.GRANTED, Status.REFUSED, Status.NOT_ACCEPTED, Status.REVOKED]


class SupplementByApplicantForm(forms.Form):
    """What was missing, in the applicant's own words and as files."""

    statement = forms.CharField(
        label="补正内容",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请填写补正内容。"},
    )
    files = Files(label="补正材料", required=False)


class WithdrawApplicationForm(forms.Form):
    """Withdrawing asks for nothing but the confirmation."""


def case_status_of(application: Application, on: date) -> CaseStatus:
    """The status of `application` on the day `on`, for the holder of its receipt."""
    status = CaseStatus(
        title="信用修复申请",
        stage=application.get_status_display(),
        summary=SUMMARIES[application.status],
        steps=list(steps_of(application, on)),
        clocks=clocks_of(application, on=on),
        onward=[
            "对办理结果不服的，可以提出异议、投诉，或者依法申请行政复议、提起诉讼。"
        ],
        papers={"信用承诺书": lambda: letters.promise(application)},
    )
    if application.status == Status.SUPPLEMENTING:
        status.summary = f"{status.summary}需要补正：{application.missing}"
        status.acts.append(
            ApplicantAction(
                "supplement",
                "提交补正",
                SupplementByApplicantForm,
                supplement(application),
            )
        )
    if application.status in Application.OPEN:
        status.acts.append(
            ApplicantAction(
                "withdraw", "撤回申请", WithdrawApplicationForm, withdraw(application)
            )
        )
    if application.decided_at:
        status.decision = application.get_status_display()
        status.reasons = application.revocation or application.grounds
    if application.status in WITH_REPLY:
        status.papers["答复书"] = lambda: letters.decision(application)
    if application.revoked_at:
        status.papers["撤销决定书"] = lambda: letters.revocation(application)
    return status


def steps_of(application, on) -> Iterator[StatusStep]:
    """What has happened so far, and the effects of a granted repair one by one."""
    yield StatusStep("收到申请", timezone.localdate(application.received_at))
    if application.missing:
        yield StatusStep("一次性告知补正", None, application.missing)
    if application.accepted_at:
        yield StatusStep("受理", timezone.localdate(application.accepted_at))
    if application.verified_at:
        yield StatusStep("完成核查", timezone.localdate(application.verified_at))
    if application.decided_at:
        decided = Status.GRANTED if application.revoked_at else application.status
        yield StatusStep(
            Status(decided).label, timezone.localdate(application.decided_at)
        )
    if application.revoked_at:
        yield StatusStep("撤销修复决定", timezone.localdate(application.revoked_at))
    if application.status == Status.GRANTED:
        for effect in effects_of(application, on=on):
            yield StatusStep(
                effect.name, None if effect.owed else effect.done_on, effect.words
            )


def supplement(application):
    """What the form to supplement does: text and files are saved together."""

    def do(statement, files):
        with transaction.atomic():
            actions.applications.supplement(application, statement=statement, by=None)
            attachments.keep_all(application, files, by=None)

    return do


def withdraw(application):
    return lambda: actions.applications.withdraw(
        application, by=None, reason="申请人撤回"
    )
