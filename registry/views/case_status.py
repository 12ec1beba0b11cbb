from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from registry import case_status, documents, receipts
from registry.errors import CreditError
from registry.viewkit import is_over, was_over

from .persons import Unechoed, unindexed

ALLOWED = 10
WITHIN_SECONDS = 600
WRONG = "回执编号与查询码不相符，请核对后重新填写。"
KINDS = {
    "docx": (
        documents.as_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (documents.as_pdf, "application/pdf"),
}


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
        widget=Unechoed(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写查询码。"},
    )


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def status_page(request):
    """The state of a case, for whoever holds its receipt; and what its applicant may do."""
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
    return opened(request, receipt, form.cleaned_data["secret"])


def too_often(request):
    """The same answer to right and wrong secrets: guessing on is of no use."""
    context = {"wait_minutes": WITHIN_SECONDS // 60}
    return unindexed(render(request, "429.html", context, status=429))


def opened(request, receipt, secret):
    """The case itself: shown, acted upon, or a paper of it handed out."""
    on = timezone.localdate()
    account = case_status.status_of(receipt, on=on)
    asked = request.POST.get("do", "")
    paper, _, kind = request.POST.get("paper", "").rpartition(".")
    if paper in account.papers and kind in KINDS:
        return handed_out(account.papers[paper](), paper, kind)
    act = next((one for one in account.acts if one.name == asked), None)
    done, form = "", None
    if act is not None:
        form = act.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                act.do(**form.cleaned_data)
                done, form = f"已{act.label}。", None
                account = case_status.status_of(receipt, on=on)
            except CreditError as refusal:
                form.add_error(None, str(refusal))
    acts = [
        (one, form if form is not None and one is act else one.form())
        for one in account.acts
    ]
    context = {"account": account, "acts": acts, "done": done, "on": on}
    return page(request, {**context, "receipt": receipt, "secret": secret})


def handed_out(letter, name, kind):
    make, content_type = KINDS[kind]
    response = HttpResponse(make(letter), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return unindexed(response)


def page(request, context):
    return unindexed(render(request, "registry/status.html", context))
