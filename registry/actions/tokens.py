"""Keys with which other systems call the API on behalf of an account made for them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from registry import roles, trail
from registry.apikit import tokens
from registry.errors import Refused
from registry.models import ApiToken, Official, Scope

HINT = 4  # characters by which officials recognise a key


@transaction.atomic
def issue(
    official: Official,
    *,
    name: str,
    expires_at: datetime,
    by: Official,
    scopes: tuple = (Scope.READ,),
) -> str:
    """Make a key for the account `official` until `expires_at`; returns it, to be shown once.

    `scopes`, of Scope, is what it may be used for. Raises Refused for the account of a person,
    so that no system acts under somebody's name, and for an end that is past.
    """
    if official.is_superuser or not official.groups.filter(name=roles.SYSTEMS).exists():
        raise Refused(
            f"只能为“{roles.SYSTEMS}”组的账号签发接口令牌，请先为对接的系统单独建立账号。"
        )
    at = timezone.now()
    if expires_at <= at:
        raise Refused("有效期应晚于今天。")
    key = tokens.fresh()
    token = ApiToken.objects.create(
        official=official,
        name=name,
        digest=tokens.digest(key),
        hint=key[:HINT],
        created_at=at,
        created_by=by,
        expires_at=expires_at,
        scopes=list(scopes),
    )
    after = {"name": name, "expires_at": str(expires_at), "scopes": list(scopes)}
    trail.record(token, "issued", by=by, after=after, at=at)
    return key


@transaction.atomic
def revoke(token: ApiToken, *, by: Official, reason: str) -> None:
    """Let `token` be of no use from now on. Raises Refused where it is revoked already."""
    token.refresh_from_db(from_queryset=ApiToken.objects.select_for_update())
    if token.revoked_at is not None:
        raise Refused("该令牌已经撤销。")
    token.revoked_at, token.revoked_by = timezone.now(), by
    token.save(update_fields=["revoked_at", "revoked_by"])
    trail.record(token, "revoked", by=by, reason=reason)
