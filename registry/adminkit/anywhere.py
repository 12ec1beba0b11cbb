"""One search for everything the official may see: codes, names, document, receipt and case numbers.

It is sent by POST and shown without a redirect: what is typed may be a person's number, which
must stand in no address and no log.
"""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone

from registry import identifiers
from registry.models import Receipt

from .widgets import page_of

SHOWN = 6  # rows of each table
SHORTEST = 2  # characters, unless they are digits


def search_page(site, request):
    """The view behind the search box of the desk's head."""
    if not site.has_permission(request):
        raise PermissionDenied
    text = request.POST.get("q", "").replace("\0", "").strip()
    long_enough = len(text) >= SHORTEST or text.isdecimal()
    context = {
        **site.each_context(request),
        "title": "查找",
        "groups": list(groups(site, request, text)) if long_enough else [],
        "too_short": bool(text) and not long_enough,
        "has_text": bool(text),
        "shown": SHOWN,
        "sought": "" if is_persons_number(text) else text,
    }
    response = TemplateResponse(request, "admin/search.html", context)
    response["Cache-Control"] = "no-store"
    return response


def is_persons_number(text):
    """Whether `text` is a natural person's number, which no page shows and no address carries."""
    try:
        found = identifiers.recognise(text, today=timezone.localdate())
    except identifiers.Unrecognised:
        return False
    return identifiers.is_person_kind(found.kind)


def groups(site, request, text):
    """What each admin class that is `searched_from_anywhere` finds for `text`.

    Yields (name of the table, rows of (label, address), whether there are more).
    """
    for model, desk in site._registry.items():
        if not getattr(desk, "searched_from_anywhere", False):
            continue
        if not desk.has_view_permission(request):
            continue
        rows, _ = desk.get_search_results(request, desk.get_queryset(request), text)
        found = list(rows[: SHOWN + 1])
        if found:
            label = getattr(desk, "found_as", str)
            shown = [(label(one), page_of(one)) for one in found[:SHOWN]]
            yield model._meta.verbose_name, shown, len(found) > SHOWN
    yield from by_receipt(site, request, text)


def by_receipt(site, request, text):
    """The case whose applicant has the receipt with the number `text`, as `groups` yields it."""
    receipt = Receipt.objects.filter(number=text.upper()).first()
    if receipt is None:
        return
    for model, desk in site._registry.items():
        if model._meta.label_lower == receipt.of and desk.has_view_permission(request):
            case = desk.get_object(request, str(receipt.of_pk))
            if case is not None:
                yield "回执编号", [(str(case), page_of(case))], False
