"""What an entry's own page tells of the disputes about it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from disputes.models import Litigation, Objection
from registry.adminkit import Section, tag


def disputes_of(entry, official):
    """Objections and suits about the entry, for those who may see them."""
    if not official.has_perm("disputes.view_objection"):
        return
    objections = Objection.objects.filter(entry=entry).visible_to(official)
    suits = Litigation.objects.filter(entry=entry).visible_to(official)
    rows = [row(one, timezone.localdate(one.received_at)) for one in objections]
    rows += [row(one, one.accepted_on) for one in suits]
    yield Section("异议和诉讼", ["事项", "状态", "日期"], rows)


def row(case, on):
    name = f"admin:disputes_{case._meta.model_name}_change"
    link = format_html('<a href="{}">{}</a>', reverse(name, args=[case.pk]), case)
    tone = "waits" if case.status in type(case).OPEN else "over"
    return [link, tag(case.get_status_display(), tone), on]
