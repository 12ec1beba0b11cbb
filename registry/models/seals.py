from typing import NoReturn, Self

from django.db import models

from .trail import ONLY_ADDED


class SealQuerySet(models.QuerySet):
    def heads(self) -> Self:
        """Without their leaves, which are large; in the order of the chain."""
        return self.defer("leaves").order_by("number")

    def update(self, **kwargs) -> NoReturn:
        raise TypeError(ONLY_ADDED)

    def delete(self) -> NoReturn:
        raise TypeError(ONLY_ADDED)


class Seal(models.Model):
    """A stretch of the trail, closed: no line in it can be changed, removed or added unseen.

    `leaves` holds, for each line, its number (8 bytes) and 24 bytes of the SHA-256 of its content; `root`
    is the hash of the leaves, `hash` that of the seal's own facts and of the seal before.
    """

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("封存时间", db_index=True)
    moment = models.BigIntegerField("末行事务号")
    last = models.BigIntegerField("末行编号")
    lines = models.PositiveIntegerField("留痕条数")
    leaves = models.BinaryField("逐行摘要")
    root = models.CharField("本段摘要", max_length=64)
    previous = models.CharField("上一封存摘要", max_length=64, blank=True, unique=True)
    hash = models.CharField("封存摘要", max_length=64, unique=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "留痕封存"
        ordering = ["-number"]

    def __str__(self):
        return f"封存 {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not kwargs.get("force_insert"):
            raise TypeError(ONLY_ADDED)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> NoReturn:
        raise TypeError(ONLY_ADDED)
