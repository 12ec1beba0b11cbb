"""What the register says to a set of questions, in a constant number of statements.

The same answers as the oracle of the tests (`tests/registry/oracle.py`), one by one, as plain
data: that is tested. Only entries and orders that concern the asker are included.
"""

from collections import defaultdict
from dataclasses import dataclass, field

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

SUBJECT = ["pk", "kind", "name", "name_key", "identifier", "identifier_kind"]


@dataclass(slots=True)
class CheckResult:
    """What is said of one subject at one instant."""

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
    questions: list[Question], *, asker: Asker, at, is_past: bool = False
) -> list[CheckResult | None]:
    """The answers at the instant `at`, in the order asked; None for a question that is wrong.

    Of an instant that `is_past`, measures are told as they then stood.
    """
    keys = [None if one.wrong or not one.identifier else one.key for one in questions]
    found = bearers({key for key in keys if key})
    bore = former_names(
        {
            found[key]["pk"]
            for one, key in zip(questions, keys, strict=True)
            if key in found
            and one.name
            and names.key(one.name) != found[key]["name_key"]
        }
    )
    known = {subject["pk"] for subject in found.values()}
    facts = Facts(known, asker, at, is_past=is_past)
    by_name = ByName(
        [
            (one, key)
            for one, key in zip(questions, keys, strict=True)
            if one.name and key not in found and not one.wrong
        ],
        asker,
        at,
    )
    return [
        None
        if one.wrong
        else result_for(one, found[key], bore, facts)
        if key in found
        else by_name.answer(one, key)
        if one.name
        else CheckResult(Status.CLEAR, Strength.NUMBER)
        for one, key in zip(questions, keys, strict=True)
    ]


def bearers(keys):
    """The subjects whose main or other number has one of the look-up `keys`, by that key."""
    if not keys:
        return {}
    rows = Subject.objects.order_by()
    main = rows.filter(key__among=keys).values("key", *SUBJECT)
    others = OtherIdentifier.objects.order_by().filter(key__among=keys)
    also = dict(others.values_list("key", "subject"))
    by_pk = {}
    if also:
        by_pk = {
            one["pk"]: one
            for one in rows.filter(pk__among=set(also.values())).values(*SUBJECT)
        }
    found = {key: by_pk[pk] for key, pk in also.items()}
    return found | {row["key"]: row for row in main}


def former_names(subjects):
    bore = defaultdict(set)
    if subjects:
        rows = FormerName.objects.order_by().filter(subject__among=subjects)
        for subject, name_key in rows.values_list("subject_id", "name_key"):
            bore[subject].add(name_key)
    return bore


def result_for(question, subject, bore, facts):
    """The answer to a question whose number is known."""
    name_key = names.key(question.name) if question.name else ""
    agrees = name_key == subject["name_key"] or name_key in bore[subject["pk"]]
    if name_key and not agrees:
        return CheckResult(Status.MISMATCH, Strength.NUMBER, identity.NAMES_DIFFER)
    pk = subject["pk"]
    entries = facts.entries[pk]
    return CheckResult(
        Status.LISTED if entries else Status.CLEAR,
        Strength.NUMBER_AND_NAME if name_key else Strength.NUMBER,
        subject_id=pk,
        subject=shown(subject, named=bool(name_key)),
        entries=entries,
        held=facts.held[pk],
        measures=facts.measures[pk],
    )


def shown(subject, *, named):
    """What is told of who the subject is: a person's name only to who knew it."""
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
    """Returns to questions whose number is unknown or not given: never `listed`."""

    def __init__(self, asked, asker, at):
        self.names = defaultdict(list)
        self.kinds, self.apart = defaultdict(set), defaultdict(set)
        self.numbers = {}
        keys = {names.key(question.name) for question, _ in asked}
        if keys:
            self.read(keys, asker, at)
            self.clear({key for _, key in asked if key}, asked)

    def read(self, keys, asker, at):
        """Whom with an entry in effect that concerns `asker` each name may mean; kinds of their numbers."""
        result_for = (
            relevant_entries(asker, at).in_effect(at).filter(subject=OuterRef("pk"))
        )
        listed = Subject.objects.order_by().filter(Exists(result_for))
        bearing = listed.filter(name_key__among=keys)
        bore = FormerName.objects.order_by().filter(
            name_key__among=keys, subject__in=listed
        )
        pairs = set(bearing.values_list("name_key", "pk", "identifier_kind"))
        pairs |= set(
            bore.values_list("name_key", "subject_id", "subject__identifier_kind")
        )
        for name_key, pk, kind in sorted(pairs):
            self.names[name_key].append(pk)
            self.kinds[pk].add(kind)
        others = OtherIdentifier.objects.order_by().filter(subject__among=self.kinds)
        for pk, kind in others.values_list("subject_id", "kind"):
            self.kinds[pk].add(kind)

    def clear(self, keys, asked):
        """Whom a clarification sets apart, and whose the presented clarifications are."""
        numbers = {
            question.clarification.strip().upper()
            for question, _ in asked
            if question.clarification
        }
        standing = Clarification.objects.standing().order_by()
        if numbers:
            rows = standing.filter(number__among=numbers)
            for number, name_key, key in rows.values_list("number", "name_key", "key"):
                self.numbers[number, name_key] = key
        keys = keys | set(self.numbers.values())
        if keys:
            rows = standing.filter(key__among=keys)
            for key, pk in rows.values_list("key", "not_subject_id"):
                self.apart[key].add(pk)

    def answer(self, question, key):
        name_key = names.key(question.name)
        number = question.clarification.strip().upper()
        whose = self.numbers.get((number, name_key)) if number else None
        clarified = whose if key in (None, whose) else None
        warning = identity.CLARIFICATION_USELESS if number and not clarified else ""
        kind = question.identifier and question.identifier.kind
        apart = self.apart[clarified or key]
        count = sum(
            kind not in self.kinds[pk] and pk not in apart
            for pk in self.names[name_key]
        )
        if count:
            wanted = identity.BY_OTHER_NUMBER if kind else identity.BY_NAME_ONLY
            settles = wanted.format(count=count) + warning
            return CheckResult(Status.AMBIGUOUS, Strength.NAME, settles, count)
        strength = Strength.NUMBER if kind else Strength.NAME
        settles = ("" if kind else identity.NAME_IS_WEAK) + warning
        return CheckResult(Status.CLEAR, strength, settles)
