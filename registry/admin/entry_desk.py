"""Which entries wait for an official, for the desk."""

from django.urls import reverse

from registry.models import Entry

MOST = 999
MATTERS = [
    ("registry.submit_entry", Entry.Status.RETURNED, "条被退回，待修改后重新提交"),
    ("registry.submit_entry", Entry.Status.DRAFT, "条草稿待提交"),
    ("registry.approve_entry", Entry.Status.SUBMITTED, "条待审核"),
    ("registry.second_entry", Entry.Status.AWAITING, "条待信用办复核"),
]


def waiting(user):
    """What waits for `user`: a number, a sentence and the list where it is done."""
    url = reverse("admin:registry_entry_changelist")
    for permission, status, label in MATTERS:
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
