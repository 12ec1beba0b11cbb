"""The demonstration accounts that are there to sign in with."""

from registry.models import Official

from .people import MAILBOX


def is_loaded() -> bool:
    """Whether the demonstration accounts are there."""
    return Official.objects.filter(email__endswith=MAILBOX).exists()


def accounts() -> list[dict[str, str]]:
    """The demonstration accounts; an empty list where the demonstration is not loaded."""
    officials = Official.objects.filter(email__endswith=MAILBOX, is_active=True)
    return [
        {
            "username": official.username,
            "name": official.name,
            "department": official.department.code,
            "role": "、".join(group.name for group in official.groups.all()),
        }
        for official in officials.select_related("department").prefetch_related(
            "groups"
        )
    ]
