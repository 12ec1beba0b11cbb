"""What a staged batch holds between preview and decision."""

from django.db import models

from registry import sealing
from registry.identifiers import Kind

from .batches import Batch, Row
from .entry_columns import StagedFacts
from .places import Region
from .standards import SubjectKind
from .subjects import Subject


class Bearer(models.Model):
    """A subject as a staged row names it, with a number that passed its checks."""

    SEALED = {"sealed": sealing.SUBJECT}

    kind = models.CharField("主体类别", max_length=20, choices=SubjectKind)
    name = models.CharField("名称", max_length=200)
    name_key = models.CharField("检索名称", max_length=200)
    identifier_kind = models.CharField("证件类别", max_length=20, choices=Kind)
    identifier = models.CharField("证件号码", max_length=40)
    key = models.CharField("查找键", max_length=64)
    sealed = models.BinaryField("加密的证件号码", null=True)
    subject = models.ForeignKey(
        Subject,
        verbose_name="已登记的主体",
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    notice_served_on = models.DateField("告知书送达日期", null=True)
    notice_proof = models.CharField("告知书送达凭证", max_length=200)

    class Meta:
        abstract = True

    def __str__(self):
        return f"导入行 {self.row_id}"


class Staged(Bearer, StagedFacts):
    """What a row would become, understood and ready to write; gone once the batch is decided."""

    row = models.OneToOneField(
        Row,
        verbose_name="导入行",
        primary_key=True,
        on_delete=models.DO_NOTHING,
        related_name="staged",
        db_constraint=False,
    )
    batch = models.ForeignKey(
        Batch,
        verbose_name="导入批次",
        on_delete=models.DO_NOTHING,
        related_name="staged",
        db_constraint=False,
    )
    match = models.ForeignKey(
        "registry.Entry",
        verbose_name="已登记的条目",
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    region = models.ForeignKey(
        Region,
        verbose_name="区划",
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "待写入的条目"
        ordering = ["row"]


class StagedPerson(Bearer):
    """A person whom a staged row names as answering for the organisation's entry."""

    row = models.ForeignKey(
        Row,
        verbose_name="导入行",
        on_delete=models.DO_NOTHING,
        related_name="staged_persons",
        db_constraint=False,
        db_index=False,
    )
    batch = models.ForeignKey(
        Batch,
        verbose_name="导入批次",
        on_delete=models.DO_NOTHING,
        related_name="staged_persons",
        db_constraint=False,
    )
    match = models.ForeignKey(
        "registry.Entry",
        verbose_name="已登记的条目",
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    role = models.CharField("责任身份", max_length=30)

    class Meta:
        verbose_name = verbose_name_plural = "待写入的责任人"
        ordering = ["pk"]
