"""The buttons of a batch's page: the file's own way, and actions on all entries made of it."""

from functools import partial

from django.db import transaction

from registry import rules, tasks
from registry.actions import batches
from registry.adminkit import Button, Caution, ReasonForm
from registry.models import Batch, Entry

from .entry_action_forms import ApproveForm
from .entry_bulk import ACTIONS, approved, preview

APPROVE = next(action for action in ACTIONS if action.name == "approve")
# How many entries that may not be approved are named one by one.
LISTED = 10


def ring(pk):
    """Have a worker look at the batch `pk` once this transaction is committed.

    A broker that does not answer is no reason to fail: the clock asks again every minute.
    """
    call = partial(tasks.work_on_batch.apply_async, [pk], retry=False)
    transaction.on_commit(call, robust=True)


def confirm(batch, *, by):
    batches.confirm(batch, by=by)
    ring(batch.pk)
    return "已确认，正在写入。写完后在本页整批提交审核。"


def recheck(batch, *, by):
    batches.recheck(batch, by=by)
    ring(batch.pk)
    return "正在按现在的登记情况重新检查。"


def submit(batch, *, by):
    return f"已提交 {batches.submit_batch(batch, by=by)} 条，等待审核人审核。"


def approve(batch, *, by, **given):
    answer = batches.approve_batch(batch, by=by, **given)
    return approved(answer, sum(answer))


def give_back(batch, *, by, reason):
    return f"已退回 {batches.give_back_batch(batch, by=by, reason=reason)} 条。"


def withdraw(batch, *, by, reason):
    revoked, dropped = batches.withdraw(batch, by=by, reason=reason)
    return f"已整批撤回：撤销已发布的 {revoked} 条，作废未发布的 {dropped} 条。"


def has(*statuses):
    """Whether entries made of a batch are in one of `statuses`."""
    return lambda batch: any(batch.made.get(status) for status in statuses)


def foresee_approval(batch, by):
    """The reach of approving all that is submitted, and what speaks against it."""
    found = preview(APPROVE, batches.entries_of(batch, Entry.Status.SUBMITTED), by)
    lines = [f"{name}：{text}" for name, text in found.figures]
    lines += [Caution(warning) for warning in found.warnings]
    if found.refusals:
        lines.append(
            Caution(
                f"其中 {len(found.refusals)} 条不符合条件。有一条不符合，整批都不办理；"
                "可以退回，或者到本批次的条目列表中只办理其余各条。"
            )
        )
    for pk in sorted(found.refusals)[:LISTED]:
        lines.append(Caution(f"条目 {pk}：{'；'.join(found.refusals[pk])}"))
    return lines


def foresee_withdrawal(batch, by):
    """What becomes of the entries, each by its state."""
    made = batch.made
    published = made.get(Entry.Status.PUBLISHED, 0)
    over = made.get(Entry.Status.ENDED, 0) + made.get(Entry.Status.DISCARDED, 0)
    if published:
        yield Caution(f"已发布的 {published} 条：撤销，并向社会公告。")
    if unpublished := sum(made.values()) - published - over:
        yield f"未发布的 {unpublished} 条：作废。"
    if over:
        yield f"已退出或已作废的 {over} 条：不变。"


def may(user, button, batch):
    """Whether `user` may do `button`'s action on `batch`: their own department's batches only.

    What is published is revoked by those who may end entries, the credit office among them.
    """
    if button.name == "withdraw" and batch.made.get(Entry.Status.PUBLISHED):
        return user.has_perm("registry.end_entry")
    own = rules.may_decide(user, batch.department)
    return own and user.has_perm(button.permission)


IMPORT = "registry.import_entry"
BUTTONS = [
    Button("confirm", "确认导入", Batch.Status.WRITING, confirm, IMPORT, step=True),
    Button("recheck", "重新检查", Batch.Status.RECEIVED, recheck, IMPORT),
    Button(
        "cancel",
        "取消本次导入",
        Batch.Status.CANCELLED,
        batches.cancel,
        IMPORT,
    ),
    Button(
        "submit",
        "整批提交审核",
        has(*Entry.EDITABLE),
        submit,
        "registry.submit_entry",
        step=True,
    ),
    Button(
        "approve",
        "整批审核通过",
        has(Entry.Status.SUBMITTED),
        approve,
        "registry.approve_entry",
        ApproveForm,
        note="通过后即时发布、产生效力。登记、导入或修改过其中条目的人员不能审核。",
        preview=foresee_approval,
        step=True,
    ),
    Button(
        "give_back",
        "整批退回",
        has(Entry.Status.SUBMITTED),
        give_back,
        "registry.approve_entry",
        ReasonForm,
        note="本批次所有待审核的条目退回经办人修改，修改后须重新提交审核。",
    ),
    Button(
        "withdraw",
        "整批撤回",
        Batch.Status.WITHDRAWN,
        withdraw,
        "registry.change_entry",
        ReasonForm,
        note="导错了文件时使用，不能恢复。撤回后同一文件可以重新上传。",
        preview=lambda batch, by: list(foresee_withdrawal(batch, by)),
        danger=True,
    ),
]
