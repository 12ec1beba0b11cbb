from django.db import models
from django.db.models import Q


class CalendarYear(models.Model):
    """A year of the official working-day calendar and the notice that it follows."""

    class State(models.TextChoices):
        OFFICIAL = "official", "已公布"
        PROVISIONAL = "provisional", "暂定"

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    state = models.CharField("状态", max_length=20, choices=State)
    notice_no = models.CharField("国务院办公厅通知文号", max_length=100, blank=True)
    notice_on = models.DateField("通知日期", null=True, blank=True)
    edition = models.PositiveIntegerField("版次", default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历年度"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="calendar_year_in_reason",
                condition=Q(year__gte=2000, year__lte=2199),
            )
        ]

    def __str__(self):
        return f"{self.year} 年"


class CalendarDay(models.Model):
    """A day that differs from the ordinary week: a weekday off, or a weekend day worked."""

    class Source(models.TextChoices):
        NATIONAL = "national", "国务院办公厅通知"
        LOCAL = "local", "地方通知"
        MANUAL = "manual", "人工登记"

    date = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("是否上班")
    name = models.CharField("名称", max_length=50)
    source = models.CharField(
        "来源", max_length=20, choices=Source, default=Source.NATIONAL
    )
    reason = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历特殊日"
        ordering = ["-date"]

    def __str__(self):
        return f"{self.date} {self.name}{'上班' if self.is_workday else '休息'}"
