"""Who is meant: the answer to a check, and how surely it was given (design: identity).

A name alone never says that somebody is listed. Where a number is given, the number decides;
a name beside it must agree. What cannot be told apart is said to be so, with what would
settle it. No person is punished for bearing another's name.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, TextChoices

from . import identifiers, names, sealing
from .models import (
    ADVERSE,
    Clarification,
    Entry,
    FormerName,
    OtherIdentifier,
    Subject,
)


class Status(TextChoices):
    """What the register can say of whoever was asked about."""

    LISTED = "listed", "有生效中的条目"
    CLEAR = "clear", "没有生效中的条目"
    AMBIGUOUS = "ambiguous", "不能确定是否本人"
    MISMATCH = "mismatch", "号码与名称不符"


class Strength(TextChoices):
    """What the answer rests on."""

    NUMBER_AND_NAME = "number_and_name", "号码和名称均相符"
    NUMBER = "number", "按号码核对"
    NAME = "name", "仅按名称核对"


BY_NAME_ONLY = (
    "名单中有 {count} 个同名主体，仅凭名称不能认定是其中之一。"
    "请提供统一社会信用代码或者证件号码再查；持有澄清编号的，请一并提供。"
)
BY_OTHER_NUMBER = (
    "所给号码未登记；名单中有 {count} 个同名主体登记的是另一类证件，不能认定是同一主体。"
    "请提供另一类证件号码再查；确非同一主体的，可以申请澄清编号。"
)
NAMES_DIFFER = (
    "该号码登记的名称与所给名称不一致。请核对号码和名称；已经更名的，请先办理更名登记。"
)
NAME_IS_WEAK = (
    "没有同名主体在名单中。这一结果仅按名称核对，名称写法不同可能查不到；"
    "用于奖励、优惠的，请提供号码再查。"
)
CLARIFICATION_USELESS = (
    "所给澄清编号不存在、已撤回，或者与所查名称、号码不符，未予采用。"
)


@dataclass(frozen=True)
class Answer:
    """What a check says at one instant; `entries` have effect, `held` rest under a hold.

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
    """What the register says at the instant `at` of whoever bears `identifier`, `name` or both.

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
    digest = lookup_key(identifier) if identifier else None
    subject = bearer(digest) if digest else None
    if subject is not None:
        return _by_number(subject, name, at)
    if not name:
        return Answer(Status.CLEAR, Strength.NUMBER)
    return _by_name(name, identifier, digest, at, clarification)


def lookup_key(identifier: identifiers.Identifier) -> str:
    """The key under which a subject with the checked `identifier` is kept."""
    if identifiers.is_person_kind(identifier.kind):
        return sealing.digest(identifier.value)
    return identifier.value


def bearer(key: str) -> Subject | None:
    """The subject whose main or other number has the look-up `key`."""
    subjects = Subject.objects.order_by()
    others = subjects.filter(other_identifiers__key=key)
    return subjects.filter(key=key).union(others).first()


def agrees(subject: Subject, name: str) -> bool:
    """Whether `name` is the subject's name, or one it bore before."""
    key = names.key(name)
    return subject.name_key == key or subject.former_names.filter(name_key=key).exists()


def _by_number(subject, name, at):
    if name and not agrees(subject, name):
        return Answer(Status.MISMATCH, Strength.NUMBER, settles=NAMES_DIFFER)
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


def _by_name(name, identifier, key, at, number):
    name_key = names.key(name)
    clarified = _clarified(number, name_key, key) if number else None
    warning = CLARIFICATION_USELESS if number and not clarified else ""
    namesakes = _listed_namesakes(name_key, identifier, at)
    if wronged := clarified or key:
        apart = Clarification.objects.standing().filter(key=wronged)
        namesakes = namesakes.exclude(pk__in=apart.values("not_subject"))
    count = namesakes.count()
    strength = Strength.NUMBER if identifier else Strength.NAME
    if count:
        wanted = BY_OTHER_NUMBER if identifier else BY_NAME_ONLY
        settles = wanted.format(count=count) + warning
        return Answer(
            Status.AMBIGUOUS, Strength.NAME, candidates=count, settles=settles
        )
    return Answer(
        Status.CLEAR, strength, settles=("" if identifier else NAME_IS_WEAK) + warning
    )


def _clarified(number, name_key, key):
    """Whose clarification `number` is: a look-up key, or None where it is not the asker's."""
    found = Clarification.objects.standing().filter(
        number=number.strip().upper(), name_key=name_key
    )
    whose = found.values_list("key", flat=True).first()
    return whose if key in (None, whose) else None


def _listed_namesakes(name_key, identifier, at):
    """Subjects that bear or bore the name and have an entry in effect at `at`.

    Beside an `identifier` only those count that are known by no number of its kind: who has
    another number of the same kind is somebody else.
    """
    bearing = Subject.objects.order_by().filter(name_key=name_key).values("pk")
    bore = FormerName.objects.order_by().filter(name_key=name_key).values("subject")
    in_effect = Entry.objects.in_effect(at).filter(subject=OuterRef("pk"))
    namesakes = Subject.objects.filter(pk__in=bearing.union(bore))
    if identifier is not None:
        same_kind = OtherIdentifier.objects.filter(
            subject=OuterRef("pk"), kind=identifier.kind
        )
        namesakes = namesakes.exclude(identifier_kind=identifier.kind).exclude(
            Exists(same_kind)
        )
    return namesakes.filter(Exists(in_effect))
