"""Forms of the buttons on applications, and the counter form."""

from django import forms

from registry import identity
from registry.adminkit import ActionForm, ReasonForm
from registry.models import ADVERSE, Entry, Standard
from registry.uploads import Files
from repair.models import Application
from repair.rules import PROMISE

CHANNELS = [one for one in Application.Channel.choices if one[0] != "public"]


class MissingMaterialsForm(ActionForm):
    """Everything the applicant still has to bring; asked for once."""

    missing = forms.CharField(
        label="需要补正的全部内容",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="补正只能一次性告知，请写全。补正期间不计入办理期限。",
    )


class SupplementForm(ActionForm):
    """What the applicant brought to the counter."""

    statement = forms.CharField(
        label="申请人补正的内容", widget=forms.Textarea(attrs={"rows": 5})
    )


class FindingForm(ActionForm):
    """The result of the verification."""

    finding = forms.CharField(
        label="核查意见",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明核查了哪些材料、义务是否履行完毕、影响是否消除。",
    )


class GroundsForm(ActionForm):
    """The reasons of a decision, which the applicant reads."""

    grounds = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写入答复书，告知申请人。",
    )


class RevokeForm(ReasonForm):
    """Why a repair is revoked, and the standard of the new adverse entry that is drafted."""

    standard = forms.ModelChoiceField(
        Standard.objects.none(), label="新条目依据的认定标准"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Standard.objects.filter(
            department=self.instance.department,
            list_kind__in=ADVERSE,
            status=Standard.Status.PUBLISHED,
        )
        self.fields["standard"].queryset = own


class IntakeForm(forms.Form):
    """An application received at the counter or passed on by 信用中国."""

    entry = forms.ModelChoiceField(
        Entry.objects.filter(list_kind__in=ADVERSE),
        label="条目编号",
        widget=forms.NumberInput(attrs={"min": 1}),
        help_text="申请修复的条目，编号见“名单条目”。",
        error_messages={"invalid_choice": "没有这个编号的失信条目，请核对。"},
    )
    applicant = forms.CharField(
        label="申请人名称",
        max_length=200,
        help_text="单位全称或姓名全名，与条目的主体核对。请先查验营业执照或身份证件。",
    )
    channel = forms.ChoiceField(label="受理渠道", choices=CHANNELS)
    external_number = forms.CharField(
        label="信用中国申请编号",
        max_length=60,
        required=False,
        help_text="信用中国转办的必填。",
    )
    contact_name = forms.CharField(label="联系人", max_length=50)
    contact = forms.CharField(
        label="联系电话", max_length=50, help_text="加密保存，只有办理人员可以查看。"
    )
    statement = forms.CharField(
        label="整改及义务履行情况",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
    )
    files = Files(label="证明材料", required=False)
    promised = forms.BooleanField(label="申请人已作出信用承诺", help_text=PROMISE)

    def clean(self):
        """Only the subject of the entry may apply for its repair."""
        entry, name = self.cleaned_data.get("entry"), self.cleaned_data.get("applicant")
        if entry and name and not identity.agrees(entry.subject, name):
            sentence = (
                f"条目 {entry.pk} 的主体与申请人名称不一致，请核对条目编号和申请人。"
            )
            self.add_error("applicant", sentence)
        return self.cleaned_data
