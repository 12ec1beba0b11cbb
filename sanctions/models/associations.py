from django.db import models
from django.db.models import F, Q

from registry.models import OwnDepartment
from registry.models.fields import official_field

OWN_DATA = "行业协会商会自行提供的行业自律信息，不是行政机关的认定。"


class Membership(models.Model):
    """An enterprise's membership of an association, as the association states it (二(四))."""

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="行业协会",
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="会员",
        on_delete=models.PROTECT,
        related_name="+",
    )
    joined_on = models.DateField("入会日期")
    left_on = models.DateField("退会日期", null=True, blank=True)

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "协会会员"
        ordering = ["department", "-joined_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "subject"],
                condition=Q(left_on__isnull=True),
                name="membership_standing_once",
                violation_error_message="该单位已经是本协会会员。",
            ),
            models.CheckConstraint(
                name="membership_dates_ordered",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                violation_error_message="退会日期不能早于入会日期。",
            ),
        ]

    def __str__(self):
        return f"{self.subject}（{self.department}）"


class MemberGrade(models.Model):
    """The grade that an association gave its member by its own rules; not the government's (二(四))."""

    membership = models.ForeignKey(
        Membership, verbose_name="会员", on_delete=models.PROTECT, related_name="grades"
    )
    grade = models.CharField("信用等级", max_length=30)
    rules = models.CharField("评价办法", max_length=200)
    graded_on = models.DateField("评定日期")
    valid_to = models.DateField("有效期至", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间", editable=False)
    recorded_by = official_field("登记人", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "会员信用等级"
        ordering = ["-graded_on", "-pk"]

    def __str__(self):
        return f"{self.grade}（{self.graded_on}）"


class IndustryMeasure(models.Model):
    """What an association did to a member or applicant by its own rules (二(四))."""

    class Kind(models.TextChoices):
        ALERT = "alert", "信用警示"
        WARNING = "warning", "警告"
        CIRCULAR = "circular", "通报批评"
        REFUSAL = "refusal", "不予接纳"
        EXPULSION = "expulsion", "劝退"
        CENSURE = "censure", "公开谴责"

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="行业协会",
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="对象",
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField("措施", max_length=10, choices=Kind)
    rules = models.CharField("行规行约依据", max_length=200)
    document = models.CharField("文书", max_length=150)
    facts = models.TextField("事由")
    taken_on = models.DateField("采取日期")
    until = models.DateField("期限至", null=True, blank=True)
    lifted_on = models.DateField("解除日期", null=True, editable=False)
    recorded_at = models.DateTimeField("登记时间", editable=False)
    recorded_by = official_field("登记人", editable=False)

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行业自律措施"
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="industry_measure_cites_rules",
                condition=~Q(rules="") & ~Q(document=""),
                violation_error_message="行业自律措施应当写明行规行约依据和文书。",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.subject}）"
