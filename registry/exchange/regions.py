"""The file for a neighbouring or higher platform: what became different within a period (三(七)).

Organisations only: persons' data are handed over case by case, never in a file.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from registry.entry_facts import Use, arranged, as_plain, used_for
from registry.models import Agreement, Change, SubjectKind, What

LABELS = {fact.name: fact.label for fact in used_for(Use.REGION_FILE)} | {
    "valid_from": "有效期自",
    "valid_to": "有效期至",
}
NAMES = arranged(LABELS, last=["facts"])
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
    **{name: LABELS[name] for name in NAMES},
}
# What is still said of an entry that has ended: which decision it was.
KEPT_AFTER_END = {"document_number", "decided_on", "valid_from", "valid_to"}


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants from the beginning of `first` to the end of `last`, the latter excluded."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return start, end


def changes(agreement: Agreement, first: date, last: date) -> Iterator[dict]:
    """What the partner of `agreement` receives of the days `first` to `last`, one dict each.

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


def change_as_dict(change: Change) -> dict:
    """One change as a row of the file, by the names of COLUMNS."""
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
        **{
            name: "" if gone and name not in KEPT_AFTER_END else shown(entry, name)
            for name in NAMES
        },
    }


def shown(entry, name: str) -> str:
    """The fact or date `name` of `entry` as the file has it; nothing for what is not set."""
    value = as_plain(getattr(entry, name))
    return "" if value is None else value


def document(agreement: Agreement, first: date, last: date) -> dict:
    """The whole file as plain data, for JSON."""
    return {
        "agreement": agreement.document_number,
        "partner": agreement.partner.code,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "changes": list(changes(agreement, first, last)),
    }
