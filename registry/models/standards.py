from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .places import Department, Field
from .published import (
    Published,
    PublishedQuerySet,
    over_with_date,
    published_before_valid,
)


class ListKind(models.TextChoices):
    RED = "red", "红名单"
    BLACK = "black", "黑名单"
    GOOD = "good", "良好记录"
    BAD = "bad", "失信记录"


ADVERSE = [ListKind.BLACK, ListKind.BAD]


class SubjectKind(models.TextChoices):
    ORGANISATION = "organisation", "法人及非法人组织"
    INDIVIDUAL_BUSINESS = "individual_business", "个体工商户"
    PERSON = "person", "自然人"


def known_subject_kinds(value: list[str]) -> None:
    if not value or not set(value) <= set(SubjectKind.values):
        raise ValidationError("请至少选择一种适用主体类别。")


class StandardQuerySet(PublishedQuerySet):
    def public(self, on: date) -> Self:
        """Versions that the public could read on the date `on`."""
        return self.published().filter(published_on__lte=on)


class Standard(Published):
    """One version of a department's rule by which an entry may be made (一；二；三(二))."""

    NOUN = "标准"
    FULL_NOUN = "认定标准"

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已公布"
        RETIRED = "retired", "已废止"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.RETIRED},
        Status.RETIRED: set(),
    }

    class Severity(models.TextChoices):
        NONE = "none", "不分级"
        MINOR = "minor", "轻微"
        ORDINARY = "ordinary", "一般"
        SERIOUS = "serious", "严重"

    class Category(models.TextChoices):
        NONE = "none", "非严重失信类"
        LIFE = "life", "严重危害人民群众身体健康和生命安全"
        MARKET = "market", "严重破坏市场公平竞争秩序和社会正常秩序"
        JUSTICE = "justice", "拒不履行法定义务，严重影响司法机关、行政机关公信力"
        DEFENCE = "defence", "拒不履行国防义务，危害国防利益"

    class RunsFrom(models.TextChoices):
        DECISION = "decision", "认定决定日期"
        PUBLICATION = "publication", "公示日期"

    code = models.SlugField("标准代码", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    name = models.CharField("标准名称", max_length=100)
    department = models.ForeignKey(
        Department,
        verbose_name="认定单位",
        on_delete=models.PROTECT,
        related_name="standards",
    )
    list_kind = models.CharField("名单类别", max_length=10, choices=ListKind)
    subject_kinds = models.JSONField("适用主体类别", validators=[known_subject_kinds])
    field = models.ForeignKey(
        Field, verbose_name="领域", on_delete=models.PROTECT, related_name="standards"
    )
    category = models.CharField(
        "严重失信类别", max_length=10, choices=Category, default=Category.NONE
    )
    severity = models.CharField(
        "失信程度", max_length=10, choices=Severity, default=Severity.NONE
    )
    conditions = models.TextField("认定情形")
    legal_basis = models.TextField("法律政策依据")
    term_months = models.PositiveSmallIntegerField(
        "有效期限（月）", null=True, blank=True, help_text="不填表示未规定期限。"
    )
    term_runs_from = models.CharField(
        "有效期限起算", max_length=20, choices=RunsFrom, default=RunsFrom.DECISION
    )
    is_public = models.BooleanField("向社会公示", default=True)
    public_min_months = models.PositiveSmallIntegerField(
        "最短公示期（月）", null=True, blank=True
    )
    public_max_months = models.PositiveSmallIntegerField(
        "最长公示期（月）", null=True, blank=True
    )
    public_runs_from = models.CharField(
        "公示期起算", max_length=20, choices=RunsFrom, default=RunsFrom.DECISION
    )
    citation = models.CharField("期限依据", max_length=300)
    statement_workdays = models.PositiveSmallIntegerField(
        "陈述申辩期（工作日）", null=True, blank=True
    )
    urgent_exception = models.BooleanField(
        "允许紧急情形先行公布",
        default=False,
        help_text="涉及人身安全的紧急情形，可由审核人说明理由后先行公布。",
    )
    batch_limit = models.PositiveIntegerField(
        "单日发布上限（条）",
        default=500,
        help_text="本单位当日依本标准发布的条目超过此数，须经信用办复核。",
    )
    repairable = models.BooleanField("可以信用修复", default=True)
    not_repairable_reason = models.CharField(
        "不可修复的依据", max_length=300, blank=True
    )
    provisional = models.BooleanField("期限为示例，待认定单位确认", default=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "认定标准"
        ordering = ["code", "-version"]
        permissions = [("publish_standard", "公布、废止认定标准")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="standard_version_once"
            ),
            published_before_valid("认定标准应先公布、后施行。"),
            over_with_date("retired"),
            models.CheckConstraint(
                name="standard_adverse_is_heard",
                condition=~Q(list_kind__in=ADVERSE)
                | Q(statement_workdays__isnull=False, statement_workdays__gte=1),
                violation_error_message="失信类标准应规定陈述申辩期（至少 1 个工作日）。",
            ),
            models.CheckConstraint(
                name="standard_black_has_term",
                condition=~Q(list_kind="black")
                | Q(term_months__isnull=False, term_months__gte=1),
                violation_error_message="黑名单标准应明确联合惩戒期限。",
            ),
            models.CheckConstraint(
                name="standard_public_window_ordered",
                condition=Q(public_min_months__isnull=True)
                | Q(public_max_months__isnull=True)
                | Q(public_min_months__lte=F("public_max_months")),
                violation_error_message="最短公示期不能长于最长公示期。",
            ),
            models.CheckConstraint(
                name="standard_not_repairable_says_why",
                condition=Q(repairable=True) | ~Q(not_repairable_reason=""),
                violation_error_message="不可修复的，应写明法律或党中央、国务院政策文件依据。",
            ),
            models.CheckConstraint(
                name="standard_category_only_black",
                condition=Q(category="none") | Q(list_kind="black"),
                violation_error_message="严重失信类别只用于黑名单标准。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（第{self.version}版）"

    @property
    def is_adverse(self) -> bool:
        return self.list_kind in ADVERSE

    @property
    def subject_kind_labels(self) -> list[str]:
        return [SubjectKind(kind).label for kind in self.subject_kinds]
