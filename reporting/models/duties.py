from django.db import models

from registry.models.dated import Dated, ordered_dates


class ReportingDuty(Dated):
    """A department that has to report every month, from when to when, and by which rule (四(四))."""

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="报送单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    citation = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "月报报送单位"
        ordering = ["department", "valid_from"]
        constraints = [
            ordered_dates("duty_dates_ordered"),
            models.UniqueConstraint(
                fields=["department", "valid_from"], name="duty_once_from_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.department}报送月报"
