"""How the API reports errors."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from registry.errors import CreditError


def handle_exception(exc: Exception, context: dict) -> Response | None:
    """Turn bad input into 400 and a refused action into 409, both with a Chinese sentence."""
    if isinstance(exc, CreditError):
        return Response({"detail": str(exc)}, status=status.HTTP_409_CONFLICT)
    if isinstance(exc, ValidationError):
        detail = getattr(exc, "message_dict", None) or {"detail": exc.messages}
        exc = exceptions.ValidationError(detail)
    return exception_handler(exc, context)
