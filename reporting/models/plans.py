from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from registry.models import OwnDepartment
from registry.models.fields import moment_and_official, official_field


class Plan(models.Model):
    """A department's plan to carry the notice out: goals, tasks, last days (四(一))."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        FILED = "filed", "已报送信用办"
        CLOSED = "closed", "已完成"

    MOVES = {
        Status.DRAFT: {Status.FILED},
        Status.FILED: {Status.DRAFT, Status.CLOSED},
        Status.CLOSED: set(),
    }

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="单位",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    title = models.CharField("方案名称", max_length=100)
    document_number = models.CharField("文号", max_length=60, blank=True)
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("完成时限")
    goals = models.TextField("工作目标", max_length=5000)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    filed_at, filed_by = moment_and_official("报送时间", "报送人")

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "落实方案"
        ordering = ["-pk"]
        permissions = [
            ("file_plan", "报送落实方案"),
            ("oversee_plan", "退回落实方案"),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_dates_ordered",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="完成时限不能早于起始日期。",
            ),
            models.CheckConstraint(
                name="plan_filed_at_and_by",
                condition=Q(status="draft")
                | Q(filed_at__isnull=False, filed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"《{self.title}》"


class TaskQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def overdue(self, on: date) -> Self:
        """Open ones of filed plans whose last day was before the date `on`."""
        return self.open().filter(due_on__lt=on, plan__status=Plan.Status.FILED)


class Task(models.Model):
    """One task under a plan, who is responsible for it, and its last day."""

    plan = models.ForeignKey(
        Plan, verbose_name="落实方案", on_delete=models.PROTECT, related_name="tasks"
    )
    name = models.CharField("任务", max_length=200)
    owner = models.CharField("责任处室或者责任人", max_length=50)
    due_on = models.DateField("完成时限")
    done_on = models.DateField("完成日期", null=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "方案任务"
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.name


class Progress(models.Model):
    """A progress report on a task; later ones are added, none is rewritten."""

    task = models.ForeignKey(
        Task, verbose_name="任务", on_delete=models.PROTECT, related_name="progress"
    )
    text = models.TextField("进展", max_length=1000)
    at = models.DateTimeField("时间")
    by = official_field("填写人")

    class Meta:
        verbose_name = verbose_name_plural = "任务进展"
        ordering = ["-pk"]

    def __str__(self):
        return self.text[:30]
