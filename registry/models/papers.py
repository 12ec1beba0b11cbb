from typing import Self

from django.db import models

from .fields import official_field


class Receipt(models.Model):
    """What an applicant takes away: a number to name the case, a secret to read it."""

    number = models.CharField("回执编号", max_length=30, unique=True)
    secret_digest = models.CharField("查询码摘要", max_length=64, editable=False)
    of = models.CharField("对象类别", max_length=60)
    of_pk = models.BigIntegerField("对象编号")
    issued_at = models.DateTimeField("出具时间")

    class Meta:
        verbose_name = verbose_name_plural = "回执"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["of", "of_pk"], name="receipt_once")
        ]

    def __str__(self):
        return self.number


class AttachmentQuerySet(models.QuerySet):
    def of(self, instance: models.Model) -> Self:
        return self.filter(of=instance._meta.label_lower, of_pk=instance.pk)


class Attachment(models.Model):
    """A file that belongs to a case: evidence, proof of service, a signed promise."""

    of = models.CharField("对象类别", max_length=60)
    of_pk = models.BigIntegerField("对象编号")
    label = models.CharField("材料名称", max_length=100)
    filename = models.CharField("文件名", max_length=255)
    kind = models.CharField("文件类型", max_length=10)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("文件摘要", max_length=64)
    path = models.CharField("存放位置", max_length=200, editable=False)
    kept_at = models.DateTimeField("提交时间")
    kept_by = official_field("登记人", null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件材料"
        ordering = ["pk"]
        indexes = [models.Index(fields=["of", "of_pk"], name="attachment_of")]

    def __str__(self):
        return self.label
