"""Complaints (投诉) in the admin."""

from django.contrib import admin
from django.db import transaction

from disputes import actions
from disputes.models import Complaint
from registry import attachments
from registry.adminkit import Button, ReasonForm

from .cases import (
    ACCEPT,
    DECIDE,
    REPLY,
    REVEAL,
    VERIFY,
    CaseAdmin,
    Status,
    at,
)
from .forms import (
    CaseTextForm,
    ComplaintFindForm,
    CounterComplaintForm,
    DecideComplaintForm,
    MissingInCaseForm,
    ReplyForm,
    SignForm,
)


def may_hold(complaint):
    """Whether a reviewer may place a hold: under way, about an entry, without a hold so far."""
    under_way = complaint.status in (Status.ACCEPTED, Status.VERIFYING, Status.FOUND)
    return under_way and complaint.entry_id is not None and complaint.hold_id is None


@admin.register(Complaint)
class ComplaintAdmin(CaseAdmin):
    menu_order = 20
    counter_form = CounterComplaintForm
    list_filter = ["status", "about"]
    fieldsets = [
        (None, {"fields": ["number", "state", "about", "entry_link", "order", "statement", "supplement"]}),
        ("投诉人", {"fields": ["applicant", "relation", "channel"]}),
        ("办理", {"fields": ["receiver", "respondent", "missing", "refusal", "signed_on", "is_deemed"]}),
        ("核查和决定", {"fields": ["finding", "finding_text", "outcome", "grounds", "remedy", "reply_way"]}),
    ]  # fmt: skip
    readonly_fields = [
        "number", "state", "about", "entry_link", "order", "statement", "supplement", "applicant",
        "relation", "channel", "receiver", "respondent", "missing", "refusal", "signed_on",
        "is_deemed", "finding", "finding_text", "outcome", "grounds", "remedy", "reply_way",
    ]  # fmt: skip
    buttons = [
        Button(
            "accept",
            "受理",
            when=Status.ACCEPTED,
            do=actions.cases.accept,
            permission=ACCEPT,
            note="受理的同时发出核查通知。",
            step=True,
        ),
        Button(
            "give_back",
            "退回补正",
            when=Status.RETURNED,
            do=actions.cases.return_to_applicant,
            permission=ACCEPT,
            form=MissingInCaseForm,
        ),
        Button(
            "supplement",
            "登记补正",
            when=at(Status.RETURNED),
            do=actions.cases.supplement,
            permission=ACCEPT,
            form=CaseTextForm,
            step=True,
        ),
        Button(
            "refuse",
            "不予受理",
            when=Status.REFUSED,
            do=actions.cases.refuse,
            permission=ACCEPT,
            form=ReasonForm,
            note="理由会告诉投诉人。",
            danger=True,
        ),
        Button(
            "sign",
            "签收核查通知",
            when=at(Status.ACCEPTED),
            do=actions.cases.sign,
            permission=VERIFY,
            form=SignForm,
            step=True,
        ),
        Button(
            "find",
            "提交核查结论",
            when=Status.FOUND,
            do=actions.cases.record_finding,
            permission=VERIFY,
            form=ComplaintFindForm,
            step=True,
        ),
        Button(
            "hold",
            "暂停所涉条目",
            when=may_hold,
            do=actions.complaints.place_hold,
            permission=DECIDE,
            form=ReasonForm,
            note="投诉不自动暂停条目；有疑点的，由审核人暂停至投诉决定之时。",
        ),
        Button(
            "send_back",
            "退回重新核查",
            when=at(Status.FOUND),
            do=actions.cases.redo_finding,
            permission=DECIDE,
            form=ReasonForm,
        ),
        Button(
            "decide",
            "作出决定",
            when=Status.DECIDED,
            do=actions.complaints.decide,
            permission=DECIDE,
            form=DecideComplaintForm,
            step=True,
        ),
        Button(
            "reply",
            "登记答复",
            when=Status.REPLIED,
            do=actions.cases.reply,
            permission=REPLY,
            form=ReplyForm,
            step=True,
        ),
        Button(
            "withdraw",
            "登记撤回",
            when=Status.WITHDRAWN,
            do=actions.cases.withdraw,
            permission=ACCEPT,
            form=ReasonForm,
            danger=True,
        ),
        Button(
            "reveal",
            "查看投诉人联系方式",
            when=lambda case: True,
            do=actions.reveal.applicant,
            permission=REVEAL,
            form=ReasonForm,
            note="查看人、时间和理由将写入办理过程，只显示一次。",
            shows=True,
        ),
    ]

    def take_in(self, form, *, by):
        cleaned = form.cleaned_data
        with transaction.atomic():
            complaint, secret = actions.complaints.file(
                about=cleaned["about"],
                respondent=cleaned["respondent"],
                applicant=form.applicant(),
                statement=cleaned["statement"],
                entry=cleaned["entry"],
                by=by,
            )
            attachments.keep_all(complaint, cleaned["files"], by=by)
        return complaint, complaint.number, secret
