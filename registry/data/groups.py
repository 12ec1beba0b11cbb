"""What each group of officials may do; which rows and when is decided elsewhere.

Every permission is written `app.codename`; upper apps add theirs to the same table when they
are there, and a later `seed` grants what is new.
"""

from registry.roles import AUDITORS, CLERKS, OFFICE, REVIEWERS, SYSTEMS, TIP_OFFICERS


def may(verb: str, *models: str) -> list[str]:
    """The permissions to `verb` (view, add, …) each of the `models` of the register."""
    return [f"registry.{verb}_{model}" for model in models]


REFERENCE = [
    "region",
    "department",
    "field",
    "lead",
    "calendaryear",
    "calendarday",
    "limit",
]
REGISTER = [
    "standard",
    "subject",
    "otheridentifier",
    "formername",
    "clarification",
    "entry",
    "responsibility",
    "hold",
    "correction",
    "notice",
    "batch",
    "row",
    "deadline",
    "attachment",
    "receipt",
]
VIEW = may("view", *REFERENCE, *REGISTER)
OVERSEE = [
    "registry.oversee",
    *may("view", "official", "apitoken", "trailentry", "message"),
]
PREPARE = [
    *may(
        "add", "standard", "subject", "entry", "responsibility", "batch", "attachment"
    ),
    *may("change", "standard", "entry", "responsibility", "batch"),
    *[f"registry.{verb}_entry" for verb in ["submit", "import", "export"]],
]
DECIDE = [
    *[
        f"registry.{verb}_entry"
        for verb in ["approve", "hold", "correct", "end", "export"]
    ],
    "registry.publish_standard",
    "registry.clarify_subject",
    "registry.reveal_number",
]

EXCHANGE = ["subscription", "delivery", "recallreceipt"]
EXCHANGE_ALL = ["seal", "feedreader", "agreement", "incoming", "proof"]

GROUPS = {
    OFFICE: [
        *VIEW,
        *OVERSEE,
        *PREPARE,
        *DECIDE,
        *may("add", *REFERENCE, "official", "apitoken", "otheridentifier"),
        *may("change", *REFERENCE, "official", "apitoken", "subject"),
        "registry.delete_calendarday",
        "registry.second_entry",
        *may("view", *EXCHANGE, *EXCHANGE_ALL),
        *may("add", "agreement"),
        *may("change", "agreement", "recallreceipt"),
        *may("manage", "subscription"),
        *may("decide", "incoming"),
        *may("certify", "person"),
    ],
    CLERKS: [
        *VIEW,
        *PREPARE,
        *may("view", *EXCHANGE),
        *may("change", "recallreceipt"),
    ],
    REVIEWERS: [*VIEW, *DECIDE],
    AUDITORS: [*VIEW, *OVERSEE, *may("view", *EXCHANGE, *EXCHANGE_ALL)],
    TIP_OFFICERS: may("view", "region", "department", "field", "subject"),
    SYSTEMS: [
        *may("view", "region", "department", "field", "standard", "subject", "entry"),
        *may("add", "entry"),
        *may("submit", "entry"),
    ],
}
