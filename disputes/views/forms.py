"""The public forms of objections and complaints; the desk's counter forms build on them."""

import base64

from django import forms
from django.utils import timezone

from disputes.applicants import Applicant
from disputes.fields import KeptSecret
from disputes.models import Complaint, Objection
from registry import identifiers, identity, sealing
from registry.models import Department, Entry, SubjectKind
from registry.uploads import Files

PURPOSE = "disputes.form"
UNKNOWN_ENTRY = (
    "没有查到与所填编号和号码相符的条目。请核对条目编号（公示页面条目下方）和本人号码；"
    "自然人的条目只能由本人凭证件号码提出，其他人请到窗口办理。"
)


def sealed_token(text):
    return base64.b64encode(sealing.seal(text, PURPOSE)).decode()


def unsealed(token):
    return sealing.unseal(base64.b64decode(token), PURPOSE)


def secret_input():
    return KeptSecret(seal=sealed_token, unseal=unsealed)


class ApplicantForm(forms.Form):
    """Who brings the case: identified by a checked number, reached by telephone."""

    relation = forms.ChoiceField(
        label="您与所涉主体的关系",
        choices=Objection.Relation,
    )
    applicant_kind = forms.ChoiceField(
        label="申请人是",
        choices=SubjectKind,
        help_text="代理人请填写被代理的单位或者本人。",
    )
    applicant_name = forms.CharField(
        label="申请人名称或者姓名",
        max_length=200,
        error_messages={"required": "请填写单位全称或者姓名全名。"},
    )
    number = forms.CharField(
        label="统一社会信用代码或者证件号码",
        max_length=40,
        widget=secret_input(),
        help_text="只用于核对身份，加密保存，不会再显示。",
        error_messages={"required": "请填写统一社会信用代码或者证件号码。"},
    )
    phone = forms.CharField(
        label="联系电话",
        max_length=50,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text="加密保存，办理人员查看会留痕。",
        error_messages={"required": "请填写联系电话，以便通知您。"},
    )
    email = forms.EmailField(label="电子邮箱（选填）", required=False)
    address = forms.CharField(label="通信地址（选填）", max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        number, kind = cleaned.get("number"), cleaned.get("applicant_kind")
        if number and kind:
            try:
                cleaned["identifier"] = identifiers.recognise(
                    number,
                    today=timezone.localdate(),
                    kinds=identifiers.kinds_of_subject(SubjectKind(kind)),
                )
            except identifiers.Unrecognised as reason:
                self.add_error("number", str(reason))
        return cleaned

    def applicant(self):
        """The applicant from the cleaned form."""
        cleaned = self.cleaned_data
        return Applicant(
            kind=cleaned["applicant_kind"],
            name=cleaned["applicant_name"],
            identifier=cleaned["identifier"],
            relation=cleaned["relation"],
            phone=cleaned["phone"],
            email=cleaned["email"],
            address=cleaned["address"],
        )


class ObjectionForm(ApplicantForm):
    """An objection: which entry, what is wrong with it, and who objects."""

    entry = forms.IntegerField(
        label="条目编号",
        min_value=1,
        max_value=2**53,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="在公示页面的条目下方，或者决定书、告知短信上。",
        error_messages={
            "required": "请填写条目编号。",
            "invalid": "条目编号只有数字，请核对。",
        },
    )
    ground = forms.ChoiceField(label="异议事由", choices=Objection.Ground)
    statement = forms.CharField(
        label="哪里有误，事实和理由",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="请写明有误的内容、实际情况和依据。请勿填写他人的证件号码。",
        error_messages={"required": "请写明哪里有误和理由。"},
    )
    files = Files(label="证据材料（选填，提交后还可以补充）", required=False)
    field_order = ["entry", "ground", "statement", "files"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("entry") and cleaned.get("identifier"):
            key = identity.lookup_key(cleaned["identifier"])
            entry = self.entry_of(cleaned["entry"], key)
            if entry is None:
                self.add_error("entry", UNKNOWN_ENTRY)
            cleaned["entry"] = entry
        return cleaned

    def entry_of(self, pk, key):
        """The entry `pk`, where the applicant with the look-up `key` may name it; else None."""
        return reachable(pk, key)


def reachable(pk, key):
    """The entry `pk`, if the public may read it or the subject with `key` is listed by it; else None.

    A natural person's entry is found by that person only, so that nobody learns of it by trying
    numbers.
    """
    now = timezone.now()
    own = Entry.objects.filter(pk=pk, published_at__isnull=False)
    mine = own.filter(subject__key=key) | own.filter(
        subject__other_identifiers__key=key
    )
    shown = Entry.objects.shown(now).filter(pk=pk)
    public = shown.exclude(subject__kind=SubjectKind.PERSON)
    return mine.distinct().first() or public.first()


class ComplaintForm(ApplicantForm):
    """A complaint: what about, which department, and who complains."""

    about = forms.ChoiceField(label="投诉事项", choices=Complaint.About)
    respondent = forms.ModelChoiceField(
        label="被投诉单位",
        queryset=Department.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择被投诉单位。"},
    )
    entry = forms.IntegerField(
        label="所涉条目编号（投诉条目时必填）",
        required=False,
        min_value=1,
        max_value=2**53,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "条目编号只有数字，请核对。"},
    )
    statement = forms.CharField(
        label="事情经过和要求",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写明事情经过和您的要求。"},
    )
    files = Files(label="证据材料（选填，提交后还可以补充）", required=False)
    field_order = ["about", "respondent", "entry", "statement", "files"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        departments = Department.objects.in_force(timezone.localdate())
        self.fields["respondent"].queryset = departments.order_by("name")
        self.fields["respondent"].label_from_instance = lambda one: one.name

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("entry") and cleaned.get("identifier"):
            key = identity.lookup_key(cleaned["identifier"])
            entry = self.entry_of(cleaned["entry"], key)
            if entry is None:
                self.add_error("entry", UNKNOWN_ENTRY)
            cleaned["entry"] = entry
        elif (
            cleaned.get("about") == Complaint.About.ENTRY and "entry" not in self.errors
        ):
            self.add_error("entry", "投诉名单条目的，请填写条目编号。")
        return cleaned

    def entry_of(self, pk, key):
        """The entry `pk`, where the applicant with the look-up `key` may name it; else None."""
        return reachable(pk, key)
