"""Which systems may do what, how often, and the same call only once."""

import hashlib
import threading
from typing import ClassVar

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from rest_framework import permissions, throttling
from rest_framework.response import Response

from registry import ledger
from registry.errors import CreditError
from registry.models import ApiToken, Idempotency

LONGEST_KEY = 100


class InScope(permissions.BasePermission):
    """The official holds `view.permission`, and the key, where one is used, reaches so far."""

    message = "接口令牌的权限范围不包括此项，或者接口账号没有相应权限，请联系信用办。"

    def has_permission(self, request, view):
        if not request.user.is_authenticated:
            return False
        token = request.auth
        reaches = not isinstance(token, ApiToken) or view.scope in token.scopes
        return reaches and request.user.has_perm(view.permission)


class Allowance:
    """How many calls of one sort `who` may still make in the present stretch of time.

    One counter for all processes, so that a call costs the same however many went before; each
    process takes from it by the handful, of which what is not used within the stretch is forfeited.
    Stretches follow one another; at the seam of two, up to twice the number may come close together.
    """

    HANDFULS = 100
    _in_hand: ClassVar[dict[str, tuple[str, int]]] = {}
    _lock = threading.Lock()

    def __init__(self, scope: str, who: str):
        rate = throttling.SimpleRateThrottle.THROTTLE_RATES[scope]
        parse = throttling.SimpleRateThrottle.parse_rate
        self.most, self.seconds = parse(None, rate)
        now = timezone.now().timestamp()
        self.left = self.seconds - now % self.seconds
        self.whose = f"calls-{scope}-{who}"
        self.key = f"{self.whose}-{int(now // self.seconds)}"

    def begin(self):
        """Count the first call, of somebody known; another's first call at once is not lost."""
        if not cache.add(self.key, 1, 2 * self.seconds):
            self.count()

    def count(self) -> bool | None:
        """Count a call; returns whether it is still allowed, None where none was counted before."""
        if self.keep(-1):
            return True
        handful = max(1, self.most // self.HANDFULS)
        try:
            beyond = cache.incr(self.key, handful) - self.most
        except ValueError:
            return None
        got = handful - max(0, beyond)
        if got > 1:
            self.keep(got - 1)
        return got > 0

    def keep(self, calls) -> bool:
        """Have `calls` more in hand for the stretch; False where fewer than none would be left."""
        with self._lock:
            key, left = self._in_hand.get(self.whose, ("", 0))
            left = calls + (left if key == self.key else 0)
            if left >= 0:
                self._in_hand[self.whose] = (self.key, left)
            return left >= 0

    def spend(self, action):
        """What `action` answers while a call is left, else None; counted only where it answers.

        Whoever is told nothing goes another way, and is counted there.
        """
        allowed = self.count()
        if allowed is False:
            return None
        made = action()
        if made is None and allowed:
            self.keep(1)
        elif made is not None and allowed is None:
            self.begin()
        return made


class TokenThrottle(throttling.ScopedRateThrottle):
    """Each key has its own measure; a person who is signed in has hers."""

    def allow_request(self, request, view):
        token = request.auth
        who = (
            throttle_key(token.digest)
            if isinstance(token, ApiToken)
            else f"o{request.user.pk}"
        )
        self.allowance = Allowance(view.throttle_scope, who)
        allowed = self.allowance.count()
        if allowed is None:
            self.allowance.begin()
        return allowed is not False

    def wait(self):
        return self.allowance.left


def throttle_key(digest: str) -> str:
    """The name under which the calls of a key are counted; the key cannot be told from it."""
    return f"t{digest[:32]}"


def once(request, action) -> Response:
    """Answer a writing call that carries an Idempotency-Key: done once, answered the same ever after.

    `action` answers (status, plain data) and runs in the transaction that keeps its answer, so that
    a refused or broken call leaves its key free. Of two calls at once the second waits.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > LONGEST_KEY:
        raise ValidationError(
            f"写入类调用须带请求头 Idempotency-Key（不超过 {LONGEST_KEY} 个字符，每件事一个）。"
        )
    asked = ledger.canonical([request.method, request.path, request.data])
    digest = hashlib.sha256(asked.encode()).hexdigest()
    with transaction.atomic():
        kept, is_new = Idempotency.objects.get_or_create(
            official=request.user,
            key=key,
            defaults={
                "request": digest,
                "status_code": 0,
                "answer": {},
                "at": timezone.now(),
            },
        )
        if kept.request != digest:
            raise CreditError(
                "该 Idempotency-Key 已用于另一个请求，请为每件事使用新的键。"
            )
        if is_new:
            kept.status_code, kept.answer = action()
            kept.save(update_fields=["status_code", "answer"])
    answer = Response(kept.answer, status=kept.status_code)
    if not is_new:
        answer["Idempotent-Replay"] = "true"
    return answer
