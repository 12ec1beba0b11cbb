from typing import Self

from django.db import models
from django.db.models import F, Q

from registry.models import OwnDepartment
from registry.models.fields import moment_and_official, official_field

from .repair_rules import Rule


class ApplicationQuerySet(OwnDepartment):
    def open(self) -> Self:
        """Those that still have a way onward to a decision."""
        return self.filter(status__in=Application.OPEN)

    def of(self, entry) -> Self:
        return self.filter(entry=entry)


class Application(models.Model):
    """A request that an adverse entry end because the fault has been made good (三(四))."""

    class Status(models.TextChoices):
        RECEIVED = "received", "已收到"
        SUPPLEMENTING = "supplementing", "待补正"
        ACCEPTED = "accepted", "已受理"
        VERIFIED = "verified", "已核查"
        GRANTED = "granted", "准予修复"
        REFUSED = "refused", "不予修复"
        NOT_ACCEPTED = "not_accepted", "不予受理"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已终止"
        REVOKED = "revoked", "修复已撤销"

    MOVES = {
        Status.RECEIVED: {
            Status.SUPPLEMENTING,
            Status.ACCEPTED,
            Status.NOT_ACCEPTED,
            Status.WITHDRAWN,
            Status.LAPSED,
        },
        Status.SUPPLEMENTING: {
            Status.RECEIVED,
            Status.NOT_ACCEPTED,
            Status.WITHDRAWN,
            Status.LAPSED,
        },
        Status.ACCEPTED: {
            Status.VERIFIED,
            Status.WITHDRAWN,
            Status.LAPSED,
        },
        Status.VERIFIED: {
            Status.GRANTED,
            Status.REFUSED,
            Status.WITHDRAWN,
            Status.LAPSED,
        },
        Status.GRANTED: {Status.REVOKED},
        Status.REFUSED: set(),
        Status.NOT_ACCEPTED: set(),
        Status.WITHDRAWN: set(),
        Status.LAPSED: set(),
        Status.REVOKED: set(),
    }
    OPEN = [Status.RECEIVED, Status.SUPPLEMENTING, Status.ACCEPTED, Status.VERIFIED]

    CONTACT = "repair.contact"
    SEALED = {"contact_sealed": CONTACT}

    class Channel(models.TextChoices):
        PUBLIC = "public", "信用福州网站"
        COUNTER = "counter", "政务服务窗口"
        CREDIT_CHINA = "credit_china", "信用中国转办"

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="认定单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    rule = models.ForeignKey(
        Rule,
        verbose_name="适用的修复规则",
        on_delete=models.PROTECT,
        related_name="applications",
    )
    channel = models.CharField("受理渠道", max_length=20, choices=Channel)
    external_number = models.CharField("信用中国申请编号", max_length=60, blank=True)
    contact_name = models.CharField("联系人", max_length=50)
    contact_sealed = models.BinaryField("加密的联系方式", editable=False)
    statement = models.TextField("整改及义务履行情况")
    promised_at = models.DateTimeField("作出信用承诺的时间")
    promise = models.TextField("信用承诺书内容")
    status = models.CharField(
        "状态", max_length=20, choices=Status, default=Status.RECEIVED, editable=False
    )
    received_at = models.DateTimeField("收到时间", editable=False)
    received_by = official_field("登记人", null=True, editable=False)
    missing = models.TextField("需要补正的内容", blank=True, editable=False)
    supplemented = models.BooleanField("已通知过补正", default=False, editable=False)
    accepted_at, accepted_by = moment_and_official("受理时间", "受理人")
    verified_at, verified_by = moment_and_official("核查时间", "核查人")
    finding = models.TextField("核查意见", blank=True, editable=False)
    decided_at, decided_by = moment_and_official("决定时间", "决定人")
    grounds = models.TextField("决定理由", blank=True, editable=False)
    revoked_at, revoked_by = moment_and_official("撤销修复时间", "撤销修复办理人")
    revocation = models.TextField("撤销修复的理由", blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "修复申请"
        ordering = ["-pk"]
        permissions = [
            ("receive_application", "窗口登记修复申请"),
            ("accept_application", "受理、补正、核查修复申请"),
            ("decide_application", "决定、撤销信用修复"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(
                    status__in=["received", "supplementing", "accepted", "verified"]
                ),
                name="repair_one_open_per_entry",
                violation_error_message="该条目已有正在办理的修复申请。",
            ),
            models.CheckConstraint(
                name="repair_decider_is_not_verifier",
                condition=~Q(status__in=["granted", "refused", "revoked"])
                | Q(decided_by__isnull=False)
                & (Q(verified_by__isnull=True) | ~Q(decided_by=F("verified_by"))),
            ),
            models.CheckConstraint(
                name="repair_granted_after_verification",
                condition=~Q(status__in=["granted", "revoked"])
                | Q(verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="repair_revoked_with_its_reason",
                condition=Q(status="revoked")
                & Q(revoked_at__isnull=False)
                & ~Q(revocation="")
                | ~Q(status="revoked") & Q(revoked_at__isnull=True, revocation=""),
            ),
            models.CheckConstraint(
                name="repair_decided_with_grounds",
                condition=~Q(status__in=["granted", "refused", "not_accepted"])
                | Q(decided_at__isnull=False) & ~Q(grounds=""),
            ),
        ]

    def __str__(self):
        return f"修复申请 {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN
