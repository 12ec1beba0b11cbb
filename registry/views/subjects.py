"""The public page of one organisation."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from registry import disclosure
from registry.models import OtherIdentifier
from registry.viewkit import asked_instant, link, plain_refusals

from .cards import Card, as_of, grouped


@plain_refusals
def subject_page(request, key):
    """All that is shown of an organisation or individual business, now or at `?at=`."""
    now = timezone.now()
    asked = asked_instant(request, now)
    at = asked or now
    public = disclosure.organisations(now).select_related("region")
    subject = public.filter(key=key).first()
    if subject is None:
        return to_main_number(key, public)
    shown = disclosure.in_detail(disclosure.entries(at, now=now).of(subject))
    cards = [
        Card(as_of(entry, at) if asked else entry, asked)
        for entry in shown.order_by("-decided_on", "-pk")
    ]
    return render(
        request,
        "registry/subject_detail.html",
        {
            "subject": subject,
            "former_names": [former.name for former in subject.former_names.all()],
            "groups": grouped(cards),
            "notices": disclosure.notices(now).filter(
                entry__subject=subject, published_at__lte=at
            ),
            "at": at,
            "as_of": asked,
            "now_url": link(request, at=None),
            "today": timezone.localdate(now),
        },
    )


def to_main_number(key, public):
    """Redirect to the main number of the subject with the other number `key`; raises Http404."""
    other = OtherIdentifier.objects.filter(key=key, subject__in=public)
    main = other.values_list("subject__key", flat=True).first()
    if main is None:
        raise Http404
    return redirect("registry:subject", main)
