"""Files that belong to a case: recognised by content, limited in size, stored where no web server reads."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from . import media_types, trail
from .models import Attachment, Official

LARGEST = 10 * 1024 * 1024  # bytes
MOST = 10  # files at once
SIGNATURES = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
}
ZIP = b"PK\x03\x04"
WORD = b"word/document.xml"
TYPES = {
    "pdf": media_types.PDF,
    "jpg": media_types.JPG,
    "png": media_types.PNG,
    "docx": media_types.DOCX,
}
ACCEPTED = "请上传 PDF、JPG、PNG 或 Word（.docx）文件。"


def kind_of(content: bytes) -> str:
    """The kind of a file by its content, not by its name; ValidationError where it is unknown."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content.startswith(ZIP) and WORD in content:
        return "docx"
    raise ValidationError(f"文件内容与可接受的类型不符。{ACCEPTED}")


def examine(upload) -> bytes:
    """The content of an uploaded file; ValidationError where it is empty, too large or of no known kind."""
    if upload.size > LARGEST:
        raise ValidationError(
            f"文件“{upload.name}”超过 {LARGEST // 1024 // 1024} MB，请压缩或拆分后上传。"
        )
    content = upload.read(LARGEST + 1)
    if not content:
        raise ValidationError(f"文件“{upload.name}”是空文件，请检查后重新上传。")
    kind_of(content)
    return content


def keep(instance, *, upload, label: str, by: Official | None) -> Attachment:
    """Keep an uploaded file with `instance` under the name `label`; `by` None is the applicant.

    Its place on the disk is a random name: neither its own name nor the case can be guessed from it.
    """
    content = examine(upload)
    kind = kind_of(content)
    path = Path("attachments") / f"{secrets.token_hex(16)}.{kind}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)  # before there is content that others could read
    target.write_bytes(content)
    return Attachment.objects.create(
        of=instance._meta.label_lower,
        of_pk=instance.pk,
        label=label,
        filename=Path(upload.name).name[:255],
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        path=str(path),
        kept_at=timezone.now(),
        kept_by=by,
    )


@transaction.atomic
def keep_all(instance, files, *, by: Official | None, label: str = "证据材料") -> None:
    """Keep `files` with `instance` as `label` 1, 2, …, after those that it has already."""
    there = Attachment.objects.of(instance).count()
    for number, upload in enumerate(files, there + 1):
        keep(instance, upload=upload, label=f"{label} {number}", by=by)
    if files:
        trail.record(instance, "files_kept", by=by, after={"rows": len(files)})


def content_of(attachment: Attachment) -> bytes:
    """The bytes of a kept file."""
    return (Path(settings.MEDIA_ROOT) / attachment.path).read_bytes()
