"""What one cell means: text, identifier, date, amount.

A cell arrives as text, number, truth value or date tuple. Every judgement returns the
value with a problem (the row cannot be used) or a remark (it can, but should be looked
at); nothing that Excel has destroyed is repaired.
"""

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

NULLS = frozenset({
    "", "/", "//", "\\", "无", "暂无", "空", "-", "--", "---", "－", "—", "——", "－－",
    "null", "NULL", "Null", "None", "N/A", "n/a", "／", "无。",
})  # fmt: skip
PERMANENT = frozenset({
    "长期", "长期有效", "永久", "永久有效", "终身", "终身有效", "无期限", "无固定期限",
})  # fmt: skip
PERMANENT_FROM = datetime.date(2099, 1, 1)  # 2099-12-31 and 9999-09-09 stand for 长期

DIGITS_LOST = (
    "被 Excel 当作数字，末几位已丢失，无法恢复。请把该列设为“文本”格式，"
    "按原始材料重新填写。"
)
BECAME_DATE = "被 Excel 当作日期。请把该列设为“文本”格式，按原始材料重新填写。"
DATE_FORM = "请写成 2016-11-03 的形式。"

SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
SEVERAL = re.compile(r"[、,，;；/／|\n]|等\d*[人名]")
UNIT = re.compile(r"(万元|亿元|元|万|亿)?(?:整|人民币)?$")
UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
UNITS |= {"万": UNITS["万元"], "亿": UNITS["亿元"]}


class Found(NamedTuple):
    """What a cell was found to say."""

    value: object = None
    problem: str = ""
    remark: str = ""


NOTHING = Found()


def text(cell):
    """Return the text of a cell: trimmed, without invisible characters; dates as ISO."""
    if type(cell) is str:
        return cell.strip() if cell.isprintable() else _printable(cell)
    if type(cell) is float:
        if abs(cell) >= 10**15:
            return f"{cell:.5E}"  # never eighteen digits that only look right
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if type(cell) is tuple:
        return _day_text(cell)
    if type(cell) is bool:
        return "TRUE" if cell else "FALSE"
    return "" if cell is None else str(cell)


@lru_cache(maxsize=20_000)
def _day_text(cell):
    day = "{:04}-{:02}-{:02}".format(*cell)
    return day if len(cell) == 3 else day + " {3:02}:{4:02}:{5:02}".format(*cell)


def _printable(string):
    kept = []
    for character in string.replace("\r\n", "\n").replace("\r", "\n"):
        category = unicodedata.category(character)
        if category == "Zs" or character == "\t":
            kept.append(" ")
        elif category not in ("Cf", "Cc") or character == "\n":
            kept.append(character)
    return "".join(kept).strip()


def plain(cell):
    """Return the text of a cell, nothing for the many ways to write that there is nothing."""
    string = text(cell)
    return "" if string in NULLS else string


def one_line(cell):
    """Return the text of a cell on one line: a name broken by hand is still one name."""
    return " ".join(plain(cell).split())


def names_several(name):
    """Say whether a person's cell names more than one person (张三、李四; 张三等3人)."""
    return bool(SEVERAL.search(name))


def private_characters(string):
    """Return the characters of the private-use areas: another system's rare hanzi."""
    if string.isprintable():
        return ""
    return "".join(c for c in string if unicodedata.category(c) == "Co")


def identifier(cell):
    """Return the identifier a cell holds, as written; refuse what Excel has destroyed.

    Excel keeps 15 significant digits, so a number of up to 15 digits is whole and one
    of more is not.
    """
    if type(cell) is str:
        string = plain(cell).lstrip("'‘’`")
        if "+" in string and SCIENTIFIC.fullmatch(string.replace(" ", "")):
            return Found(string, DIGITS_LOST)
        return Found(string)
    if type(cell) is tuple:
        return Found(text(cell), BECAME_DATE)
    if type(cell) is float and (not cell.is_integer() or abs(cell) >= 10**15):
        return Found(text(cell), DIGITS_LOST)
    return Found(plain(cell))


YEAR_MONTH_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]+\d{1,2}\s*[:时点]\s*\d{1,2}.*)?"
)
HANZI_DATE = re.compile(
    r"([〇零○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
HANZI_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
YEAR_LAST = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
)
NO_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?|\d{4}\s*年?")


@lru_cache(maxsize=20_000)
def date(cell, mac_dates=False, sure=True):
    """Return the date a cell says: a `date`, "permanent" (长期), or a problem.

    Accepts every unambiguous form, 20161103 and bare Excel day numbers included;
    `mac_dates` counts those from 1904, and when it is not `sure`, a remark says so.
    """
    if type(cell) is tuple:
        return _calendar_date(cell[:3], text(cell))
    if type(cell) in (float, int):
        return _date_from_number(cell, mac_dates, sure)
    string = unicodedata.normalize("NFKC", plain(cell))
    if not string:
        return NOTHING
    if string in PERMANENT:
        return Found("permanent")
    if match := YEAR_MONTH_DAY.fullmatch(string):
        return _calendar_date(match.groups(), string)
    if string.isdigit() and len(string) in (5, 8):
        return _date_from_number(int(string), mac_dates, sure)
    if match := HANZI_DATE.fullmatch(string):
        year, *month_and_day = match.groups()
        return _calendar_date(
            [year.translate(HANZI_DIGITS), *map(_hanzi_number, month_and_day)], string
        )
    if YEAR_LAST.fullmatch(string):
        return Found(None, f"日期“{string}”有歧义，分不清年、月、日。{DATE_FORM}")
    if NO_DAY.fullmatch(string):
        return Found(None, f"日期“{string}”缺少月或日。{DATE_FORM}")
    return Found(None, f"日期“{string[:20]}”无法识别。{DATE_FORM}")


def _hanzi_number(string):
    tens, ten, ones = string.rpartition("十")
    if not ten:
        return int(string.translate(HANZI_DIGITS)) if len(string) == 1 else 0
    return int(tens.translate(HANZI_DIGITS) or 1) * 10 + int(
        ones.translate(HANZI_DIGITS) or 0
    )


def _calendar_date(parts, written):
    try:
        day = datetime.date(*map(int, parts))
    except ValueError:
        return Found(None, f"日期“{written}”不存在。{DATE_FORM}")
    return Found("permanent") if day >= PERMANENT_FROM else Found(day)


def _date_from_number(number, mac_dates, sure):
    whole = int(number)
    if 19_000_101 <= whole <= 99_991_231 and whole == number:
        return _calendar_date(
            (whole // 10_000, whole // 100 % 100, whole % 100), str(whole)
        )
    epoch = datetime.date(1904, 1, 1) if mac_dates else datetime.date(1899, 12, 30)
    if 15_000 <= whole <= 80_000:  # 1941 … 2119
        day = epoch + datetime.timedelta(days=whole)
        remark = (
            ""
            if sure
            else f"日期是数字 {whole}，已按 1900 日期系统读作 {day}，请核对。"
        )
        return _calendar_date(day.timetuple()[:3], str(whole))._replace(remark=remark)
    return Found(None, f"日期“{text(number)}”无法识别。{DATE_FORM}")


def amount(cell, unit=UNITS["元"]):
    """Return an amount in 元 as `Decimal`; `unit` is that of the heading, in 元.

    A unit written in the cell itself (5万元) goes before that of the heading.
    """
    string = (
        unicodedata.normalize("NFKC", plain(cell)).replace(",", "").replace(" ", "")
    )
    string = string.lstrip("¥￥").removeprefix("人民币")
    if not string:
        return NOTHING
    match = UNIT.search(string)
    unit = UNITS[match[1]] if match[1] else unit
    try:
        number = Decimal(string[: match.start()])
    except InvalidOperation:
        return Found(None, f"金额“{string[:20]}”不是数字，请填写阿拉伯数字。")
    if not number.is_finite() or number < 0:
        return Found(None, f"金额“{string[:20]}”不能为负数，请核对。")
    return Found(number * unit)
