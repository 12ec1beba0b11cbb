from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q

from .fields import moment_and_official, official_field


class HoldQuerySet(models.QuerySet):
    def open(self, at: datetime) -> Self:
        """Holds that are open on their entry at the instant `at`."""
        return self.filter(placed_at__lte=at).filter(
            Q(released_at__isnull=True) | Q(released_at__gt=at)
        )


class Hold(models.Model):
    """A freeze of an entry's effects, which return when its last hold is released (三(五))."""

    class Kind(models.TextChoices):
        OBJECTION = "objection", "异议核查"
        COMPLAINT = "complaint", "投诉办理"
        LITIGATION = "litigation", "复议诉讼"
        STAY = "stay", "法院裁定停止执行"
        RESTRUCTURING = "restructuring", "破产重整"
        OFFICE = "office", "单位自行核查"

        @classmethod
        def by_hand(cls) -> list[tuple[str, str]]:
            """The kinds that an official may place, as choices; the others come and go with their case."""
            return [(one.value, one.label) for one in (cls.OFFICE, cls.LITIGATION)]

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="holds",
    )
    kind = models.CharField("暂停事由", max_length=20, choices=Kind)
    of = models.CharField("所属事项类别", max_length=60, blank=True, editable=False)
    of_pk = models.BigIntegerField("所属事项编号", null=True, editable=False)
    reference = models.CharField("受理编号或文号", max_length=100, blank=True)
    reason = models.TextField("理由")
    placed_at = models.DateTimeField("暂停时间", editable=False)
    placed_by = official_field("办理人", null=True, editable=False)
    released_at, released_by = moment_and_official("恢复时间", "恢复办理人")
    release_reason = models.TextField("恢复理由", blank=True, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "暂停"
        ordering = ["-placed_at"]
        indexes = [
            models.Index(
                fields=["entry"],
                condition=Q(released_at__isnull=True),
                name="hold_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="hold_of_one_matter_or_none",
                condition=Q(of="", of_pk__isnull=True)
                | ~Q(of="") & Q(of_pk__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_released_after_placed",
                condition=Q(released_at__isnull=True)
                | Q(released_at__gte=F("placed_at")),
            ),
            models.CheckConstraint(
                name="hold_released_with_reason",
                condition=Q(released_at__isnull=True, release_reason="")
                | Q(released_at__isnull=False) & ~Q(release_reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（条目 {self.entry_id}）"


class CorrectionQuerySet(models.QuerySet):
    def after(self, at: datetime) -> Self:
        """Corrections of the outer entry made after `at`: today's values did not stand then."""
        return self.filter(entry=OuterRef("pk"), at__gt=at)

    def ruling(self, at: datetime) -> Self:
        """The correction of the outer entry whose former values stood at `at`."""
        return self.after(at).filter(since__lte=at)


class Correction(models.Model):
    """A change to a published entry: what stood before, from when to when, and why (三(五))."""

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    since = models.DateTimeField("原内容生效时间", editable=False)
    at = models.DateTimeField("更正时间", editable=False)
    by = official_field("更正人", null=True, editable=False)
    reason = models.TextField("更正理由")
    before = models.JSONField("更正前", editable=False)
    after = models.JSONField("更正后", editable=False)
    was_valid_from = models.DateField("原有效期自", editable=False)
    was_valid_to = models.DateField("原有效期至", null=True, editable=False)
    was_public_until = models.DateField("原公示截止", null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="correction_after_what_stood", condition=Q(at__gt=F("since"))
            )
        ]

    def __str__(self):
        return f"更正（条目 {self.entry_id}）"


class NoticeQuerySet(models.QuerySet):
    def shown(self, on: date) -> Self:
        """Public notices that are still to be read on the date `on`."""
        return self.filter(Q(shown_until__isnull=True) | Q(shown_until__gte=on))


class Notice(models.Model):
    """The public announcement that an entry was corrected or revoked."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "更正公告"
        REVOCATION = "revocation", "撤销公告"

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="notices",
    )
    kind = models.CharField("公告类别", max_length=20, choices=Kind)
    text = models.TextField("公告内容")
    published_at = models.DateTimeField("发布时间")
    shown_until = models.DateField("公告截止", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公告"
        ordering = ["-published_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}（条目 {self.entry_id}）"
