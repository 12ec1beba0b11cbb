from datetime import datetime

from django.db import models
from django.db.models import F, Q

from registry.models.fields import moment_and_official

from .catalogue import Measure
from .memoranda import Provision
from .order_sets import STANDING, OrderQuerySet, OrderStatus


class Order(models.Model):
    """One measure to be taken by one department on one subject because of one entry (三(六))."""

    Status = OrderStatus

    MOVES = {
        Status.PENDING: {Status.EXECUTED, Status.DECLINED, Status.VOID},
        Status.EXECUTED: {Status.LIFTING},
        Status.DECLINED: {Status.PENDING},
        Status.LIFTING: {Status.LIFTED},
        Status.LIFTED: set(),
        Status.VOID: set(),
    }
    STANDING = STANDING

    class Ground(models.TextChoices):
        """Why a department does not take a measure; for a mandatory one only the lawful ones."""

        IDENTITY = "identity", "经核对不是同一主体"
        OUT_OF_REACH = "out_of_reach", "主体不属于本单位法定职权范围"
        CEASED = "ceased", "主体已经注销或者死亡"
        STAYED = "stayed", "法院、复议机关裁定停止执行"
        ALREADY = "already", "已依其他生效文书采取同一措施"
        REPEALED = "repealed", "措施依据已经废止或者修改"
        UNSUITABLE = "unsuitable", "经裁量不宜采取（限推荐性措施）"

    UNLAWFUL_FOR_MANDATORY = [Ground.UNSUITABLE]

    entry = models.ForeignKey(
        "registry.Entry",
        verbose_name="名单条目",
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="+",
    )
    initiator = models.ForeignKey(
        "registry.Department",
        verbose_name="发起单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    measure = models.ForeignKey(
        Measure, verbose_name="措施", on_delete=models.PROTECT, related_name="orders"
    )
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="实施单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    provision = models.ForeignKey(
        Provision,
        verbose_name="备忘录措施",
        on_delete=models.PROTECT,
        related_name="orders",
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    made_at = models.DateTimeField("发出时间", editable=False)
    respond_by = models.DateField("响应期限", editable=False)
    respond_workdays = models.PositiveSmallIntegerField("响应工作日数", editable=False)
    calendar_edition = models.PositiveIntegerField("工作日历版次", editable=False)
    provisional = models.BooleanField("期限为暂定", default=False, editable=False)

    responded_at, responded_by = moment_and_official("响应时间", "响应人")
    executed_on = models.DateField("执行日期", null=True, editable=False)
    document = models.CharField("执行文书", max_length=150, blank=True, editable=False)
    until = models.DateField("措施期限至", null=True, editable=False)
    ground = models.CharField(
        "不执行的原因", max_length=20, choices=Ground, blank=True, editable=False
    )
    explanation = models.TextField("不执行的说明", blank=True, editable=False)

    lift_because = models.CharField(
        "解除原因", max_length=200, blank=True, editable=False
    )
    lift_by = models.DateField("解除期限", null=True, editable=False)
    lifted_on = models.DateField("解除日期", null=True, editable=False)
    lifted_document = models.CharField(
        "解除文书", max_length=150, blank=True, editable=False
    )
    lifted_at, lifted_by = moment_and_official("解除登记时间", "解除办理人")

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "奖惩任务"
        ordering = ["-pk"]
        permissions = [
            ("respond_order", "响应奖惩任务、确认解除"),
            ("export_order", "导出奖惩任务"),
        ]
        indexes = [
            models.Index(fields=["department", "status", "-id"], name="order_desk"),
            models.Index(fields=["subject", "department"], name="order_check"),
            models.Index(
                fields=["respond_by"],
                condition=Q(status="pending"),
                name="order_unanswered",
            ),
            models.Index(
                fields=["lift_by"], condition=Q(status="lifting"), name="order_unlifted"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "measure", "department"], name="order_once"
            ),
            models.CheckConstraint(
                name="order_answered_with_facts",
                condition=Q(
                    status__in=["pending", "void"],
                    responded_at__isnull=True,
                    executed_on__isnull=True,
                    ground="",
                )
                | Q(
                    status="declined",
                    responded_at__isnull=False,
                    executed_on__isnull=True,
                )
                & ~Q(ground="")
                & ~Q(explanation="")
                | Q(
                    status__in=["executed", "lifting", "lifted"],
                    responded_at__isnull=False,
                    executed_on__isnull=False,
                    ground="",
                ),
            ),
            models.CheckConstraint(
                name="order_lifting_has_a_day",
                condition=~Q(status__in=["lifting", "lifted"])
                | Q(lift_by__isnull=False) & ~Q(lift_because=""),
            ),
            models.CheckConstraint(
                name="order_lifted_with_facts",
                condition=Q(
                    status="lifted", lifted_on__isnull=False, lifted_at__isnull=False
                )
                | ~Q(status="lifted")
                & Q(lifted_on__isnull=True, lifted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="order_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gte=F("executed_on")),
            ),
        ]

    def __str__(self):
        return f"任务 {self.pk}"

    def is_executable(self, at: datetime) -> bool:
        """Whether this order's measure may be applied at `at`: the same question, of one row."""
        return Order.objects.filter(pk=self.pk).executable(at).exists()
