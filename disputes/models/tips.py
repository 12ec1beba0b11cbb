from typing import Self

from django.db import models
from django.db.models import Q

from registry.models.fields import both, moment_and_official

OPEN_TIPS = "disputes.open_tipoff"


class TipOffQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """All for tip officers; none for anyone else, the credit office and the auditors included."""
        return self if user.has_perm(OPEN_TIPS) else self.none()


class TipOff(models.Model):
    """A confidential report of serious dishonesty; who gave it and what it says is sealed (二(四)).

    What stands here in the clear was written by a tip officer and names nobody.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", "待拆封"
        CHECKING = "checking", "核查中"
        VERIFIED = "verified", "查实"
        UNFOUNDED = "unfounded", "未能查实"
        FOREIGN = "foreign", "不属于受理范围"
        DRAFTED = "drafted", "查实，已形成条目草稿"

    MOVES = {
        Status.RECEIVED: {Status.CHECKING, Status.FOREIGN},
        Status.CHECKING: {Status.VERIFIED, Status.UNFOUNDED, Status.FOREIGN},
        Status.VERIFIED: {Status.DRAFTED, Status.UNFOUNDED},
        Status.UNFOUNDED: set(),
        Status.FOREIGN: set(),
        Status.DRAFTED: set(),
    }
    OPEN = [status for status, onward in MOVES.items() if onward]

    receipt_digest = models.CharField(
        "回执摘要", max_length=64, unique=True, editable=False
    )
    reply_key = models.BinaryField("回复公钥", editable=False)
    officers_key = models.CharField("受理公钥指纹", max_length=16, editable=False)
    sealed = models.BinaryField("密封的举报内容", editable=False)
    received_on = models.DateField("收到日期", editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.RECEIVED, editable=False
    )
    conclusion = models.TextField(
        "办理结论（不含举报人信息）", blank=True, editable=False
    )
    concluded_at, concluded_by = moment_and_official("结论时间", "结论人")

    objects = TipOffQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "失信举报"
        ordering = ["-pk"]
        permissions = [("open_tipoff", "拆封、办理失信举报")]
        constraints = [
            both("tipoff_concluded_at_and_by", "concluded_at", "concluded_by")
        ]

    def __str__(self):
        return f"举报 {self.pk}"


class TipFile(models.Model):
    """A picture handed in with a tip-off: cleaned of metadata, then sealed."""

    tip = models.ForeignKey(
        TipOff, verbose_name="举报", on_delete=models.PROTECT, related_name="files"
    )
    kind = models.CharField("文件类型", max_length=5, editable=False)
    size = models.PositiveIntegerField("大小（字节）", editable=False)
    sealed = models.BinaryField("密封的图片", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "举报图片"
        ordering = ["pk"]

    def __str__(self):
        return f"举报 {self.tip_id} 的图片 {self.pk}"


class TipMessage(models.Model):
    """A line of the dialogue between informant and officers, sealed for its reader."""

    tip = models.ForeignKey(
        TipOff, verbose_name="举报", on_delete=models.PROTECT, related_name="messages"
    )
    from_informant = models.BooleanField("来自举报人", editable=False)
    sealed = models.BinaryField("密封给收信一方", editable=False)
    copy = models.BinaryField("密封给写信一方的副本", null=True, editable=False)
    on = models.DateField("日期", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "举报往来"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="tip_message_sealed", condition=~Q(sealed=b""))
        ]

    def __str__(self):
        return f"举报 {self.tip_id} 的往来 {self.pk}"
