"""An official's deadlines for their calendar programme, under an address that can be revoked."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from registry import calendar_feeds
from registry.actions.calendar_feeds import digest
from registry.models import CalendarFeed


@never_cache
def calendar_feed(request, token):
    """The days of the department whose official has the feed `token`."""
    feed = (
        CalendarFeed.objects.usable()
        .filter(digest=digest(token))
        .select_related("official")
        .first()
    )
    if feed is None:
        raise Http404
    now = timezone.now()
    days = calendar_feeds.days_of(feed.official, on=timezone.localdate(now))
    content = calendar_feeds.calendar_file(days, name="信用福州 期限", at=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
