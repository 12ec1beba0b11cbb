"""Reading how an applicant can be reached."""

from django.db import transaction

from registry import sealing, trail
from registry.models import Official
from repair.models import Application


@transaction.atomic
def contact(application: Application, *, by: Official, reason: str) -> str:
    """The applicant's contact; who read it, when and why is written down."""
    trail.record(application, "contact_revealed", by=by, reason=reason)
    return sealing.unseal(application.contact_sealed, Application.CONTACT)
