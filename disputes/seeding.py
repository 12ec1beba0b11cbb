"""Reference data of disputes: loads limits and permissions; what exists already is left alone."""

from registry.management import seeding
from registry.roles import AUDITORS, CLERKS, OFFICE, REVIEWERS, TIP_OFFICERS

from . import data

VIEW = [
    "registry.view_deadline",
    *[
        f"disputes.view_{model}"
        for model in (
            "objection",
            "complaint",
            "litigation",
            "courtdate",
            "redress",
            "redresstask",
        )
    ],
]
HANDLE = [
    f"disputes.{verb}"
    for verb in (
        "add_objection",
        "add_complaint",
        "add_litigation",
        "accept_case",
        "verify_case",
        "reply_case",
        "reveal_applicant",
        "manage_litigation",
    )
]
DECIDE = [
    f"disputes.{verb}"
    for verb in (
        "accept_case",
        "verify_case",
        "decide_case",
        "reply_case",
        "manage_litigation",
        "conclude_litigation",
        "confirm_redress",
    )
]
DUTIES = {
    CLERKS: [*VIEW, *HANDLE],
    REVIEWERS: [*VIEW, *DECIDE],
    OFFICE: list(dict.fromkeys([*VIEW, *HANDLE, *DECIDE, "disputes.close_redress"])),
    AUDITORS: VIEW,
    TIP_OFFICERS: [
        "disputes.open_tipoff",
        "disputes.view_tipoff",
        "registry.view_standard",
    ],
}


def load() -> int:
    """Load limits and the permissions of groups; returns how many limits were added."""
    seeding.load_groups(DUTIES)
    return seeding.load_limits(data.LIMITS, data.SINCE)
