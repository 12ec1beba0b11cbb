from typing import Self

from django.db import models
from django.db.models import Q

from registry import sealing
from registry.identifiers import Kind

from .fields import both, official_field
from .places import Region
from .standards import SubjectKind


class SubjectQuerySet(models.QuerySet):
    def organisations(self) -> Self:
        """Those that may be found by name: all but natural persons."""
        return self.exclude(kind=SubjectKind.PERSON)

    def persons(self) -> Self:
        return self.filter(kind=SubjectKind.PERSON)

    def visible_to(self, user) -> Self:
        """All organisations, and the persons on whom the official's department has an entry."""
        if user.sees_all:
            return self
        own = self.model._meta.get_field("entries").related_model.objects.filter(
            subject=models.OuterRef("pk"), department=user.department_id or 0
        )
        return self.filter(~Q(kind=SubjectKind.PERSON) | models.Exists(own))


class Subject(models.Model):
    """A person or body that may have entries; known by a checked number, never by name alone."""

    SEALED = {"sealed": sealing.SUBJECT}

    kind = models.CharField("主体类别", max_length=20, choices=SubjectKind)
    name = models.CharField("名称", max_length=200)
    name_key = models.CharField("检索名称", max_length=200, editable=False)
    identifier_kind = models.CharField(
        "证件类别", max_length=20, choices=[(kind.value, kind.label) for kind in Kind]
    )
    identifier = models.CharField(
        "证件号码", max_length=40, help_text="自然人的证件号码只显示部分数字。"
    )
    key = models.CharField("查找键", max_length=64, editable=False)
    sealed = models.BinaryField("加密的证件号码", null=True, editable=False)
    region = models.ForeignKey(
        Region,
        verbose_name="所在区划",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subjects",
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信用主体"
        ordering = ["pk"]
        permissions = [("reveal_number", "查看自然人完整证件号码（留痕）")]
        indexes = [models.Index(fields=["name_key"], name="subject_name_key")]
        constraints = [
            # Not `unique`, which on PostgreSQL brings a second index for LIKE along.
            models.UniqueConstraint(fields=["key"], name="subject_key_once"),
            models.CheckConstraint(
                name="subject_person_number_sealed",
                condition=Q(kind="person", sealed__isnull=False)
                | ~Q(kind="person") & Q(sealed__isnull=True),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_person(self) -> bool:
        return self.kind == SubjectKind.PERSON


class OtherIdentifier(models.Model):
    """Another number of a subject: an old registration number, a second document."""

    SEALED = {"sealed": sealing.SUBJECT}

    subject = models.ForeignKey(
        Subject,
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="other_identifiers",
    )
    kind = models.CharField(
        "证件类别", max_length=20, choices=[(kind.value, kind.label) for kind in Kind]
    )
    identifier = models.CharField("证件号码", max_length=40)
    key = models.CharField("查找键", max_length=64, unique=True, editable=False)
    sealed = models.BinaryField("加密的证件号码", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "其他证件号码"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.identifier}"


class FormerName(models.Model):
    """A name that the subject had before; searches find it and checks accept it."""

    subject = models.ForeignKey(
        Subject,
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="former_names",
    )
    name = models.CharField("曾用名", max_length=200)
    name_key = models.CharField("检索名称", max_length=200, editable=False)
    until = models.DateField("使用至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "曾用名"
        ordering = ["pk"]
        indexes = [models.Index(fields=["name_key"], name="former_name_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "name_key"], name="former_name_once"
            )
        ]

    def __str__(self):
        return self.name


class ClarificationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Clarification(models.Model):
    """A finding that a certain person is not the listed one; checks that name its number heed it."""

    number = models.CharField("澄清编号", max_length=20, unique=True, editable=False)
    name = models.CharField("被误认人姓名", max_length=200)
    name_key = models.CharField("检索名称", max_length=200, editable=False)
    key = models.CharField("查找键", max_length=64, editable=False)
    not_subject = models.ForeignKey(
        Subject,
        verbose_name="并非此主体",
        on_delete=models.PROTECT,
        related_name="clarifications",
    )
    reason = models.TextField("澄清理由")
    issued_at = models.DateTimeField("出具时间", editable=False)
    issued_by = official_field(
        "出具人", editable=False, related_name="clarifications_issued"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdrawn_by = official_field(
        "撤回人", null=True, editable=False, related_name="clarifications_withdrawn"
    )

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "身份澄清"
        ordering = ["-issued_at"]
        permissions = [("clarify_subject", "出具、撤回身份澄清")]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "not_subject"],
                condition=Q(withdrawn_at__isnull=True),
                name="clarification_standing_once",
            ),
            both(
                "clarification_withdrawn_at_and_by_together",
                "withdrawn_at",
                "withdrawn_by",
            ),
        ]

    def __str__(self):
        return f"澄清 {self.number}"
