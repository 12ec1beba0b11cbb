"""From the content of a cell to the characters of a number, or the reason why there is none."""

import re
import unicodedata

EMPTY = "没有填写号码。请填写统一社会信用代码或者证件号码。"
DESTROYED = (
    "号码已被 Excel 当作数值保存，末尾数字已经丢失，无法还原。"
    "请在原文件中把该列设为“文本”格式，再填写完整号码。"
)

_BLANK = {"", "/", "无", "暂无", "空", "NULL", "NONE", "N/A", "NA", "NAN"}
_CROSSES = dict.fromkeys(map(ord, "×✕✖╳⨯⨉xхХ"), "X")
_APOSTROPHES = "'‘’ʹ`´"
_REMOVED_CATEGORIES = {"Cf", "Cc", "Zs", "Zl", "Zp", "Pd"}
_MINUS = "\u2212"
_SPACES_AND_HYPHENS = str.maketrans("", "", " -\t\n\r\v\f")
_READY = re.compile(r"[0-9A-Z]{18}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+(\.\d+)?E\+\d+|\d+\.\d+E\d+", re.ASCII)
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)

# A spreadsheet keeps fifteen significant digits: a longer number is not what was typed.
_EXACT_BELOW = 10**15


class Unrecognised(ValueError):
    """The text is not an identifier that can be relied on; the message is for the official."""


def clean(text) -> str:
    """Return `text` in the form used for comparing: half-width, upper case, nothing between.

    Raises `Unrecognised` for an empty cell and for a number that Excel has destroyed.
    """
    if type(text) is str and _READY.fullmatch(text):
        return text
    if isinstance(text, int | float) and not isinstance(text, bool):
        return _from_number(text)
    code = normalise("" if text is None else str(text))
    if code in _BLANK:
        raise Unrecognised(EMPTY)
    if _SCIENTIFIC.fullmatch(code):
        raise Unrecognised(DESTROYED)
    if decimal := _DECIMAL.fullmatch(code):
        if len(decimal[1]) > 15:
            raise Unrecognised(DESTROYED)
        return decimal[1]
    return code


def normalise(text: str) -> str:
    """Half-width and upper case, without spaces, hyphens, invisible characters and apostrophe."""
    text = text.translate(_SPACES_AND_HYPHENS).upper().lstrip(_APOSTROPHES)
    if text.isascii() and text.isprintable():
        return text
    # NFKC can compose what the removal left next to each other: repeated until nothing changes.
    before = None
    while text != before:
        before = text
        text = unicodedata.normalize("NFKC", text).upper().translate(_CROSSES)
        text = "".join(
            c for c in text if unicodedata.category(c) not in _REMOVED_CATEGORIES
        )
        text = text.replace(_MINUS, "").lstrip(_APOSTROPHES)
    return text


def _from_number(number):
    if number != number:  # NaN, an empty cell of some programs
        raise Unrecognised(EMPTY)
    if abs(number) >= _EXACT_BELOW or number != int(number):
        raise Unrecognised(DESTROYED)
    return str(int(number))
