from django.db import models
from django.db.models import Q

from registry.models import OwnDepartment
from registry.models.fields import both, moment_and_official


class Call(models.Model):
    """A notice to a department about its orders: new ones, held ones, ones to lift, late ones.

    Written in the transaction of the event that it reports, so that no broker can lose it; it
    names orders and no persons.
    """

    class Kind(models.TextChoices):
        NEW = "new", "新任务"
        HELD = "rest", "暂停执行"
        RESUME = "resume", "恢复执行"
        LIFT = "lift", "解除措施"
        VOID = "void", "任务取消"
        OVERDUE = "overdue", "逾期催办"

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="通知单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField("类别", max_length=10, choices=Kind)
    text = models.TextField("内容")
    orders = models.JSONField("涉及任务", default=list)
    number = models.PositiveIntegerField("任务数")
    made_at = models.DateTimeField("通知时间")
    made_on = models.DateField("通知日期")
    seen_at, seen_by = moment_and_official("签收时间", "签收人")

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务通知"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["department", "-id"], name="call_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "made_on"],
                condition=Q(kind="overdue"),
                name="call_overdue_once_a_day",
            ),
            both("call_seen_at_and_by_together", "seen_at", "seen_by"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}通知 {self.pk}"
