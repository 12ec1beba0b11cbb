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
            # Django checks the host only where it is asked for; this raises for a foreign one.
            request.get_host()
            response = checker.answer(request, timezone.now())
        return get_response(request) if response is None else response

    return middleware


@cache
def addresses() -> set[str]:
    """The two spellings of the check's address, with and without a slash at the end."""
    return {reverse("check"), reverse("check") + "/"}
