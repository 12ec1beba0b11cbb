from django.db import models
from django.db.models import F, Q

from registry.models import OwnDepartment
from registry.models.fields import moment_and_official, official_field


class Supervision(models.Model):
    """A circulated criticism of a department or a talk with it, on what the scorecard shows (四(四))."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        ISSUED = "issued", "已发出，待整改"
        ANSWERED = "answered", "已反馈整改"
        CLOSED = "closed", "已办结"
        DISCARDED = "discarded", "已作废"

    MOVES = {
        Status.DRAFT: {Status.ISSUED, Status.DISCARDED},
        Status.ISSUED: {Status.ANSWERED},
        Status.ANSWERED: {Status.ISSUED, Status.CLOSED},
        Status.CLOSED: set(),
        Status.DISCARDED: set(),
    }

    class Kind(models.TextChoices):
        CIRCULAR = "circular", "通报批评"
        TALK = "talk", "约谈"

    kind = models.CharField("方式", max_length=10, choices=Kind)
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="督导对象",
        on_delete=models.PROTECT,
        related_name="+",
    )
    starts_on = models.DateField("考核期间自")
    ends_on = models.DateField("考核期间至")
    facts = models.TextField("存在的问题", max_length=3000)
    demands = models.TextField("整改要求", max_length=3000)
    number = models.CharField("文号", max_length=60, blank=True)
    talk_on = models.DateField("约谈日期", null=True, blank=True)
    attendees = models.CharField("参加约谈人员", max_length=200, blank=True)
    scores = models.JSONField("发出时的考核数据", null=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    drafted_by = official_field("起草人", editable=False)
    issued_at, issued_by = moment_and_official("发出时间", "签发人")
    answer = models.TextField("整改情况", max_length=3000, blank=True, editable=False)

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督导"
        ordering = ["-pk"]
        permissions = [
            ("issue_supervision", "签发通报批评、约谈"),
            ("answer_supervision", "反馈整改情况"),
        ]
        constraints = [
            models.CheckConstraint(
                name="supervision_dates_ordered",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="考核期间的截止日期不能早于起始日期。",
            ),
            models.CheckConstraint(
                name="supervision_talk_has_a_day",
                condition=~Q(kind="talk") | Q(talk_on__isnull=False),
                violation_error_message="约谈应填写约谈日期。",
            ),
            models.CheckConstraint(
                name="supervision_drafter_does_not_issue",
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="supervision_issued_with_scores",
                condition=Q(status__in=["draft", "discarded"])
                | Q(issued_at__isnull=False, scores__isnull=False),
            ),
        ]

    def __str__(self):
        return f"对{self.department}的{self.get_kind_display()}"
