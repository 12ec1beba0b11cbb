"""Where plain checks by key are answered: ahead of what only browsers need."""

from functools import cache

from django.urls import reverse
from django.utils import timezone

from . import checker


def plain_checks(get_response):
    """Answer plain checks by key; everything else goes the ordinary way."""

    def middleware(request):
        response = None
        if request.method == "POST" and request.path in addresses():
            # Nothing behind this line calls it for a plain check; it raises for a foreign host.
            request.get_host()
            response = checker.answer(request, timezone.now())
        return get_response(request) if response is None else response

    return middleware


@cache
def addresses():
    """The two spellings of the check's address, with and without a slash at the end."""
    return {reverse("check"), reverse("check") + "/"}
