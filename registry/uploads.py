"""The form field for uploaded files, on public pages and in the admin."""

from django import forms
from django.core.exceptions import ValidationError

from registry import attachments


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files at once, each recognised by its content and not by its name."""

    widget = SeveralFiles(attrs={"multiple": True})
    default_error_messages = {"required": "请选择要上传的文件。"}

    def __init__(self, *, most=attachments.MOST, examine=attachments.examine, **kwargs):
        self.most, self.examine = most, examine
        kwargs.setdefault(
            "help_text",
            f"PDF、JPG、PNG 或 Word，最多 {most} 个，每个不超过 "
            f"{attachments.LARGEST // 1024 // 1024} MB。",
        )
        super().__init__(**kwargs)

    def clean(self, data, initial=None) -> list:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise ValidationError(self.error_messages["required"])
        if len(given) > self.most:
            raise ValidationError(f"一次最多上传 {self.most} 个文件。")
        for upload in given:
            self.examine(upload)
            upload.seek(0)  # examined to the end; keeping it reads it again
        return given
