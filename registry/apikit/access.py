"""Which systems may do what, how often, and the same call only once."""

import hashlib
import threading
from collections.abc import Callable
from typing import ClassVar, TypeVar

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import permissions, throttling
from rest_framework.response import Response

from registry import ledger
from registry.errors import CreditError
from registry.models import ApiToken, Idempotency

LONGEST_KEY = 100
Result = TypeVar("Result")
# The header that `once` wants, for the schema.
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="每件事一个；原样重发得到同样的应答，不会登记两次",
)


class InScope(permissions.BasePermission):
    """The official has `view.permission`, and the key, where one is used, has `view.scope`."""

    message = "接口令牌的权限范围不包括此项，或者接口账号没有相应权限，请联系信用办。"

    def has_permission(self, request, view) -> bool:
        if not request.user.is_authenticated:
            return False
        token = request.auth
        reaches = not isinstance(token, ApiToken) or view.scope in token.scopes
        return reaches and request.user.has_perm(view.permission)


class Allowance:
    """How many calls of one sort `who` may still make in the present stretch of time.

    One counter for all processes, so that a call costs the same however many went before. Each
    process reserves some calls at a time, a hundredth of the whole, and counts those in its own
    memory: most calls then need no trip to the cache. Reserved calls that are not used within the
    stretch are lost. Where two stretches meet, up to twice the number may come close together.
    """

    RESERVATIONS = 100  # as many fit into a stretch
    _reserved: ClassVar[dict[str, tuple[str, int]]] = {}
    _lock = threading.Lock()

    def __init__(self, scope: str, who: str):
        rate = throttling.SimpleRateThrottle.THROTTLE_RATES[scope]
        parse = throttling.SimpleRateThrottle.parse_rate
        self.most, self.seconds = parse(None, rate)
        now = timezone.now().timestamp()
        self.left = self.seconds - now % self.seconds
        self.owner = f"calls-{scope}-{who}"
        self.key = f"{self.owner}-{int(now // self.seconds)}"

    def begin(self) -> None:
        """Open the stretch with its first call, once the caller is known to be entitled.

        Only then, so that unknown callers do not fill the cache with counters. Where another
        process has opened it in between, the call is counted there.
        """
        if not cache.add(self.key, 1, 2 * self.seconds):
            self.count()

    def count(self) -> bool | None:
        """Count a call; returns whether it is still allowed, None where none was counted before."""
        if self.reserve(-1):
            return True
        wanted = max(1, self.most // self.RESERVATIONS)
        try:
            excess = cache.incr(self.key, wanted) - self.most
        except ValueError:  # there is no counter yet
            return None
        got = wanted - max(0, excess)
        if got > 1:
            self.reserve(got - 1)
        return got > 0

    def reserve(self, calls: int) -> bool:
        """Add `calls` to those reserved here (-1 uses one); False where none is left to use."""
        with self._lock:
            key, left = self._reserved.get(self.owner, ("", 0))
            left = calls + (left if key == self.key else 0)
            if left >= 0:
                self._reserved[self.owner] = (self.key, left)
            return left >= 0

    def spend(self, perform: Callable[[], Result | None]) -> Result | None:
        """What `perform` returns while a call is left, else None; counted only where it is not None.

        With None the caller goes on to another view, which counts the call itself.
        """
        allowed = self.count()
        if allowed is False:
            return None
        result = perform()
        if result is None and allowed:
            self.reserve(1)  # given back
        elif result is not None and allowed is None:
            self.begin()
        return result


class TokenThrottle(throttling.ScopedRateThrottle):
    """Each key has its own allowance, and so has each official who is signed in."""

    def allow_request(self, request, view) -> bool:
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

    def wait(self) -> float:
        return self.allowance.left


def throttle_key(digest: str) -> str:
    """The name under which the calls of a key are counted; the key cannot be derived from it."""
    return f"t{digest[:32]}"


def once(request, perform: Callable[[], tuple[int, dict]]) -> Response:
    """Perform a writing call with an Idempotency-Key once; a repetition gets the same answer.

    `perform` returns (status, plain data) and runs in the transaction that keeps its answer, so
    that a refused or broken call leaves its key free. Raises ValidationError without a key,
    CreditError where the key was used for another request.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > LONGEST_KEY:
        raise ValidationError(
            f"写入类调用须带请求头 Idempotency-Key（不超过 {LONGEST_KEY} 个字符，每件事一个）。"
        )
    call = ledger.canonical([request.method, request.path, request.data])
    digest = hashlib.sha256(call.encode()).hexdigest()
    with transaction.atomic():
        # Of two calls at once the second waits at the unique key until the first has committed.
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
            kept.status_code, kept.answer = perform()
            kept.save(update_fields=["status_code", "answer"])
    answer = Response(kept.answer, status=kept.status_code)
    if not is_new:
        answer["Idempotent-Replay"] = "true"
    return answer
