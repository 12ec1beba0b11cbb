"""Messages to officials: written in the transaction of the action, mailed soon after, never twice."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Message, Official

ABANDONED = timedelta(minutes=10)  # after which another sweep takes over a message


def notify(
    officials, instance, stage: str, *, title: str, text: str, link: str = ""
) -> None:
    """Write one message about `instance` for each of `officials`; a second one of a stage is dropped.

    The text names cases by their numbers and never holds a person's number.
    """
    at = timezone.now()
    Message.objects.bulk_create(
        [
            Message(
                official=official,
                of=instance._meta.label_lower,
                of_pk=instance.pk,
                stage=stage,
                title=title,
                text=text,
                link=link,
                created_at=at,
                by_mail=bool(official.email),
            )
            for official in officials
        ],
        ignore_conflicts=True,
    )


def officials_of(department, group: str) -> QuerySet[Official]:
    """The active officials of `department` in the group named `group`."""
    return Official.objects.filter(
        department=department, groups__name=group, is_active=True
    )


def officials_of_kind(kind: str, group: str) -> QuerySet[Official]:
    """The active officials of every department of the kind `kind` in the group named `group`."""
    return Official.objects.filter(
        department__kind=kind, groups__name=group, is_active=True
    )


def send_waiting() -> int:
    """Send the mail that waits; returns how many went out.

    Each is claimed by one sweep before it is sent. Where a mail server fails, the next sweep
    tries again, up to Message.TRIES times.
    """
    now = timezone.now()
    claimable = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - ABANDONED)
    sent = 0
    waiting = Message.objects.to_mail().filter(claimable).order_by("pk")
    for message in waiting.select_related("official")[:500]:
        # Compare and set: of two sweeps only one changes the row, and only that one sends.
        mine = Message.objects.to_mail().filter(claimable, pk=message.pk)
        if mine.update(claimed_at=now, attempts=message.attempts + 1) == 1:
            sent += deliver(message)
    return sent


def deliver(message: Message) -> int:
    """Send one message by mail; returns 1 where the mail server took it, else 0."""
    try:
        send_mail(
            message.title,
            f"{message.text}\n\n{message.link}".strip(),
            settings.DEFAULT_FROM_EMAIL,
            [message.official.email],
        )
    except OSError:
        return 0
    Message.objects.filter(pk=message.pk).update(mailed_at=timezone.now())
    return 1


def mark_read(official: Official, pks: list[int]) -> None:
    """Mark the messages `pks` of `official` as read; those of others stay as they are."""
    mine = Message.objects.visible_to(official).unread()
    mine.filter(pk__in=pks).update(read_at=timezone.now())
