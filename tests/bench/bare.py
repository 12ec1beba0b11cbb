"""What the check is compared with: a view that only answers, and a check that keeps nothing."""

import re
from functools import cache

from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from credit_fuzhou.urls import urlpatterns as ours
from sanctions.checking.fast import checker
from sanctions.checking.fast.statements import judging, opening


@csrf_exempt
def bare(request):
    return JsonResponse({"status": "clear"})


KEEPS = re.compile(
    r"INSERT INTO \S+ (\(.*?\))(\s+SELECT .*?)RETURNING receipt, version", re.DOTALL
)
KEPT_NOT = r"SELECT receipt, version FROM (\2) AS row\1"


def without_keeping(statement):
    """A statement of the check without its INSERT."""

    @cache
    def keeping_nothing():
        return KEEPS.sub(KEPT_NOT, statement())

    keeping_nothing.__name__ = f"{statement.__name__}_keeping_nothing"
    return keeping_nothing


KEEPING_NOTHING = [without_keeping(statement) for statement in (opening, judging)]


def unrecorded(get_response):
    """The check that keeps nothing, asked and answered at the same place as the one that does."""

    def middleware(request):
        if request.path_info != "/unrecorded":
            return get_response(request)
        request.get_host()
        return checker.answer(request, timezone.now(), statements=KEEPING_NOTHING)

    return middleware


urlpatterns = [path("bare", bare), *ours]
