from django.db import models

from registry.commit_order import Moment, OrderedQuerySet

from .entries import Entry
from .people import Official


class What(models.TextChoices):
    PUBLISHED = "published", "发布"
    HELD = "held", "暂停"
    RELEASED = "released", "恢复"
    CORRECTED = "corrected", "更正"
    ENDED = "ended", "退出"


class Change(models.Model):
    """One change of one entry, for the feed that other systems read; never altered."""

    entry = models.ForeignKey(
        Entry, verbose_name="名单条目", on_delete=models.PROTECT, related_name="changes"
    )
    what = models.CharField("变动", max_length=10, choices=What)
    because = models.CharField(
        "退出原因", max_length=10, choices=Entry.Ending, blank=True
    )
    at = models.DateTimeField("时间")
    moment = models.BigIntegerField("事务号", db_default=Moment(), editable=False)

    objects = OrderedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "名单变动"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["moment", "id"], name="change_order")]

    def __str__(self):
        return f"条目 {self.entry_id} {self.get_what_display()}"


class FeedReader(models.Model):
    """How far one system account has read the change feed, and how far it says it has applied it."""

    official = models.OneToOneField(
        Official,
        verbose_name="接口账号",
        on_delete=models.PROTECT,
        related_name="feed_reader",
    )
    read_moment = models.BigIntegerField("已读取至（事务号）", default=0)
    read_pk = models.BigIntegerField("已读取至", default=0)
    read_at = models.DateTimeField("最近读取", null=True)
    done_moment = models.BigIntegerField("已确认至（事务号）", default=0)
    done_pk = models.BigIntegerField("已确认至", default=0)
    done_at = models.DateTimeField("最近确认", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "变动接收进度"
        ordering = ["official"]

    def __str__(self):
        return f"{self.official}的接收进度"
