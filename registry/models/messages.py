from typing import Self

from django.db import models
from django.db.models import Q

from .fields import official_field


class MessageQuerySet(models.QuerySet):
    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def to_mail(self) -> Self:
        """Those whose mail has not gone out and may still be tried."""
        return self.filter(
            mailed_at__isnull=True, attempts__lt=Message.TRIES, by_mail=True
        )

    def visible_to(self, user) -> Self:
        return self.filter(official=user)


class Message(models.Model):
    """One reminder to one official: on their desk at once, by mail soon after; never twice.

    It is written in the transaction of the event that it reports, before anything is sent.
    """

    TRIES = 12

    official = official_field("收件人", related_name="messages")
    of = models.CharField("对象类别", max_length=60)
    of_pk = models.BigIntegerField("对象编号")
    stage = models.CharField("环节", max_length=60)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    link = models.CharField("链接", max_length=300, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)
    by_mail = models.BooleanField("同时发送邮件", default=True)
    mailed_at = models.DateTimeField("邮件发出时间", null=True)
    claimed_at = models.DateTimeField("发送进程领取时间", null=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办提醒"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(mailed_at__isnull=True, by_mail=True),
                name="message_to_mail",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "of", "of_pk", "stage"], name="message_once"
            )
        ]

    def __str__(self):
        return self.title
