"""The section on an entry's own page with the orders that it triggered."""

from django.utils import timezone

from registry.adminkit import Section, link_to
from sanctions.models import Order

from .orders import state_of


def orders_of(entry, official):
    """Every order on the entry, for those who may see it."""
    if not official.has_perm("sanctions.view_order"):
        return
    orders = Order.objects.filter(entry=entry).visible_to(official)
    orders = orders.with_executable(timezone.now())
    rows = [
        [
            link_to(order),
            order.measure.name,
            order.department.short_name,
            state_of(order),
            order.lift_by or order.respond_by,
        ]
        for order in orders.select_related("measure", "department").order_by("pk")
    ]
    headings = ["任务", "措施", "实施单位", "状态", "期限"]
    yield Section("联合奖惩任务", headings, rows)
