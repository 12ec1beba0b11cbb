from django.db import models

from .repair_rules import Rule


class RepairNotice(models.Model):
    """The notice, served with an adverse decision, of when, how and with what to apply (两书同达)."""

    entry = models.OneToOneField(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="认定单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    rule = models.ForeignKey(
        Rule,
        verbose_name="适用的修复规则",
        null=True,
        on_delete=models.PROTECT,
        related_name="notices",
    )
    produced_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "信用修复告知书"
        ordering = ["-pk"]

    def __str__(self):
        return f"信用修复告知书（条目 {self.entry_id}）"
