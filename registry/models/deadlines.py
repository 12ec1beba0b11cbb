from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from .dated import Dated
from .fields import official_field
from .places import Department
from .visibility import OwnDepartment


def usual_days() -> list[int]:
    return [3, 1]


class Limit(Dated):
    """How long a stage of a case may take, with its citation; a new version when the rule changes."""

    class Unit(models.TextChoices):
        WORKDAY = "workday", "工作日"
        DAY = "day", "日"

    class Side(models.TextChoices):
        AUTHORITY = "authority", "办理单位"
        APPLICANT = "applicant", "当事人"

    code = models.SlugField("代码", max_length=60)
    name = models.CharField("事项", max_length=100)
    number = models.PositiveSmallIntegerField("期限")
    unit = models.CharField("单位", max_length=10, choices=Unit, default=Unit.WORKDAY)
    side = models.CharField(
        "由谁完成", max_length=10, choices=Side, default=Side.AUTHORITY
    )
    starts_with = models.CharField("起算", max_length=100)
    citation = models.CharField("依据", max_length=300)
    remind_before = models.JSONField(
        "到期前几个工作日提醒", default=usual_days, help_text="如 [3, 1]。"
    )
    remind_half = models.BooleanField("期限过半时提醒", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理期限"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="limit_version_once"
            ),
        ]

    def __str__(self):
        return f"{self.name}：{self.number} 个{self.get_unit_display()}"


class DeadlineQuerySet(OwnDepartment):
    def open(self) -> Self:
        """Those whose case still waits."""
        return self.filter(met_on__isnull=True, dropped_on__isnull=True)

    def overdue(self, on: date) -> Self:
        """Open ones whose last day was before the date `on`; one that is paused is not overdue."""
        return self.open().filter(due_on__lt=on, paused_on__isnull=True)

    def of(self, instance: models.Model) -> Self:
        return self.filter(of=instance._meta.label_lower, of_pk=instance.pk)


class Deadline(models.Model):
    """The last day for one stage of one case, kept with everything it was computed from."""

    of = models.CharField("对象类别", max_length=60)
    of_pk = models.BigIntegerField("对象编号")
    title = models.CharField("事项名称", max_length=200)
    limit = models.ForeignKey(
        Limit,
        verbose_name="办理期限",
        on_delete=models.PROTECT,
        related_name="deadlines",
    )
    department = models.ForeignKey(
        Department,
        verbose_name="办理单位",
        on_delete=models.PROTECT,
        related_name="deadlines",
    )
    handler = official_field("经办人", null=True, blank=True, related_name="deadlines")
    event = models.CharField("起算事件", max_length=200)
    started_on = models.DateField("起算日（不计入）")
    due_on = models.DateField("截止日")
    is_provisional = models.BooleanField("暂定")
    edition = models.PositiveIntegerField("日历版次")
    paused_on = models.DateField("中止计时日", null=True, blank=True)
    pauses = models.JSONField("已扣除的中止期间", default=list)
    met_on = models.DateField("办结日", null=True, blank=True)
    dropped_on = models.DateField("终止日", null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["of", "of_pk"], name="deadline_of"),
            models.Index(
                fields=["department", "due_on"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="deadline_desk",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "of_pk", "limit"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="deadline_open_once_per_stage",
            ),
            models.CheckConstraint(
                name="deadline_met_or_dropped",
                condition=Q(met_on__isnull=True) | Q(dropped_on__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.title}：{self.limit.name}"
