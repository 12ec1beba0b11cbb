"""What the check is compared with: a view that only answers, and a check that keeps nothing."""

from functools import cache

from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from credit_fuzhou.urls import urlpatterns as ours
from sanctions import quick


@csrf_exempt
def bare(request):
    return JsonResponse({"status": "clear"})


@cache
def keeping_nothing():
    """The one statement of the check without its INSERT."""
    statement = quick.compiled()
    start = statement.index("INSERT INTO")
    end = statement.index("SELECT", start)
    return statement[:start] + statement[end:].replace("RETURNING 1", "")


@csrf_exempt
def unrecorded(request):
    return quick.answer(request, timezone.now(), asking=keeping_nothing)


urlpatterns = [path("bare", bare), path("unrecorded", unrecorded), *ours]
