from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from registry.models import OwnDepartment
from registry.models.fields import moment_and_official, official_field


class PromiseQuerySet(OwnDepartment):
    def overdue(self, on: date) -> Self:
        """Open promises whose day was before the date `on`."""
        return self.filter(status=Promise.Status.OPEN, promised_on__lt=on)


class Promise(models.Model):
    """A promise to supply missing material later, on which an application is accepted (一(三))."""

    class Status(models.TextChoices):
        OPEN = "open", "承诺期内"
        KEPT = "kept", "已履行"
        BROKEN = "broken", "未履行"

    MOVES = {
        Status.OPEN: {Status.KEPT, Status.BROKEN},
        Status.KEPT: set(),
        Status.BROKEN: set(),
    }

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="受理单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="+",
    )
    matter = models.CharField("办理事项", max_length=150)
    case_number = models.CharField("办件编号", max_length=100)
    workdays = models.PositiveSmallIntegerField("承诺期限（工作日）")
    made_on = models.DateField("承诺日期", editable=False)
    promised_on = models.DateField("承诺补齐日期", editable=False)
    calendar_edition = models.PositiveIntegerField("工作日历版次", editable=False)
    provisional = models.BooleanField("期限为暂定", editable=False)
    channel = models.JSONField("适用绿色通道的理由", default=list, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.OPEN, editable=False
    )
    accepted_at = models.DateTimeField("受理时间", editable=False)
    accepted_by = official_field("受理人", editable=False)
    closed_at, closed_by = moment_and_official("了结时间", "了结人")
    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="失信记录草稿",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "容缺承诺"
        ordering = ["-pk"]
        permissions = [("settle_promise", "登记容缺承诺、确认补齐或者未履行")]
        constraints = [
            models.CheckConstraint(
                name="promise_closed_with_hand",
                condition=Q(
                    status="open", closed_at__isnull=True, closed_by__isnull=True
                )
                | ~Q(status="open")
                & Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="promise_gives_days", condition=Q(workdays__gte=1)
            ),
        ]

    def __str__(self):
        return f"容缺承诺 {self.pk}"


class PromiseItem(models.Model):
    """One material that was missing, and when it came."""

    promise = models.ForeignKey(
        Promise, verbose_name="容缺承诺", on_delete=models.PROTECT, related_name="items"
    )
    name = models.CharField("材料名称", max_length=150)
    supplied_on = models.DateField("补齐日期", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "容缺材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "name"], name="promise_item_once"
            )
        ]

    def __str__(self):
        return self.name
