from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from registry.models import Correction, Entry, OwnDepartment
from registry.models.fields import both, moment_and_official, official_field


class ExampleQuerySet(OwnDepartment):
    def of_month(self, department, month) -> Self:
        """What `department` gives as examples in its report for `month`."""
        return self.filter(department=department, month=month.first)

    def standing(self, at: datetime) -> Self:
        """Those that may be shown at `at`: their entry has effect and was not corrected since the review.

        A held, repaired or revoked entry is no example; the text on a corrected one (三(五)) was
        reviewed against facts that no longer stand.
        """
        return self.filter(_stands(at))

    def with_standing(self, at: datetime) -> Self:
        """Annotate `stands`: the example is one of `standing` at `at`."""
        return self.annotate(stands=_stands(at))

    def reviewed(self) -> Self:
        """Those that an official other than the drafter has approved."""
        return self.filter(status__in=Example.REVIEWED)

    def shown(self, at: datetime) -> Self:
        """What the public may read at `at`: published and standing, and its entry public itself."""
        entry = Entry.objects.filter(pk=OuterRef("entry"))
        return self.standing(at).filter(
            Exists(entry.shown(at)),
            status=Example.Status.PUBLISHED,
            published_at__lte=at,
        )


def _stands(at: datetime) -> Q:
    entry = Entry.objects.filter(pk=OuterRef("entry")).in_effect(at)
    # Of a draft `approved_at` is empty and nothing is later: its words are still to be reviewed.
    corrected = Correction.objects.filter(
        entry=OuterRef("entry"), at__gt=OuterRef("approved_at"), at__lte=at
    )
    return Q(Exists(entry), ~Exists(corrected))


class Example(models.Model):
    """A good or bad example chosen from a department's entries (四(三)、四(四)).

    Whether it may still be shown follows from its entry each time and is never stored.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        APPROVED = "approved", "已审核"
        PUBLISHED = "published", "已公开宣传"
        WITHDRAWN = "withdrawn", "已撤下"

    MOVES = {
        Status.DRAFT: {Status.APPROVED, Status.WITHDRAWN},
        Status.APPROVED: {Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN},
        Status.PUBLISHED: {Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }
    REVIEWED = [Status.APPROVED, Status.PUBLISHED]

    class Polarity(models.TextChoices):
        GOOD = "good", "诚信典型"
        BAD = "bad", "失信典型"

    class Basis(models.TextChoices):
        """The ground on which a case may be published with its subject's name."""

        CONSENT = "consent", "当事人书面同意"
        LAW = "law", "依法应当公开的信息"

    department = models.ForeignKey(
        "registry.Department",
        verbose_name="报送单位",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    month = models.DateField("月份", editable=False)
    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="+",
    )
    polarity = models.CharField("类型", max_length=4, choices=Polarity, editable=False)
    title = models.CharField("标题", max_length=60)
    story = models.TextField("事例", max_length=2000)
    is_model = models.BooleanField(
        "推荐为诚信典型",
        default=False,
        help_text="仅限红名单条目（一(一)）。公开后列入“诚信典型”栏目。",
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    drafted_at = models.DateTimeField("起草时间", editable=False)
    drafted_by = official_field("起草人", editable=False)
    approved_at, approved_by = moment_and_official("审核时间", "审核人")
    published_at, published_by = moment_and_official("公开时间", "公开人")
    basis = models.CharField(
        "公开依据", max_length=10, choices=Basis, blank=True, editable=False
    )
    basis_text = models.CharField(
        "公开依据说明", max_length=200, blank=True, editable=False
    )

    objects = ExampleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "典型案例"
        ordering = ["-month", "-pk"]
        permissions = [
            ("approve_example", "审核典型案例"),
            ("publish_example", "公开、撤下典型案例"),
        ]
        indexes = [models.Index(fields=["department", "month"], name="example_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "month"],
                condition=~Q(status="withdrawn"),
                name="example_entry_once_a_month",
                violation_error_message="该条目已是这个月的典型案例。",
            ),
            models.CheckConstraint(
                name="example_drafter_does_not_approve",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
            ),
            both("example_approved_at_and_by", "approved_at", "approved_by"),
            models.CheckConstraint(
                name="example_published_with_basis",
                condition=~Q(status="published")
                | Q(published_at__isnull=False, published_by__isnull=False)
                & ~Q(basis="")
                & ~Q(basis_text=""),
            ),
            models.CheckConstraint(
                name="example_model_is_good",
                condition=Q(is_model=False) | Q(polarity="good"),
            ),
        ]

    def __str__(self):
        return f"{self.get_polarity_display()}《{self.title}》"
