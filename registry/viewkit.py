"""What the public pages share: refusals of bad input, instants asked about, pages of rows, limits on
repeated requests, downloads, and what search engines are to leave out.
"""

from datetime import UTC, datetime, time, timedelta
from functools import wraps
from typing import NamedTuple

from axes.helpers import get_client_ip_address
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from . import documents, media_types

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
PAGE = 20
YEARS = range(2000, 2100)
# How a letter may be downloaded: what makes the file, and its type.
LETTER_FORMATS = {
    "docx": (documents.as_docx, media_types.DOCX),
    "pdf": (documents.as_pdf, media_types.PDF),
}


def plain_refusals(view):
    """Let `view` raise ValidationError: the reader gets its sentence on a page with status 400."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            return render(
                request, "400.html", {"sentence": error.messages[0]}, status=400
            )

    return wrapper


def asked_instant(request, now: datetime) -> datetime | None:
    """The instant that `?at=` asks about, None without one; a day means its end.

    Raises ValidationError for what is no date, or lies ahead of `now`.
    """
    text = request.GET.get("at", "").strip()
    if not text:
        return None
    if "T" in text:
        text = text.replace(" ", "+")  # an offset that was not escaped in the address
    try:
        day = parse_date(text)
        at = datetime.combine(day, time.max) if day else parse_datetime(text)
        at = timezone.make_aware(at) if at and timezone.is_naive(at) else at
    except (ValueError, OverflowError):
        at = None
    if at is None or at.year not in YEARS:
        raise ValidationError(
            "日期写法有误，请写成 2026-11-23 或者 2026-11-23T14:00 的样子。"
        )
    if timezone.localdate(at) == timezone.localdate(now) and at > now and day:
        return None  # today, whose end lies ahead: that is now
    if at > now:
        raise ValidationError("只能查看现在或者过去的公示情况，请选择今天以前的日期。")
    return at


class Paged(NamedTuple):
    """One page of a list; the addresses are empty where they lead nowhere."""

    items: list
    first_url: str
    next_url: str


def link(request, **changes) -> str:
    """This page's address with other parameters; None removes one."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def paged(request, items: list, after) -> Paged:
    """A page of `items`; the next one begins behind the mark `after`, None where none follows."""
    return Paged(
        items,
        link(request, after=None) if "after" in request.GET else "",
        link(request, after=after) if after is not None else "",
    )


def newest_first(request, queryset) -> Paged:
    """The page of `queryset` (ordered by -published_at, -pk) that the request asks for.

    A page begins behind a row and not at a number: nothing is counted or skipped, and what is
    published in between shifts no row to another page.
    """
    if mark := request.GET.get("after"):
        at, pk = _read_mark(mark)
        # The first condition is the one that the index knows.
        queryset = queryset.filter(published_at__lte=at).filter(
            Q(published_at__lt=at) | Q(pk__lt=pk)
        )
    rows = list(queryset[: PAGE + 1])
    after = _mark(rows[PAGE - 1]) if len(rows) > PAGE else None
    return paged(request, rows[:PAGE], after)


def _mark(row):
    return f"{(row.published_at - EPOCH) // MICROSECOND}-{row.pk}"


def _read_mark(mark):
    try:
        microseconds, pk = (int(part) for part in mark.split("-"))
        return EPOCH + microseconds * MICROSECOND, pk
    except (ValueError, OverflowError) as error:
        raise ValidationError("翻页地址不完整，请回到第一页重新翻阅。") from error


def was_over(request, purpose: str, *, allowed: int) -> bool:
    """Whether requests for `purpose` from this address were already more than `allowed`; counts none."""
    key = f"asked.{purpose}.{get_client_ip_address(request)}"
    return cache.get(key, 0) > allowed


def is_over(request, purpose: str, *, allowed: int, seconds: int) -> bool:
    """Count a request for `purpose`; whether this address made more than `allowed` within `seconds`."""
    key = f"asked.{purpose}.{get_client_ip_address(request)}"
    cache.add(key, 0, seconds)  # nothing happens where the count is running already
    try:
        return cache.incr(key) > allowed
    except ValueError:  # it lapsed between the two
        return False


def letter_response(letter, name: str, extension: str) -> HttpResponse:
    """The download of `letter` as `name`.`extension`, one of LETTER_FORMATS."""
    write, content_type = LETTER_FORMATS[extension]
    response = HttpResponse(write(letter), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return unindexed(response)


class UnechoedInput(forms.TextInput):
    """A text field whose content is never written into a page again."""

    def format_value(self, value):
        return None


def unindexed(response: HttpResponse) -> HttpResponse:
    """`response`, which no search engine may list or keep."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
