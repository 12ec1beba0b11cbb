"""Whether a cleaned code can be an identifier of a given kind.

Each `read_…` takes the code and today's date and returns a `Reading`: the identifier, or the
reason why it cannot be one (empty where it does not even have the shape).
"""

import re
from datetime import date
from operator import mul
from typing import NamedTuple

from .kinds import Identifier, Kind

CHECK_FAILS = "{kind}的校验码不符，号码至少有一位填错。请与证照原件核对。"
NO_SUCH_BIRTHDAY = "{kind}号码中的出生日期不存在。请与证件原件核对。"
SYMBOLS = "统一社会信用代码不使用字母 I、O、Z、S、V。请核对是否为数字 1、0、2、5。"
FIRST = "统一社会信用代码的首位应为 1—9 或者 A、N、Y。请与证照原件核对。"

REGION = "号码中的行政区划代码无法识别，请核对。"
INNER_CHECK = "第 9—17 位不符合组织机构代码的校验规则，请与证照原件核对。"
SEQUENCE = "号码中的顺序码为 000，请与证件原件核对。"
TRUNCATED = "号码末三位为 000，可能曾被 Excel 截断，请与原件核对。"
CONVERTED = "15 位旧身份证号码已换算为 18 位；旧号码没有校验码，请与证件原件核对。"
UNCHECKED = "{kind}号码没有校验码，无法自动核验，请与证件原件核对。"

_PROVINCES = frozenset(
    f"{area}{number}"
    for area, last in {1: 5, 2: 3, 3: 7, 4: 6, 5: 4, 6: 5, 7: 1, 8: 3}.items()
    for number in range(0 if area == 5 else 1, last + 1)
)
_PERMIT_REGIONS = {"81", "82", "83"}
_EARLIEST_BIRTH = date(1870, 1, 1)

_USCC_SYMBOLS = b"0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = bytes(max(_USCC_SYMBOLS.find(c), 0) for c in range(256))
_USCC_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)
_USCC_FIRST = frozenset("123456789ANY")

_BASE_36 = bytes(
    int(chr(c), 36) if chr(c).isalnum() and c < 123 else 0 for c in range(256)
)
_ORGANISATION_SHAPE = re.compile(r"[0-9A-Z]{8}[0-9X]", re.ASCII)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_PERSON_SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_CHECKS = "10X98765432"
# `_person_check` sums character codes: this takes the code of "0" out of each of them.
_ASCII_ZEROS = -ord("0") * sum(_PERSON_WEIGHTS)

_FOREIGN_OLD_SHAPE = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)
_HK_MACAO_SHAPE = re.compile(r"[HM]\d{8}(\d\d)?", re.ASCII)
_TAIWAN_SHAPE = re.compile(r"\d{8}|\d{10}(\(?[A-Z]\)?)?", re.ASCII)
_CHINESE_PASSPORT = re.compile(r"[EGPDS]\d{8}|E[A-Z]\d{7}", re.ASCII)
_ANY_PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,20}", re.ASCII)


class Reading(NamedTuple):
    """The result of reading a code as one kind."""

    identifier: Identifier | None
    reason: str = ""


_NOT_THIS = Reading(None)


def read_uscc(code: str, today: date) -> Reading:
    """统一社会信用代码: 31 symbols, MOD 31 (GB 32100-2015 with its first amendment)."""
    if not _USCC_SHAPE.fullmatch(code):
        return Reading(None, SYMBOLS)
    values = code.encode().translate(_USCC_VALUES)
    if sum(map(mul, _USCC_WEIGHTS, values)) % 31:
        return Reading(None, CHECK_FAILS.format(kind=Kind.USCC.label))
    if code[0] not in _USCC_FIRST:
        return Reading(None, FIRST)
    warnings = ()
    if code[2:4] not in _PROVINCES and code[2:8] != "100000":
        warnings += (REGION,)
    if _organisation_check(code[8:16]) != code[16]:
        warnings += (INNER_CHECK,)
    if code.endswith("000"):
        warnings += (TRUNCATED,)
    return Reading(Identifier(Kind.USCC, code, warnings))


def read_organisation_code(code: str, today: date) -> Reading:
    """组织机构代码: eight characters and a check (GB 11714)."""
    if not _ORGANISATION_SHAPE.fullmatch(code):
        return _NOT_THIS
    if _organisation_check(code[:8]) != code[8]:
        return Reading(None, CHECK_FAILS.format(kind=Kind.ORGANISATION_CODE.label))
    return Reading(Identifier(Kind.ORGANISATION_CODE, code))


def read_registration(code: str, today: date) -> Reading:
    """工商注册号: fifteen digits with MOD 11,10; the older ones of 13 and 14 have no check."""
    if not (code.isascii() and code.isdecimal()):
        return _NOT_THIS
    warnings = () if code[:2] in _PROVINCES else (REGION,)
    if len(code) < 15:
        warnings += (UNCHECKED.format(kind="旧式" + Kind.REGISTRATION.label),)
    elif not _registration_check_holds(code):
        return Reading(None, CHECK_FAILS.format(kind=Kind.REGISTRATION.label))
    return Reading(Identifier(Kind.REGISTRATION, code, warnings))


def read_person(code: str, today: date) -> Reading:
    """身份证, 居住证 and new 永久居留身份证: a birth date and MOD 11-2 (GB 11643)."""
    if not _PERSON_SHAPE.fullmatch(code):
        return _NOT_THIS
    kind = _person_kind(code)
    if _person_check(code) != code[17]:
        return Reading(None, CHECK_FAILS.format(kind=kind.label))
    if not _is_birthday(code[6:14], today):
        return Reading(None, NO_SUCH_BIRTHDAY.format(kind=kind.label))
    warnings = ()
    if not _is_plausible_region(kind, code):
        warnings += (REGION,)
    if code[14:17] == "000":
        warnings += (SEQUENCE,)
    if code.endswith("000"):
        warnings += (TRUNCATED,)
    return Reading(Identifier(kind, code, warnings))


def read_old_resident(code: str, today: date) -> Reading:
    """The fifteen-digit 身份证 of before 1999, converted to eighteen."""
    if not (code.isascii() and code.isdecimal()):
        return _NOT_THIS
    body = f"{code[:6]}19{code[6:]}"
    if code[0] == "9" or not _is_birthday(body[6:14], today):
        return Reading(None, NO_SUCH_BIRTHDAY.format(kind="15 位居民身份证"))
    identifier = read_person(body + _person_check(body), today).identifier
    return Reading(identifier._replace(warnings=(CONVERTED, *identifier.warnings)))


def read_old_foreigner(code: str, today: date) -> Reading:
    """外国人永久居留证 of before December 2023: three letters and twelve digits."""
    return _by_shape(Kind.FOREIGN_PERMANENT, _FOREIGN_OLD_SHAPE, code)


def read_hk_macao_permit(code: str, today: date) -> Reading:
    """港澳居民来往内地通行证: nine characters for life; the issue count after them is dropped."""
    reading = _by_shape(Kind.HK_MACAO_PERMIT, _HK_MACAO_SHAPE, code)
    if not reading.identifier:
        return reading
    return Reading(reading.identifier._replace(value=code[:9]))


def read_taiwan_permit(code: str, today: date) -> Reading:
    """台湾居民来往大陆通行证: eight digits, or the older ten with a letter in brackets."""
    reading = _by_shape(Kind.TAIWAN_PERMIT, _TAIWAN_SHAPE, code)
    if not reading.identifier:
        return reading
    return Reading(
        reading.identifier._replace(value=code.replace("(", "").replace(")", ""))
    )


def read_chinese_passport(code: str, today: date) -> Reading:
    """A passport of the People's Republic, by its shape."""
    return _by_shape(Kind.PASSPORT, _CHINESE_PASSPORT, code)


def read_any_passport(code: str, today: date) -> Reading:
    """A passport of any country; what is as long as an identity number is not taken for a passport."""
    if len(code) == 18 or (len(code) == 15 and code.isdecimal()):
        return _NOT_THIS
    return _by_shape(Kind.PASSPORT, _ANY_PASSPORT, code)


def _by_shape(kind, shape, code):
    if not shape.fullmatch(code):
        return _NOT_THIS
    return Reading(Identifier(kind, code, (UNCHECKED.format(kind=kind.label),)))


def _organisation_check(body):
    values = body.encode().translate(_BASE_36)
    return "0X987654321"[sum(map(mul, _ORGANISATION_WEIGHTS, values)) % 11]


def _registration_check_holds(code):
    remainder = 10
    for digit in code[:14]:
        remainder = ((remainder + int(digit)) % 10 or 10) * 2 % 11
    return (remainder + int(code[14])) % 10 == 1


def _person_check(code):
    return _PERSON_CHECKS[
        sum(map(mul, _PERSON_WEIGHTS, code.encode()), _ASCII_ZEROS) % 11
    ]


def _person_kind(code):
    if code[0] == "9":
        return Kind.FOREIGN_PERMANENT
    return Kind.RESIDENCE_PERMIT if code[:2] in _PERMIT_REGIONS else Kind.RESIDENT


def _is_birthday(digits, today):
    try:
        return _EARLIEST_BIRTH <= date.fromisoformat(digits) <= today
    except ValueError:
        return False


def _is_plausible_region(kind, code):
    if kind == Kind.FOREIGN_PERMANENT:
        return True
    if kind == Kind.RESIDENCE_PERMIT:
        return code[2:6] == "0000"
    # A number keeps the code of its first issue for ever, so past counties are all accepted;
    # no county has ever been 00 or 01 (市辖区).
    county = code[4:6] not in {"00", "01"}
    return code[:2] in _PROVINCES and code[2:4] != "00" and county
