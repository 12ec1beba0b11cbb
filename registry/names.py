"""Names of organisations and persons: as they are shown, and as they are compared.

Real files mix full- and half-width brackets, five sorts of interpunct and padded blanks, and
hold characters that few fonts know. The original is kept for showing. Search and comparison use
a key, which the one function here makes for storing and for asking alike. No database, no clock.
"""

import unicodedata

INTERPUNCT = "\u00b7"  # 民委发〔2016〕33号

MIN_SEARCH = 2  # characters of a key that may be searched for

_INTERPUNCTS = "\u00b7\u0387\u2022\u2027\u2219\u22c5\u2e31\u30fb\uff65"
_TO_INTERPUNCT = dict.fromkeys(map(ord, _INTERPUNCTS), INTERPUNCT)
_STOPS = ".\uff0e"
_FIRST_EAST_ASIAN = "\u2e80"
_INVISIBLE = {"Cc", "Cf"}
_DROPPED = {"Cc", "Cf", "Zs", "Zl", "Zp", "Ps", "Pe", "Pi", "Pf"}
_VARIATION_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


class _KeyTable(dict):
    """For `str.translate`: drops what does not distinguish two names; decides once a character."""

    def __missing__(self, point):
        character = chr(point)
        dropped = (
            character in _INTERPUNCTS
            or character in "\"'"
            or point in _VARIATION_SELECTORS
            or unicodedata.category(character) in _DROPPED
        )
        self[point] = None if dropped else point
        return self[point]


_KEY_TABLE = _KeyTable()


def display(name: str) -> str:
    """The `name` as it is kept and shown: one interpunct, no padding, otherwise untouched."""
    if name.isalnum():  # nothing but letters and hanzi
        return name
    name = name.translate(_TO_INTERPUNCT)
    if name.isspace() or not name.isprintable() or " " in name:
        name = _without_padding(name)
    return _with_interpuncts(name)


def key(name: str) -> str:
    """The `name` as it is searched and compared.

    Compatibility forms are unified, letters in upper case; white space, brackets, quotes and
    interpuncts are gone, so that 福州（中国）有限公司 and 福州(中国) 有限公司 are one.
    """
    name = display(name)
    if (
        name.isalnum()
        and unicodedata.is_normalized("NFKC", name)
        and name == name.upper()
    ):
        return name
    # Dropping a character can make others compose, and composing can yield one to drop: repeated
    # until nothing changes, so that the key of a key is the key.
    before = None
    while name != before:
        before = name
        name = unicodedata.normalize("NFKC", name).upper()
        if not name.isalnum():
            name = _with_interpuncts(name.translate(_KEY_TABLE))
    return name


def bigrams(key: str) -> list[int]:
    """The pairs of neighbouring characters of a `key`, each once, as 42-bit numbers."""
    points = [ord(c) for c in key]
    pairs = zip(points, points[1:], strict=False)
    return list(dict.fromkeys((first << 21) | second for first, second in pairs))


def has_private_use(name: str) -> bool:
    """Whether the `name` has characters that mean nothing outside the system they come from."""
    return any(unicodedata.category(c) == "Co" for c in name)


def short_person_name(name: str) -> str:
    """The `name` of a natural person where it may not be shown in full: 张*."""
    return f"{display(name)[:1]}*"


def _without_padding(name):
    visible = "".join(
        " " if c.isspace() else c
        for c in name
        if c.isspace() or unicodedata.category(c) not in _INVISIBLE
    )
    words = visible.split()
    joined = words[0] if words else ""
    for word in words[1:]:
        # 张　三 is padded to the width of three characters; John Smith is not.
        padded = _closes_up(joined[-1]) and _closes_up(word[0])
        joined += word if padded else f" {word}"
    return joined


def _closes_up(character):
    return character >= _FIRST_EAST_ASIAN or character in (INTERPUNCT, *_STOPS)


def _with_interpuncts(name):
    if not any(stop in name for stop in _STOPS):
        return name
    return "".join(
        INTERPUNCT if c in _STOPS and _stands_between_east_asian(name, i) else c
        for i, c in enumerate(name)
    )


def _stands_between_east_asian(name, position):
    around = name[position - 1 : position] + name[position + 1 : position + 2]
    return len(around) == 2 and min(around) >= _FIRST_EAST_ASIAN
