"""What runs on a schedule: sweeps over the database that may run twice, late, or not at all."""

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from registry.exchange import recalls

from . import actions, commit_order, deadlines, ledger, messages, reminders
from .actions import batches
from .exchange import delivering, snapshots
from .models import Batch, Idempotency


@shared_task
def end_expired():
    """End the entries whose term is over; they have had no effect since."""
    return actions.entries.end_expired(timezone.localdate())


@shared_task
def resume_batches() -> None:
    """Continue with every uploaded list that waits, each in a task of its own: one that fails delays no other."""
    for pk in batches.waiting(timezone.now()):
        work_on_batch.delay(pk)


@shared_task
def work_on_batch(pk) -> None:
    """Do the next step for one uploaded list: read, write or tidy."""
    batches.work_on(Batch.objects.get(pk=pk))


@shared_task
def forget_lists() -> int:
    """Delete the files of decided lists after the time they are kept; their rows stay."""
    return batches.drop_files(timezone.now() - settings.UPLOADS_KEPT)


@shared_task
def remind():
    """Remind of every deadline what is due today."""
    return reminders.remind(timezone.localdate())


@shared_task
def send_messages() -> int:
    """Send the mail that waits."""
    return messages.send_waiting()


@shared_task
def recompute_deadlines():
    """Compute open deadlines again where the working-day calendar has changed."""
    return deadlines.recompute(by=None)


@shared_task
def seal_trail() -> int:
    """Seal the lines that the trail has gained."""
    return ledger.seal_trail(timezone.now(), commit_order.horizon())


@shared_task
def deliver() -> int:
    """Send what waits in the outbox."""
    return delivering.deliver_due()


@shared_task
def chase_recalls() -> int:
    """Remind those who have not confirmed a recall in time."""
    return recalls.chase(timezone.localdate())


@shared_task
def take_snapshot() -> None:
    """Write the night's snapshot, and keep the last seven."""
    at = timezone.now()
    root = Path(settings.SNAPSHOTS_DIR)
    snapshots.take(root / f"{timezone.localtime(at):%Y%m%d-%H%M%S}", at)
    snapshots.prune(root, keep=7)


@shared_task
def forget_answers() -> None:
    """Forget answers kept for repeated calls after a month; nobody repeats a call so late."""
    month_ago = timezone.now() - timedelta(days=30)
    Idempotency.objects.filter(at__lt=month_ago).delete()
