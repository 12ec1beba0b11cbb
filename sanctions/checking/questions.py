"""What a check asks: a number, a name or both, of one subject or of ten thousand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from registry import identifiers, identity, names, sealing
from registry.models import Department
from sanctions.models import Purpose

LONGEST_NAME = 200  # characters
MOST = 10_000  # questions in one batch


@dataclass(frozen=True, slots=True)
class Question:
    """The subject that is asked about, by number, name or both.

    `clarification` is the number of a clarification that the subject presents. `wrong` is the
    sentence why the number is none; a question that has it is not answered.
    """

    identifier: identifiers.Identifier | None = None
    name: str = ""
    clarification: str = ""
    wrong: str = ""

    @property
    def key(self) -> str:
        """What a kept check has of the subject asked about: a look-up key, never a number or a name."""
        if self.identifier is not None:
            return identity.lookup_key(self.identifier)
        return sealing.digest(f"name:{names.key(self.name)}")


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf and for which purpose a check is made; that decides what it may show.

    `department` is the primary key, `kind` one of `Department.Kind`, `purpose` a `Purpose`.
    """

    department: int
    kind: str
    purpose: str

    @property
    def favourable_only(self) -> bool:
        """Citizens' services look for what favours a person and see nothing else (一(五))."""
        return self.purpose == Purpose.CITIZEN

    @property
    def public_only(self) -> bool:
        """Bodies outside government see what the public may read."""
        return self.kind in Department.OUTSIDE

    @property
    def may_judge(self) -> bool:
        """Whether the asker may see what follows from all records: green channel and classes.

        A verdict reveals the records that it rests on, so those from whom some are kept get none.
        """
        return not (self.favourable_only or self.public_only)


def question(
    *,
    identifier: str | None = "",
    name: str | None = "",
    clarification: str | None = "",
    today: date,
    strict: bool = True,
) -> Question:
    """The question about the subject with `identifier`, `name` or both.

    Raises ValidationError where the number fails its checks or nothing is asked. With `strict`
    off the question has that sentence as `wrong` instead, so that one bad row does not spoil a
    batch.
    """
    text = str(identifier or "").strip()
    name = str(name or "").strip()
    if len(name) > LONGEST_NAME:
        return _wrong(
            f"名称超过 {LONGEST_NAME} 个字，请核对后填写全称。", "name", strict
        )
    if not text and not names.key(name):
        return _wrong("请提供统一社会信用代码、证件号码或者名称。", "name", strict)
    if not text:
        return Question(None, name, str(clarification or ""))
    try:
        found = identifiers.recognise(text, today=today)
    except identifiers.Unrecognised as reason:
        return _wrong(str(reason), "identifier", strict)
    return Question(found, name, str(clarification or ""))


def _wrong(sentence: str, field: str, strict: bool) -> Question:
    if strict:
        raise ValidationError({field: sentence})
    return Question(wrong=sentence)


def purpose_of(value: str) -> str:
    """`value`, a purpose of 三(一) or 一(五).

    Raises ValidationError, which lists them all, for any other.
    """
    if value not in Purpose.values:
        known = "、".join(f"{code}（{label}）" for code, label in Purpose.choices)
        raise ValidationError({"purpose": f"用途不明。可以使用的用途：{known}。"})
    return value


def instant_of(at: datetime | None, *, now: datetime) -> datetime:
    """The instant asked about, `now` where none is given; ValidationError for one to come."""
    if at is not None and at > now:
        raise ValidationError({"at": "查询时点不能晚于现在。"})
    return at or now
