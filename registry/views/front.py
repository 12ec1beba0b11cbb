"""The home page."""

from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone

from registry import disclosure
from registry.models import Department, Entry, ListKind, Standard, SubjectKind

from .cards import Card

LATEST = 5
COUNTED = 2_000  # entries, above which a count would only cost time
FIGURES_KEPT = 600  # seconds


def home(request):
    """The home page: search, what one can do here, the latest of both lists, some numbers."""
    now = timezone.now()
    return render(
        request,
        "registry/home.html",
        {
            "latest_red": latest(ListKind.RED, now),
            "latest_black": latest(ListKind.BLACK, now),
            **cache.get_or_set("home.figures", lambda: figures(now), FIGURES_KEPT),
        },
    )


def latest(kind, now):
    named = disclosure.listed(kind, now=now).exclude(subject__kind=SubjectKind.PERSON)
    return [Card(entry) for entry in named[:LATEST]]


def figures(now):
    """The numbers of the home page; long lists are counted up to COUNTED."""
    on = timezone.localdate(now)
    return {
        "at": now,
        "figures": [
            ("红名单在公示", counted(ListKind.RED, now), "条"),
            ("黑名单在公示", counted(ListKind.BLACK, now), "条"),
            ("施行中的认定标准", str(Standard.objects.in_force(on).count()), "项"),
            ("参与单位", str(Department.objects.in_force(on).count()), "个"),
        ],
    }


def counted(kind, now):
    shown = Entry.objects.shown(now).filter(list_kind=kind).order_by()
    count = shown[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if count > COUNTED else f"{count:,}"
