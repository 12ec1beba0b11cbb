from datetime import date
from typing import Self

from django.db import models

from .changes import What
from .entries import Entry
from .fields import both, official_field
from .visibility import OwnDepartment


class Recall(models.Model):
    """Entries that proved wrong: every account that received them must confirm that it has acted."""

    what = models.CharField("事由", max_length=10, choices=What)
    at = models.DateTimeField("时间")
    entries = models.ManyToManyField(
        Entry, verbose_name="名单条目", through="RecalledEntry", related_name="recalls"
    )

    class Meta:
        verbose_name = verbose_name_plural = "撤回通知"
        ordering = ["-pk"]

    def __str__(self):
        return f"撤回通知 {self.pk}"


class RecalledEntry(models.Model):
    """One of the entries that a recall is about."""

    recall = models.ForeignKey(
        Recall,
        verbose_name="撤回通知",
        on_delete=models.PROTECT,
        related_name="recalled",
    )
    entry = models.ForeignKey(
        Entry, verbose_name="名单条目", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "撤回的条目"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recall", "entry"], name="recalled_once")
        ]

    def __str__(self):
        return f"条目 {self.entry_id}（撤回通知 {self.recall_id}）"


class RecallReceiptQuerySet(OwnDepartment):
    OWNER = "official__department"

    def open(self) -> Self:
        return self.filter(acknowledged_at__isnull=True)

    def overdue(self, on: date) -> Self:
        """Those that should have been acknowledged before the date `on`."""
        return self.open().filter(due_on__lt=on)


class RecallReceipt(models.Model):
    """The confirmation that one account owes: that it has acted on a recall."""

    class Source(models.TextChoices):
        FEED = "feed", "变动接口"
        PUSH = "push", "变动推送"
        CHECK = "check", "信用核查"

    recall = models.ForeignKey(
        Recall,
        verbose_name="撤回通知",
        on_delete=models.PROTECT,
        related_name="receipts",
    )
    official = official_field("接收账号", related_name="recall_receipts")
    source = models.CharField("得知途径", max_length=10, choices=Source)
    due_on = models.DateField("应确认日期")
    acknowledged_at = models.DateTimeField("确认时间", null=True)
    acknowledged_by = official_field("确认人", null=True)
    done = models.CharField("处理情况", max_length=300, blank=True)

    objects = RecallReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "撤回回执"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recall", "official"], name="recall_receipt_once"
            ),
            both(
                "recall_acknowledged_at_and_by_together",
                "acknowledged_at",
                "acknowledged_by",
            ),
        ]

    def __str__(self):
        return f"{self.recall}（{self.official}）"
