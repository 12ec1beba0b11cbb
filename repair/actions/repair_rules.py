"""Publishing how entries may be repaired."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from registry import deadlines, trail
from registry.errors import Refused
from registry.models import ADVERSE, Official, Standard
from repair import data
from repair.models import Rule


@transaction.atomic
def publish(rule: Rule, *, by: Official) -> Rule:
    """Put the unsaved `rule` in force from its day; the version before it ends the day before.

    Running cases keep the version they were filed under. Raises Refused where it would begin
    before the version it follows, or has a limit of which no version is in force.
    """
    for code in rule.limits:
        deadlines.limit_in_force(code, rule.valid_from)
    earlier = Rule.objects.filter(standard=rule.standard)
    # Locked, so that of two versions published at once the second follows the first.
    last = earlier.select_for_update().order_by("-version").first()
    if last is not None and rule.valid_from <= last.valid_from:
        raise Refused(
            f"施行日期应晚于现行规则（第{last.version}版，{last.valid_from} 起施行）。"
        )
    rule.version = (earlier.aggregate(top=Max("version"))["top"] or 0) + 1
    rule.full_clean()
    rule.save()
    if last is not None and last.valid_to is None:
        last.valid_to = rule.valid_from - timedelta(days=1)
        last.save(update_fields=["valid_to"])
    trail.record(rule, "published", by=by, after={"standard": rule.standard_id})
    return rule


def adopt_usual(standards: Iterable[Standard]) -> int:
    """Give each published adverse one of `standards` that has none its first repair rule.

    The rule says what the standard itself says of repair, with the usual conditions and materials;
    the credit office replaces it by another version where a field has rules of its own. Returns
    how many were added.
    """
    ruled = Rule.objects.values("standard")
    published = Standard.objects.published().filter(
        pk__in=[standard.pk for standard in standards], list_kind__in=ADVERSE
    )
    first = Rule.objects.bulk_create(
        Rule(
            standard=standard,
            repairable=standard.repairable,
            not_repairable_reason=standard.not_repairable_reason,
            least_months=standard.public_min_months or 0,
            conditions=data.CONDITIONS,
            materials=data.MATERIALS,
            citation=data.ORDER_36,
            valid_from=standard.valid_from,
        )
        for standard in published.exclude(pk__in=ruled)
    )
    return len(first)
