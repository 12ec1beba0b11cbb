"""Keys by which other systems prove on whose behalf they ask; only a digest of each is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header

from registry.models import ApiToken, Official

SCHEME = "Token"
NOTED_EVERY = timedelta(minutes=5)
REFUSED = "接口令牌无效、已到期或者已撤销，请向信用办申请新的令牌。"


def fresh() -> str:
    """A new key, to be shown once; only its `digest` is kept."""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of `key`; 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token <key>`: the request is made by the official whose key it is."""

    def authenticate(self, request) -> tuple[Official, ApiToken] | None:
        scheme, _, key = get_authorization_header(request).partition(b" ")
        if scheme.lower() != SCHEME.lower().encode():
            return None
        now = timezone.now()
        token = (
            ApiToken.objects.usable(now)
            .filter(digest=digest(key.decode("latin-1").strip()))
            .select_related("official__department")
            .first()
        )
        if token is None:
            raise exceptions.AuthenticationFailed(REFUSED)
        _note_use(token, now)
        return token.official, token

    def authenticate_header(self, request) -> str:
        return SCHEME


class TokenScheme(OpenApiAuthenticationExtension):
    """How to send a key, for the schema."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": f"请求头写作 Authorization: {SCHEME} 令牌",
        }


def _note_use(token, now):
    """Keep when the key was last used, to five minutes: few reading calls then write."""
    # Asked again in the statement: of calls at the same time one writes.
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
