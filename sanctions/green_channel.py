"""The green channel: which subjects may use it, and why, at any instant (一(三))."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from registry.models import ADVERSE, Entry, ListKind, Subject

from . import rules


@dataclass(frozen=True)
class Verdict:
    """Whether the channel is open to a subject, and each reason as a sentence."""

    is_open: bool
    reasons: list[str]


def green_channel(subject: Subject, at: datetime) -> Verdict:
    """Whether `subject` may use the green channel and promise missing material at `at`.

    Open with a red entry in effect (integrity models are chosen from these), or after three full
    years without a bad record; closed with a black entry in effect, whatever else there is.
    Held, revoked and repaired entries do not count against a subject.
    """
    entries = Entry.objects.of(subject).select_related("standard", "department")
    in_effect = list(entries.in_effect(at))
    black = [one for one in in_effect if one.list_kind == ListKind.BLACK]
    if black:
        return Verdict(False, [_names("有生效中的黑名单条目", black)])
    red = [one for one in in_effect if one.list_kind == ListKind.RED]
    if red:
        return Verdict(True, [_names("有生效中的红名单条目", red)])
    return _clean(entries, in_effect, at)


def _clean(entries, in_effect, at):
    since = rules.clean_since(timezone.localdate(at))
    effective = {one.pk for one in in_effect}
    bad = [
        one
        for one in entries.filter(
            list_kind__in=ADVERSE, published_at__lte=at
        ).with_held(at)
        if not one.is_held
        and rules.counts_against(one, since=since, in_effect=one.pk in effective, at=at)
    ]
    if bad:
        return Verdict(False, [_names(f"自 {since} 以来有不良信用记录", bad)])
    return Verdict(True, [f"自 {since} 起连续 {rules.CLEAN_YEARS} 年无不良信用记录。"])


def _names(what, entries):
    listed = "；".join(
        f"条目 {one.pk}（{one.department}，{one.standard.name}，{one.decided_on}）"
        for one in entries
    )
    return f"{what}：{listed}。"
