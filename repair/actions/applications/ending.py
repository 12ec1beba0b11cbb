"""Withdrawing an application, ending it with its entry, and revoking a granted repair."""

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
def withdraw(application: Application, *, by: Official | None, reason: str) -> None:
    """End `application` at its applicant's wish; `by` None is the applicant."""
    move(application, Application.Status.WITHDRAWN, by=by, reason=reason)
    deadlines.drop_all(application, on=timezone.localdate())


@transaction.atomic
def lapse_all(entries, *, by: Official | None) -> None:
    """End the open applications for `entries` (keys), which have ended otherwise (终止)."""
    applications = Application.objects.open().filter(entry__among=entries)
    for application in applications.order_by("pk"):
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
    """Revoke a repair obtained by false materials; returns the draft of a new adverse entry.

    The old entry stays ended. The new one is recognised under `standard` for the false materials,
    and the party is heard before it is published. Raises Refused without a reason and for an
    official of another department.
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
