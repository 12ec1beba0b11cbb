from typing import Self

from django.db import models
from django.db.models import Q

from registry import sealing
from registry.models import Entry, Official, SubjectKind
from registry.models.fields import both, moment_and_official, official_field


class CaseQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those on which somebody still has to act."""
        return self.filter(status__in=self.model.OPEN)

    def visible_to(self, user) -> Self:
        """Those of the receiving or the responding department; all for those who oversee."""
        if user.sees_all:
            return self
        own = user.department_id or 0
        return self.filter(Q(receiver=own) | Q(respondent=own))


class Case(models.Model):
    """What somebody brings before a department, from receipt to reply (三(五))."""

    class Status(models.TextChoices):
        RECEIVED = "received", "已收到，待受理"
        RETURNED = "returned", "待补正"
        REFUSED = "refused", "不予受理"
        ACCEPTED = "accepted", "已受理，待签收核查通知"
        VERIFYING = "verifying", "核查中"
        FOUND = "found", "已核查，待决定"
        DECIDED = "decided", "已决定，待答复"
        REPLIED = "replied", "已答复"
        WITHDRAWN = "withdrawn", "已撤回"

    MOVES = {
        Status.RECEIVED: {
            Status.RETURNED,
            Status.REFUSED,
            Status.ACCEPTED,
            Status.WITHDRAWN,
        },
        Status.RETURNED: {Status.RECEIVED, Status.REFUSED, Status.WITHDRAWN},
        Status.REFUSED: set(),
        Status.ACCEPTED: {Status.VERIFYING, Status.WITHDRAWN},
        Status.VERIFYING: {Status.FOUND, Status.WITHDRAWN},
        Status.FOUND: {Status.VERIFYING, Status.DECIDED},
        Status.DECIDED: {Status.REPLIED},
        Status.REPLIED: set(),
        Status.WITHDRAWN: set(),
    }
    OPEN = [status for status, onward in MOVES.items() if onward]
    WITHDRAWABLE = [s for s, onward in MOVES.items() if "withdrawn" in onward]

    class Channel(models.TextChoices):
        ONLINE = "online", "网上提交"
        COUNTER = "counter", "窗口受理"

    class Relation(models.TextChoices):
        SELF = "self", "本人或者本单位"
        AGENT = "agent", "代理人（代本人或者本单位办理）"
        INTERESTED = "interested", "利害关系人"

    CONTACT = "disputes.contact"
    SEALED = {"applicant_sealed": sealing.SUBJECT, "contact_sealed": CONTACT}

    number = models.CharField(
        "受理编号", max_length=30, unique=True, null=True, blank=True, editable=False
    )
    channel = models.CharField(
        "提交方式", max_length=10, choices=Channel, editable=False
    )
    receiver = models.ForeignKey(
        "registry.Department",
        verbose_name="受理单位",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    respondent = models.ForeignKey(
        "registry.Department",
        verbose_name="核查单位",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    applicant_kind = models.CharField(
        "申请人类别", max_length=20, choices=SubjectKind, editable=False
    )
    applicant_name = models.CharField("申请人", max_length=200, editable=False)
    applicant_identifier = models.CharField(
        "申请人证件号码（自然人只显示部分）", max_length=40, editable=False
    )
    applicant_key = models.CharField("申请人查找键", max_length=64, editable=False)
    applicant_sealed = models.BinaryField("加密的证件号码", null=True, editable=False)
    contact_sealed = models.BinaryField("加密的联系方式", editable=False)
    relation = models.CharField(
        "与所涉主体的关系", max_length=12, choices=Relation, editable=False
    )
    statement = models.TextField("事实和理由", editable=False)

    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.RECEIVED, editable=False
    )
    received_at = models.DateTimeField("收到时间", editable=False)
    received_by = official_field("登记人", null=True, editable=False)
    returned_at, returned_by = moment_and_official("退回补正时间", "退回人")
    missing = models.TextField("需要补正的内容", blank=True, editable=False)
    supplement = models.TextField("补正说明", blank=True, editable=False)
    refused_at, refused_by = moment_and_official("不予受理时间", "不予受理决定人")
    refusal = models.TextField("不予受理的理由", blank=True, editable=False)
    accepted_at, accepted_by = moment_and_official("受理时间", "受理人")
    signed_on = models.DateField("核查通知签收日期", null=True, editable=False)
    signed_at, signed_by = moment_and_official("签收登记时间", "签收人")
    is_deemed = models.BooleanField(
        "逾期未签收，视为签收", default=False, editable=False
    )
    finding_text = models.TextField("核查情况和证据", blank=True, editable=False)
    found_at, found_by = moment_and_official("核查结论时间", "核查人")
    decided_at, decided_by = moment_and_official("决定时间", "决定人")
    grounds = models.TextField("决定理由", blank=True, editable=False)
    replied_at, replied_by = moment_and_official("答复登记时间", "答复人")
    replied_on = models.DateField("答复日期", null=True, editable=False)
    reply_way = models.CharField("答复方式", max_length=200, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            both("%(class)s_returned_at_and_by", "returned_at", "returned_by"),
            both("%(class)s_refused_at_and_by", "refused_at", "refused_by"),
            both("%(class)s_accepted_at_and_by", "accepted_at", "accepted_by"),
            both("%(class)s_signed_on_and_at", "signed_on", "signed_at"),
            both("%(class)s_found_at_and_by", "found_at", "found_by"),
            both("%(class)s_decided_at_and_by", "decided_at", "decided_by"),
            both("%(class)s_replied_at_and_by", "replied_at", "replied_by"),
            models.CheckConstraint(
                name="%(class)s_person_number_sealed",
                condition=Q(applicant_kind="person", applicant_sealed__isnull=False)
                | ~Q(applicant_kind="person") & Q(applicant_sealed__isnull=True),
            ),
            models.CheckConstraint(
                name="%(class)s_finder_does_not_decide",
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=models.F("found_by")),
            ),
            models.CheckConstraint(
                name="%(class)s_refused_with_reason",
                condition=~Q(status="refused") | ~Q(refusal=""),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def clock(self, stage: str) -> str:
        """The code of the limit that counts for `stage` of this kind of case."""
        return f"{self._meta.model_name}_{stage}"

    def actors(self) -> set[int]:
        """The officials who had to do with what the case is about; none of them may decide it."""
        return set()


def makers(entry: Entry | None) -> set[int]:
    """Those who drafted, last edited or approved `entry`; nobody where there is none."""
    if entry is None:
        return set()
    return keys(
        entry.drafted_by_id,
        entry.edited_by_id,
        entry.approved_by_id,
        entry.seconded_by_id,
    )


def keys(*officials: Official | int | None) -> set[int]:
    """The primary keys of those officials that are there."""
    return {getattr(one, "pk", one) for one in officials if one is not None}
