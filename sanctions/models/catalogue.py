from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from registry.models import Department, Role, SubjectKind
from registry.models.dated import not_over
from registry.models.fields import official_field
from registry.models.published import (
    Published,
    PublishedQuerySet,
    over_with_date,
    published_before_valid,
)

NOT_CITED = "惩戒或者激励措施应当注明依据文件和条款，没有依据的不能列入清单。"
NOT_STRONG = "强制性措施的依据应当是法律、行政法规或者国家级文件；依据不足的，只能列为推荐性措施。"
ONLY_GUIDED = "金融机构、行业协会和信用服务机构的措施属于引导，只能列为推荐性措施（二（三）、二（四））。"


class EditionQuerySet(PublishedQuerySet):
    def visible_to(self, user) -> Self:
        """Published ones for everybody; drafts for those who oversee alone."""
        return self if user.sees_all else self.published()


class Edition(Published):
    """One edition of the catalogue of measures (三(三)); a case keeps the one it began under."""

    NOUN = "措施清单"

    class Status(models.TextChoices):
        DRAFT = "draft", "编制中"
        PUBLISHED = "published", "已公布"
        REPLACED = "replaced", "已被取代"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.REPLACED},
        Status.REPLACED: set(),
    }

    name = models.CharField("清单名称", max_length=100, unique=True)
    note = models.TextField("编制说明", blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    drafted_at = models.DateTimeField("编制时间", editable=False)
    drafted_by = official_field("编制人", null=True, editable=False)
    valid_to = models.DateField("停止施行日期", null=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "措施清单版次"
        ordering = ["-pk"]
        permissions = [("publish_edition", "公布措施清单、停用措施")]
        constraints = [
            published_before_valid("措施清单应先公布、后施行。"),
            over_with_date("replaced"),
        ]

    def __str__(self):
        return self.name


def known_subject_kinds(value: list[str]) -> None:
    if not set(value) <= set(SubjectKind.values):
        raise ValidationError("对象类别只能是法人及非法人组织、个体工商户、自然人。")


def known_roles(value: list[str]) -> None:
    if not set(value) <= set(Role.values):
        raise ValidationError("责任身份只能从给定的七种身份中选择。")


class Level(models.TextChoices):
    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    STATE = "state", "国家级文件"
    LOCAL_REGULATION = "local_regulation", "地方性法规"
    RULE = "rule", "部门规章"
    NORMATIVE = "normative", "规范性文件"


STRONG = [Level.LAW, Level.REGULATION, Level.STATE]


class MeasureQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Published measures, of whatever edition, that may be applied on the date `on`."""
        # Unlike other dated rows: a measure without a first day is not in force yet.
        return (
            self.exclude(edition__status=Edition.Status.DRAFT)
            .filter(valid_from__lte=on)
            .filter(not_over(on))
        )

    def current(self, on: date) -> Self:
        """Those of the edition in force on the date `on`, which new orders take."""
        return self.in_force(on).filter(edition__in=Edition.objects.in_force(on))

    def visible_to(self, user) -> Self:
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Measure(models.Model):
    """An item of the catalogue: a benefit or a restriction, its addressees, departments and basis."""

    class Polarity(models.TextChoices):
        INCENTIVE = "incentive", "激励"
        PUNISHMENT = "punishment", "惩戒"

    class Force(models.TextChoices):
        MANDATORY = "mandatory", "强制性"
        RECOMMENDED = "recommended", "推荐性"

    class Kind(models.TextChoices):
        ADMINISTRATIVE = "administrative", "行政性"
        MARKET = "market", "市场性"
        INDUSTRY = "industry", "行业性"
        SOCIAL = "social", "社会性"
        CONVENIENCE = "convenience", "便民"

    GUIDED = [
        Department.Kind.FINANCIAL,
        Department.Kind.ASSOCIATION,
        Department.Kind.RATING,
    ]

    edition = models.ForeignKey(
        Edition,
        verbose_name="清单版次",
        on_delete=models.PROTECT,
        related_name="measures",
    )
    code = models.SlugField("措施代码", max_length=60)
    name = models.CharField("措施", max_length=100)
    content = models.TextField("措施内容")
    polarity = models.CharField("激励或惩戒", max_length=10, choices=Polarity)
    force = models.CharField("效力", max_length=12, choices=Force)
    kind = models.CharField("类型", max_length=15, choices=Kind)
    subject_kinds = models.JSONField(
        "对象主体类别", default=list, blank=True, validators=[known_subject_kinds]
    )
    roles = models.JSONField(
        "对象责任身份", default=list, blank=True, validators=[known_roles]
    )
    carried_by = models.CharField(
        "实施主体类别",
        max_length=20,
        choices=Department.Kind,
        default=Department.Kind.ORGAN,
    )
    implementers = models.ManyToManyField(
        "registry.Department", verbose_name="实施单位", blank=True, related_name="+"
    )
    document = models.CharField("依据文件", max_length=200)
    article = models.CharField("依据条款", max_length=100)
    level = models.CharField("依据层级", max_length=20, choices=Level)
    clause = models.CharField("通知条款", max_length=20, help_text="如：二（二）。")
    remark = models.CharField("备注", max_length=300, blank=True)
    valid_from = models.DateField("生效日期", null=True, editable=False)
    valid_to = models.DateField("失效日期", null=True, editable=False)
    withdrawn_because = models.CharField(
        "停用理由", max_length=300, blank=True, editable=False
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "奖惩措施"
        ordering = ["edition", "polarity", "code"]
        permissions = [
            ("import_measure", "导入措施清单"),
            ("export_measure", "导出措施清单"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="measure_once_in_edition",
                violation_error_message="同一版清单中已有此措施代码。",
            ),
            models.CheckConstraint(
                name="measure_cites_its_basis",
                condition=~Q(document="") & ~Q(article="") & ~Q(level=""),
                violation_error_message=NOT_CITED,
            ),
            models.CheckConstraint(
                name="measure_mandatory_rests_on_law",
                condition=~Q(force="mandatory") | Q(level__in=STRONG),
                violation_error_message=NOT_STRONG,
            ),
            models.CheckConstraint(
                name="measure_outside_bodies_are_guided",
                condition=~Q(force="mandatory")
                | ~Q(carried_by__in=["financial", "association", "rating"]),
                violation_error_message=ONLY_GUIDED,
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self) -> None:
        if not self.subject_kinds and not self.roles:
            raise ValidationError(
                {"subject_kinds": "请至少选择一种对象主体类别或者责任身份。"}
            )

    @property
    def is_punishment(self) -> bool:
        return self.polarity == self.Polarity.PUNISHMENT

    @property
    def is_mandatory(self) -> bool:
        return self.force == self.Force.MANDATORY

    def is_in_force(self, on: date) -> bool:
        """Whether this measure may be applied on the date `on`."""
        return (
            self.valid_from is not None
            and self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
        )


class Basis(models.Model):
    """Another document on which a measure is based, in addition to its main one."""

    measure = models.ForeignKey(
        Measure, verbose_name="措施", on_delete=models.PROTECT, related_name="bases"
    )
    document = models.CharField("依据文件", max_length=200)
    article = models.CharField("依据条款", max_length=100)
    level = models.CharField("依据层级", max_length=20, choices=Level)

    class Meta:
        verbose_name = verbose_name_plural = "其他依据"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.document}{self.article}"
