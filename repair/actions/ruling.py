"""Publishing how entries may be repaired."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from registry import trail
from registry.errors import Refused
from registry.models import Official
from repair.models import Rule


@transaction.atomic
def publish_rule(rule: Rule, *, by: Official) -> Rule:
    """Put the unsaved `rule` in force from its day; the version before it ends the day before.

    Running cases keep the version they were filed under. Raises Refused where it would begin
    before the version it follows.
    """
    earlier = Rule.objects.filter(standard=rule.standard)
    last = earlier.select_for_update().order_by("-version").first()
    if last is not None and rule.effective_from <= last.effective_from:
        raise Refused(
            f"施行日期应晚于现行规则（第{last.version}版，{last.effective_from} 起施行）。"
        )
    rule.version = (earlier.aggregate(top=Max("version"))["top"] or 0) + 1
    rule.full_clean()
    rule.save()
    if last is not None and last.effective_to is None:
        last.effective_to = rule.effective_from - timedelta(days=1)
        last.save(update_fields=["effective_to"])
    trail.record(rule, "published", by=by, after={"standard": rule.standard_id})
    return rule
