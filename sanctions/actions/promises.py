"""Deferred material: promised, supplied, or not (一(三))."""

from datetime import date

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import trail, workdays
from registry.errors import Refused, refuse_any
from registry.models import Entry, ListKind, Official, Standard, Subject
from registry.workflow import move
from sanctions.green_channel import green_channel
from sanctions.models import Promise, PromiseItem

LONGEST = 60


@transaction.atomic
def record(
    subject: Subject,
    *,
    by: Official,
    matter: str,
    case_number: str,
    items: list[str],
    workdays_allowed: int,
    deferrable: bool,
) -> Promise:
    """Accept the application of `subject` on the promise to supply `items` within working days.

    Refused where the green channel is closed to it, nothing is promised, or material that the
    law asks for (`deferrable`: the official says it does not).
    """
    at = timezone.now()
    verdict = green_channel(subject, at)
    items = list(dict.fromkeys(name.strip() for name in items if name.strip()))
    refuse_any(
        promise_obstacles(
            verdict, items, workdays_allowed, deferrable=deferrable, by=by
        )
    )
    deadline = workdays.load().add(timezone.localdate(at), workdays_allowed)
    made = Promise.objects.create(
        department=by.department,
        subject=subject,
        matter=matter,
        case_number=case_number,
        workdays=workdays_allowed,
        made_on=deadline.start,
        promised_on=deadline.due,
        calendar_edition=deadline.edition,
        provisional=deadline.provisional,
        channel=verdict.reasons,
        accepted_at=at,
        accepted_by=by,
    )
    list_items(made, items, by=by)
    return made


def list_items(promise, items, *, by):
    PromiseItem.objects.bulk_create(
        PromiseItem(promise=promise, name=name) for name in items
    )
    after = {"items": items, "promised_on": str(promise.promised_on)}
    trail.record(promise, "accepted", by=by, after=after)


def promise_obstacles(verdict, items, workdays_allowed, *, deferrable, by):
    """Why no promise may be accepted."""
    if not verdict.is_open:
        yield "不适用容缺受理。"
        yield from verdict.reasons
    if not items:
        yield "请列出容缺的材料。"
    if not deferrable:
        yield "法律、法规及行业主管部门的规范性文件要求提供的材料不能容缺。"
    if not 1 <= workdays_allowed <= LONGEST:
        yield f"承诺期限应为 1 至 {LONGEST} 个工作日。"
    if by.department_id is None:
        yield "您的账号没有所属单位，不能受理容缺承诺。"


def own(promise, by):
    if by.department_id != promise.department_id:
        raise Refused(f"{promise}由{promise.department}受理，应由该单位办理。")


@transaction.atomic
def mark_kept(promise: Promise, *, by: Official, supplied_on: date):
    """Note that everything promised has been supplied."""
    own(promise, by)
    on = timezone.localdate()
    if not promise.made_on <= supplied_on <= on:
        raise Refused(f"补齐日期应不早于承诺日期 {promise.made_on}，且不晚于今天。")
    move(
        promise,
        Promise.Status.KEPT,
        by=by,
        closed_at=timezone.now(),
        closed_by=by,
    )
    promise.items.filter(supplied_on__isnull=True).update(supplied_on=supplied_on)


@transaction.atomic
def supply(item: PromiseItem, *, by: Official, supplied_on: date):
    """Note that one `item` has come."""
    own(item.promise, by)
    if item.promise.status != Promise.Status.OPEN:
        raise Refused(f"{item.promise}已经了结，不能再登记材料。")
    item.supplied_on = supplied_on
    item.save(update_fields=["supplied_on"])
    trail.record(item, "supplied", by=by, after={"supplied_on": str(supplied_on)})


@transaction.atomic
def mark_broken(
    promise: Promise, *, by: Official, standard: Standard, document_number: str
) -> Entry:
    """Note that `promise` was not kept, and draft the bad promise under `standard`.

    The draft still has to be heard and approved like any other. Raises Refused before the
    promised day is over, or where `standard` is not the department's for bad records.
    """
    on = timezone.localdate()
    own(promise, by)
    missing = list(
        promise.items.filter(supplied_on__isnull=True).values_list("name", flat=True)
    )
    refuse_any(breach_obstacles(promise, standard, missing, on))
    facts = breach_facts(promise, missing)
    entry = registry.actions.entries.draft(
        Entry(
            subject=promise.subject,
            standard=standard,
            department=promise.department,
            document_number=document_number,
            decided_on=on,
            occurred_on=promise.promised_on,
            facts=facts,
        ),
        by=by,
    )
    move(
        promise,
        Promise.Status.BROKEN,
        by=by,
        reason=facts,
        closed_at=timezone.now(),
        closed_by=by,
        entry=entry,
    )
    return entry


def breach_obstacles(promise, standard, missing, on):
    """Why a promise does not count as broken on the day `on`."""
    if on <= promise.promised_on:
        yield f"承诺补齐日期为 {promise.promised_on}，尚未届满，不能认定未履行。"
    if standard.list_kind != ListKind.BAD:
        yield "请选择失信记录类的认定标准；未履行承诺不直接列入黑名单。"
    if not missing:
        yield "承诺的材料均已补齐，不能认定未履行。"


def breach_facts(promise, missing):
    return (
        f"办理“{promise.matter}”（{promise.case_number}）时书面承诺于 {promise.promised_on} 前"
        f"补齐{'、'.join(missing)}，逾期未补齐。"
    )
