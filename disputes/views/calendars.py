"""An official's deadlines for her calendar programme, under an address that can be taken back."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from disputes import icalendar
from disputes.actions.feeds import digest
from disputes.models import CalendarFeed, CourtDate
from registry.models import Deadline

MOST = 500


@never_cache
def calendar_feed(request, token):
    """The open deadlines and court days of the department of whoever's feed `token` is."""
    feed = (
        CalendarFeed.objects.usable()
        .filter(digest=digest(token))
        .select_related("official")
        .first()
    )
    if feed is None:
        raise Http404
    events = [*deadlines_of(feed.official), *court_days_of(feed.official)]
    now = timezone.now()
    content = icalendar.written(events, name="信用福州 期限", at=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def deadlines_of(official):
    own = Deadline.objects.open().filter(department=official.department_id or 0)
    rows = own.select_related("limit").order_by("due_on", "pk")
    for one in rows[:MOST]:
        provisional = "（暂定）" if one.is_provisional else ""
        yield icalendar.Event(
            f"deadline-{one.pk}@credit-fuzhou",
            one.due_on,
            f"{one.limit.name}截止{provisional}：{one.title}",
            f"{one.event} {one.started_on} 起算。依据：{one.limit.citation}",
        )


def court_days_of(official):
    own = CourtDate.objects.filter(
        litigation__department=official.department_id or 0
    ).ahead(timezone.localdate())
    for day in own.select_related("litigation")[:MOST]:
        yield icalendar.Event(
            f"court-{day.pk}@credit-fuzhou",
            day.on,
            f"{day.get_kind_display()}：{day.litigation}",
            f"{day.litigation.body} {day.place}".strip(),
        )
