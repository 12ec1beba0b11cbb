from django.db import models
from django.db.models import Q

from .cases import Case, makers


class Complaint(Case):
    """A grievance about what a department did; its entry is held only where a reviewer decides so."""

    class About(models.TextChoices):
        CONDUCT = "conduct", "工作人员或者单位的行为"
        MEASURE = "measure", "联合奖惩措施的实施"
        ENTRY = "entry", "名单条目的认定或者公示"

    class Finding(models.TextChoices):
        TRUE = "true", "投诉属实"
        PARTLY = "partly", "部分属实"
        UNTRUE = "untrue", "投诉不属实"
        UNPROVEN = "unproven", "无法证实"

    class Outcome(models.TextChoices):
        FOUNDED = "founded", "投诉成立"
        UNFOUNDED = "unfounded", "投诉不成立"

    about = models.CharField("投诉事项", max_length=10, choices=About, editable=False)
    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="所涉条目",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    order = models.ForeignKey(
        "sanctions.Order",
        verbose_name="所涉奖惩任务",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    hold = models.ForeignKey(
        "registry.Hold",
        verbose_name="核查期间的暂停",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    finding = models.CharField(
        "核查结论", max_length=10, choices=Finding, blank=True, editable=False
    )
    outcome = models.CharField(
        "决定", max_length=10, choices=Outcome, blank=True, editable=False
    )
    remedy = models.TextField("纠正措施", blank=True, editable=False)

    class Meta(Case.Meta):
        verbose_name = verbose_name_plural = "投诉"
        constraints = [
            *Case.Meta.constraints,
            models.CheckConstraint(
                name="complaint_about_entry_names_it",
                condition=~Q(about="entry") | Q(entry__isnull=False),
            ),
            models.CheckConstraint(
                name="complaint_decided_with_outcome",
                condition=Q(decided_at__isnull=True, outcome="")
                | Q(decided_at__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="complaint_founded_with_remedy",
                condition=~Q(outcome="founded") | ~Q(remedy=""),
            ),
        ]

    def __str__(self):
        return f"投诉 {self.number}"

    def actors(self) -> set[int]:
        return makers(self.entry)
