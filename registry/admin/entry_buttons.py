"""The buttons of an entry's page: what may be done to it, when, and with which permission."""

from django.db import transaction
from django.utils import timezone

from registry import actions
from registry.actions.entries import approval
from registry.actions.entries.examination import Examination
from registry.adminkit import Button, Caution, ReasonForm
from registry.errors import Refused
from registry.models import ADVERSE, Entry

from .entry_action_forms import (
    ApproveForm,
    CorrectForm,
    EndForm,
    HoldForm,
    ReleaseForm,
    ResponsibleForm,
    name_responsible,
    release,
    reveal,
)

Status = Entry.Status


@transaction.atomic
def foresee(entry, by, *, seconding=False):
    """What the publishing of `entry` by the official `by` would bring, or what speaks against it."""
    at = timezone.now()
    under = {entry.pk: entry.standard_id}
    standards = approval.locked(under.values())
    exam = Examination(standards, by=by, on=timezone.localdate(at), seconding=seconding)
    lines = []
    try:
        exam.of([entry.pk])
    except Refused as refusal:
        lines += [Caution(reason) for reason in refusal.reasons]
    if not seconding:
        whys = approval.second_reasons(under, standards, by=by, at=at)
        lines += [f"转信用办复核：{why}" for why in whys.get(entry.standard_id, [])]
    [term] = exam.computed.values()
    lines += [term.basis["valid_to"], term.basis["public_until"]]
    lines.append("向社会公示。" if term.is_public else "不向社会公示。")
    if answering := entry.responsibilities.count():
        lines.append(f"同时在 {answering} 名责任人的个人信用记录中登记。")
    return lines


def foresee_second(entry, by):
    """The same, seen from the credit office's second approval."""
    return foresee(entry, by, seconding=True)


def is_published(entry):
    return entry.status == Status.PUBLISHED


def is_own_and_published(entry):
    return is_published(entry) and entry.cause_id is None


def is_submitted(entry):
    return entry.status == Status.SUBMITTED


def is_awaiting(entry):
    return entry.status == Status.AWAITING


def is_held_by_hand(entry):
    """An official placed a hold on it; one that a case placed ends with the case."""
    return entry.holds.filter(released_at=None, of="").exists()


def may_have_responsible(entry):
    return (
        entry.status in Entry.EDITABLE
        and entry.list_kind in ADVERSE
        and not entry.subject.is_person
    )


def is_about_person(entry):
    return entry.subject.is_person


BUTTONS = [
    Button(
        "submit",
        "提交审核",
        Status.SUBMITTED,
        actions.entries.submit,
        "registry.submit_entry",
        step=True,
    ),
    Button(
        "approve",
        "审核通过",
        is_submitted,
        actions.entries.approve,
        "registry.approve_entry",
        ApproveForm,
        note="通过后即时发布、产生效力。登记、导入或修改过本条目的人员不能审核。",
        preview=foresee,
        step=True,
    ),
    Button(
        "second",
        "复核通过",
        is_awaiting,
        actions.entries.second,
        "registry.second_entry",
        ReasonForm,
        note="通过后即时发布、产生效力。登记、修改或审核过本条目的人员不能复核。",
        preview=foresee_second,
        step=True,
    ),
    Button(
        "give_back",
        "退回",
        is_submitted,
        actions.entries.return_to_drafter,
        "registry.approve_entry",
        ReasonForm,
        note="退回经办人修改，修改后须重新提交审核。",
    ),
    Button(
        "decline",
        "不予认可，退回",
        is_awaiting,
        actions.entries.return_to_drafter,
        "registry.second_entry",
        ReasonForm,
        note="退回认定单位修改，修改后须重新提交、审核、复核。",
    ),
    Button(
        "responsible",
        "登记责任人",
        may_have_responsible,
        name_responsible,
        "registry.add_responsibility",
        ResponsibleForm,
        note="严重失信的，发布后同时记入责任人的个人信用记录，并随本条目暂停、更正、退出（二(三)）。",
    ),
    Button(
        "hold",
        "暂停",
        is_published,
        actions.holds.place,
        "registry.hold_entry",
        HoldForm,
        note="暂停期间不作为联合奖惩的依据，公示页面标注“存在异议”；全部暂停事由结束后自动恢复（三(五)）。",
    ),
    Button(
        "release",
        "恢复",
        is_held_by_hand,
        release,
        "registry.hold_entry",
        ReleaseForm,
        note="结束一项暂停。没有其他暂停事由的，条目恢复效力。",
    ),
    Button(
        "correct",
        "更正",
        is_own_and_published,
        actions.entries.correct,
        "registry.correct_entry",
        CorrectForm,
        note="改正登记错误，原内容保留并发布更正公告。主体认错的不能更正，应当撤销后重新认定。",
    ),
    Button(
        "end",
        "办理退出",
        is_published,
        actions.entries.end,
        "registry.end_entry",
        EndForm,
        note="退出后不再有效力，不能恢复；责任人的条目同时退出。",
        danger=True,
    ),
    Button(
        "discard",
        "作废",
        Status.DISCARDED,
        actions.entries.discard,
        "registry.change_entry",
        ReasonForm,
        note="作废后不能恢复，仍可查看。",
        danger=True,
    ),
    Button(
        "reveal",
        "查看完整证件号码",
        is_about_person,
        reveal,
        "registry.reveal_number",
        ReasonForm,
        note="查看人、时间和理由将写入办理过程。号码只显示一次。",
        shows=True,
    ),
]
