"""A field of the public forms: a number that is typed once and never shown again."""

from django import forms
from django.core import signing
from django.utils.html import format_html

SALT = "disputes.number"
KEPT_FOR = 3600
KEPT = (
    '<input type="hidden" name="{}-kept" value="{}">'
    '<p class="helptext">已填写，不再显示。如需更改，请重新填写。</p>'
)


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
