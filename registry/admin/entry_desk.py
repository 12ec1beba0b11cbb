"""Which entries wait for an official, for the desk."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from registry.adminkit import Panel
from registry.models import Change, Entry

MOST, SHOWN = 999, 6
CASES = [
    ("registry.submit_entry", Entry.Status.RETURNED, "条被退回，待修改后重新提交"),
    ("registry.submit_entry", Entry.Status.DRAFT, "条草稿待提交"),
    ("registry.approve_entry", Entry.Status.SUBMITTED, "条待审核"),
    ("registry.second_entry", Entry.Status.AWAITING, "条待信用办复核"),
]


def waiting(user):
    """What waits for `user`: a number, a sentence and the list where it is done."""
    url = reverse("admin:registry_entry_changelist")
    for permission, status, label in CASES:
        if not user.has_perm(permission):
            continue
        rows = Entry.objects.visible_to(user).filter(status=status)
        if permission != "registry.second_entry":
            rows = rows.filter(department=user.department_id or 0)
        number = rows.order_by()[: MOST + 1].count()
        if number:
            yield {
                "number": f"{MOST}+" if number > MOST else number,
                "label": label,
                "url": f"{url}?status__exact={status}",
            }


def changes(user):
    """What has become of the department's entries since yesterday, the newest first."""
    since = midnight(timezone.localdate() - timedelta(days=1))
    found = Change.objects.filter(at__gte=since).select_related("entry__subject")
    if not user.sees_all:
        found = found.filter(entry__department=user.department_id or 0)
    newest = list(found.order_by("-pk")[: SHOWN + 1])
    rows = [
        (one, reverse("admin:registry_entry_change", args=[one.entry_id]))
        for one in newest[:SHOWN]
    ]
    yield Panel(
        "昨天以来的变动",
        "admin/panels/changes.html",
        {"rows": rows, "there_is_more": len(newest) > SHOWN},
        order=30,
        more=reverse("admin:registry_entry_changelist"),
    )


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
