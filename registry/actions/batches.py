"""What may be done with an uploaded list: read, confirmed, written, taken back.

Nothing is half done: the rows of a batch are shown before they count for anything, and all
that follows from a confirmed batch is written in one transaction or not at all.
"""

from datetime import timedelta
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from registry import trail
from registry.errors import Refused
from registry.importing import changes
from registry.importing.merge import Merge
from registry.importing.staging import Overtaken, Stager
from registry.importing.workbooks import error_workbook
from registry.models import (
    Batch,
    Entry,
    Official,
    Row,
    Staged,
    StagedPerson,
    Subject,
)
from registry.parsing.errors import Unreadable
from registry.search import index_subjects
from registry.workflow import CHUNK, move

from .entries.approval import approve_all
from .entries.drafting import return_to_drafter_all, submit_all
from .entries.endings import withdraw_all

# How long a worker may report nothing before another one takes its batch over.
SILENT = timedelta(minutes=2)

# How often a file may end its worker before it is given up.
MOST_ATTEMPTS = 5

GIVEN_UP = (
    "读取这份文件的处理进程多次中断，已停止处理，没有写入任何内容。"
    "请用 Excel 或 WPS 打开，只保留名单，另存为 .xlsx 后重新上传；仍不成功的，请联系平台管理员。"
)


def waiting(at) -> list[int]:
    """Primary keys of the batches for which a worker has something to do at the instant `at`."""
    silent = Q(status=Batch.Status.READING, beat_at__lt=at - SILENT)
    fresh = Q(status__in=[Batch.Status.RECEIVED, Batch.Status.WRITING])
    untidy = Q(status__in=Batch.DECIDED) & Exists(
        Staged.objects.filter(batch=OuterRef("pk"))
    )
    rows = Batch.objects.filter(silent | fresh | untidy)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def work_on(batch: Batch) -> None:
    """Read `batch`, or write it once it is confirmed, then tidy up after it."""
    if batch.status == Batch.Status.WRITING:
        write(batch)
    else:
        stage(batch)
    tidy(batch)


def stage(batch: Batch) -> bool:
    """Read the file of `batch` and judge every row; nothing enters the register.

    Returns whether this call did it: a batch that another worker reads is left alone, one
    whose worker fell silent is begun again. Ends in 待确认 or, with the reason, 无法使用.
    """
    if not _claim(batch):
        return False
    try:
        with default_storage.open(batch.path) as file:
            Stager(batch).run(file)
    except Unreadable as reason:
        move(batch, Batch.Status.UNUSABLE, by=None, problem=str(reason))
    except FileNotFoundError:
        gone = "上传的文件已不在服务器上，请重新上传。"
        move(batch, Batch.Status.UNUSABLE, by=None, problem=gone)
    except Overtaken:
        batch.refresh_from_db()
        return False
    else:
        move(batch, Batch.Status.READY, by=None, problem="")
    return True


@transaction.atomic
def _claim(batch):
    """Take `batch` for reading, from nobody or from a worker that fell silent."""
    at = timezone.now()
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update())
    silent = batch.status == Batch.Status.READING and batch.beat_at < at - SILENT
    if silent and batch.attempt >= MOST_ATTEMPTS:
        move(batch, Batch.Status.UNUSABLE, by=None, problem=GIVEN_UP)
        return False
    attempt = batch.attempt + 1
    if batch.status == Batch.Status.RECEIVED:
        move(batch, Batch.Status.READING, by=None, attempt=attempt, beat_at=at)
    elif silent:
        batch.attempt, batch.beat_at = attempt, at
        batch.save(update_fields=["attempt", "beat_at"])
    else:
        return False
    _unstage(batch)
    Row.objects.filter(batch=batch).delete()
    return True


def _unstage(batch):
    StagedPerson.objects.filter(batch=batch).delete()
    Staged.objects.filter(batch=batch).delete()


@transaction.atomic
def recheck(batch: Batch, *, by: Official) -> None:
    """Have the rows of a batch that awaits confirmation judged again by the register of today."""
    fresh = {"counts": {}, "rows_expected": 0, "rows_read": 0, "attempt": 0}
    move(batch, Batch.Status.RECEIVED, by=by, problem="", **fresh)


@transaction.atomic
def confirm(batch: Batch, *, by: Official) -> None:
    """Decide that the importable rows of `batch` become drafts; a worker then writes them.

    Of two officials who confirm at once the second is refused. Raises Refused where no row
    can be imported.
    """
    if not Staged.objects.filter(batch=batch).exists():
        raise Refused("本批次没有可以导入的行，请按错误说明修改文件后重新上传。")
    move(
        batch,
        Batch.Status.WRITING,
        by=by,
        confirmed_at=timezone.now(),
        confirmed_by=by,
        problem="",
    )


@transaction.atomic
def write(batch: Batch) -> bool:
    """Write the confirmed `batch` into the register: all of it, or nothing.

    Returns whether this call did it; of two workers the second waits for the first and then
    finds nothing to do. Where the register has changed since the preview the batch goes back
    to 待确认 with the reason.
    """
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update())
    if batch.status != Batch.Status.WRITING:
        return False
    at = timezone.now()
    try:
        with transaction.atomic():
            written = Merge(batch, at).run()
            written += changes.apply(batch, at=at)
    except (Refused, IntegrityError) as reason:
        move(batch, Batch.Status.READY, by=None, **_returned(reason))
        return False
    move(batch, Batch.Status.DRAFTED, by=batch.confirmed_by, rows_written=written)
    return True


def _returned(reason):
    if isinstance(reason, IntegrityError):
        reason = "预览之后，其中有的条目已由他人登记，全部没有写入。请重新检查本批次后再确认。"
    return {"problem": str(reason), "confirmed_at": None, "confirmed_by": None}


@transaction.atomic
def tidy(batch: Batch) -> None:
    """Make the new subjects of a decided `batch` findable and drop what was staged for it."""
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update())
    if batch.status not in Batch.DECIDED:
        return
    if batch.status == Batch.Status.DRAFTED:
        rows = Staged.objects.filter(batch=batch, subject__isnull=True).order_by("row")
        keys = list(rows.values_list("key", flat=True))
        for start in range(0, len(keys), CHUNK):
            found = Subject.objects.filter(key__in=keys[start : start + CHUNK])
            index_subjects(found.order_by().values_list("pk", flat=True))
    _unstage(batch)


def drop_files(before) -> int:
    """Delete the files of decided batches that were uploaded before the instant `before`.

    Their rows stay. Returns how many.
    """
    old = Batch.objects.filter(status__in=Batch.DECIDED, received_at__lt=before)
    paths = dict(old.exclude(path="").values_list("pk", "path"))
    for pk, path in paths.items():
        default_storage.delete(path)
        Batch.objects.filter(pk=pk).update(path="")
    return len(paths)


@transaction.atomic
def send_back(batch: Batch, *, by: Official) -> BinaryIO:
    """The rows of `batch` that were not taken, as an open workbook with the reasons.

    Persons' numbers are whole in it, so that the rows can be put right and sent again; who
    took it along is written down. Raises Refused where every row was taken.
    """
    rows = batch.counts.get(Row.Fate.REJECTED, 0)
    if not rows:
        raise Refused("本批次没有不予导入的行。")
    trail.record(batch, "sent_back", by=by, after={"rows": rows})
    return error_workbook(batch)


def cancel(batch: Batch, *, by: Official) -> None:
    """Cancel `batch` before it is written; a worker that reads it stops."""
    move(batch, Batch.Status.CANCELLED, by=by)


@transaction.atomic
def withdraw(batch: Batch, *, by: Official, reason: str) -> tuple[int, int]:
    """Undo the whole `batch` as one act: published entries revoked in public, the others discarded.

    Returns (revoked, discarded). Raises Refused without a reason.
    """
    if not reason:
        raise Refused("请填写整批撤回的理由。")
    move(batch, Batch.Status.WITHDRAWN, by=by, reason=reason)
    return withdraw_all(entries_of(batch), by=by, reason=reason)


def entries_of(batch, *statuses) -> list[int]:
    """Primary keys of the entries that `batch` made, those in `statuses` where any are named."""
    rows = Entry.objects.filter(batch=batch, cause__isnull=True)
    if statuses:
        rows = rows.filter(status__in=statuses)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def submit_batch(batch: Batch, *, by: Official) -> int:
    """Submit all drafts of `batch` for review; returns how many."""
    drafts = entries_of(batch, *Entry.EDITABLE)
    submit_all(drafts, by=by)
    return len(drafts)


def approve_batch(
    batch: Batch, *, by: Official, urgent_reason: str = ""
) -> tuple[int, int]:
    """Publish all submitted entries of `batch`; returns (published, awaiting the credit office)."""
    pks = entries_of(batch, Entry.Status.SUBMITTED)
    return approve_all(pks, by=by, urgent_reason=urgent_reason)


def give_back_batch(batch: Batch, *, by: Official, reason: str) -> int:
    """Return all submitted entries of `batch` to their drafters; returns how many."""
    sent = entries_of(batch, Entry.Status.SUBMITTED)
    return_to_drafter_all(sent, by=by, reason=reason)
    return len(sent)
