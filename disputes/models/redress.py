from typing import Self

from django.db import models
from django.db.models import Q

from registry.models.fields import both, moment_and_official, official_field


class RedressQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(status=Redress.Status.OPEN)

    def visible_to(self, user) -> Self:
        """Those whose entry the official's department recognised or in which it has a task; all for those who oversee."""
        if user.sees_all:
            return self
        own = user.department_id or 0
        tasks = RedressTask.objects.filter(
            redress=models.OuterRef("pk"), department=own
        )
        return self.filter(Q(entry__department=own) | models.Exists(tasks))


class Redress(models.Model):
    """The duty to undo the harm of a wrong entry; closed only when every department confirms (三(五))."""

    class Status(models.TextChoices):
        OPEN = "open", "办理中"
        CLOSED = "closed", "已办结"

    MOVES = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: set()}

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="有误的条目",
        on_delete=models.PROTECT,
        related_name="+",
    )
    objection = models.OneToOneField(
        "disputes.Objection",
        verbose_name="依据的异议",
        null=True,
        on_delete=models.PROTECT,
        related_name="redress",
    )
    litigation = models.OneToOneField(
        "disputes.Litigation",
        verbose_name="依据的复议诉讼",
        null=True,
        on_delete=models.PROTECT,
        related_name="redress",
    )
    notice = models.ForeignKey(
        "registry.Notice",
        verbose_name="公开更正公告",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.OPEN, editable=False
    )
    opened_at = models.DateTimeField("开始时间", editable=False)
    opened_by = official_field("开始人", null=True, editable=False)
    closed_at, closed_by = moment_and_official("办结时间", "办结人")
    closing = models.TextField("办结说明", blank=True, editable=False)

    objects = RedressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "恢复信誉"
        ordering = ["-pk"]
        permissions = [("close_redress", "办结恢复信誉事项")]
        constraints = [
            both("redress_closed_at_and_by", "closed_at", "closed_by"),
            models.CheckConstraint(
                name="redress_closed_when_closed",
                condition=Q(status="open", closed_at__isnull=True)
                | Q(status="closed", closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="redress_rests_on_one_finding",
                condition=Q(objection__isnull=False, litigation__isnull=True)
                | Q(objection__isnull=True, litigation__isnull=False),
            ),
        ]

    def __str__(self):
        return f"恢复信誉 {self.pk}（条目 {self.entry_id}）"


class RedressTaskQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(status=RedressTask.Status.OPEN)

    def visible_to(self, user) -> Self:
        if user.sees_all:
            return self
        own = user.department_id or 0
        return self.filter(Q(department=own) | Q(redress__entry__department=own))


class RedressTask(models.Model):
    """What one department has to undo: measures it took, decisions it made on a wrong answer."""

    class Status(models.TextChoices):
        OPEN = "open", "待办理"
        CONFIRMED = "confirmed", "已确认消除"

    MOVES = {Status.OPEN: {Status.CONFIRMED}, Status.CONFIRMED: set()}

    redress = models.ForeignKey(
        Redress, verbose_name="恢复信誉", on_delete=models.PROTECT, related_name="tasks"
    )
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="办理单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.OPEN, editable=False
    )
    done = models.TextField("已采取的措施", blank=True, editable=False)
    confirmed_at, confirmed_by = moment_and_official("确认时间", "确认人")

    objects = RedressTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "恢复信誉任务"
        ordering = ["pk"]
        permissions = [("confirm_redress", "确认已消除不良影响")]
        constraints = [
            both("redress_task_confirmed_at_and_by", "confirmed_at", "confirmed_by"),
            models.UniqueConstraint(
                fields=["redress", "department"], name="redress_task_once"
            ),
            models.CheckConstraint(
                name="redress_task_confirmed_says_what",
                condition=~Q(status="confirmed") | ~Q(done=""),
            ),
        ]

    def __str__(self):
        return f"恢复信誉任务 {self.pk}（{self.department}）"


class Harm(models.Model):
    """One consequence of the wrong entry: an order carried out, or a check answered."""

    task = models.ForeignKey(
        RedressTask, verbose_name="任务", on_delete=models.PROTECT, related_name="harms"
    )
    order = models.ForeignKey(
        "sanctions.Order",
        verbose_name="已执行的措施",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    seen_by = models.ForeignKey(
        "sanctions.Check",
        verbose_name="查到有误条目的核查",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = "不良影响"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="harm_is_one_thing",
                condition=Q(order__isnull=False, seen_by__isnull=True)
                | Q(order__isnull=True, seen_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"不良影响 {self.pk}"
