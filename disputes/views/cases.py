"""Bringing an objection or a complaint: one form each, a receipt with number and secret."""

from django.db import transaction
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from disputes import actions
from registry import attachments
from registry.errors import CreditError
from registry.viewkit import is_over, unindexed

from .forms import ComplaintForm, ObjectionForm

ALLOWED = 20
WITHIN_SECONDS = 600


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def object_page(request):
    """Object to an entry; `?entry=` names it beforehand."""
    return brought(request, ObjectionForm, lodge, "disputes/object.html")


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def complain_page(request):
    """Complain about what a department did."""
    return brought(request, ComplaintForm, complain, "disputes/complain.html")


def brought(request, form_class, bring, template):
    """The form until it is right, then its receipt."""
    if request.method != "POST":
        entry = request.GET.get("entry", "")
        initial = {"entry": entry} if entry.isdecimal() and len(entry) < 16 else {}
        return page(request, template, {"form": form_class(initial=initial)})
    if is_over(request, "dispute", allowed=ALLOWED, seconds=WITHIN_SECONDS):
        context = {"wait_minutes": WITHIN_SECONDS // 60}
        return unindexed(render(request, "429.html", context, status=429))
    form = form_class(request.POST, request.FILES)
    if form.is_valid():
        try:
            case, secret = bring(form)
            return page(request, template, {"case": case, "secret": secret})
        except CreditError as refusal:
            form.add_error(None, str(refusal))
    return page(request, template, {"form": form})


@transaction.atomic
def lodge(form):
    given = form.cleaned_data
    objection, secret = actions.objections.file(
        given["entry"],
        applicant=form.applicant(),
        ground=given["ground"],
        statement=given["statement"],
        by=None,
    )
    attachments.keep_all(objection, given["files"], by=None)
    return objection, secret


@transaction.atomic
def complain(form):
    given = form.cleaned_data
    complaint, secret = actions.complaints.file(
        about=given["about"],
        respondent=given["respondent"],
        applicant=form.applicant(),
        statement=given["statement"],
        entry=given["entry"],
        by=None,
    )
    attachments.keep_all(complaint, given["files"], by=None)
    return complaint, secret


def page(request, template, context):
    return unindexed(render(request, template, context))
