"""What is asked for before an action on one entry."""

from django import forms
from django.utils import timezone

from registry import actions, identifiers
from registry.actions.entries.corrections import CORRECTABLE
from registry.adminkit import ActionForm, ReasonForm
from registry.models import Entry, Hold, Role, SubjectKind

from .entry_forms import DetailsField
from .subject_fields import IdentifierField, kind_choices, recognised

LONG = {"rows": 4, "class": "vLargeTextField"}
DAY = {"type": "date"}
OTHER_HOLDS = "异议、投诉、法院裁定停止执行和破产重整，请在各自的事项中办理：暂停由该事项登记，随其办结而恢复。"


class ApproveForm(ActionForm):
    """The urgent exception, where the standard knows one."""

    urgent_reason = forms.CharField(
        label="紧急情形先行公布的理由",
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text="仅限涉及人身安全等紧急情形、来不及听取陈述申辩的；一般不填。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.standard.urgent_exception:
            del self.fields["urgent_reason"]


class HoldFields(forms.Form):
    """The hold that an official places on entries by hand."""

    kind = forms.ChoiceField(
        label="暂停事由", choices=Hold.Kind.by_hand, help_text=OTHER_HOLDS
    )
    reference = forms.CharField(label="受理编号或文号", max_length=100, required=False)
    field_order = ["kind", "reference", "reason"]


class HoldForm(HoldFields, ReasonForm):
    """The hold that is placed on one entry."""


class ReleaseForm(ReasonForm):
    """Which of the open holds is closed."""

    hold = forms.ModelChoiceField(
        Hold.objects.none(), label="结束哪一项暂停", empty_label=None
    )
    field_order = ["hold", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hold"].queryset = self.instance.holds.filter(
            released_at=None, of=""
        )
        self.fields["hold"].label_from_instance = describe_hold


def describe_hold(hold):
    placed = timezone.localtime(hold.placed_at)
    return f"{hold.get_kind_display()} {hold.reference}（{placed:%Y-%m-%d} 起）"


def release(entry, *, hold, by, reason):
    """Close one of the holds on `entry`."""
    actions.holds.release(hold, by=by, reason=reason)


class EndForm(ReasonForm):
    """Why an entry leaves before its time."""

    because = forms.ChoiceField(
        label="退出原因",
        choices=[
            (one.value, one.label) for one in (Entry.Ending.REVOKED, Entry.Ending.EARLY)
        ],
        help_text="认定有误的选“撤销”，将发布撤销公告；提前符合退出条件的选“提前移出”。",
    )
    field_order = ["because", "reason"]


class CorrectForm(ReasonForm):
    """The facts that may be put right, as they stand."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        facts = forms.fields_for_model(
            Entry, CORRECTABLE, formfield_callback=correctable
        )
        self.fields |= facts | {"reason": reason}
        self.initial |= {
            name: getattr(self.instance, field.attname)
            for name in CORRECTABLE
            for field in [Entry._meta.get_field(name)]
        }

    def arguments(self):
        changes = {
            n: self.cleaned_data[n] for n in self.changed_data if n in CORRECTABLE
        }
        return {"changes": changes, "reason": self.cleaned_data["reason"]}


def correctable(field, **kwargs):
    if field.name == "details":
        return DetailsField(label=field.verbose_name, required=False)
    if field.get_internal_type() == "DateField":
        kwargs["widget"] = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    if field.get_internal_type() == "TextField":
        kwargs["widget"] = forms.Textarea(attrs=LONG)
    return field.formfield(**kwargs)


class ResponsibleForm(ActionForm):
    """The responsible person, by name and number, and how they were heard."""

    role = forms.ChoiceField(label="责任身份", choices=Role)
    name = forms.CharField(label="姓名", max_length=200)
    identifier_kind = forms.ChoiceField(
        label="证件类别",
        choices=kind_choices(identifiers.PERSON_KINDS),
        required=False,
    )
    identifier = IdentifierField(label="证件号码")
    notice_served_on = forms.DateField(
        label="对本人的告知送达日期",
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text="责任人本人也须事先告知；未填写的，审核时不能通过。",
    )
    notice_proof = forms.CharField(
        label="对本人的告知送达凭证", max_length=200, required=False
    )

    def clean(self):
        given = super().clean()
        given["identifier"] = recognised(
            self,
            "identifier",
            subject_kind=SubjectKind.PERSON,
            identifier_kind=given.get("identifier_kind"),
        )
        return given

    def arguments(self):
        return {n: v for n, v in self.cleaned_data.items() if n != "identifier_kind"}


def name_responsible(entry, *, name, identifier, by, **named):
    """Enrol the person, where new, and name them as responsible for `entry`."""
    person = actions.subjects.enrol(
        kind=SubjectKind.PERSON, name=name, identifier=identifier, by=by
    )
    actions.entries.name_responsible(entry, person=person, by=by, **named)


def reveal(entry, *, by, reason):
    """The whole number of the person whom `entry` is about."""
    return actions.subjects.reveal_number(entry.subject, by=by, reason=reason)
