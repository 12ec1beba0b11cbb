from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from .dated import Dated, DatedQuerySet, ordered_dates


class Region(Dated):
    """An administrative division, by its GB/T 2260 code."""

    code = models.CharField(
        "区划代码",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", "区划代码为 6 位数字（GB/T 2260）。")],
    )
    name = models.CharField("名称", max_length=50)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级区划",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["code"]
        constraints = [ordered_dates("region_dates_ordered")]

    def __str__(self):
        return self.name


class DepartmentQuerySet(DatedQuerySet):
    def visible_to(self, user) -> Self:
        """All: which departments there are is no secret."""
        return self

    def outside(self) -> Self:
        """Bodies whose entries the credit office accepts before they are published (三(二))."""
        return self.filter(kind__in=Department.OUTSIDE)

    def decided_by(self, official) -> Self:
        """Those for which `official` may decide: their own; for the credit office outside bodies too."""
        own = self.filter(pk=official.department_id or 0)
        office = (
            official.department is not None and official.department.is_credit_office
        )
        return own | self.outside() if office else own


class Department(Dated):
    """A body that takes part in joint incentives and punishment."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        ORGAN = "organ", "行政机关"
        COURT = "court", "司法机关"
        SERVICE = "service", "事业单位"
        ASSOCIATION = "association", "行业协会商会及社会团体"
        FINANCIAL = "financial", "金融机构"
        RATING = "rating", "征信评级机构"
        CREDIT_OFFICE = "credit_office", "信用办"
        ELSEWHERE = "elsewhere", "其他地区平台"

    OUTSIDE = [Kind.ASSOCIATION, Kind.FINANCIAL, Kind.RATING, Kind.ELSEWHERE]

    code = models.SlugField("单位代码", max_length=40, unique=True)
    name = models.CharField("单位全称", max_length=100)
    short_name = models.CharField("单位简称", max_length=50)
    kind = models.CharField("单位类别", max_length=20, choices=Kind)
    region = models.ForeignKey(
        Region,
        verbose_name="所属区划",
        on_delete=models.PROTECT,
        related_name="departments",
    )
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    website = models.URLField("官方网站", blank=True)
    phone = models.CharField("联系电话", max_length=50, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="职能承继单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    note = models.CharField("沿革说明", max_length=300, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["code"]
        constraints = [
            ordered_dates("department_dates_ordered"),
            models.CheckConstraint(
                name="department_succeeded_only_when_closed",
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
                violation_error_message="填写职能承继单位时，应同时填写失效日期。",
            ),
        ]

    def __str__(self):
        return self.short_name

    def in_office(self, on, departments=None) -> "Department":
        """The department that answers on the day `on` for this one: itself, or its last successor.

        `departments` ({pk: Department}) spares a query for each successor. Where nobody in the
        line is in force on that day, the last of the line is returned: ask `is_in_force`.
        """
        department, passed = self, set()
        while department.successor_id is not None and not department.is_in_force(on):
            passed.add(department.pk)
            # No constraint keeps departments from naming each other as successors.
            if department.successor_id in passed:
                return department
            if departments is None:
                department = department.successor
            else:
                department = departments[department.successor_id]
        return department

    @property
    def is_ending(self) -> bool:
        """The day is set on which the unit ceases, or it has ceased."""
        return self.valid_to is not None

    @property
    def is_outside(self) -> bool:
        return self.kind in self.OUTSIDE

    @property
    def is_credit_office(self) -> bool:
        return self.kind == self.Kind.CREDIT_OFFICE


class Field(models.Model):
    """An area of activity to which standards belong: 工程建设, 交通运输 …"""

    code = models.SlugField("领域代码", max_length=40, unique=True)
    name = models.CharField("领域名称", max_length=50, unique=True)
    description = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "领域"
        ordering = ["code"]

    def __str__(self):
        return self.name


class Lead(Dated):
    """A department that leads a field for a time (四(二)); never overwritten, only ended."""

    field = models.ForeignKey(
        Field, verbose_name="领域", on_delete=models.PROTECT, related_name="leads"
    )
    department = models.ForeignKey(
        Department,
        verbose_name="牵头单位",
        on_delete=models.PROTECT,
        related_name="leads",
    )
    citation = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "牵头单位"
        ordering = ["field", "valid_from", "department"]
        constraints = [
            ordered_dates("lead_dates_ordered"),
            models.UniqueConstraint(
                fields=["field", "department", "valid_from"],
                name="lead_once_from_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.field}由{self.department}牵头"
