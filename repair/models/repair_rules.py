from django.db import models
from django.db.models import F, Q

from registry.models.dated import Dated


class Rule(Dated):
    """One version of how the entries of a standard may be repaired; running cases keep their version."""

    LIMITS = ["accept_limit", "supplement_limit", "decide_limit", "feedback_limit"]

    standard = models.ForeignKey(
        "registry.Standard",
        verbose_name="认定标准",
        on_delete=models.PROTECT,
        related_name="+",
    )
    version = models.PositiveSmallIntegerField("版本", default=1)
    repairable = models.BooleanField("可以修复", default=True)
    not_repairable_reason = models.CharField(
        "不可修复的依据", max_length=300, blank=True
    )
    least_months = models.PositiveSmallIntegerField(
        "最短公示期（月）",
        default=0,
        help_text="自公示期起算日起满此月数后可以申请；0 表示义务履行后即可申请。",
    )
    conditions = models.TextField("修复条件")
    materials = models.JSONField("申请材料", default=list)
    accept_limit = models.SlugField("受理期限", max_length=60, default="repair_accept")
    supplement_limit = models.SlugField(
        "补正期限", max_length=60, default="repair_supplement"
    )
    decide_limit = models.SlugField("决定期限", max_length=60, default="repair_decide")
    feedback_limit = models.SlugField(
        "反馈期限", max_length=60, default="repair_feedback"
    )
    citation = models.CharField("依据", max_length=300)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("废止日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "修复规则"
        ordering = ["standard", "-version"]
        permissions = [("publish_rule", "公布修复规则")]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "version"], name="repair_rule_version_once"
            ),
            models.CheckConstraint(
                name="repair_rule_says_why_not",
                condition=Q(repairable=True) | ~Q(not_repairable_reason=""),
                violation_error_message="不可修复的，应写明法律或党中央、国务院政策文件依据。",
            ),
            models.CheckConstraint(
                name="repair_rule_dates_ordered",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"修复规则 {self.standard_id}-{self.version}"

    @property
    def limits(self) -> list[str]:
        """The codes of every limit that this version sets."""
        return [getattr(self, name) for name in self.LIMITS]
