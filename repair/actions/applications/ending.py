"""How a case ends otherwise, and how a granted repair is undone."""

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import deadlines
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official, Standard
from registry.workflow import move
from repair import rules
from repair.models import Application


@transaction.atomic
def withdraw(application: Application, *, by: Official | None, reason: str):
    """End `application` at its applicant's wish."""
    move(application, Application.Status.WITHDRAWN, by=by, reason=reason)
    deadlines.drop_all(application, on=timezone.localdate())


@transaction.atomic
def lapse_all(entries, *, by: Official | None):
    """End the open applications on `entries`, which have left the register otherwise."""
    overtaken = Application.objects.open().filter(entry__among=entries)
    for application in overtaken.order_by("pk"):
        move(
            application,
            Application.Status.LAPSED,
            by=by,
            reason="条目已退出，申请自动终止",
        )
        deadlines.drop_all(application, on=timezone.localdate())


@transaction.atomic
def revoke(
    application: Application, *, by: Official, reason: str, standard: Standard
) -> Entry:
    """Undo a repair that was got by false materials; returns the draft of a new adverse entry.

    The old entry stays ended: the new one rests on its own `standard` and is heard on its own.
    """
    if not reason:
        raise Refused("请写明撤销修复的事实和理由。")
    at = timezone.now()
    on = timezone.localdate(at)
    refuse_any(rules.deciding_obstacles(application, by=by))
    move(
        application,
        Application.Status.REVOKED,
        by=by,
        reason=reason,
        revoked_at=at,
        revoked_by=by,
        revocation=reason,
    )
    draft = Entry(
        subject=application.entry.subject,
        standard=standard,
        department=application.department,
        decided_on=on,
        facts=f"以虚假材料骗取信用修复（{application}）：{reason}",
    )
    return registry.actions.entries.draft(draft, by=by)
