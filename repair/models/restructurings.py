from django.db import models
from django.db.models import F, Q

from registry.models.fields import official_field


class Restructuring(models.Model):
    """A court's ruling on a company's rescue: its adverse entries are held while the plan is kept."""

    class Status(models.TextChoices):
        RUNNING = "running", "执行中"
        COMPLETED = "completed", "执行完毕"
        FAILED = "failed", "终止执行"

    MOVES = {
        Status.RUNNING: {Status.COMPLETED, Status.FAILED},
        Status.COMPLETED: set(),
        Status.FAILED: set(),
    }

    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="+",
    )
    court = models.CharField("裁定法院", max_length=100)
    ruling = models.CharField("裁定书文号", max_length=100)
    ruled_on = models.DateField("裁定日期")
    until = models.DateField("计划执行期限")
    conditions = models.TextField("信用承诺及条件")
    holds = models.ManyToManyField(
        "registry.Hold", verbose_name="相关暂停", related_name="+"
    )
    status = models.CharField(
        "状态", max_length=20, choices=Status, default=Status.RUNNING, editable=False
    )
    recorded_at = models.DateTimeField("登记时间", editable=False)
    recorded_by = official_field("登记人", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "破产重整"
        ordering = ["-pk"]
        permissions = [("record_restructuring", "登记破产重整裁定")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "ruling"], name="restructuring_once_per_ruling"
            ),
            models.CheckConstraint(
                name="restructuring_until_after_ruling",
                condition=Q(until__gte=F("ruled_on")),
                violation_error_message="计划执行期限不能早于裁定日期。",
            ),
        ]

    def __str__(self):
        return f"破产重整 {self.ruling}"
