"""The pages for objections and complaints: a form each, then a receipt with number and secret."""

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
    """Object to an entry; `?entry=` fills in its number."""
    return case_page(request, ObjectionForm, file_objection, "disputes/object.html")


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def complain_page(request):
    """Complain about what a department did."""
    return case_page(request, ComplaintForm, file_complaint, "disputes/complain.html")


def case_page(request, form_class, file_case, template):
    """Show the form until it is valid; then file the case and show its receipt."""
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
            case, secret = file_case(form)
            return page(request, template, {"case": case, "secret": secret})
        except CreditError as refusal:
            form.add_error(None, str(refusal))
    return page(request, template, {"form": form})


# Together: a file that is refused leaves no case behind.
@transaction.atomic
def file_objection(form):
    cleaned = form.cleaned_data
    objection, secret = actions.objections.file(
        cleaned["entry"],
        applicant=form.applicant(),
        ground=cleaned["ground"],
        statement=cleaned["statement"],
        by=None,
    )
    attachments.keep_all(objection, cleaned["files"], by=None)
    return objection, secret


@transaction.atomic
def file_complaint(form):
    cleaned = form.cleaned_data
    complaint, secret = actions.complaints.file(
        about=cleaned["about"],
        respondent=cleaned["respondent"],
        applicant=form.applicant(),
        statement=cleaned["statement"],
        entry=cleaned["entry"],
        by=None,
    )
    attachments.keep_all(complaint, cleaned["files"], by=None)
    return complaint, secret


def page(request, template, context):
    return unindexed(render(request, template, context))
