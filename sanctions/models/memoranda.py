from django.db import models
from django.db.models import Q

from registry.models.published import (
    Published,
    over_with_date,
    published_before_valid,
)

from .catalogue import Measure


class Memorandum(Published):
    """An agreement on which measures follow, at which departments, from entries of which standards.

    The memorandum alone is no basis (国办发〔2020〕49号): it only picks measures of the catalogue.
    """

    OWNER = "initiator"
    NOUN = "备忘录"

    class Status(models.TextChoices):
        DRAFT = "draft", "起草中"
        PUBLISHED = "published", "已公布"
        ENDED = "ended", "已终止"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.ENDED},
        Status.ENDED: set(),
    }

    title = models.CharField("备忘录名称", max_length=150, unique=True)
    number = models.CharField("文号", max_length=100, blank=True)
    initiator = models.ForeignKey(
        "registry.Department",
        verbose_name="发起单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    standards = models.ManyToManyField(
        "registry.Standard",
        verbose_name="适用的认定标准",
        related_name="+",
        help_text="标准修订后的新版本自动适用。",
    )
    note = models.TextField("说明", blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    valid_from = models.DateField("生效日期", null=True, editable=False)
    valid_to = models.DateField("终止日期", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "合作备忘录"
        ordering = ["-pk"]
        permissions = [("publish_memorandum", "公布、终止合作备忘录，补发任务")]
        constraints = [
            published_before_valid("备忘录应先公布、后生效。"),
            over_with_date("ended"),
        ]

    def __str__(self):
        return self.title


class Provision(models.Model):
    """One line of a memorandum: a measure, the department that takes it, and its days."""

    memorandum = models.ForeignKey(
        Memorandum,
        verbose_name="备忘录",
        on_delete=models.PROTECT,
        related_name="provisions",
    )
    measure = models.ForeignKey(
        Measure,
        verbose_name="措施",
        on_delete=models.PROTECT,
        related_name="provisions",
        help_text="清单换版后，自动适用现行版次中代码相同的措施。",
    )
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="实施单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    response_workdays = models.PositiveSmallIntegerField(
        "响应期限（工作日）", default=10
    )
    lifting_workdays = models.PositiveSmallIntegerField("解除期限（工作日）", default=3)
    term_months = models.PositiveSmallIntegerField(
        "措施期限（月）",
        null=True,
        blank=True,
        help_text="不填表示与条目的有效期相同；任何情况下不超过条目的有效期。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "备忘录措施"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "measure", "department"],
                name="provision_once_in_memorandum",
                violation_error_message="同一备忘录中，同一单位的同一措施只能列一次。",
            ),
            models.CheckConstraint(
                name="provision_gives_days",
                condition=Q(response_workdays__gte=1, lifting_workdays__gte=1),
                violation_error_message="响应期限和解除期限至少为 1 个工作日。",
            ),
        ]

    def __str__(self):
        return f"{self.measure}（{self.department}）"
