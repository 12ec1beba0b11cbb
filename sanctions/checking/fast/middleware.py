"""Where plain checks by key are answered: ahead of what only browsers need."""

from functools import cache

from django.urls import reverse
from django.utils import timezone

from . import checker


def plain_checks(get_response):
    """Answer plain checks by key; everything else goes its ordinary way."""

    def middleware(request):
        told = None
        if request.method == "POST" and request.path in addresses():
            request.get_host()  # raises where the host is not ours
            told = checker.answer(request, timezone.now())
        return get_response(request) if told is None else told

    return middleware


@cache
def addresses():
    """Where checks are asked for, by either spelling."""
    return {reverse("check"), reverse("check") + "/"}
