"""Days as a calendar file (RFC 5545): whole-day events, without anything personal."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

LONGEST_LINE = 74  # bytes, before the line must be folded


class Event(NamedTuple):
    """One whole day in somebody's calendar; `uid` stays the same when the day moves."""

    uid: str
    on: date
    summary: str
    text: str = ""


def written(events, *, name: str, at: datetime) -> bytes:
    """The calendar `name` with `events`, made at the instant `at`."""
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//credit_fuzhou//deadlines//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(event.summary)}",
            f"DESCRIPTION:{escaped(event.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text):
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line):
    """`line` in pieces of at most 75 bytes, none of them cut within a sign."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = "", 0
        piece += sign
        size += width
    return "\r\n ".join([*pieces, piece])
