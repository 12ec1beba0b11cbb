from typing import Self

from django.db import models
from django.db.models import Q

from registry.models.fields import official_field


class CalendarFeedQuerySet(models.QuerySet):
    def usable(self) -> Self:
        """Those not revoked, of officials who still work here."""
        return self.filter(revoked_at__isnull=True, official__is_active=True)


class CalendarFeed(models.Model):
    """An address under which one official's calendar programme reads their deadlines."""

    official = official_field("工作人员", editable=False)
    digest = models.CharField("摘要", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("生成时间", editable=False)
    revoked_at = models.DateTimeField("撤销时间", null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        # Made when feeds still belonged to disputes; the table was never renamed.
        db_table = "disputes_calendarfeed"
        verbose_name = verbose_name_plural = "日历订阅"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["official"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_feed_one_each",
            )
        ]

    def __str__(self):
        return f"日历订阅 {self.pk}"
