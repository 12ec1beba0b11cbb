"""What may be done about an order, one by one and many at once."""

from django.utils import timezone

from registry.adminkit import BulkAction, Button, Caution, ReasonForm
from sanctions import actions
from sanctions.models import Order
from sanctions.order_obstacles import obstacles

from .order_forms import (
    BulkExecuteForm,
    BulkLiftForm,
    DeclineForm,
    ExecuteForm,
    LiftForm,
)

RESPOND = "sanctions.respond_order"
Status = Order.Status


def foreseen(order, official):
    """What the dialogue says of `order` beforehand: that it is executable now, or why not."""
    reasons = obstacles(order, timezone.now())
    return [Caution(reason) for reason in reasons] or ["此刻可以执行。"]


BUTTONS = [
    Button(
        "execute",
        "已执行",
        when=Status.EXECUTED,
        do=actions.orders.execute,
        permission=RESPOND,
        form=ExecuteForm,
        preview=foreseen,
        step=True,
    ),
    Button(
        "decline",
        "不执行",
        when=Status.DECLINED,
        do=actions.orders.decline,
        permission=RESPOND,
        form=DeclineForm,
        note="强制性措施只能以法定原因不执行。",
    ),
    Button(
        "lift",
        "已解除",
        when=Status.LIFTED,
        do=actions.orders.lift,
        permission=RESPOND,
        form=LiftForm,
        step=True,
    ),
    Button(
        "call_off",
        "提前解除",
        when=Status.LIFTING,
        do=actions.orders.call_off,
        permission=RESPOND,
        form=ReasonForm,
    ),
    Button(
        "reopen",
        "退回重新办理",
        when=Status.PENDING,
        do=actions.orders.reopen,
        permission=RESPOND,
        form=ReasonForm,
    ),
]
BULK_ACTIONS = [
    BulkAction(
        "execute_all",
        "登记已执行",
        do=actions.orders.execute_all,
        permission=RESPOND,
        form=BulkExecuteForm,
        note="所选任务使用同一执行日期和文书；有一项不能执行的，全部不登记。",
    ),
    BulkAction(
        "lift_all",
        "登记已解除",
        do=actions.orders.lift_all,
        permission=RESPOND,
        form=BulkLiftForm,
        note="所选任务使用同一解除日期和文书。",
    ),
]
