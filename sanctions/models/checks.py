from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from registry import identity
from registry.models import OwnDepartment
from registry.models.fields import official_field


class Purpose(models.TextChoices):
    """What a subject is looked up for (三(一)；市民服务：一(五))."""

    APPROVAL = "approval", "行政审批"
    SUPERVISION = "supervision", "日常监督"
    LICENSING = "licensing", "行政许可"
    PROCUREMENT = "procurement", "采购招标"
    AWARDS = "awards", "评先评优"
    TRADING = "trading", "公共资源交易"
    QUALIFICATION = "qualification", "资质等级评定"
    INSPECTION = "inspection", "定期检验"
    FINANCING = "financing", "融资"
    FUNDS = "funds", "财政资金"
    CITIZEN = "citizen", "市民服务"


class CheckBatch(models.Model):
    """Many look-ups made at once, by one call or one uploaded file."""

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="核查单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    official = official_field("核查人")
    purpose = models.CharField("用途", max_length=15, choices=Purpose)
    case_number = models.CharField("办件编号", max_length=100)
    filename = models.CharField("文件名", max_length=255, blank=True)
    asked_at = models.DateTimeField("核查时间")
    number = models.PositiveIntegerField("核查数")
    counts = models.JSONField("各结果数", default=dict)
    rows = models.JSONField(
        "各行",
        default=list,
        help_text="每行的位置，以及号码有误的原因；不含号码和名称。",
    )

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批量核查"
        ordering = ["-pk"]

    def __str__(self):
        return f"批量核查 {self.pk}"


class CheckQuerySet(OwnDepartment):
    def unanswered(self) -> Self:
        """Those without feedback on what was done after them (三(一))."""
        feedback = Feedback.objects.filter(check_made=OuterRef("pk"))
        return self.filter(~Exists(feedback))


class Check(models.Model):
    """One look-up of a subject by a department for a stated purpose, with what was answered.

    The subject of the question is kept as a look-up key, never as a person's number or name; the
    answer as the numbers of entries and orders. The database does not check department and
    official again: thousands of checks a second would all lock the same two rows.
    """

    receipt = models.CharField("核查回执号", max_length=24)
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="核查单位",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    official = official_field("核查人", db_index=False, db_constraint=False)
    purpose = models.CharField("用途", max_length=15, choices=Purpose)
    case_number = models.CharField("办件编号", max_length=100)
    asked_at = models.DateTimeField("核查时间")
    as_of = models.DateTimeField("查询时点")
    asked_key = models.CharField("查询对象标识", max_length=64)
    status = models.CharField("结果", max_length=10, choices=identity.Status)
    strength = models.CharField("核对依据", max_length=20, choices=identity.Strength)
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="信用主体",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    entries = models.JSONField("生效条目", default=list)
    held = models.JSONField("暂停条目", default=list)
    orders = models.JSONField("可执行任务", default=list)
    candidates = models.PositiveIntegerField("同名主体数", default=0)
    version = models.BigIntegerField("名单库版本")
    batch = models.ForeignKey(
        CheckBatch,
        verbose_name="批量核查",
        null=True,
        on_delete=models.PROTECT,
        related_name="checks",
    )

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信用核查"
        ordering = ["-pk"]
        permissions = [
            ("make_check", "信用核查"),
            ("export_check", "导出信用核查记录"),
        ]
        indexes = [models.Index(fields=["department", "-id"], name="check_desk")]
        constraints = [
            models.UniqueConstraint(fields=["receipt"], name="check_receipt_once")
        ]

    def __str__(self):
        return f"核查 {self.receipt}"


class Feedback(models.Model):
    """What was done after a check; given once (三(一))."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "措施已采取"
        NORMAL = "normal", "正常办理"
        NOT_TAKEN = "not_taken", "不执行措施"

    check_made = models.OneToOneField(
        Check,
        verbose_name="信用核查",
        on_delete=models.PROTECT,
        related_name="feedback",
    )
    outcome = models.CharField("办理结果", max_length=10, choices=Outcome)
    reason = models.TextField("说明", blank=True)
    at = models.DateTimeField("反馈时间")
    by = official_field("反馈人")

    class Meta:
        verbose_name = verbose_name_plural = "核查反馈"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="feedback_not_taken_says_why",
                condition=~Q(outcome="not_taken") | ~Q(reason=""),
                violation_error_message="不执行措施的，应当说明理由。",
            )
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}（{self.check_made_id}）"
