"""The public page to apply for repair, without an account: first who and which entry, then the form."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from registry import attachments, identifiers, identity
from registry.case_status import clocks_of
from registry.errors import CreditError
from registry.models import Entry, Subject
from registry.uploads import Files
from registry.viewkit import UnechoedInput, is_over, unindexed

from . import actions
from .models import Application
from .rules import PROMISE

SALT = "repair.apply"
HALF_AN_HOUR = 1800  # seconds
ALLOWED, WITHIN_SECONDS = 20, 600
NOBODY = (
    "没有查到与所填名称和号码都相符、并且可以申请修复的失信条目。请核对后重新填写。"
)
EXPIRED = "页面已经过期，请重新填写名称和号码。"


class WhoForm(forms.Form):
    """The applicant, identified by name and number together."""

    name = forms.CharField(
        label="单位名称或姓名",
        max_length=200,
        error_messages={"required": "请填写单位全称或姓名全名。"},
    )
    number = forms.CharField(
        label="统一社会信用代码或证件号码",
        max_length=40,
        widget=UnechoedInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="只用于核对身份，不会显示在页面和网址中。",
        error_messages={"required": "请填写统一社会信用代码或证件号码。"},
    )

    def clean_number(self):
        """All readings of the number: some are valid as a company's code and as a person's number."""
        readings, reason = [], ""
        for kinds in (identifiers.PERSON_KINDS, identifiers.ORGANISATION_KINDS):
            try:
                readings.append(
                    identifiers.recognise(
                        self.cleaned_data["number"],
                        today=timezone.localdate(),
                        kinds=kinds,
                    )
                )
            except identifiers.Unrecognised as unread:
                reason = str(unread)
        if not readings:
            raise ValidationError(reason)
        return readings


class ApplyForm(forms.Form):
    """The application itself."""

    contact_name = forms.CharField(
        label="联系人", max_length=50, error_messages={"required": "请填写联系人。"}
    )
    contact = forms.CharField(
        label="联系电话",
        max_length=50,
        help_text="加密保存，只有办理人员可以查看。",
        error_messages={"required": "请填写联系电话。"},
    )
    statement = forms.CharField(
        label="纠正失信行为、履行义务的情况",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请说明已经如何纠正、履行。"},
    )
    materials = Files(
        label="证明材料",
        error_messages={"required": "请上传义务履行完毕的证明材料。"},
    )
    promised = forms.BooleanField(
        label="我已阅读并作出上述信用承诺",
        error_messages={"required": "请阅读信用承诺书并勾选。"},
    )


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def apply(request):
    """Identify the applicant, show their entries with obstacles, take the application, show a receipt."""
    if request.method != "POST":
        return page(request, {"who": WhoForm()})
    if "token" in request.POST:
        return apply_for(request, request.POST["token"])
    if is_over(request, "repair", allowed=ALLOWED, seconds=WITHIN_SECONDS):
        context = {"wait_minutes": WITHIN_SECONDS // 60}
        return unindexed(render(request, "429.html", context, status=429))
    who = WhoForm(request.POST)
    if not who.is_valid():
        return page(request, {"who": who})
    subject = find_subject(who.cleaned_data)
    entries = (
        actions.applications.adverse_entries_of(subject, on=timezone.localdate())
        if subject
        else []
    )
    if not entries:
        who.add_error(None, NOBODY)
        return page(request, {"who": who})
    # The signed token carries the entry to the next step: the number is not asked for twice,
    # and nobody can apply for an entry that was not shown to them.
    choices = [
        (entry, obstacles, signing.dumps(entry.pk, salt=SALT))
        for entry, obstacles in entries
    ]
    return page(request, {"choices": choices, "subject": subject})


def find_subject(cleaned) -> Subject | None:
    """The subject that has both the name and the number, now or formerly."""
    for reading in cleaned["number"]:
        subject = identity.subject_with_number(reading)
        if subject is not None and identity.agrees(subject, cleaned["name"]):
            return subject
    return None


def apply_for(request, token):
    """The second step: the form for the entry in `token`, then its receipt."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=HALF_AN_HOUR)
    except signing.BadSignature:
        who = WhoForm()
        return page(request, {"who": who, "trouble": EXPIRED})
    entry = Entry.objects.select_related("standard", "department", "subject").get(pk=pk)
    rule = actions.applications.rule_for(entry, timezone.localdate())
    context = {"entry": entry, "token": token, "promise": PROMISE, "rule": rule}
    if "contact" not in request.POST:
        return page(request, {**context, "form": ApplyForm()})
    form = ApplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            application, receipt, secret = file_application(entry, **form.cleaned_data)
            clocks = clocks_of(application, on=timezone.localdate())
            filed = {"receipt": receipt, "secret": secret, "clocks": clocks}
            return page(request, filed)
        except CreditError as refusal:
            form.add_error(None, str(refusal))
    return page(request, {**context, "form": form})


@transaction.atomic
def file_application(entry, *, materials, **fields):
    """Receive the application and its files together; returns (application, receipt, secret)."""
    application, receipt, secret = actions.applications.receive(
        entry, channel=Application.Channel.PUBLIC, by=None, **fields
    )
    attachments.keep_all(application, materials, by=None)
    return application, receipt, secret


def page(request, context):
    return unindexed(render(request, "repair/apply.html", context))
