from typing import Self

from django.db import models

from .fields import official_field


class SavedFilterQuerySet(models.QuerySet):
    def kept_by(self, official) -> Self:
        """Those that `official` has saved, in the order in which they are shown."""
        return self.filter(official=official.pk).order_by("name")


class SavedFilter(models.Model):
    """The conditions of a list, saved by one official under a name; nobody else sees it.

    `query` is the part of the list's address that filters and sorts. What was typed into a search
    box is never in it: that may be a person's number.
    """

    MOST = 12
    LONGEST = 1000

    official = official_field("工作人员", related_name="saved_filters")
    of = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=20)
    query = models.CharField("筛选条件", max_length=LONGEST)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        constraints = [
            models.UniqueConstraint(
                fields=["official", "of", "name"], name="saved_filter_once"
            )
        ]

    def __str__(self):
        return self.name
