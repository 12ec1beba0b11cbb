"""The page on which an applicant without an account follows their case by its receipt."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from registry import case_status, receipts
from registry.errors import CreditError
from registry.viewkit import (
    LETTER_FORMATS,
    UnechoedInput,
    is_over,
    letter_response,
    unindexed,
    was_over,
)

ALLOWED = 10
WITHIN_SECONDS = 600
WRONG = "回执编号与查询码不相符，请核对后重新填写。"


class ReceiptForm(forms.Form):
    """Number and secret of a receipt; neither alone opens anything."""

    number = forms.CharField(
        label="回执编号",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写回执编号。"},
    )
    secret = forms.CharField(
        label="查询码",
        max_length=30,
        widget=UnechoedInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写查询码。"},
    )


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def status_page(request):
    """The state of a case, for the holder of its receipt, and what its applicant may do.

    Number and secret come by POST each time: nothing of them stays in an address or a session.
    Only wrong ones are counted against the address they come from.
    """
    if request.method != "POST":
        return page(request, {"form": ReceiptForm()})
    if was_over(request, "status", allowed=ALLOWED):
        return too_often(request)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return page(request, {"form": form})
    receipt = receipts.check(form.cleaned_data["number"], form.cleaned_data["secret"])
    if receipt is None:
        if is_over(request, "status", allowed=ALLOWED, seconds=WITHIN_SECONDS):
            return too_often(request)
        form.add_error(None, WRONG)
        return page(request, {"form": form})
    return case_page(request, receipt, form.cleaned_data["secret"])


def too_often(request):
    """The page for too many attempts, the same for right and wrong secrets: guessing on is useless."""
    context = {"wait_minutes": WITHIN_SECONDS // 60}
    return unindexed(render(request, "429.html", context, status=429))


def case_page(request, receipt, secret):
    """The case of a valid receipt: shown, acted upon, or one of its papers as a download."""
    on = timezone.localdate()
    status = case_status.status_of(receipt, on=on)
    wanted = request.POST.get("do", "")
    paper, _, extension = request.POST.get("paper", "").rpartition(".")
    if paper in status.papers and extension in LETTER_FORMATS:
        return letter_response(status.papers[paper](), paper, extension)
    action = next((one for one in status.acts if one.name == wanted), None)
    done, form = "", None
    if action is not None:
        form = action.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                action.do(**form.cleaned_data)
                done, form = f"已{action.label}。", None
                status = case_status.status_of(receipt, on=on)
            except CreditError as refusal:
                form.add_error(None, str(refusal))
    actions = [
        (one, form if form is not None and one is action else one.form())
        for one in status.acts
    ]
    context = {"status": status, "actions": actions, "done": done, "on": on}
    return page(request, {**context, "receipt": receipt, "secret": secret})


def page(request, context):
    return unindexed(render(request, "registry/status.html", context))
