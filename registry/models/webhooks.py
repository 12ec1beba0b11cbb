import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from .changes import What
from .fields import official_field
from .visibility import OwnDepartment


class SubscriptionQuerySet(OwnDepartment):
    OWNER = "official__department"

    def standing(self) -> Self:
        """Those for which changes are written into the outbox, paused ones among them."""
        return self.filter(ended_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Those whose next delivery may be tried at `at`."""
        return self.standing().filter(
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=at),
            Q(claimed_until__isnull=True) | Q(claimed_until__lte=at),
            paused_at__isnull=True,
        )


class Subscription(models.Model):
    """An address of a department's system to which changes are sent, signed with the secret."""

    SECRET = "registry.subscription"
    SEALED = {"secret": SECRET}

    official = official_field("接口账号", related_name="subscriptions")
    name = models.CharField("系统名称", max_length=100)
    url = models.URLField("接收地址", max_length=500)
    secret = models.BinaryField("加密的签名密钥", editable=False)
    created_at = models.DateTimeField("登记时间", editable=False)
    created_by = official_field("登记人", editable=False)
    failing_since = models.DateTimeField("连续失败自", null=True, editable=False)
    failures = models.PositiveIntegerField("连续失败次数", default=0, editable=False)
    next_try_at = models.DateTimeField("下次投递", null=True, editable=False)
    claim = models.UUIDField("投递进程", null=True, editable=False)
    claimed_until = models.DateTimeField("投递进程占用至", null=True, editable=False)
    paused_at = models.DateTimeField("停投时间", null=True, editable=False)
    ended_at = models.DateTimeField("注销时间", null=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "变动推送"
        ordering = ["pk"]
        permissions = [("manage_subscription", "登记、恢复、注销变动推送")]

    def __str__(self):
        return self.name


class DeliveryQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(delivered_at__isnull=True).order_by("pk")


class Delivery(models.Model):
    """One message in the outbox, written in the transaction of the change that it reports.

    It names entries by their numbers and nothing else; it stays until it has been received.
    """

    RECALL = "recall"

    key = models.UUIDField("投递编号", default=uuid.uuid4, unique=True)
    subscription = models.ForeignKey(
        Subscription,
        verbose_name="变动推送",
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    what = models.CharField("变动", max_length=10, choices=[*What.choices, (RECALL, "撤回通知")])  # fmt: skip
    entries = models.JSONField("条目编号")
    at = models.DateTimeField("变动时间")
    attempts = models.PositiveIntegerField("投递次数", default=0)
    delivered_at = models.DateTimeField("送达时间", null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "推送记录"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["subscription", "id"],
                condition=Q(delivered_at__isnull=True),
                name="delivery_waiting",
            )
        ]

    def __str__(self):
        return f"推送 {self.key}"


class Attempt(models.Model):
    """One try to deliver, and what came back."""

    delivery = models.ForeignKey(
        Delivery,
        verbose_name="推送记录",
        on_delete=models.PROTECT,
        related_name="tries",
    )
    at = models.DateTimeField("时间")
    answer = models.PositiveSmallIntegerField("应答状态码", null=True)
    problem = models.CharField("问题", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "投递尝试"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.answer or self.problem}"
