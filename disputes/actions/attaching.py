"""Papers that officials keep with a case."""

from django.db import transaction

from disputes import evidence
from disputes.models import Case
from registry import trail
from registry.models import Official


@transaction.atomic
def attach(case: Case, files, *, by: Official):
    """Keep `files` with `case`: the evidence of the finding, or what came to the counter."""
    evidence.keep(case, files, by=by)
    trail.record(case, "files_kept", by=by, after={"rows": len(files)})
