from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from registry.models import OwnDepartment
from registry.models.fields import moment_and_official, official_field
from reporting.months import Month


class MonthlyReportQuerySet(OwnDepartment):
    def of(self, month) -> Self:
        return self.filter(month=month.first)

    def reported(self) -> Self:
        """Those that the credit office has."""
        return self.filter(status__in=MonthlyReport.REPORTED)

    def missing(self) -> Self:
        """Those that their departments still owe: not submitted, or returned."""
        return self.exclude(status__in=MonthlyReport.REPORTED)

    def late(self, on: date) -> Self:
        """Those first submitted after their last day, or not yet and the day is over on `on`."""
        return self.filter(
            Q(first_submitted_on__gt=F("due_on"))
            | Q(first_submitted_on__isnull=True, due_on__lt=on)
        )


class MonthlyReport(models.Model):
    """One department's report to the credit office for one month (四(四)).

    Figures come from the register and are frozen when the report is submitted; a department
    adds a remark to a figure that it thinks wrong, and overwrites none.
    """

    class Status(models.TextChoices):
        OPEN = "open", "待报送"
        SUBMITTED = "submitted", "已报送，待接收"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "已接收"

    MOVES = {
        Status.OPEN: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.RETURNED, Status.ACCEPTED},
        Status.RETURNED: {Status.SUBMITTED},
        Status.ACCEPTED: set(),
    }
    REPORTED = [Status.SUBMITTED, Status.ACCEPTED]
    EDITABLE = [Status.OPEN, Status.RETURNED]

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="报送单位",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    month = models.DateField("月份", editable=False)
    due_on = models.DateField("报送截止日", editable=False)
    progress = models.TextField(
        "工作进展",
        max_length=5000,
        blank=True,
        help_text="本月守信激励和失信惩戒工作的进展情况（四(四)）。",
    )
    problems = models.TextField("存在问题", max_length=5000, blank=True)
    plans = models.TextField("下月打算", max_length=5000, blank=True)
    figures = models.JSONField("报送时的数据", null=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.OPEN, editable=False
    )
    opened_at = models.DateTimeField("开启时间", editable=False)
    submitted_at, submitted_by = moment_and_official("报送时间", "报送人")
    first_submitted_on = models.DateField("首次报送日期", null=True, editable=False)
    decided_at, decided_by = moment_and_official("接收或退回时间", "接收或退回人")
    return_reason = models.TextField("退回理由", blank=True, editable=False)

    objects = MonthlyReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月报"
        ordering = ["-month", "department"]
        permissions = [
            ("submit_monthlyreport", "报送月报"),
            ("decide_monthlyreport", "接收、退回月报"),
            ("export_monthlyreport", "导出全市月报汇总"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "month"], name="report_once_a_month"
            ),
            models.CheckConstraint(
                name="report_submitted_with_figures",
                condition=Q(status="open", submitted_at__isnull=True)
                | Q(
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    first_submitted_on__isnull=False,
                    figures__isnull=False,
                )
                & ~Q(status="open"),
            ),
            models.CheckConstraint(
                name="report_returned_with_reason",
                condition=~Q(status="returned") | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="report_month_begins_on_its_first", condition=Q(month__day=1)
            ),
        ]

    def __str__(self):
        return f"{self.department}{self.period}月报"

    @property
    def period(self) -> Month:
        return Month.of(self.month)

    def lateness(self, on: date) -> str:
        """How late the report is on the day `on`, in words; empty when in time."""
        if self.first_submitted_on is None:
            return "逾期未报" if on > self.due_on else ""
        return "逾期报送" if self.first_submitted_on > self.due_on else ""


class Remark(models.Model):
    """What a department says of a figure that it thinks wrong; the figure itself stays."""

    report = models.ForeignKey(
        MonthlyReport,
        verbose_name="月报",
        on_delete=models.PROTECT,
        related_name="remarks",
    )
    figure = models.CharField("数据项", max_length=60)
    text = models.TextField("说明", max_length=1000)
    at = models.DateTimeField("时间")
    by = official_field("说明人")

    class Meta:
        verbose_name = verbose_name_plural = "数据说明"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.figure}：{self.text[:20]}"
