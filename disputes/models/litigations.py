from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from registry.models import OwnDepartment
from registry.models.fields import both, moment_and_official, official_field

from .cases import makers


class LitigationQuerySet(OwnDepartment):
    def open(self) -> Self:
        """Those that have not come to their end."""
        return self.filter(status__in=Litigation.OPEN)


class Litigation(models.Model):
    """A review or suit before another body: administrative, or in the public interest (二(四)；三(五))."""

    class Status(models.TextChoices):
        PENDING = "pending", "审理中"
        JUDGED = "judged", "已裁判，尚未生效"
        EFFECTIVE = "effective", "裁判已生效，待执行"
        CLOSED = "closed", "已办结"
        ABANDONED = "abandoned", "已撤回或者终止"

    MOVES = {
        Status.PENDING: {Status.JUDGED, Status.ABANDONED},
        Status.JUDGED: {Status.PENDING, Status.EFFECTIVE, Status.ABANDONED},
        Status.EFFECTIVE: {Status.CLOSED},
        Status.CLOSED: set(),
        Status.ABANDONED: set(),
    }
    OPEN = [status for status, onward in MOVES.items() if onward]

    class Kind(models.TextChoices):
        REVIEW = "review", "行政复议"
        SUIT = "suit", "行政诉讼"
        PUBLIC = "public", "公益诉讼"

    class Stage(models.TextChoices):
        REVIEW = "review", "复议"
        FIRST = "first", "一审"
        SECOND = "second", "二审"
        RETRIAL = "retrial", "再审"

    class Outcome(models.TextChoices):
        REVOKED = "revoked", "撤销认定或者确认违法"
        CORRECTED = "corrected", "变更认定内容"
        KEPT = "kept", "维持或者驳回"
        OTHER = "other", "与条目无关的裁判"

    kind = models.CharField("类别", max_length=10, choices=Kind)
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="应诉（承办）单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="所涉条目",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="所涉主体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="公益诉讼填写被诉主体。",
    )
    brought_by = models.CharField(
        "提起人",
        max_length=200,
        help_text="公益诉讼填写社会组织名称；自然人只写姓氏，不写证件号码。",
    )
    body = models.CharField("法院或者复议机关", max_length=100)
    case_number = models.CharField("案号", max_length=100)
    stage = models.CharField("审级", max_length=10, choices=Stage)
    matter = models.TextField("请求和主要争议")
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    accepted_on = models.DateField("受理（立案）日期")
    notified_on = models.DateField("本单位收到通知日期", null=True, blank=True)
    registered_at = models.DateTimeField("登记时间", editable=False)
    registered_by = official_field("登记人", editable=False)
    hold = models.ForeignKey(
        "registry.Hold",
        verbose_name="停止执行期间的暂停",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    outcome = models.CharField(
        "裁判结果", max_length=10, choices=Outcome, blank=True, editable=False
    )
    judgment = models.TextField("裁判要旨", blank=True, editable=False)
    judged_on = models.DateField("裁判日期", null=True, editable=False)
    effective_on = models.DateField("生效日期", null=True, editable=False)
    closed_at, closed_by = moment_and_official("办结时间", "办结人")

    objects = LitigationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼"
        ordering = ["-pk"]
        permissions = [
            ("manage_litigation", "登记复议诉讼及其进展"),
            ("conclude_litigation", "停止执行、执行生效裁判"),
        ]
        constraints = [
            both("litigation_closed_at_and_by", "closed_at", "closed_by"),
            models.CheckConstraint(
                name="litigation_about_something",
                condition=Q(entry__isnull=False) | Q(subject__isnull=False),
                violation_error_message="请填写所涉条目或者所涉主体。",
            ),
            models.UniqueConstraint(
                fields=["body", "case_number", "stage"],
                name="litigation_once",
                violation_error_message="该案号已经登记。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case_number}"

    def actors(self) -> set[int]:
        """Those who drafted, edited or approved the entry in dispute."""
        return makers(self.entry)


class CourtDateQuerySet(OwnDepartment):
    OWNER = "litigation__department"

    def ahead(self, on: date) -> Self:
        """Those on or after the day `on` in cases that are still open."""
        return self.filter(on__gte=on, litigation__status__in=Litigation.OPEN)


class CourtDate(models.Model):
    """A day in a suit's own calendar: a hearing, the end of a period that the court set."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "答辩期限"
        EVIDENCE = "evidence", "举证期限"
        HEARING = "hearing", "开庭"
        JUDGMENT = "judgment", "宣判"
        APPEAL = "appeal", "上诉期限"
        OTHER = "other", "其他"

    litigation = models.ForeignKey(
        Litigation,
        verbose_name="复议诉讼",
        on_delete=models.PROTECT,
        related_name="dates",
    )
    kind = models.CharField("事项", max_length=10, choices=Kind)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = CourtDateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "诉讼日程"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["litigation", "kind", "on"], name="court_date_once"
            )
        ]

    def __str__(self):
        return f"{self.litigation}：{self.get_kind_display()} {self.on}"
