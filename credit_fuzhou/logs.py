"""Log lines: one JSON object each, without identity numbers."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# Identity numbers: 18 digits (the last may be X), the old 15, and the three letters with 12 digits
# of a foreigner's permanent residence; spaces or hyphens may separate the groups.
NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{6}[ -]?\d{6}[ -]?\d{3}|[A-Za-z]{3}\d{12}"
    r")(?![0-9A-Za-z])"
)
MASK = "[number]"

current_request: ContextVar[str] = ContextVar("current_request", default="")


def masked(text: str) -> str:
    """`text` without anything that looks like a natural person's identity number."""
    return NUMBER.sub(MASK, text)


class Context(logging.Filter):
    """Filter that masks the message with its arguments and adds the request's number."""

    def filter(self, record):
        record.msg, record.args = masked(record.getMessage()), None
        record.request_id = current_request.get()
        return True


class JSONFormatter(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", ""),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        # The traceback may have numbers too.
        return masked(json.dumps(line, ensure_ascii=False))


def configuration(level: str) -> dict:
    """LOGGING for Django: everything from `level` up goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"context": {"()": Context}},
        "formatters": {"json": {"()": JSONFormatter}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["context"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers would mail whole requests, with identity numbers.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Two lines for every heartbeat would hide everything else.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }
