"""The file for a neighbouring or higher platform: what became different within a period (三(七)).

Organisations only: persons' data are handed over case by case, never in a file.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from registry.models import Agreement, Change, SubjectKind, What

COLUMNS = {
    "change": "变动编号",
    "at": "变动时间",
    "what": "变动",
    "because": "退出原因",
    "entry": "条目编号",
    "list": "名单类别",
    "name": "名称",
    "identifier": "统一社会信用代码",
    "authority": "认定机关",
    "document_number": "认定文号",
    "decided_on": "认定日期",
    "valid_from": "有效期自",
    "valid_to": "有效期至",
    "facts": "认定事由",
}


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants from the beginning of `first` to the end of `last`, the latter excluded."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return start, end


def changes(agreement: Agreement, first: date, last: date):
    """What the partner of `agreement` is told of the days `first` to `last`, one dict each.

    Of what has ended, and of what is no longer public, only that it has: the facts stay here.
    """
    start, end = bounds(first, last)
    rows = Change.objects.filter(
        at__gte=start,
        at__lt=end,
        entry__is_public=True,
        entry__list_kind__in=agreement.list_kinds,
    ).exclude(entry__subject__kind=SubjectKind.PERSON)
    rows = rows.select_related("entry__subject", "entry__department")
    for change in rows.order_by("moment", "pk").iterator(chunk_size=2000):
        yield change_as_dict(change)


def change_as_dict(change):
    entry = change.entry
    gone = change.what == What.ENDED or entry.ended_at is not None
    return {
        "change": change.pk,
        "at": timezone.localtime(change.at).isoformat(),
        "what": change.get_what_display(),
        "because": change.get_because_display() if change.because else "",
        "entry": entry.pk,
        "list": entry.get_list_kind_display(),
        "name": entry.subject.name,
        "identifier": entry.subject.identifier,
        "authority": entry.department.name,
        "document_number": entry.document_number,
        "decided_on": entry.decided_on.isoformat(),
        "valid_from": entry.valid_from.isoformat(),
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else "",
        "facts": "" if gone else entry.facts,
    }


def document(agreement: Agreement, first: date, last: date) -> dict:
    """The whole file as plain data, for JSON."""
    return {
        "agreement": agreement.document_number,
        "partner": agreement.partner.code,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "changes": list(changes(agreement, first, last)),
    }
