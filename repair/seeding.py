"""Reference data of credit repair: limits, permissions, rules; what exists already is left alone."""

from registry.management import seeding
from registry.models import Standard
from registry.roles import AUDITORS, CLERKS, OFFICE, REVIEWERS

from . import actions, data

VIEW = [
    f"repair.view_{model}"
    for model in ("application", "rule", "repairnotice", "restructuring")
]
DUTIES = {
    CLERKS: [*VIEW, "repair.receive_application", "repair.accept_application"],
    REVIEWERS: [
        *VIEW,
        "repair.accept_application",
        "repair.decide_application",
    ],
    OFFICE: [
        *VIEW,
        "repair.receive_application",
        "repair.accept_application",
        "repair.decide_application",
        "repair.record_restructuring",
        "repair.add_restructuring",
        "repair.add_rule",
        "repair.publish_rule",
    ],
    AUDITORS: VIEW,
}


def load() -> int:
    """Load limits, permissions of groups and the first rule of each adverse standard.

    Returns how many limits and rules were added.
    """
    seeding.load_groups(DUTIES)
    limits = seeding.load_limits(data.LIMITS, data.SINCE)
    return limits + actions.repair_rules.adopt_usual(Standard.objects.all())
