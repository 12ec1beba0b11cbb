"""What a check asks: a number, a name or both, of one subject or of ten thousand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from registry import identifiers, identity, names, sealing
from registry.models import Department
from sanctions.models import Purpose

LONGEST_NAME = 200
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """Whom is asked about; `wrong` is the sentence why the number is none, and then nothing else counts."""

    identifier: identifiers.Identifier | None = None
    name: str = ""
    clarification: str = ""
    wrong: str = ""

    @property
    def key(self) -> str:
        """What is kept of whom was asked about: a look-up key, never a person's number or name."""
        if self.identifier is not None:
            return identity.lookup_key(self.identifier)
        return sealing.digest(f"name:{names.key(self.name)}")


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf and for what; it decides what of an answer concerns her."""

    department: int
    kind: str
    purpose: str

    @property
    def favourable_only(self):
        """Citizens' services look for what favours a person and see nothing else (一(五))."""
        return self.purpose == Purpose.CITIZEN

    @property
    def public_only(self):
        """Bodies outside government are told what the public may read."""
        return self.kind in Department.OUTSIDE

    @property
    def may_judge(self):
        """Whether she may be told what follows from all records: green channel and classes.

        A verdict tells of each record beneath it, so it is not for whom some are kept from.
        """
        return not (self.favourable_only or self.public_only)


def question(
    *, identifier="", name="", clarification="", today: date, strict=True
) -> Question:
    """The question about whoever bears `identifier`, `name` or both.

    Raises ValidationError where the number fails its checks or nothing is asked; with `strict`
    off the question carries the sentence instead, for one bad row does not spoil a batch.
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


def _wrong(sentence, field, strict):
    if strict:
        raise ValidationError({field: sentence})
    return Question(wrong=sentence)


def purpose_of(value) -> str:
    """`value` if it is a purpose of 三(一) or 一(五); ValidationError names them all."""
    if value not in Purpose.values:
        known = "、".join(f"{code}（{label}）" for code, label in Purpose.choices)
        raise ValidationError({"purpose": f"用途不明。可以使用的用途：{known}。"})
    return value


def instant_of(at: datetime | None, *, now: datetime) -> datetime:
    """The instant asked about; not one to come."""
    if at is not None and at > now:
        raise ValidationError({"at": "查询时点不能晚于现在。"})
    return at or now
