"""What the credit check is compared with: a view that does nothing, and a check that stores nothing."""

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


# The INSERT of the check's statement, and the same row selected only.
INSERT = re.compile(
    r"INSERT INTO \S+ (\(.*?\))(\s+SELECT .*?)RETURNING receipt, version", re.DOTALL
)
SELECT_ONLY = r"SELECT receipt, version FROM (\2) AS row\1"


def without_insert(statement):
    """A statement of the check without its INSERT."""

    @cache
    def select_only():
        return INSERT.sub(SELECT_ONLY, statement())

    # The name is that of the prepared statement.
    select_only.__name__ = f"{statement.__name__}_without_insert"
    return select_only


UNRECORDED = [without_insert(statement) for statement in (opening, judging)]


def unrecorded(get_response):
    """Middleware for the check that stores nothing, at the same place as the real one."""

    def middleware(request):
        if request.path_info != "/unrecorded":
            return get_response(request)
        request.get_host()
        return checker.answer(request, timezone.now(), statements=UNRECORDED)

    return middleware


urlpatterns = [path("bare", bare), *ours]
