"""The disputes about an entry, on the entry's page."""

from django.utils import timezone

from disputes.models import Litigation, Objection
from registry.adminkit import Section, link_to, tag


def disputes_of(entry, official):
    """Yield a section with the objections and suits about `entry` that `official` may see."""
    if not official.has_perm("disputes.view_objection"):
        return
    objections = Objection.objects.filter(entry=entry).visible_to(official)
    suits = Litigation.objects.filter(entry=entry).visible_to(official)
    rows = [row(one, timezone.localdate(one.received_at)) for one in objections]
    rows += [row(one, one.accepted_on) for one in suits]
    yield Section("异议和诉讼", ["事项", "状态", "日期"], rows)


def row(case, on):
    tone = "waits" if case.status in type(case).OPEN else "over"
    return [link_to(case), tag(case.get_status_display(), tone), on]
