from typing import NoReturn, Self

from django.db import models

from registry.commit_order import Moment, OrderedQuerySet

from .fields import official_field

ONLY_ADDED = "The trail is only ever added to."
# Models that have moved to another app, by the labels that older lines know them under:
# lines are sealed and keep what they say.
FORMER_LABELS = {"registry.calendarfeed": ["disputes.calendarfeed"]}
CURRENT_LABELS = {
    former: label for label, formers in FORMER_LABELS.items() for former in formers
}


class TrailQuerySet(OrderedQuerySet):
    def about(self, instance: models.Model) -> Self:
        """Everything the trail says of `instance`, oldest first: the one way to read it."""
        label = instance._meta.label_lower
        labels = [label, *FORMER_LABELS.get(label, [])]
        of = {"of__in": labels} if labels[1:] else {"of": label}
        return self.filter(**of, of_pk=instance.pk).order_by("pk")

    def update(self, **kwargs) -> NoReturn:
        raise TypeError(ONLY_ADDED)

    def delete(self) -> NoReturn:
        raise TypeError(ONLY_ADDED)


class TrailEntry(models.Model):
    """One line of the append-only trail: who did what to which object, when and why.

    It has no foreign key to the object that it describes, and keeps the official's name as text.
    """

    at = models.DateTimeField("时间")
    actor = official_field("操作人", null=True, db_constraint=False)
    actor_name = models.CharField("操作人姓名", max_length=50)
    action = models.CharField("事项", max_length=80)
    of = models.CharField("对象类别", max_length=60)
    of_pk = models.BigIntegerField("对象编号")
    before = models.JSONField("变更前", null=True)
    after = models.JSONField("变更后", null=True)
    reason = models.TextField("理由", blank=True)
    moment = models.BigIntegerField("事务号", db_default=Moment(), editable=False)

    objects = TrailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作留痕"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["of", "of_pk", "id"], name="trail_about")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError(ONLY_ADDED)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> NoReturn:
        raise TypeError(ONLY_ADDED)
