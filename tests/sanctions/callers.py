"""How the tests call the API: as a department's system, with its key."""

from datetime import timedelta
from itertools import count

from django.contrib.auth.models import Permission
from django.utils import timezone

from registry.apikit import tokens
from registry.models import ApiToken, Scope

keys = count(1)
MAY = ["make_check", "view_order", "respond_order", "view_measure", "view_check"]


def give(official, *codenames, app="sanctions"):
    official.user_permissions.add(
        *Permission.objects.filter(
            content_type__app_label=app, codename__in=codenames or MAY
        )
    )


def key_of(official, by=None):
    """A key with which a system acts for `official`."""
    key = tokens.fresh()
    now = timezone.now()
    ApiToken.objects.create(
        official=official,
        name="业务系统",
        digest=tokens.digest(key),
        scopes=[Scope.CHECK, Scope.READ],
        hint=key[:8],
        created_at=now,
        created_by=by or official,
        expires_at=now + timedelta(days=30),
        last_used_at=now,
    )
    return key


class Caller:
    """A system that posts JSON with its key, each call under an Idempotency-Key of its own."""

    def __init__(self, client, key):
        self.client, self.key = client, key

    def post(self, path, data, once=True):
        headers = {"Authorization": f"Token {self.key}"}
        if once:
            headers["Idempotency-Key"] = (
                once if isinstance(once, str) else f"key-{next(keys)}"
            )
        return self.client.post(
            f"/api/v1/{path}", data, content_type="application/json", headers=headers
        )

    def get(self, path):
        return self.client.get(
            f"/api/v1/{path}", headers={"Authorization": f"Token {self.key}"}
        )
