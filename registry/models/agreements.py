from typing import Self

from django.db import models
from django.db.models import Q

from registry import sealing

from .dated import Dated, ordered_dates
from .entries import Entry
from .fields import moment_and_official
from .places import Department
from .standards import ListKind, SubjectKind


class Agreement(Dated):
    """Mutual recognition agreed with another region's platform (三(七))."""

    partner = models.ForeignKey(
        Department,
        verbose_name="对方平台",
        on_delete=models.PROTECT,
        related_name="agreements",
        limit_choices_to={"kind": Department.Kind.ELSEWHERE},
    )
    name = models.CharField("协议名称", max_length=200)
    document_number = models.CharField("文号", max_length=100)
    list_kinds = models.JSONField("互认的名单类别", help_text="red、black、good、bad。")
    sends = models.BooleanField("向对方提供", default=True)
    receives = models.BooleanField("接收对方提供", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "区域互认协议"
        ordering = ["partner", "-valid_from"]
        constraints = [ordered_dates("agreement_dates_ordered")]

    def __str__(self):
        return self.name


class IncomingQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self if user.sees_all else self.none()


class Incoming(models.Model):
    """An entry that another region sent: it has no effect here unless the credit office recognises it."""

    SEALED = {"sealed": sealing.SUBJECT}

    class Status(models.TextChoices):
        RECEIVED = "received", "待认定"
        RECOGNISED = "recognised", "已认可"
        DECLINED = "declined", "不予认可"

    MOVES = {
        Status.RECEIVED: {Status.RECOGNISED, Status.DECLINED},
        Status.RECOGNISED: set(),
        Status.DECLINED: set(),
    }

    agreement = models.ForeignKey(
        Agreement,
        verbose_name="互认协议",
        on_delete=models.PROTECT,
        related_name="incoming",
    )
    foreign_id = models.CharField("对方编号", max_length=100)
    subject_kind = models.CharField("主体类别", max_length=20, choices=SubjectKind)
    name = models.CharField("名称", max_length=200)
    identifier = models.CharField("证件号码", max_length=40)
    key = models.CharField("查找键", max_length=64, editable=False)
    sealed = models.BinaryField("加密的证件号码", null=True, editable=False)
    list_kind = models.CharField("名单类别", max_length=10, choices=ListKind)
    authority = models.CharField("认定机关", max_length=200)
    document_number = models.CharField("认定文号", max_length=100)
    decided_on = models.DateField("认定日期")
    valid_to = models.DateField("有效期至", null=True)
    facts = models.TextField("认定事由")
    received_at = models.DateTimeField("接收时间")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.RECEIVED, editable=False)  # fmt: skip
    decided_at, decided_by = moment_and_official("处理时间", "处理人")
    decision = models.TextField("处理理由", blank=True, editable=False)
    entry = models.OneToOneField(
        Entry,
        verbose_name="据此登记的条目",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="incoming",
    )

    objects = IncomingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "外地推送的条目"
        ordering = ["-pk"]
        permissions = [("decide_incoming", "认可、不予认可外地推送的条目")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "foreign_id"], name="incoming_once"
            ),
            models.CheckConstraint(
                name="incoming_decided_with_reason",
                condition=Q(status="received", decided_at__isnull=True)
                | ~Q(status="received") & Q(decided_at__isnull=False) & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="incoming_recognised_has_entry",
                condition=Q(status="recognised", entry__isnull=False)
                | ~Q(status="recognised") & Q(entry__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.agreement.partner} {self.foreign_id}"
