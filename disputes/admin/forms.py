"""Forms of the buttons on disputes."""

from django import forms
from django.utils import timezone

from disputes.models import Complaint, CourtDate, Litigation, Objection
from disputes.views.forms import ComplaintForm, ObjectionForm
from registry.actions.entries.corrections import CORRECTABLE
from registry.admin.entry_action_forms import correctable
from registry.adminkit import ActionForm, ReasonForm
from registry.models import Entry

LONG = forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})


def day():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CounterObjectionForm(ObjectionForm):
    """An objection at the counter: the clerk has checked the papers, so any entry may be named."""

    def entry_of(self, pk, key):
        return Entry.objects.filter(pk=pk).first()


class CounterComplaintForm(ComplaintForm):
    """A complaint at the counter; any entry may be named."""

    def entry_of(self, pk, key):
        return Entry.objects.filter(pk=pk).first()


class MissingInCaseForm(ActionForm):
    """What the applicant still has to bring."""

    missing = forms.CharField(
        label="需要补正的内容", widget=LONG, help_text="申请人会看到，请一次写全。"
    )


class CaseTextForm(ActionForm):
    """What the applicant brought to the counter."""

    text = forms.CharField(label="补正或者补充的内容", widget=LONG)


class StatementForm(ActionForm):
    """Why the applicant asks for re-examination."""

    statement = forms.CharField(label="申请复核的理由", widget=LONG)


class SignForm(ActionForm):
    """The day on which the provider received the notice."""

    signed_on = forms.DateField(
        label="收到核查通知的日期",
        widget=day(),
        initial=timezone.localdate,
        help_text="当日不计入，次日起算 20 个工作日。",
    )


class FindForm(ActionForm):
    """The finding on an objection; for a correction also the right values of the entry."""

    finding = forms.ChoiceField(
        label="核查结论",
        choices=Objection.Finding,
        widget=forms.RadioSelect,
        help_text="无法证实的按有误处理，不得维持原条目。",
    )
    text = forms.CharField(
        label="核查情况和证据", widget=LONG, help_text="请勿写证件号码。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        entry = self.instance.entry.cause or self.instance.entry
        facts = forms.fields_for_model(
            Entry, CORRECTABLE, formfield_callback=correctable
        )
        for name, field in facts.items():
            field.label = f"更正：{field.label}"
            field.required = False
            self.initial[name] = getattr(entry, Entry._meta.get_field(name).attname)
        self.fields |= facts

    def arguments(self):
        cleaned = self.cleaned_data
        changes = {
            name: cleaned[name] for name in self.changed_data if name in CORRECTABLE
        }
        return {
            "finding": cleaned["finding"],
            "text": cleaned["text"],
            "changes": changes,
        }


class ComplaintFindForm(ActionForm):
    """The finding on a complaint."""

    finding = forms.ChoiceField(
        label="核查结论", choices=Complaint.Finding, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="核查情况和证据", widget=LONG, help_text="请勿写证件号码。"
    )


class DecideForm(ReasonForm):
    """The decision on an objection."""

    outcome = forms.ChoiceField(
        label="决定", choices=Objection.Outcome, widget=forms.RadioSelect
    )
    field_order = ["outcome", "reason"]


class DecideComplaintForm(ReasonForm):
    """The decision on a complaint."""

    outcome = forms.ChoiceField(
        label="决定", choices=Complaint.Outcome, widget=forms.RadioSelect
    )
    remedy = forms.CharField(
        label="纠正措施", required=False, widget=LONG, help_text="投诉成立的必填。"
    )
    field_order = ["outcome", "reason", "remedy"]


class ReplyForm(ActionForm):
    """How and when the applicant got the reply."""

    way = forms.CharField(
        label="答复方式", max_length=200, help_text="例如：平台公布、邮寄、当面送达。"
    )
    replied_on = forms.DateField(
        label="答复日期", widget=day(), initial=timezone.localdate
    )


class StayForm(ReasonForm):
    """The document that stays execution."""

    document = forms.CharField(label="裁定或者决定的文号", max_length=100)
    field_order = ["document", "reason"]


class CourtDateForm(ActionForm):
    """A day in the suit's calendar."""

    kind = forms.ChoiceField(label="事项", choices=CourtDate.Kind)
    on = forms.DateField(label="日期", widget=day())
    place = forms.CharField(label="地点", max_length=100, required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)


class AnsweredForm(ActionForm):
    """The day on which the department answered."""

    on = forms.DateField(
        label="提交答复（答辩）的日期", widget=day(), initial=timezone.localdate
    )


class JudgeForm(ActionForm):
    """A judgment, not yet final."""

    outcome = forms.ChoiceField(label="裁判结果", choices=Litigation.Outcome)
    judgment = forms.CharField(label="裁判要旨", widget=LONG)
    judged_on = forms.DateField(label="裁判日期", widget=day())


class AppealForm(ActionForm):
    """The next instance."""

    stage = forms.ChoiceField(label="审级", choices=Litigation.Stage)
    case_number = forms.CharField(label="新案号", max_length=100)


class EffectForm(ActionForm):
    """The day on which the judgment became final."""

    effective_on = forms.DateField(label="生效日期", widget=day())


class ConcludeLitigationForm(ReasonForm):
    """How the judgment is carried out; for a correction the values that the court wants."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.outcome != Litigation.Outcome.CORRECTED:
            return
        entry = self.instance.entry.cause or self.instance.entry
        facts = forms.fields_for_model(
            Entry, CORRECTABLE, formfield_callback=correctable
        )
        for name, field in facts.items():
            field.required = False
            self.initial[name] = getattr(entry, Entry._meta.get_field(name).attname)
        self.fields |= facts

    def arguments(self):
        cleaned = self.cleaned_data
        changes = {
            name: cleaned[name] for name in self.changed_data if name in CORRECTABLE
        }
        return {"reason": cleaned["reason"], "changes": changes}


class HarmUndoneForm(ActionForm):
    """What a department did to undo the harm."""

    done = forms.CharField(
        label="已经采取的措施",
        widget=LONG,
        help_text="解除了哪些措施，重新审查了哪些决定，怎样消除影响。",
    )


class ClosingForm(ActionForm):
    """How the redress ended."""

    closing = forms.CharField(label="办结说明", widget=LONG)
