"""How an uploaded list comes in: examined, and kept until a worker reads it."""

import hashlib
from collections.abc import Iterator

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import rules, trail
from registry.errors import Refused
from registry.importing.outcome import outcome
from registry.models import Batch, Department, Official, Standard
from registry.parsing.errors import Unreadable
from registry.parsing.sniff import kind_of

from . import batches

FORGOTTEN = (Batch.Status.UNUSABLE, Batch.Status.CANCELLED, Batch.Status.WITHDRAWN)


class Received(Refused):
    """The same file has been received before, as `batch`."""

    def __init__(self, batch):
        self.batch = batch
        when = timezone.localtime(batch.received_at)
        super().__init__(
            f"同一文件已于 {when:%Y-%m-%d %H:%M} 由{batch.received_by}上传（批次 {batch.pk}，"
            f"{batch.get_status_display()}），本次未作任何改变。"
        )


def receiving_obstacles(department, standard, *, by, on) -> Iterator[str]:
    """Why `by` may not bring in a list of `department` under `standard` on the day `on`."""
    if not department.is_in_force(on):
        yield f"{department}已停用，不能导入名单。"
    if not rules.may_decide(by, department):
        yield f"您不是{department}的工作人员，不能为该单位导入名单。"
    if standard.department_id != department.pk:
        yield f"“{standard}”由{standard.department}制定，{department}不能据以认定。"
    if standard.status == Standard.Status.DRAFT:
        yield f"“{standard}”尚未公布，不能据以认定。"


def receive(
    file, *, department: Department, standard: Standard, filename: str, by: Official
) -> Batch:
    """Keep the uploaded `file` as a new batch, to be read by a worker.

    Raises Refused for a forbidden department or standard, Received where the same file stands
    already, and Unreadable where the bytes are no list at all; nothing is kept then.
    """
    digest = _examine(file, department, standard, by)
    refuse_known(digest, department, standard)
    return _keep(file, digest, department, standard, filename, by)


def rehearse(
    file, *, department: Department, standard: Standard, filename: str, by: Official
) -> dict:
    """Return what importing `file` would do (see `outcome`); nothing of it is kept.

    Refuses as `receive` does, but not a file that has been received before.
    """
    digest = _examine(file, department, standard, by)
    with transaction.atomic():
        batch = _keep(file, digest, department, standard, filename, by)
        try:
            batches.stage(batch)
            found = outcome(batch)
        finally:
            default_storage.delete(batch.path)
            transaction.set_rollback(True)
    if batch.status == Batch.Status.UNUSABLE:
        raise Unreadable(batch.problem)
    return {**found, "batch": None}


def _examine(file, department, standard, by):
    """Refuse what may not be received; return the digest of the file."""
    on = timezone.localdate()
    reasons = receiving_obstacles(department, standard, by=by, on=on)
    if reasons := list(reasons):
        raise Refused(*reasons)
    kind_of(file)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(file, digest, department, standard, filename, by):
    at = timezone.now()
    size = file.seek(0, 2)
    file.seek(0)
    path = default_storage.save(f"lists/{at:%Y%m}/{digest[:16]}", File(file))
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                department=department,
                standard=standard,
                filename=filename[-255:],
                sha256=digest,
                size=size,
                path=path,
                received_at=at,
                received_by=by,
            )
            trail.record(batch, "received", by=by, after={"filename": batch.filename})
        return batch
    except IntegrityError:
        default_storage.delete(path)
        raise


def refuse_known(digest, department, standard) -> None:
    """Refuse a file that the same department brought under the same standard before."""
    same = Batch.objects.filter(
        sha256=digest, department=department, standard__code=standard.code
    ).exclude(status__in=FORGOTTEN)
    if batch := same.select_related("received_by").first():
        raise Received(batch)
