"""Form fields for a subject: kind, name and a number that is checked at once."""

from django import forms
from django.utils import timezone

from registry import identifiers
from registry.models import SubjectKind


class IdentifierField(forms.CharField):
    """A number, checked by `recognised`: what it means depends on other fields."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "off", "size": 30})
        )
        super().__init__(**kwargs)


def recognised(form, name, *, subject_kind=None, identifier_kind=""):
    """The identifier in the field `name` of a validated `form`, or None with the error at the field."""
    text = form.cleaned_data.get(name)
    if not text:
        return None
    kinds = None
    if identifier_kind:
        kinds = {identifiers.Kind(identifier_kind)}
    elif subject_kind:
        kinds = identifiers.kinds_of_subject(subject_kind)
    try:
        return identifiers.recognise(text, today=timezone.localdate(), kinds=kinds)
    except identifiers.Unrecognised as reason:
        form.add_error(name, str(reason))
        return None


def kind_choices(kinds, empty="按号码自动识别"):
    return [
        ("", empty),
        *((kind.value, kind.label) for kind in identifiers.Kind if kind in kinds),
    ]


class NewSubject(forms.Form):
    """The fields of a subject to be enrolled; `identifier_given` after validation."""

    new_kind = forms.ChoiceField(
        label="主体类别", choices=[("", "请选择"), *SubjectKind.choices], required=False
    )
    new_name = forms.CharField(label="名称（姓名）", max_length=200, required=False)
    new_identifier_kind = forms.ChoiceField(
        label="证件类别",
        choices=kind_choices(identifiers.Kind),
        required=False,
        help_text="护照、台湾居民通行证等须选定。",
    )
    new_identifier = IdentifierField(
        label="证件号码",
        required=False,
        help_text="单位填统一社会信用代码，自然人填身份证件号码。系统核对校验位，不替您更正。",
    )
    NAMES = ["new_kind", "new_name", "new_identifier_kind", "new_identifier"]
    NEEDED = {
        "new_kind": "请选择主体类别。",
        "new_name": "请填写名称。",
        "new_identifier": "请填写证件号码。仅凭名称不能登记。",
    }
    identifier_given = None

    @property
    def is_new(self):
        return any(self.cleaned_data.get(name) for name in self.NAMES)

    def check_new(self):
        """Add to each field what is missing or wrong of the new subject."""
        for name, sentence in self.NEEDED.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        self.identifier_given = recognised(
            self,
            "new_identifier",
            subject_kind=self.cleaned_data.get("new_kind"),
            identifier_kind=self.cleaned_data.get("new_identifier_kind"),
        )

    def enrolment(self):
        """The keywords of actions.subjects.enrol."""
        return {
            "kind": self.cleaned_data["new_kind"],
            "name": self.cleaned_data["new_name"],
            "identifier": self.identifier_given,
        }
