"""The rules of identification, written out for one question at a time with the ORM.

Production answers many questions at once (`sanctions.checking.results`) and plain ones in a single
statement (`sanctions.checking.fast`). Both are tested against `identify`: this is the oracle.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef

from registry import identifiers, identity, names
from registry.identity import Status, Strength, agrees, lookup_key, subject_with_number
from registry.models import (
    ADVERSE,
    Clarification,
    Entry,
    FormerName,
    OtherIdentifier,
    Subject,
)


@dataclass(frozen=True)
class Answer:
    """What a check says at one instant; `entries` have effect, `held` are under a hold.

    `listed` says that some entry has effect, of whichever list: `adverse` holds those that may
    be a ground against the subject. `subject` is None unless the number found it and the name,
    if given, agreed. `settles` says in Chinese what would settle an uncertain answer.
    """

    status: Status
    strength: Strength
    subject: Subject | None = None
    entries: list[Entry] = field(default_factory=list)
    held: list[Entry] = field(default_factory=list)
    candidates: int = 0
    settles: str = ""

    @property
    def adverse(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.list_kind in ADVERSE]

    @property
    def favourable(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.list_kind not in ADVERSE]


def identify(
    *,
    identifier: identifiers.Identifier | None = None,
    name: str | None = None,
    at: datetime,
    clarification: str | None = None,
) -> Answer:
    """What the register says at the instant `at` of who has the `identifier`, the `name` or both.

    - number known: `listed` or `clear`; `mismatch`, and nothing more, where the name disagrees
      (former names agree, other numbers of the subject count);
    - number unknown: `clear`, unless a listed subject of that name is registered under another
      kind of number only: then `ambiguous`;
    - name only: `ambiguous` while any subject of that name is listed, even a single one, else
      `clear`, weakly. It never says `listed`.

    Subjects that a standing clarification sets apart from the asker, presented by its number or
    found by the asker's own `identifier`, are no candidates. At most four queries.
    """
    if identifier is None and not (name and names.key(name)):
        raise ValueError("identify needs an identifier or a name")
    subject = subject_with_number(identifier) if identifier else None
    if subject is not None:
        return _by_number(subject, name, at)
    if not name:
        return Answer(Status.CLEAR, Strength.NUMBER)
    return _by_name(name, identifier, at, clarification)


def _by_number(subject, name, at):
    if name and not agrees(subject, name):
        return Answer(Status.MISMATCH, Strength.NUMBER, settles=identity.NAMES_DIFFER)
    standing = (
        Entry.objects.of(subject)
        .standing(at)
        .with_held(at)
        .select_related("standard", "department", "region")
    )
    entries, held = [], []
    for entry in standing:
        (held if entry.is_held else entries).append(entry)
    return Answer(
        Status.LISTED if entries else Status.CLEAR,
        Strength.NUMBER_AND_NAME if name else Strength.NUMBER,
        subject=subject,
        entries=entries,
        held=held,
    )


def _by_name(name, identifier, at, number):
    name_key = names.key(name)
    key = lookup_key(identifier) if identifier else None
    clarified = _clarified(number, name_key, key) if number else None
    warning = identity.CLARIFICATION_USELESS if number and not clarified else ""
    namesakes = _listed_namesakes(name_key, identifier, at)
    if wronged := clarified or key:
        apart = Clarification.objects.standing().filter(key=wronged)
        namesakes = namesakes.exclude(pk__in=apart.values("not_subject"))
    count = namesakes.count()
    strength = Strength.NUMBER if identifier else Strength.NAME
    if count:
        wanted = identity.BY_OTHER_NUMBER if identifier else identity.BY_NAME_ONLY
        settles = wanted.format(count=count) + warning
        return Answer(
            Status.AMBIGUOUS, Strength.NAME, candidates=count, settles=settles
        )
    return Answer(
        Status.CLEAR,
        strength,
        settles=("" if identifier else identity.NAME_IS_WEAK) + warning,
    )


def _clarified(number, name_key, key):
    """Whose clarification `number` is: a look-up key, or None where it is not the asker's."""
    found = Clarification.objects.standing().filter(
        number=number.strip().upper(), name_key=name_key
    )
    whose = found.values_list("key", flat=True).first()
    return whose if key in (None, whose) else None


def _listed_namesakes(name_key, identifier, at):
    """Subjects with the name, present or former, that have an entry in effect at `at`.

    Next to an `identifier` only those count that are known by no number of its kind: who has
    another number of the same kind is somebody else.
    """
    present = Subject.objects.order_by().filter(name_key=name_key).values("pk")
    former = FormerName.objects.order_by().filter(name_key=name_key).values("subject")
    in_effect = Entry.objects.in_effect(at).filter(subject=OuterRef("pk"))
    namesakes = Subject.objects.filter(pk__in=present.union(former))
    if identifier is not None:
        same_kind = OtherIdentifier.objects.filter(
            subject=OuterRef("pk"), kind=identifier.kind
        )
        namesakes = namesakes.exclude(identifier_kind=identifier.kind).exclude(
            Exists(same_kind)
        )
    return namesakes.filter(Exists(in_effect))
