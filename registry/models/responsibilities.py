from django.db import models

from .entries import Entry, Role
from .subjects import Subject


class Responsibility(models.Model):
    """A person who answers for an organisation's entry, in a role (二(三))."""

    entry = models.ForeignKey(
        Entry,
        verbose_name="单位条目",
        on_delete=models.PROTECT,
        related_name="responsibilities",
    )
    person = models.ForeignKey(
        Subject,
        verbose_name="责任人",
        on_delete=models.PROTECT,
        related_name="responsibilities",
    )
    role = models.CharField("责任身份", max_length=30, choices=Role)
    notice_served_on = models.DateField("对本人的告知送达日期", null=True, blank=True)
    notice_proof = models.CharField("对本人的告知送达凭证", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "责任人"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person"], name="responsibility_once_per_person"
            )
        ]

    def __str__(self):
        return f"{self.get_role_display()}（条目 {self.entry_id}）"
