"""A field of the public forms: a number that is typed once and never shown again."""

from django import forms
from django.core import signing
from django.utils.html import format_html

SALT = "disputes.number"
MAX_AGE = 3600  # seconds
FILLED_IN = (
    '<input type="hidden" name="{}-kept" value="{}">'
    '<p class="helptext">已填写，不再显示。如需更改，请重新填写。</p>'
)


class KeptSecret(forms.TextInput):
    """A text input whose value is not shown again, and not lost when the form comes back.

    The page then holds a sealed and signed copy, which only the server can read. `seal` and
    `unseal` turn text into a token and back.
    """

    def __init__(self, *, seal, unseal, attrs=None):
        self.seal, self.unseal = seal, unseal
        super().__init__(
            {"autocomplete": "off", "spellcheck": "false", **(attrs or {})}
        )

    def value_from_datadict(self, data, files, name):
        typed = (data.get(name) or "").strip()
        return typed or self.restored(data.get(f"{name}-kept"))

    def restored(self, token):
        """The value in a sealed copy; empty where there is none or it is no longer valid."""
        if not token:
            return ""
        try:
            return self.unseal(signing.loads(token, salt=SALT, max_age=MAX_AGE))
        except signing.BadSignature:
            return ""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, None, attrs, renderer)
        if not value:
            return field
        token = signing.dumps(self.seal(value), salt=SALT)
        return field + format_html(FILLED_IN, name, token)

    def use_required_attribute(self, initial):
        return False
