"""The colours of the small labels (tags) on the desk and on the public pages."""

from enum import StrEnum


class Tone(StrEnum):
    """How a tag is coloured; `static/tokens.css` draws each as `.tag--<value>`."""

    RED = "red"  # the two lists, by the values of ListKind
    BLACK = "black"
    GOOD = "good"  # measures and examples, by the values of their polarity
    BAD = "bad"
    EFFECT = "effect"  # has effect now
    HELD = "held"  # does not count for the time being, or soon will be late
    OVER = "over"  # has ended
    WAITS = "waits"  # somebody has to act
    DONE = "done"
    WRONG = "wrong"  # late, or refused
