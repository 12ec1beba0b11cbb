from django.db import models
from django.utils.functional import cached_property

from .fields import both, moment_and_official, official_field
from .places import Department
from .standards import Standard
from .visibility import OwnDepartment


class Batch(models.Model):
    """One uploaded list file and the fate of each of its rows."""

    class Status(models.TextChoices):
        RECEIVED = "received", "等待读取"
        READING = "reading", "正在读取"
        UNUSABLE = "unusable", "无法使用"
        READY = "ready", "待确认"
        WRITING = "writing", "正在写入"
        DRAFTED = "drafted", "已写入"
        CANCELLED = "cancelled", "已取消"
        WITHDRAWN = "withdrawn", "已整批撤回"

    MOVES = {
        Status.RECEIVED: {Status.READING, Status.UNUSABLE, Status.CANCELLED},
        Status.READING: {Status.READY, Status.UNUSABLE, Status.CANCELLED},
        Status.UNUSABLE: set(),
        Status.READY: {Status.WRITING, Status.CANCELLED, Status.RECEIVED},
        Status.WRITING: {Status.DRAFTED, Status.READY},
        Status.DRAFTED: {Status.WITHDRAWN},
        Status.CANCELLED: set(),
        Status.WITHDRAWN: set(),
    }

    AT_WORK = [Status.RECEIVED, Status.READING, Status.WRITING]
    DECIDED = [Status.UNUSABLE, Status.DRAFTED, Status.CANCELLED, Status.WITHDRAWN]

    department = models.ForeignKey(
        Department,
        verbose_name="认定单位",
        on_delete=models.PROTECT,
        related_name="batches",
    )
    standard = models.ForeignKey(
        Standard,
        verbose_name="认定标准",
        on_delete=models.PROTECT,
        related_name="batches",
    )
    filename = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("文件摘要", max_length=64, editable=False)
    size = models.PositiveBigIntegerField("文件大小（字节）", editable=False)
    path = models.CharField("暂存文件", max_length=300, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.RECEIVED, editable=False
    )
    problem = models.TextField("无法使用的原因", blank=True, editable=False)
    notes = models.JSONField("读取说明", default=list, editable=False)
    skipped = models.JSONField("跳过的行", default=list, editable=False)
    columns = models.JSONField("识别的列", default=dict, editable=False)
    rows_expected = models.PositiveIntegerField("文件行数", default=0, editable=False)
    rows_read = models.PositiveIntegerField("已检查行数", default=0, editable=False)
    rows_written = models.PositiveIntegerField("已写入行数", default=0, editable=False)
    counts = models.JSONField("各结果行数", default=dict, editable=False)
    received_at = models.DateTimeField("上传时间", editable=False)
    received_by = official_field("上传人", editable=False)
    confirmed_at, confirmed_by = moment_and_official("确认时间", "确认人")
    beat_at = models.DateTimeField("处理进程最近活动", null=True, editable=False)
    attempt = models.PositiveSmallIntegerField("第几次处理", default=0, editable=False)

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-pk"]
        constraints = [
            both("batch_confirmed_at_and_by_together", "confirmed_at", "confirmed_by"),
        ]

    def __str__(self):
        return f"批次 {self.pk} {self.filename}"

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has something to do for this batch."""
        return self.status in self.AT_WORK

    @cached_property
    def made(self) -> dict[str, int]:
        """How many of the entries made of its rows are in each state."""
        rows = self.entries.filter(cause__isnull=True).order_by()
        return dict(rows.values_list("status").annotate(number=models.Count("pk")))


class Row(models.Model):
    """One line of an uploaded file and what became of it; kept for ever with its batch.

    `cells` are the texts of the line; a natural person's number among them is an object with
    what may be shown of it and the number sealed. The entry made of a row points to it; `match`
    is the entry that stood in the register already.
    """

    class Fate(models.TextChoices):
        NEW = "new", "新增"
        UNCHANGED = "unchanged", "无变化"
        CHANGED = "changed", "有变化"
        DUPLICATE = "duplicate", "文件内重复"
        WARNED = "warned", "有提示"
        REJECTED = "rejected", "不予导入"

    # The batch is written before its rows and nothing is deleted: checking it a hundred
    # thousand times costs more than writing the rows.
    batch = models.ForeignKey(
        Batch,
        verbose_name="导入批次",
        on_delete=models.PROTECT,
        related_name="rows",
        db_constraint=False,
        db_index=False,
    )
    sheet = models.CharField("工作表", max_length=100)
    number = models.PositiveIntegerField("行号")
    cells = models.JSONField("原始内容")
    fate = models.CharField("结果", max_length=10, choices=Fate)
    reasons = models.JSONField("说明", default=list)
    match = models.ForeignKey(
        "registry.Entry",
        verbose_name="已登记的条目",
        null=True,
        on_delete=models.PROTECT,
        related_name="matching_rows",
        db_index=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "fate", "id"], name="row_fates")]

    def __str__(self):
        return f"{self.sheet} 第 {self.number} 行".lstrip()
