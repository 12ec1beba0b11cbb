"""What may be done to many entries at once, and what is asked for before it."""

from django import forms
from django.db import transaction
from django.utils import timezone

from registry import actions, impact
from registry.actions.entries import approval
from registry.actions.entries.examination import Examination
from registry.adminkit import BulkAction, BulkForm, Preview
from registry.errors import ManyRefused, Refused
from registry.models import Entry, Standard

from .entry_action_forms import HoldFields

# Up to how many entries each is examined before the action as well as in it.
CHECKED = 5000

# How many times the usual month make a set worth a warning.
UNUSUAL = 2


class BulkReason(BulkForm):
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="写入每一条目的办理过程，长期保存。请勿写证件号码。",
    )


class BulkApprove(BulkForm):
    """The urgent exception, where every standard of the set knows it."""

    urgent_reason = forms.CharField(
        label="紧急情形先行公布的理由",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="仅限涉及人身安全等紧急情形、来不及听取陈述申辩的；一般不填。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        standards = Standard.objects.filter(entries__in=self.pks[:1000])
        if standards.filter(urgent_exception=False).exists():
            del self.fields["urgent_reason"]


class BulkHold(HoldFields, BulkReason):
    """The hold that is placed on each of the entries."""


class BulkEnd(BulkReason):
    because = forms.ChoiceField(
        label="退出原因",
        choices=[
            (one.value, one.label) for one in (Entry.Ending.REVOKED, Entry.Ending.EARLY)
        ],
    )
    field_order = ["because", "reason"]


def approved(answer, number):
    published, awaiting = answer
    if awaiting:
        return f"已发布 {published} 条；{awaiting} 条须经信用办复核，已转信用办。"
    return f"已发布 {published} 条。"


ACTIONS = [
    BulkAction(
        "submit",
        "提交审核",
        permission="registry.submit_entry",
        do=actions.entries.submit_all,
    ),
    BulkAction(
        "approve",
        "审核通过",
        permission="registry.approve_entry",
        do=actions.entries.approve_all,
        form=BulkApprove,
        note="通过后即时发布、产生效力。超过标准单日上限的，整批转信用办复核。",
        outcome=approved,
    ),
    BulkAction(
        "second",
        "复核通过",
        permission="registry.second_entry",
        do=actions.entries.second_all,
        form=BulkReason,
        note="通过后即时发布、产生效力。",
    ),
    BulkAction(
        "give_back",
        "退回",
        permission="registry.approve_entry",
        do=actions.entries.return_to_drafter_all,
        form=BulkReason,
        note="退回经办人修改。",
    ),
    BulkAction(
        "hold",
        "暂停",
        permission="registry.hold_entry",
        do=actions.holds.place_all,
        form=BulkHold,
        note="每一条目登记一项暂停，逐项恢复。暂停期间不作为联合奖惩的依据。",
    ),
    BulkAction(
        "end",
        "办理退出",
        permission="registry.end_entry",
        do=actions.entries.end_all,
        form=BulkEnd,
        note="退出后不再有效力，不能恢复；责任人的条目同时退出。",
        danger=True,
    ),
    BulkAction(
        "discard",
        "作废",
        permission="registry.change_entry",
        do=actions.entries.discard_all,
        form=BulkReason,
        note="只能作废未发布的条目；作废后不能恢复，仍可查看。",
        danger=True,
    ),
]
PUBLISHING = {"approve", "second"}


def preview(action, pks, by):
    """The reach of `action` on the entries `pks`, and whom it could not treat today."""
    at = timezone.now()
    reach = impact.measure(pks, at=at)
    found = Preview(figures_of(reach))
    if reach.disputed:
        found.warnings.append(
            f"其中 {len(reach.disputed)} 个主体有其他条目正在异议、投诉或诉讼中，请先核对是否同一事项。"
        )
    if action.name in PUBLISHING:
        found.warnings += warnings_of(reach)
        if len(pks) <= CHECKED:
            found.refusals = refusals(pks, by, at, seconding=action.name == "second")
        else:
            found.warnings.append(
                "条目较多，办理条件在确认时逐条检查；有一条不符合即全部不办理。"
            )
    return found


def figures_of(reach):
    standards = "；".join(
        f"{standard}：{number} 条（单日上限 {standard.batch_limit} 条）"
        for standard, number in reach.standards.most_common(5)
    )
    return [
        ("条目", f"{reach.entries} 条"),
        ("主体", f"{len(reach.subjects)} 个，其中自然人 {len(reach.persons)} 名"),
        ("责任人", f"{reach.responsible} 名"),
        ("认定标准", standards),
        ("正在争议中的主体", f"{len(reach.disputed)} 个"),
        ("本单位近一年月均发布", f"{reach.usual:.0f} 条"),
    ]


def warnings_of(reach):
    if reach.usual and reach.entries > UNUSUAL * reach.usual:
        yield (
            f"本次 {reach.entries} 条，是本单位近一年月均发布量的 {reach.entries / reach.usual:.1f} 倍，"
            "请确认不是误选或误导入。"
        )
    for standard, number in reach.standards.items():
        if number > standard.batch_limit:
            yield f"“{standard}”{number} 条，超过单日上限 {standard.batch_limit} 条，须经信用办复核。"


@transaction.atomic
def refusals(pks, by, at, *, seconding):
    """Which of `pks` may not be published today by `by`, with the reasons."""
    wanted = Entry.Status.AWAITING if seconding else Entry.Status.SUBMITTED
    states = dict(
        Entry.objects.filter(pk__in=pks)
        .exclude(status=wanted)
        .values_list("pk", "status")
    )
    found = {
        pk: [f"当前状态为“{Entry.Status(status).label}”，不是“{wanted.label}”。"]
        for pk, status in states.items()
    }
    others = [pk for pk in pks if pk not in found]
    if not others:
        return found
    under = dict(approval.entries_by_standard(others))
    exam = Examination(
        approval.locked(under.values()),
        by=by,
        on=timezone.localdate(at),
        seconding=seconding,
    )
    try:
        exam.of(others)
    except ManyRefused as refusal:
        found |= refusal.refusals
    except Refused as refusal:
        found[others[0]] = refusal.reasons
    return found
