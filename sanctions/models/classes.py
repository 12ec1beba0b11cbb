from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from registry.models import ListKind, Standard
from registry.models.fields import official_field
from registry.models.published import Published, published_before_valid


def known_list_kinds(value: list[str]) -> None:
    if not set(value) <= set(ListKind.values):
        raise ValidationError("名单类别只能是红名单、黑名单、良好记录、失信记录。")


def known_severities(value: list[str]) -> None:
    if not set(value) <= set(Standard.Severity.values):
        raise ValidationError("失信程度只能是轻微、一般、严重或者不分级。")


class Scheme(Published):
    """One version of a department's published rules of classification (三(二), 一(四)).

    It sorts by what entries are in effect, with no points and no score, and never a person.
    """

    NOUN = "分类办法"

    class Status(models.TextChoices):
        DRAFT = "draft", "起草中"
        PUBLISHED = "published", "已公布"
        REPLACED = "replaced", "已废止"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.REPLACED},
        Status.REPLACED: set(),
    }

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="制定单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    version = models.PositiveSmallIntegerField("版本", default=1, editable=False)
    name = models.CharField("分类办法名称", max_length=100)
    basis = models.TextField("依据")
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "分类监管办法"
        ordering = ["department", "-version"]
        permissions = [("publish_scheme", "公布分类监管办法")]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "version"], name="scheme_version_once"
            ),
            published_before_valid("分类办法应先公布、后施行。"),
        ]

    def __str__(self):
        return f"{self.name}（第{self.version}版）"


class Band(models.Model):
    """One class of a scheme: who falls into it, and how often to inspect.

    The classes are tried by rank; the first whose condition holds is the subject's. An empty
    condition holds for everybody and stands last.
    """

    scheme = models.ForeignKey(
        Scheme, verbose_name="分类办法", on_delete=models.PROTECT, related_name="bands"
    )
    rank = models.PositiveSmallIntegerField("判断顺序")
    name = models.CharField("类别", max_length=50)
    list_kinds = models.JSONField(
        "名单类别", default=list, blank=True, validators=[known_list_kinds]
    )
    severities = models.JSONField(
        "失信程度",
        default=list,
        blank=True,
        validators=[known_severities],
        help_text="不选表示不论程度。",
    )
    at_least = models.PositiveSmallIntegerField("至少几条", default=1)
    inspection = models.CharField("检查频次建议", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "类别"
        ordering = ["scheme", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "rank"], name="band_rank_once"),
            models.CheckConstraint(
                name="band_asks_for_one", condition=Q(at_least__gte=1)
            ),
        ]

    def __str__(self):
        return self.name


class NationalGrade(models.Model):
    """The State's own grade of an enterprise, only shown here (国办发〔2026〕8号)."""

    class Grade(models.TextChoices):
        A = "A", "A"
        B = "B", "B"
        C = "C", "C"
        D = "D", "D"

    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="+",
    )
    grade = models.CharField("国家公共信用综合评价等级", max_length=1, choices=Grade)
    source = models.CharField("来源", max_length=200)
    graded_on = models.DateField("评价日期")
    recorded_at = models.DateTimeField("登记时间", editable=False)
    recorded_by = official_field("登记人", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "国家评价等级"
        ordering = ["-graded_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "graded_on"],
                name="grade_once_a_day",
                violation_error_message="该主体同一评价日期的等级已经登记。",
            )
        ]

    def __str__(self):
        return f"{self.grade} 级（{self.graded_on}）"
