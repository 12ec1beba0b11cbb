"""A department's red and black list for its own website, as Atom and as JSON Feed (一；二).

Organisations and individual businesses only. Each item says until when it may be shown. What was
ended before that is listed by number, so that no copy keeps showing it: as tombstones in Atom
(RFC 6721), as `_removed` in JSON.
"""

import json
from datetime import timedelta

from django.contrib.syndication.views import Feed
from django.db.models import Max, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed, rfc3339_date

from . import disclosure
from .models import Correction, Department, Entry, ListKind, SubjectKind
from .views.cards import Card

KINDS = {ListKind.RED, ListKind.BLACK}
ITEMS = 200
REMOVED_KEPT = timedelta(days=90)
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


def name_of(pk) -> str:
    """The identifier of the entry `pk` in feeds."""
    return f"urn:credit-fuzhou:entry:{pk}"


class AtomWithRemovals(Atom1Feed):
    """Atom that also says what is to be shown no longer."""

    def root_attributes(self):
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for pk, at in self.feed["removed"]:
            attributes = {"ref": name_of(pk), "when": rfc3339_date(at)}
            handler.startElement("at:deleted-entry", attributes)
            handler.endElement("at:deleted-entry")


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1; extensions begin with an underscore, as it asks."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": "zh-Hans",
            "items": [self._item(item) for item in self.items],
            "_removed": [
                {"id": name_of(pk), "when": rfc3339_date(at)}
                for pk, at in self.feed["removed"]
            ],
        }
        outfile.write(json.dumps(document, ensure_ascii=False))

    def _item(self, item):
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "_state": item["state"],
            "_shown_until": item["shown_until"],
        }


class DepartmentFeed(Feed):
    """What a department has on one of its lists, newest first."""

    feed_type = AtomWithRemovals
    description = "由信用福州提供。以认定单位的决定文书为准；标明暂停的条目在核查期间不得作为依据；列为移除的条目请立即停止展示。"

    def get_object(self, request, code, kind):
        if kind not in KINDS:
            raise Http404
        department = get_object_or_404(Department, code=code)
        return department, ListKind(kind)

    def title(self, obj):
        department, kind = obj
        return f"{department.name}{kind.label}"

    def link(self, obj):
        department, kind = obj
        return f"{reverse(f'registry:{kind}')}?department={department.code}"

    def items(self, obj):
        department, kind = obj
        corrected = Correction.objects.order_by().filter(entry=OuterRef("pk"))
        corrected = corrected.values("entry").values(last=Max("at"))
        rows = disclosure.listed(kind, now=timezone.now()).filter(department=department)
        return rows.exclude(subject__kind=SubjectKind.PERSON).annotate(
            corrected_at=Subquery(corrected)
        )[:ITEMS]

    def feed_extra_kwargs(self, obj):
        return {"removed": removed(*obj, now=timezone.now())}

    def item_title(self, entry):
        mark = "（存在异议，暂停执行）" if entry.is_held else ""
        return f"{entry.subject.name}{mark}"

    def item_description(self, entry):
        card = Card(entry)
        return "\n".join(
            [
                f"状态：{card.state_label}",
                f"依据标准：{entry.standard.name}",
                f"文书号：{entry.document_number or '--'}",
                f"认定日期：{entry.decided_on}",
                f"事由：{entry.facts}",
                f"{card.term_label}：{card.term}",
                f"公示至：{card.shown_until}",
            ]
        )

    def item_link(self, entry):
        return reverse("registry:subject", args=[entry.subject.key])

    def item_guid(self, entry):
        return name_of(entry.pk)

    def item_pubdate(self, entry):
        return entry.published_at

    def item_updateddate(self, entry):
        return entry.corrected_at or entry.published_at

    def item_extra_kwargs(self, entry):
        until = Card(entry).last_day
        return {"state": Card(entry).state, "shown_until": until and str(until)}


class JsonDepartmentFeed(DepartmentFeed):
    feed_type = JsonFeed


def removed(department, kind, *, now):
    """Entries ended within REMOVED_KEPT: (primary key, when), newest first."""
    gone = Entry.objects.filter(
        department=department,
        status=Entry.Status.ENDED,
        list_kind=kind,
        is_public=True,
        ended_at__gt=now - REMOVED_KEPT,
    ).exclude(subject__kind=SubjectKind.PERSON)
    return list(gone.order_by("-ended_at", "-pk").values_list("pk", "ended_at")[:ITEMS])
