"""What the groups of officials may do about measures, in addition to what they may do in the register."""

from registry.roles import AUDITORS, CLERKS, OFFICE, REVIEWERS, SYSTEMS


def may(verb, *models):
    return [f"sanctions.{verb}_{model}" for model in models]


CATALOGUE = ["edition", "measure", "basis", "memorandum", "provision"]
WORK = ["order", "call", "check", "checkbatch", "feedback", "promise", "promiseitem"]
CLASSES = ["scheme", "band", "nationalgrade", "report"]
ASSOCIATIONS = ["membership", "membergrade", "industrymeasure"]
VIEW = may("view", *CATALOGUE, *WORK, *CLASSES, *ASSOCIATIONS)

GROUPS = {
    OFFICE: [
        *VIEW,
        *may("add", "edition", "measure", "basis", "memorandum", "provision"),
        *may("change", "edition", "measure", "basis", "memorandum", "provision"),
        *may("add", "scheme", "band", "nationalgrade"),
        *may("change", "scheme", "band"),
        *may("import", "measure"),
        *may("export", "measure", "order", "check"),
        *may("respond", "order"),
        *may("make", "check"),
        *may("issue", "report"),
        *may("publish", "edition", "memorandum", "scheme"),
    ],
    CLERKS: [
        *VIEW,
        *may("add", "memorandum", "provision", "scheme", "band", "promise"),
        *may("change", "memorandum", "provision", "scheme", "band"),
        *may("add", *ASSOCIATIONS),
        *may("respond", "order"),
        *may("make", "check"),
        *may("settle", "promise"),
        *may("export", "order", "check"),
    ],
    REVIEWERS: [
        *VIEW,
        *may("respond", "order"),
        *may("make", "check"),
        *may("settle", "promise"),
        *may("issue", "report"),
        *may("publish", "memorandum", "scheme"),
        *may("export", "order", "check"),
    ],
    AUDITORS: VIEW,
    SYSTEMS: [
        *may("view", *CATALOGUE, "order", "check", "checkbatch", "scheme", "band"),
        *may("make", "check"),
        *may("respond", "order"),
    ],
}
