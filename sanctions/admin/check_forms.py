"""Forms of the checks: the question, the list, and the feedback."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.admin.subject_fields import IdentifierField
from registry.adminkit import ActionForm
from sanctions.checking.questions import question
from sanctions.models import Feedback, Purpose

LARGEST = 10 * 1024 * 1024  # bytes


class PurposeForm(forms.Form):
    """For which purpose and in which case: there is no check without."""

    required_css_class = "required"
    purpose = forms.ChoiceField(
        label="用途", choices=[("", "请选择"), *Purpose.choices]
    )
    case_number = forms.CharField(
        label="办件编号",
        max_length=100,
        help_text="本单位受理编号、项目编号等，长期留存。",
    )


class CheckForm(PurposeForm):
    """One subject, by number, name or both."""

    identifier = IdentifierField(label="证件号码", required=False)
    name = forms.CharField(
        label="名称（姓名）",
        max_length=200,
        required=False,
        help_text="只凭名称不会得到“有生效中的条目”的结论。",
    )
    clarification = forms.CharField(label="澄清编号", max_length=20, required=False)
    at = forms.DateTimeField(
        label="查询时点",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="不填为现在。",
    )
    question = None  # the Question, once the form is valid

    def clean(self):
        data = super().clean()
        try:
            self.question = question(
                identifier=data.get("identifier"),
                name=data.get("name"),
                clarification=data.get("clarification"),
                today=timezone.localdate(),
            )
        except ValidationError as error:
            self.add_error(
                None if "name" in error.message_dict else "identifier",
                error.messages[0],
            )
        if data.get("at") and data["at"] > timezone.now():
            self.add_error("at", "查询时点不能晚于现在。")
        return data


class CheckUploadForm(PurposeForm):
    """A list of subjects, as creditproveent.xlsx: a column of numbers and one of names."""

    file = forms.FileField(
        label="名单文件",
        help_text="xlsx、xls 或 csv，须有代码和名称两列；一次最多 10000 个主体。",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("文件超过 10 MB，请分开上传。")
        return file


class FeedbackForm(ActionForm):
    outcome = forms.ChoiceField(label="办理结果", choices=Feedback.Outcome)
    reason = forms.CharField(
        label="说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="不执行措施的必填。",
    )
