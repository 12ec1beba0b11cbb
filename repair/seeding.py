"""Loading what credit repair starts from; what is there is left alone."""

from registry.management import seeding
from registry.models import ADVERSE, Standard
from registry.roles import AUDITORS, CLERKS, OFFICE, REVIEWERS

from . import data
from .models import Rule

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


def load():
    """Limits, duties and the first repair rule of each adverse standard; answers how many."""
    seeding.load_groups(DUTIES)
    return seeding.load_limits(data.LIMITS, data.SINCE) + load_rules()


def load_rules():
    ruled = Rule.objects.values("standard")
    published = Standard.objects.exclude(status=Standard.Status.DRAFT)
    missing = published.filter(list_kind__in=ADVERSE).exclude(pk__in=ruled)
    rules = [
        Rule(
            standard=standard,
            repairable=standard.repairable,
            not_repairable_reason=standard.not_repairable_reason,
            least_months=standard.public_min_months or 0,
            conditions=data.CONDITIONS,
            materials=data.MATERIALS,
            citation=data.ORDER_36,
            effective_from=standard.effective_from,
        )
        for standard in missing
    ]
    Rule.objects.bulk_create(rules)
    return len(rules)
