"""Load the reference data of monthly reporting; existing rows are left as they are."""

from registry import trail
from registry.management import seeding
from registry.models import Department
from registry.roles import AUDITORS, CLERKS, OFFICE, REVIEWERS

from . import data
from .models import ReportingDuty

VIEW = [
    f"reporting.view_{model}"
    for model in (
        "monthlyreport",
        "remark",
        "example",
        "reportingduty",
        "plan",
        "supervision",
    )
]
WRITE = [
    "reporting.change_monthlyreport",
    "reporting.add_remark",
    "reporting.add_example",
    "reporting.change_example",
    "reporting.add_plan",
    "reporting.change_plan",
]
DUTIES = {
    CLERKS: [*VIEW, *WRITE],
    REVIEWERS: [
        *VIEW,
        "reporting.submit_monthlyreport",
        "reporting.add_remark",
        "reporting.approve_example",
        "reporting.file_plan",
        "reporting.answer_supervision",
    ],
    OFFICE: [
        *VIEW,
        *WRITE,
        "reporting.decide_monthlyreport",
        "reporting.export_monthlyreport",
        "reporting.publish_example",
        "reporting.oversee_plan",
        "reporting.add_supervision",
        "reporting.change_supervision",
        "reporting.issue_supervision",
        "reporting.add_reportingduty",
        "reporting.change_reportingduty",
    ],
    AUDITORS: VIEW,
}


def load() -> int:
    """Load limits, permissions and reporting duties; returns the number of new rows."""
    seeding.load_groups(DUTIES)
    return seeding.load_limits(data.LIMITS, data.SINCE) + load_duties()


def load_duties() -> int:
    """Give a duty to each department in force that never had one; returns their number.

    A duty that an official has ended is not created again.
    """
    known = ReportingDuty.objects.values("department")
    units = Department.objects.filter(
        kind__in=data.REPORTING_KINDS, valid_to__isnull=True
    )
    missing = [
        ReportingDuty(department=unit, valid_from=data.SINCE, citation=data.DUTY)
        for unit in units.exclude(pk__in=known)
    ]
    made = ReportingDuty.objects.bulk_create(missing)
    lines = ((duty.pk, None, {"name": str(duty)}) for duty in made)
    trail.record_all(ReportingDuty, "seeded", lines, by=None)
    return len(made)
