"""The paper file of an entry, in its order: standard, subject, decision, hearing, service."""

from django import forms

from registry.actions.entries.drafting import FACTS
from registry.entry_facts import FactKind, Use, used_for
from registry.models import Entry

from .subject_fields import NewSubject

HINTS = {
    "document_number": "照录决定文书上的文号，如 榕环罚〔2026〕12号。",
    "facts": "写明何时、何地、何种行为。会向社会公示，请勿写证件号码、住址、电话。",
    "notice_served_on": "失信类条目须先告知事实、理由、依据和权利（国办发〔2020〕49号）。",
    "statement_answer": "当事人提出陈述申辩的必填。",
    "source": "仅良好记录、红名单填写（一、守信行为）。",
}


class DetailsField(forms.CharField):
    """Particulars without a column of their own, one a line: 名称：内容."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(**kwargs)
        self.widget.attrs |= {"rows": 3, "class": "vLargeTextField"}

    def prepare_value(self, value):
        if isinstance(value, dict):
            return "\n".join(f"{name}：{text}" for name, text in value.items())
        return value

    def to_python(self, value):
        found = {}
        for line in (super().to_python(value) or "").splitlines():
            name, mark, text = line.replace(":", "：", 1).partition("：")
            if not line.strip():
                continue
            if not mark or not name.strip():
                raise forms.ValidationError(
                    f"“{line.strip()}”没有冒号。请每行填一项，写成“名称：内容”。"
                )
            found[name.strip()] = text.strip()
        return found

    def has_changed(self, initial, data):
        try:
            return (initial or {}) != self.to_python(data)
        except forms.ValidationError:
            return True


class FactsForm(forms.ModelForm):
    """The facts of an entry."""

    details = DetailsField(
        label="其他登记事项",
        required=False,
        help_text="每行一项，写成“名称：内容”，如“处罚金额（元）：5000”。",
    )

    class Meta:
        model = Entry
        fields = FACTS
        help_texts = HINTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for fact in used_for(Use.DRAFT):
            if fact.kind is FactKind.TEXT and fact.name in self.fields:
                self.fields[fact.name].widget.attrs["size"] = 50

    def changes(self):
        """The facts that were altered on the form."""
        return {n: self.cleaned_data[n] for n in self.changed_data if n in FACTS}


class DraftForm(FactsForm, NewSubject):
    """A new entry: its standard, its subject, known or new, and its facts."""

    class Meta(FactsForm.Meta):
        fields = ["standard", "subject", *FACTS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].required = False
        self.fields[
            "subject"
        ].help_text = "输入单位名称（两个字以上）或统一社会信用代码；本单位登记过的自然人可输入完整证件号码。"

    def clean(self):
        super().clean()
        if self.is_new and self.cleaned_data.get("subject"):
            self.add_error("subject", "已选择主体，又填写了新主体；请只保留一处。")
        elif self.is_new:
            self.check_new()
        elif not self.cleaned_data.get("subject") and "subject" not in self.errors:
            self.add_error("subject", "请选择已登记的主体，或在下面填写新主体。")
        return self.cleaned_data

    def _get_validation_exclusions(self):
        # The subject may still have to be enrolled; the action itself checks the whole entry.
        return super()._get_validation_exclusions() | {"subject", "standard"}
