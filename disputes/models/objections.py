from django.db import models
from django.db.models import Q

from .cases import Case, keys, makers


class Objection(Case):
    """A statement that an entry is wrong; the entry is held while it is verified (三(五))."""

    class Ground(models.TextChoices):
        ERROR = "error", "信息有错误或者遗漏"
        NOT_ME = "not_me", "主体认错（同名或者号码登记有误）"
        OVERDUE = "overdue", "超过期限仍未移出"
        SECRET = "secret", "公开了不应公开的商业秘密或者个人隐私"
        OTHER = "other", "其他"

    class Finding(models.TextChoices):
        REVOKE = "revoke", "信息有误，应当撤销"
        CORRECT = "correct", "信息有误，应当更正"
        RIGHT = "right", "核实无误"
        UNPROVEN = "unproven", "无法证实"

    WRONG = [Finding.REVOKE, Finding.CORRECT, Finding.UNPROVEN]

    class Outcome(models.TextChoices):
        REVOKED = "revoked", "撤销条目"
        CORRECTED = "corrected", "更正条目"
        KEPT = "kept", "维持原条目"

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="异议所涉条目",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    previous = models.OneToOneField(
        "self",
        verbose_name="对哪一件异议申请复核",
        null=True,
        on_delete=models.PROTECT,
        related_name="reexamination",
        editable=False,
    )
    ground = models.CharField("异议事由", max_length=10, choices=Ground)
    hold = models.ForeignKey(
        "registry.Hold",
        verbose_name="核查期间的暂停",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    finding = models.CharField(
        "核查结论", max_length=10, choices=Finding, blank=True, editable=False
    )
    changes = models.JSONField("建议更正的内容", default=dict, editable=False)
    outcome = models.CharField(
        "决定", max_length=10, choices=Outcome, blank=True, editable=False
    )

    class Meta(Case.Meta):
        verbose_name = verbose_name_plural = "异议"
        permissions = [
            ("accept_case", "受理、退回补正、不予受理异议和投诉"),
            ("verify_case", "签收核查通知、提交核查结论"),
            ("decide_case", "对异议和投诉作出决定"),
            ("reply_case", "答复申请人"),
            ("reveal_applicant", "查看申请人号码和联系方式（留痕）"),
        ]
        indexes = [models.Index(fields=["entry"], name="objection_entry")]
        constraints = [
            *Case.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "applicant_key"],
                condition=Q(status__in=Case.OPEN),
                name="objection_open_once",
                violation_error_message="您对该条目提出的异议正在办理，请勿重复提出。",
            ),
            models.CheckConstraint(
                name="objection_unproven_is_wrong",
                condition=~Q(finding__in=["revoke", "correct", "unproven"])
                | ~Q(outcome="kept"),
                violation_error_message="核查结论为有误或者无法证实的，不得维持原条目。",
            ),
            models.CheckConstraint(
                name="objection_decided_with_outcome",
                condition=Q(decided_at__isnull=True, outcome="")
                | Q(decided_at__isnull=False) & ~Q(outcome=""),
            ),
        ]

    def __str__(self):
        return f"异议 {self.number}"

    @property
    def is_reexamination(self) -> bool:
        return self.previous_id is not None

    @property
    def is_upheld(self) -> bool:
        """Whether the applicant was found to be right."""
        return self.outcome in (self.Outcome.REVOKED, self.Outcome.CORRECTED)

    def clock(self, stage: str) -> str:
        if self.is_reexamination and stage == "verify":
            return "reexamination_verify"
        return super().clock(stage)

    def actors(self) -> set[int]:
        before = self.previous
        involved = makers(self.entry)
        if before is not None:
            involved |= keys(before.found_by_id, before.decided_by_id)
        return involved
