"""The cases behind a score of the scorecard, so that every criticism can be verified."""

from django.http import Http404

from registry.adminkit import link_to
from registry.models import Deadline, Department
from reporting import scorecard
from reporting.counting import Span

MOST = 200  # cases shown on one page
MEASURES = {one.code: one for one in scorecard.MEASURES}


def cases_context(code: str, span: Span, department: Department) -> dict:
    """Template context for the cases behind the score `code`. Raises Http404 for an unknown code."""
    if code not in MEASURES:
        raise Http404
    found = scorecard.cases_of(code, span, department.pk)
    number = found.count()
    return {
        "measure": MEASURES[code],
        "department": department,
        "number": number,
        "left_out": max(number - MOST, 0),
        "cases": [(case_row(case), case.is_counted) for case in found[:MOST]],
    }


def case_row(case):
    """A link to the case by kind and number, never with a person's name."""
    if isinstance(case, Deadline):
        return f"{case.title}（截止 {case.due_on}）"
    return link_to(case, f"{case._meta.verbose_name} {case.pk}")
