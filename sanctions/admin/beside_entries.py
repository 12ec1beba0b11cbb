"""What an entry's own page tells of the measures that it gave rise to."""

from registry.adminkit import Section, link_to, tag
from sanctions.models import Order

from .orders import TONES


def orders_of(entry, official):
    """Every order on the entry, for those who may see it."""
    if not official.has_perm("sanctions.view_order"):
        return
    orders = Order.objects.filter(entry=entry).visible_to(official)
    rows = [
        [
            link_to(order),
            order.measure.name,
            order.department.short_name,
            tag(order.get_status_display(), TONES[order.status]),
            order.lift_by or order.respond_by,
        ]
        for order in orders.select_related("measure", "department").order_by("pk")
    ]
    headings = ["任务", "措施", "实施单位", "状态", "期限"]
    yield Section("联合奖惩任务", headings, rows)
