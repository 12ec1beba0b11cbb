"""The kinds of identifier, which subjects each can name, and how much of one may be shown."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices


class Kind(TextChoices):
    """The kind of document or code that a number comes from."""

    USCC = "uscc", "统一社会信用代码"
    REGISTRATION = "registration", "工商注册号"
    ORGANISATION_CODE = "organisation_code", "组织机构代码"
    RESIDENT = "resident", "居民身份证"
    RESIDENCE_PERMIT = "residence_permit", "港澳台居民居住证"
    FOREIGN_PERMANENT = "foreign_permanent", "外国人永久居留身份证"
    HK_MACAO_PERMIT = "hk_macao_permit", "港澳居民来往内地通行证"
    TAIWAN_PERMIT = "taiwan_permit", "台湾居民来往大陆通行证"
    PASSPORT = "passport", "护照"


ORGANISATION_KINDS = frozenset({Kind.USCC, Kind.REGISTRATION, Kind.ORGANISATION_CODE})
PERSON_KINDS = frozenset(Kind) - ORGANISATION_KINDS

_BUSINESSES = frozenset({"organisation", "individual_business"})
_PERSONS = frozenset({"person"})

# The words officials write under 证件类型; a residence permit is often called 身份证.
_IDENTITY_CARDS = frozenset({Kind.RESIDENT, Kind.RESIDENCE_PERMIT})
_NAMED = {
    **{kind.label: frozenset({kind}) for kind in Kind},
    "社会信用代码": frozenset({Kind.USCC}),
    "注册号": frozenset({Kind.REGISTRATION}),
    "身份证": _IDENTITY_CARDS,
    "居民身份证": _IDENTITY_CARDS,
    "居民身份证号": _IDENTITY_CARDS,
    "身份证号": _IDENTITY_CARDS,
    "身份证号码": _IDENTITY_CARDS,
    "港澳居民居住证": frozenset({Kind.RESIDENCE_PERMIT}),
    "台湾居民居住证": frozenset({Kind.RESIDENCE_PERMIT}),
    "外国人永久居留证": frozenset({Kind.FOREIGN_PERMANENT}),
    "护照号": frozenset({Kind.PASSPORT}),
    "外国护照": frozenset({Kind.PASSPORT}),
    "外国(地区)护照": frozenset({Kind.PASSPORT}),
}


class Identifier(NamedTuple):
    """A number that passed its checks, in the one form in which it is compared and kept."""

    kind: Kind
    value: str
    warnings: tuple[str, ...] = ()


def is_person_kind(kind: str) -> bool:
    """Whether numbers of this `kind` name a natural person, and so are never shown in full."""
    return kind in PERSON_KINDS


def subject_kinds(kind: str) -> frozenset[str]:
    """The kinds of subject (主体类别) that an identifier of this `kind` can name."""
    return _PERSONS if is_person_kind(kind) else _BUSINESSES


def kinds_of_subject(subject_kind: str) -> frozenset[Kind]:
    """The kinds of identifier that can name a subject of this 主体类别."""
    return PERSON_KINDS if subject_kind in _PERSONS else ORGANISATION_KINDS


def kinds_named(words: str) -> frozenset[Kind] | None:
    """The kinds meant by the `words` under 证件类型; None where they are not known."""
    return _NAMED.get(words.strip().replace("（", "(").replace("）", ")"))


def mask(identifier: Identifier) -> str:
    """What may be shown of an `identifier`: an organisation's in full, of a person's only the ends.

    At most the first three and last four characters of a person's number remain, so that
    neither the place nor the date of birth can be read; of short numbers one and two.
    """
    if not is_person_kind(identifier.kind):
        return identifier.value
    head, tail = (3, 4) if len(identifier.value) >= 15 else (1, 2)
    hidden = len(identifier.value) - head - tail
    return identifier.value[:head] + "*" * hidden + identifier.value[-tail:]


def born_on(identifier: Identifier) -> date | None:
    """The date of birth that the number states; None where its kind states none."""
    if len(identifier.value) != 18 or not is_person_kind(identifier.kind):
        return None
    return date.fromisoformat(identifier.value[6:14])
