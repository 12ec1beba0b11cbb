"""Reading an applicant's contact, each reading recorded in the trail."""

from django.db import transaction

from registry import sealing, trail
from registry.models import Official
from repair.models import Application


@transaction.atomic
def contact(application: Application, *, by: Official, reason: str) -> str:
    """Return the applicant's contact; the trail records who read it, when and why."""
    trail.record(application, "contact_revealed", by=by, reason=reason)
    return sealing.unseal(application.contact_sealed, Application.CONTACT)
