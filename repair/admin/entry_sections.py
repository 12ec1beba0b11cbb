"""The repair of an entry, on the entry's page."""

from django.utils import timezone

from registry.adminkit import Section, link_to, tag
from repair.models import Application, RepairNotice

from .applications import TONES
from .notices import downloads


def repair_of(entry, official):
    """Yield a section with the repair notice and the applications that `official` may see."""
    if not entry.is_adverse or not official.has_perm("repair.view_application"):
        return
    rows = [
        ["信用修复告知书", downloads(notice), timezone.localdate(notice.produced_at)]
        for notice in RepairNotice.objects.filter(entry=entry)
    ]
    applications = Application.objects.of(entry).visible_to(official)
    rows += [
        [
            link_to(application),
            tag(
                application.get_status_display(), TONES.get(application.status, "over")
            ),
            timezone.localdate(application.received_at),
        ]
        for application in applications
    ]
    yield Section("信用修复", ["事项", "状态", "日期"], rows)
