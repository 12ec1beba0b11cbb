"""The public pages of the ledger and of certificates."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from registry import actions, disclosure, identifiers, ledger, proofs
from registry.documents import printed
from registry.errors import CreditError
from registry.media_types import PDF
from registry.models import Entry, Proof, Seal, SubjectKind
from registry.viewkit import is_over, unindexed

DAYS = 31
ALLOWED, WITHIN_SECONDS = 20, 3600


def heads():
    return ledger.daily_heads(timezone.now() - timedelta(days=DAYS))


def ledger_page(request):
    """The last seal of each day, for those who want to keep it."""
    pending, oldest = ledger.waiting()
    context = {"heads": heads(), "pending": pending, "oldest": oldest}
    return render(request, "registry/ledger.html", context)


def ledger_json(request):
    """The same for machines."""
    days = [
        {
            "day": timezone.localdate(seal.at).isoformat(),
            "number": seal.number,
            "sealed_at": timezone.localtime(seal.at).isoformat(),
            "hash": seal.hash,
        }
        for seal in heads()
    ]
    return JsonResponse({"heads": days})


def seal_json(request, number):
    """One seal with everything that its hash is made of; the lines themselves are not public."""
    seal = get_object_or_404(Seal.objects.heads(), pk=number)
    names = ["number", "moment", "last", "lines", "root", "previous", "hash"]
    facts = {name: getattr(seal, name) for name in names}
    return JsonResponse({**facts, "at": ledger.micros(seal.at)})


class ProofRequestForm(forms.Form):
    """Which organisation to certify."""

    number = forms.CharField(
        label="统一社会信用代码",
        max_length=40,
        error_messages={"required": "请填写统一社会信用代码。"},
    )

    def clean_number(self):
        today = timezone.localdate()
        kinds = identifiers.ORGANISATION_KINDS
        try:
            return identifiers.recognise(
                self.cleaned_data["number"], today=today, kinds=kinds
            )
        except identifiers.Unrecognised as reason:
            raise forms.ValidationError(str(reason)) from reason


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def proof_desk(request):
    """Look a certificate up by its code, or have one made for an organisation as of now."""
    if code := request.GET.get("code", "").strip().upper():
        return find_proof(request, code)
    form = ProofRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_over(request, "proof", allowed=ALLOWED, seconds=WITHIN_SECONDS):
            context = {"wait_minutes": WITHIN_SECONDS // 60}
            return render(request, "429.html", context, status=429)
        proof = actions.proofs.issue(form.cleaned_data["number"], by=None)
        return redirect("registry:proof", proof.code)
    return render(request, "registry/proof_desk.html", {"form": form})


def find_proof(request, code):
    if Proof.objects.filter(code=code).exists():
        return redirect("registry:proof", code)
    context = {"form": ProofRequestForm(), "unknown": True}
    return render(request, "registry/proof_desk.html", context, status=404)


@never_cache
def proof_page(request, code):
    """What the certificate says, whether it is genuine, and what of it is in effect now."""
    proof = get_object_or_404(Proof.objects.select_related("seal"), code=code)
    context = shown(proof) | {"pdf": not proof.facts["person"]}
    return unindexed(render(request, "registry/proof.html", context))


def shown(proof):
    pks = [one["entry"] for one in proof.facts["entries"]]
    now = timezone.now()
    standing = Entry.objects.filter(pk__in=pks).in_effect(now)
    return {
        "proof": proof,
        "facts": proofs.readable(proofs.veiled(proof)),
        "genuine": proofs.is_genuine(proof),
        "now": now,
        "still": standing.count(),
    }


@never_cache
def proof_json(request, code):
    proof = get_object_or_404(Proof.objects.select_related("seal"), code=code)
    return JsonResponse(proofs.as_json(proof))


@never_cache
def proof_pdf(request, code):
    """An organisation's certificate on paper; a person's is handed over at the counter."""
    proof = get_object_or_404(Proof.objects.select_related("seal"), code=code)
    if proof.facts["person"]:
        raise Http404
    return pdf_response(request, proof)


def pdf_response(request, proof):
    address = request.build_absolute_uri(f"/proof/{proof.code}/")
    try:
        facts = proofs.readable(proof.facts)
        context = {"proof": proof, "facts": facts, "address": address}
        page = printed("registry/proof_print.html", context)
    except CreditError as refusal:
        return render(request, "400.html", {"sentence": str(refusal)}, status=503)
    response = HttpResponse(page, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="proof-{proof.code}.pdf"'
    return response


def changes_page(request, pk):
    """What happened to one shown entry and when, without officials' names; not for entries of persons."""
    now = timezone.now()
    shown = disclosure.entries(now, now=now).exclude(subject__kind=SubjectKind.PERSON)
    entry = get_object_or_404(shown.select_related("subject", "standard"), pk=pk)
    context = {"entry": entry, "changes": entry.changes.order_by("moment", "pk")}
    return render(request, "registry/changes.html", context)
