"""Identifiers of organisations and persons: checked, never guessed, never repaired.

A wrong digit would name somebody else, so a number that does not pass its checks is refused with
the reason. The rules are those of GB 32100-2015, GB 11714, GB 11643-1999 and GB/T 17710. No
database and no clock. Messages never repeat a number, because they are kept and shown.
"""

from collections.abc import Collection
from datetime import date

from . import checks
from .cleaning import DESTROYED, EMPTY, Unrecognised, clean, normalise
from .kinds import (
    ORGANISATION_KINDS,
    PERSON_KINDS,
    Identifier,
    Kind,
    born_on,
    is_person_kind,
    kinds_named,
    kinds_of_subject,
    mask,
    subject_kinds,
)

__all__ = [
    "AMBIGUOUS",
    "DESTROYED",
    "EMPTY",
    "ORGANISATION_KINDS",
    "OTHER_KIND",
    "PERSON_KINDS",
    "UNKNOWN",
    "Identifier",
    "Kind",
    "Unrecognised",
    "born_on",
    "is_person_kind",
    "kinds_named",
    "kinds_of_subject",
    "mask",
    "normalise",
    "recognise",
    "subject_kinds",
]

AMBIGUOUS = (
    "该号码同时符合{kinds}的编码规则，无法判断。"
    "请在“主体类别”或者“证件类型”列写明后重新提交。"
)
OTHER_KIND = "该号码是{kind}号码，与所填的主体类别或者证件类型不符。请核对后重新填写。"
STRANGE_CHARACTER = "号码含有不应出现的字符“{character}”。请核对后重新填写。"
UNKNOWN = (
    "号码共 {length} 位，不是统一社会信用代码，也不是可以识别的证件号码。"
    "请核对位数；如为护照或者通行证，请同时写明证件类型。"
)

_USCC = (frozenset({Kind.USCC}), checks.read_uscc)
_PERSON = (
    frozenset({Kind.RESIDENT, Kind.RESIDENCE_PERMIT, Kind.FOREIGN_PERMANENT}),
    checks.read_person,
)
_REGISTRATION = (frozenset({Kind.REGISTRATION}), checks.read_registration)
_OLD_RESIDENT = (frozenset({Kind.RESIDENT}), checks.read_old_resident)
_OLD_FOREIGNER = (frozenset({Kind.FOREIGN_PERMANENT}), checks.read_old_foreigner)
_ORGANISATION = (frozenset({Kind.ORGANISATION_CODE}), checks.read_organisation_code)
_HK_MACAO = (frozenset({Kind.HK_MACAO_PERMIT}), checks.read_hk_macao_permit)
_PASSPORT = (frozenset({Kind.PASSPORT}), checks.read_chinese_passport)

# What a number of this length can be.
_READERS = {
    18: (_USCC, _PERSON),
    15: (_REGISTRATION, _OLD_RESIDENT, _OLD_FOREIGNER),
    14: (_REGISTRATION,),
    13: (_REGISTRATION,),
    11: (_HK_MACAO,),
    9: (_ORGANISATION, _HK_MACAO, _PASSPORT),
}

# Shapes so loose that only 证件类型 can say what they are.
_NAMED_READERS = {
    Kind.TAIWAN_PERMIT: checks.read_taiwan_permit,
    Kind.PASSPORT: checks.read_any_passport,
}


def recognise(
    text, *, today: date, kinds: Collection[Kind] | None = None
) -> Identifier:
    """The checked identifier that `text` is.

    `kinds` are those that 主体类别 or 证件类型 leaves possible (None: any); `today` bounds
    dates of birth. Raises Unrecognised, and nothing else, with a sentence for the official.
    """
    code = clean(text)
    readers = _READERS.get(len(code), ())
    found, reasons = _read(code, readers, today, kinds)
    if not found and kinds is not None and len(kinds) == 1:
        found = _read_named(code, today, *kinds)
    if len(found) > 1:
        found = _likely(found)
    if len(found) == 1:
        return found[0]
    if found:
        both = "和".join(identifier.kind.label for identifier in found)
        raise Unrecognised(AMBIGUOUS.format(kinds=both))
    raise Unrecognised(_why_not(code, readers, reasons, today, kinds))


def _read(code, readers, today, kinds):
    found, reasons = [], []
    for readable, read in readers:
        if kinds is not None and readable.isdisjoint(kinds):
            continue
        identifier, reason = read(code, today)
        if identifier and (kinds is None or identifier.kind in kinds):
            found.append(identifier)
        elif reason:
            reasons.append(reason)
    return found, reasons


def _likely(found):
    # One person in 31 also passes the check of a credit code. In 39,628 real credit codes the
    # inner organisation code never failed: where it does, a faultless identity number is meant.
    # Where the number starts with 9 it may truly be either: then the official is asked.
    uscc, other = found[0], found[1]
    by_chance = uscc.kind == Kind.USCC and checks.INNER_CHECK in uscc.warnings
    if by_chance and not other.warnings and not uscc.value.startswith("9"):
        return [other]
    return found


def _read_named(code, today, kind):
    read = _NAMED_READERS.get(kind)
    identifier = read(code, today).identifier if read else None
    return [identifier] if identifier else []


def _why_not(code, readers, reasons, today, kinds):
    if kinds is not None:
        others, _ = _read(code, readers, today, None)
        if others:
            return OTHER_KIND.format(kind=others[0].kind.label)
    if len(code) == 18 and code.endswith("000") and code.isdecimal():
        return DESTROYED  # a spreadsheet keeps fifteen digits and fills up with zeros
    if strange := next((c for c in code if not (c.isascii() and c.isalnum())), None):
        return STRANGE_CHARACTER.format(character=strange)
    return " ".join(reasons) or UNKNOWN.format(length=len(code))
