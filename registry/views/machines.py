"""What search engines read about the site: robots.txt and the sitemap."""

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from registry import disclosure
from registry.models import ListKind, Standard, SubjectKind

PAGES = ["home", "red", "black", "standards", "departments", "notices", "guide"]
SUBJECTS_NAMED = 2000
KEPT_SECONDS = 3600  # in the cache


def robots(request):
    """robots.txt: pages about persons, the admin and the API are not to be indexed."""
    closed = [
        reverse("registry:person"),
        reverse("registry:search"),
        "/admin/",
        "/api/",
    ]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    sitemap = request.build_absolute_uri(reverse("registry:sitemap"))
    text = "\n".join([*lines, f"Sitemap: {sitemap}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap(request):
    """The sitemap: lists, standards, and the organisations listed last."""
    paths = cache.get_or_set("sitemap.paths", addresses, KEPT_SECONDS)
    return render(
        request,
        "registry/sitemap.xml",
        {"addresses": [request.build_absolute_uri(path) for path in paths]},
        content_type="application/xml",
    )


def addresses():
    now = timezone.now()
    standards = Standard.objects.public(timezone.localdate(now)).order_by("code")
    keys = {}
    for kind in (ListKind.RED, ListKind.BLACK):
        rows = disclosure.listed(kind, now=now).exclude(
            subject__kind=SubjectKind.PERSON
        )
        keys |= dict.fromkeys(
            rows.values_list("subject__key", flat=True)[:SUBJECTS_NAMED]
        )
    return [
        *(reverse(f"registry:{name}") for name in PAGES),
        *(
            reverse("registry:standard", args=[code])
            for code in standards.values_list("code", flat=True).distinct()
        ),
        *(reverse("registry:subject", args=[key]) for key in keys),
    ]
