"""The public pages about measures: the catalogue, memoranda, classes, and reports verified."""

from django import forms
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from registry.viewkit import is_over, plain_refusals

from . import credit_report, rules
from .models import Edition, Measure, Memorandum, Provision, Report, Scheme

TRIES, SECONDS = 30, 600
TOO_OFTEN = "验证次数过多，请十分钟后再试。"
UNKNOWN = "没有这个验证码对应的信用报告，请核对报告首页的验证码。"


class MeasuresForm(forms.Form):
    """Which measures to show."""

    polarity = forms.ChoiceField(
        label="激励或惩戒",
        required=False,
        choices=[("", "激励和惩戒"), *Measure.Polarity.choices],
    )
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部类型"), *Measure.Kind.choices]
    )
    force = forms.ChoiceField(
        label="效力",
        required=False,
        choices=[("", "强制性和推荐性"), *Measure.Force.choices],
    )


@plain_refusals
def measures(request: HttpRequest) -> HttpResponse:
    """The catalogue in force, with the basis of every measure (三(三))."""
    form = MeasuresForm(request.GET)
    if not form.is_valid():
        raise forms.ValidationError("筛选条件有误，请重新选择。")
    today = timezone.localdate()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    found = (
        Measure.objects.current(today)
        .filter(**chosen)
        .select_related("edition")
        .order_by("polarity", "clause", "pk")
    )
    return render(
        request,
        "sanctions/measure_list.html",
        {
            "form": form,
            "measures": found,
            "edition": Edition.objects.in_force(today).order_by("-valid_from").first(),
        },
    )


def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure in every edition that was published, newest first."""
    versions = list(
        Measure.objects.filter(code=code, valid_from__isnull=False)
        .select_related("edition")
        .prefetch_related("implementers", "bases")
        .order_by("-edition")
    )
    if not versions:
        raise Http404
    today = timezone.localdate()
    return render(
        request,
        "sanctions/measure_detail.html",
        {
            "newest": versions[0],
            "versions": [(v, v.is_in_force(today)) for v in versions],
        },
    )


def memoranda(request: HttpRequest) -> HttpResponse:
    """The published memoranda: which measures follow from which standards, and where."""
    provisions = Provision.objects.select_related("measure", "department")
    found = (
        Memorandum.objects.exclude(status=Memorandum.Status.DRAFT)
        .select_related("initiator")
        .prefetch_related("standards", Prefetch("provisions", provisions))
    )
    return render(request, "sanctions/memorandum_list.html", {"memoranda": found})


def schemes(request: HttpRequest) -> HttpResponse:
    """The published rules of classification, as everybody may read them (三(二))."""
    found = (
        Scheme.objects.exclude(status=Scheme.Status.DRAFT)
        .select_related("department")
        .prefetch_related("bands")
    )
    listed = [
        (scheme, [(band, rules.band_text(band)) for band in scheme.bands.all()])
        for scheme in found
    ]
    return render(request, "sanctions/scheme_list.html", {"schemes": listed})


class CodeForm(forms.Form):
    """The code on a report's first page."""

    code = forms.CharField(label="验证码", max_length=30)

    def clean_code(self):
        return self.cleaned_data["code"].replace(" ", "").replace("-", "").upper()


def verify(request: HttpRequest) -> HttpResponse:
    """Whether a credit report is genuine, what it stated then, and what has become of it."""
    form = CodeForm(request.POST or None)
    sentence, context, status = "", {}, 200
    if request.method == "POST" and form.is_valid():
        if is_over(request, "report", allowed=TRIES, seconds=SECONDS):
            sentence, status = TOO_OFTEN, 429
        else:
            report = Report.objects.filter(code=form.cleaned_data["code"]).first()
            sentence = "" if report else UNKNOWN
            context = verified(report) if report else {}
    page = {"form": form, "sentence": sentence, **context}
    return render(request, "sanctions/verify.html", page, status=status)


def verified(report) -> dict:
    """The facts of a genuine `report`, each entry with what has become of it."""
    now = timezone.now()
    facts = credit_report.public_facts(report)
    changes = credit_report.changes_since(report, now)
    return {
        "report": report,
        "facts": facts,
        "entries": [
            (entry, changes.get(entry["id"], "")) for entry in facts["entries"]
        ],
        "now": now,
    }
