"""What the register says to a set of questions, in a constant number of statements.

The same answers as the oracle of the tests (`tests/registry/oracle.py`), one by one, as plain
data: that is tested. Only entries and orders that concern the asker are included.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef

from registry import identity, names
from registry.identity import Status, Strength
from registry.models import (
    Clarification,
    FormerName,
    OtherIdentifier,
    Subject,
)

from .facts import Facts, relevant_entries
from .questions import Asker, Question

# What is read of a subject; the fast check reads the same columns in this order.
SUBJECT = ["pk", "kind", "name", "name_key", "identifier", "identifier_kind"]


@dataclass(slots=True)
class CheckResult:
    """What the register says of one subject at one instant.

    `settles` is a sentence: what would make an uncertain result certain. `candidates` is the
    number of subjects that a name may mean. `entries`, `held` and `measures` are dicts with the
    keys of `facts.ENTRY` and `facts.ORDER`.
    """

    status: str
    strength: str
    settles: str = ""
    candidates: int = 0
    subject_id: int | None = None
    subject: dict | None = None
    entries: list = field(default_factory=list)
    held: list = field(default_factory=list)
    measures: list = field(default_factory=list)


def answer_all(
    questions: list[Question], *, asker: Asker, at: datetime, is_past: bool = False
) -> list[CheckResult | None]:
    """The results at the instant `at`, in the order asked; None for a question that is wrong.

    Of an instant that `is_past`, measures have the status that they then had.
    """
    keys = [None if one.wrong or not one.identifier else one.key for one in questions]
    asked = list(zip(questions, keys, strict=True))
    found = subjects_by_key({key for key in keys if key})
    # Former names are read for those only whose present name is not the one that was given.
    renamed = {
        found[key]["pk"]
        for one, key in asked
        if key in found and one.name and names.key(one.name) != found[key]["name_key"]
    }
    former = former_names(renamed)
    known = {subject["pk"] for subject in found.values()}
    facts = Facts(known, asker, at, is_past=is_past)
    by_name = ByName(
        [
            (one, key)
            for one, key in asked
            if one.name and key not in found and not one.wrong
        ],
        asker,
        at,
    )
    return [
        None
        if one.wrong
        else result_for(one, found[key], former, facts)
        if key in found
        else by_name.result_for(one, key)
        if one.name
        else CheckResult(Status.CLEAR, Strength.NUMBER)
        for one, key in asked
    ]


def subjects_by_key(keys: set[str]) -> dict[str, dict]:
    """The subjects whose main or other number has one of the look-up `keys`, by that key."""
    if not keys:
        return {}
    rows = Subject.objects.order_by()
    by_main_number = rows.filter(key__among=keys).values("key", *SUBJECT)
    others = OtherIdentifier.objects.order_by().filter(key__among=keys)
    by_other_number = dict(others.values_list("key", "subject"))
    by_pk = {}
    if by_other_number:
        by_pk = {
            one["pk"]: one
            for one in rows.filter(pk__among=set(by_other_number.values())).values(
                *SUBJECT
            )
        }
    found = {key: by_pk[pk] for key, pk in by_other_number.items()}
    return found | {row["key"]: row for row in by_main_number}


def former_names(subjects: set[int]) -> dict[int, set[str]]:
    """The keys of the names that each of the `subjects` had before, by subject."""
    former = defaultdict(set)
    if subjects:
        rows = FormerName.objects.order_by().filter(subject__among=subjects)
        for subject, name_key in rows.values_list("subject_id", "name_key"):
            former[subject].add(name_key)
    return former


def result_for(question: Question, subject: dict, former, facts: Facts) -> CheckResult:
    """The result for a question whose number is known, that of `subject`."""
    name_key = names.key(question.name) if question.name else ""
    agrees = name_key == subject["name_key"] or name_key in former[subject["pk"]]
    if name_key and not agrees:
        return CheckResult(Status.MISMATCH, Strength.NUMBER, identity.NAMES_DIFFER)
    pk = subject["pk"]
    entries = facts.entries[pk]
    return CheckResult(
        Status.LISTED if entries else Status.CLEAR,
        Strength.NUMBER_AND_NAME if name_key else Strength.NUMBER,
        subject_id=pk,
        subject=subject_data(subject, named=bool(name_key)),
        entries=entries,
        held=facts.held[pk],
        measures=facts.measures[pk],
    )


def subject_data(subject: dict, *, named: bool) -> dict:
    """The subject as the answer has it: a person's whole name only where the question had it."""
    name = subject["name"]
    if subject["kind"] == "person" and not named:
        name = names.short_person_name(name)
    return {
        "id": subject["pk"],
        "kind": subject["kind"],
        "name": name,
        "identifier": subject["identifier"],
    }


class ByName:
    """Results for questions whose number is unknown or not given: never `listed`.

    `asked` are pairs of a question and the look-up key of its number, None where it has none.
    """

    def __init__(self, asked, asker: Asker, at: datetime):
        self.subjects = defaultdict(list)  # key of a name: subjects that it may mean
        self.kinds = defaultdict(set)  # subject: kinds of all its numbers
        self.not_meant = defaultdict(set)  # key of a number: subjects that it is not
        self.clarified = {}  # (number of a clarification, key of a name): key of a number
        keys = {names.key(question.name) for question, _ in asked}
        if keys:
            self.read_subjects(keys, asker, at)
            self.read_clarifications({key for _, key in asked if key}, asked)

    def read_subjects(self, keys, asker, at) -> None:
        """Find the subjects that the names may mean: with an entry in effect that concerns `asker`."""
        relevant = (
            relevant_entries(asker, at).in_effect(at).filter(subject=OuterRef("pk"))
        )
        listed = Subject.objects.order_by().filter(Exists(relevant))
        now = listed.filter(name_key__among=keys)
        before = FormerName.objects.order_by().filter(
            name_key__among=keys, subject__in=listed
        )
        pairs = set(now.values_list("name_key", "pk", "identifier_kind"))
        pairs |= set(
            before.values_list("name_key", "subject_id", "subject__identifier_kind")
        )
        for name_key, pk, kind in sorted(pairs):
            self.subjects[name_key].append(pk)
            self.kinds[pk].add(kind)
        others = OtherIdentifier.objects.order_by().filter(subject__among=self.kinds)
        for pk, kind in others.values_list("subject_id", "kind"):
            self.kinds[pk].add(kind)

    def read_clarifications(self, keys, asked) -> None:
        """Read whose number each presented clarification is for, and which subjects that rules out."""
        numbers = {
            question.clarification.strip().upper()
            for question, _ in asked
            if question.clarification
        }
        standing = Clarification.objects.standing().order_by()
        if numbers:
            rows = standing.filter(number__among=numbers)
            for number, name_key, key in rows.values_list("number", "name_key", "key"):
                self.clarified[number, name_key] = key
        # One clarification brings all others of the same number with it.
        keys = keys | set(self.clarified.values())
        if keys:
            rows = standing.filter(key__among=keys)
            for key, pk in rows.values_list("key", "not_subject_id"):
                self.not_meant[key].add(pk)

    def result_for(self, question: Question, key: str | None) -> CheckResult:
        """Ambiguous where the name may mean a listed subject, else clear."""
        name_key = names.key(question.name)
        number = question.clarification.strip().upper()
        whose = self.clarified.get((number, name_key)) if number else None
        # A clarification counts only for the number that it was given to.
        clarified = whose if key in (None, whose) else None
        warning = identity.CLARIFICATION_USELESS if number and not clarified else ""
        kind = question.identifier and question.identifier.kind
        excluded = self.not_meant[clarified or key]
        # A subject has one number of a kind: with another one of that kind it is not meant.
        count = sum(
            kind not in self.kinds[pk] and pk not in excluded
            for pk in self.subjects[name_key]
        )
        if count:
            wanted = identity.BY_OTHER_NUMBER if kind else identity.BY_NAME_ONLY
            settles = wanted.format(count=count) + warning
            return CheckResult(Status.AMBIGUOUS, Strength.NAME, settles, count)
        strength = Strength.NUMBER if kind else Strength.NAME
        settles = ("" if kind else identity.NAME_IS_WEAK) + warning
        return CheckResult(Status.CLEAR, strength, settles)
