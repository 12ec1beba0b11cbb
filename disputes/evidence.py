"""The files that belong to a case: known by content, numbered, kept out of the web's reach."""

from registry import attachments
from registry.models import Attachment, Official


def keep(case, files, *, by: Official | None):
    """Keep `files` with `case` as 证据材料 1, 2, …; None as `by` is the applicant."""
    there = Attachment.objects.of(case).count()
    for number, upload in enumerate(files, there + 1):
        attachments.keep(case, upload=upload, label=f"证据材料 {number}", by=by)
