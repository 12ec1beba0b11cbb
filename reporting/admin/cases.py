"""The cases behind a score, so that whoever is criticised can look at each."""

from django.http import Http404

from registry.adminkit import link_to
from registry.models import Deadline
from reporting import scorecard

MOST = 200
MEASURES = {one.code: one for one in scorecard.MEASURES}


def cases_context(code, span, department):
    """What the page shows of the cases behind the score `code` of `department`; Http404 for no such score."""
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
    """One case by its kind and number, never by a person's name, with its place on the desk."""
    if isinstance(case, Deadline):
        return f"{case.title}（截止 {case.due_on}）"
    return link_to(case, f"{case._meta.verbose_name} {case.pk}")
