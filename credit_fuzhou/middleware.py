"""Middleware for every request and response."""

import logging
import time
import uuid
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from .logs import current_request

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",  # icons in the stylesheet of the API's pages
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

logger = logging.getLogger("credit_fuzhou.requests")


def request_number(get_response):
    """Give each request a number, which its response and its log lines carry; log the request.

    A number sent by the client is ignored. The log has the path without the query, which may
    hold names and identity numbers.
    """

    def middleware(request):
        number = uuid.uuid4().hex
        current_request.set(number)  # not reset: Django logs after this
        started = time.monotonic()
        response = get_response(request)
        took = (time.monotonic() - started) * 1000
        logger.info(
            "%s %s %s %d ms", request.method, request.path, response.status_code, took
        )
        response["X-Request-ID"] = number
        return response

    return middleware


def browser_policy(get_response):
    """Forbid browsers to load or run anything that does not come from the platform itself."""
    policy = "; ".join(f"{name} {of}" for name, of in CONTENT_SECURITY_POLICY.items())

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def printable(get_response):
    """Refuse addresses with a NUL character (400), on which PostgreSQL would raise an error."""

    def middleware(request):
        if "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def client_address(request: HttpRequest) -> str:
    """The address a request came from, as the last trusted proxy saw it.

    Proxies append to X-Forwarded-For, so what a client wrote there itself stands left of theirs and
    is ignored.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.NUM_PROXIES and hops[0]:
        return hops[-min(settings.NUM_PROXIES, len(hops))].strip()
    return request.META.get("REMOTE_ADDR", "")
