"""Fields of the public forms: several files, a number that is never shown, a list entry."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from registry import attachments

SALT = "disputes.number"
KEPT_FOR = 3600
KEPT = (
    '<input type="hidden" name="{}-kept" value="{}">'
    '<p class="helptext">已填写，不再显示。如需更改，请重新填写。</p>'
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files at once; each is known by its content, whatever it calls itself."""

    widget = SeveralFiles(attrs={"multiple": True})

    def __init__(self, *, most=attachments.MOST, examine=attachments.examine, **kwargs):
        self.most, self.examine = most, examine
        kwargs.setdefault(
            "help_text",
            f"PDF、JPG、PNG 或 Word，最多 {most} 个，每个不超过 "
            f"{attachments.LARGEST // 1024 // 1024} MB。",
        )
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise ValidationError("请选择要上传的文件。")
        if len(given) > self.most:
            raise ValidationError(f"一次最多上传 {self.most} 个文件。")
        for upload in given:
            self.examine(upload)
            upload.seek(0)
        return given


class KeptSecret(forms.TextInput):
    """A number typed once: it is not shown again, and not lost either when the page comes back.

    What comes back in the page is a sealed form of it, readable by the server alone.
    """

    def __init__(self, *, seal, unseal, attrs=None):
        self.seal, self.unseal = seal, unseal
        super().__init__(
            {"autocomplete": "off", "spellcheck": "false", **(attrs or {})}
        )

    def value_from_datadict(self, data, files, name):
        typed = (data.get(name) or "").strip()
        return typed or self.kept(data.get(f"{name}-kept"))

    def kept(self, token):
        if not token:
            return ""
        try:
            return self.unseal(signing.loads(token, salt=SALT, max_age=KEPT_FOR))
        except signing.BadSignature:
            return ""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, None, attrs, renderer)
        if not value:
            return field
        token = signing.dumps(self.seal(value), salt=SALT)
        return field + format_html(KEPT, name, token)

    def use_required_attribute(self, initial):
        return False
