from django.core import checks
from django.db import models
from django.db.models import Q

from registry.entry_facts import description_problems

from .batches import Batch, Row
from .entry_columns import EntryFacts
from .entry_constraints import CONSTRAINTS
from .entry_sets import EntryQuerySet
from .people import Official
from .places import Department, Region
from .standards import ADVERSE, ListKind, Standard
from .subjects import Subject


class Role(models.TextChoices):
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
    PRINCIPAL = "principal", "主要负责人"
    DIRECT = "direct", "直接责任人员"
    PRACTITIONER = "practitioner", "注册执业人员"
    DIRECTOR = "director", "董事"
    SHAREHOLDER = "shareholder", "股东"
    SENIOR_MANAGER = "senior_manager", "高级管理人员"


class Entry(EntryFacts):
    """One recognition of one subject under one published standard.

    The columns of its facts are made of their descriptions in `registry/entry_facts.py`.

    A hundred thousand are written and moved at once, so what costs each of them time must earn
    it: columns with which an index below begins have none of their own, and the database does
    not look up what is never deleted: officials, departments, standards and batches.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待审核"
        RETURNED = "returned", "已退回"
        AWAITING = "awaiting", "待信用办复核"
        PUBLISHED = "published", "已发布"
        ENDED = "ended", "已退出"
        DISCARDED = "discarded", "已作废"

    MOVES = {
        Status.DRAFT: {Status.SUBMITTED, Status.DISCARDED},
        Status.SUBMITTED: {
            Status.RETURNED,
            Status.AWAITING,
            Status.PUBLISHED,
            Status.DISCARDED,
        },
        Status.RETURNED: {Status.SUBMITTED, Status.DISCARDED},
        Status.AWAITING: {Status.RETURNED, Status.PUBLISHED, Status.DISCARDED},
        Status.PUBLISHED: {Status.ENDED},
        Status.ENDED: set(),
        Status.DISCARDED: set(),
    }
    EDITABLE = [Status.DRAFT, Status.RETURNED]

    class Ending(models.TextChoices):
        EXPIRED = "expired", "期满"
        REPAIRED = "repaired", "信用修复"
        REVOKED = "revoked", "撤销"
        EARLY = "early", "提前移出"

    class Source(models.TextChoices):
        NONE = "", "不适用"
        RATED = "rated", "市级以上部门、行业组织或区级以上政府评定"
        HONOURED = "honoured", "国家、省、市主管部门认定的称号、奖励"
        RECOGNISED = "recognised", "部门、机构认定的其他良好信用信息"
        CIVIC = "civic", "志愿服务、无偿献血、公益捐赠等"

    subject = models.ForeignKey(
        Subject,
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="entries",
    )
    standard = models.ForeignKey(
        Standard,
        verbose_name="认定标准",
        on_delete=models.PROTECT,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    list_kind = models.CharField(
        "名单类别", max_length=10, choices=ListKind, editable=False
    )
    department = models.ForeignKey(
        Department,
        verbose_name="认定单位",
        on_delete=models.PROTECT,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    region = models.ForeignKey(
        Region,
        verbose_name="区划",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
    )
    source = models.CharField(
        "良好信息来源", max_length=20, choices=Source, blank=True, default=Source.NONE
    )
    urgent_reason = models.TextField(
        "紧急情形先行公布的理由", blank=True, editable=False
    )

    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    drafted_at = models.DateTimeField("登记时间", editable=False)
    drafted_by = models.ForeignKey(
        Official,
        verbose_name="登记人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    edited_at = models.DateTimeField("最近修改时间", null=True, editable=False)
    edited_by = models.ForeignKey(
        Official,
        verbose_name="最近修改人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    submitted_by = models.ForeignKey(
        Official,
        verbose_name="提交人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    approved_at = models.DateTimeField("审核时间", null=True, editable=False)
    approved_by = models.ForeignKey(
        Official,
        verbose_name="审核人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    seconded_at = models.DateTimeField("复核时间", null=True, editable=False)
    seconded_by = models.ForeignKey(
        Official,
        verbose_name="复核人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    published_at = models.DateTimeField("发布时间", null=True, editable=False)
    is_public = models.BooleanField("向社会公示", default=False, editable=False)
    valid_from = models.DateField("有效期自", null=True, editable=False)
    valid_to = models.DateField("有效期至", null=True, editable=False)
    public_until = models.DateField("公示截止", null=True, editable=False)
    term_basis = models.JSONField("期限计算说明", default=dict, editable=False)
    ended_at = models.DateTimeField("退出时间", null=True, editable=False)
    ended_by = models.ForeignKey(
        Official,
        verbose_name="办理退出人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    ended_because = models.CharField(
        "退出原因", max_length=10, choices=Ending, blank=True, editable=False
    )
    end_reason = models.TextField("退出理由", blank=True, editable=False)

    batch = models.ForeignKey(
        Batch,
        verbose_name="导入批次",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="entries",
        db_constraint=False,
    )
    row = models.OneToOneField(
        Row,
        verbose_name="导入行",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="entry",
        db_constraint=False,
    )
    cause = models.ForeignKey(
        "self",
        verbose_name="所依据的单位条目",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="derived",
        db_index=False,
    )
    role = models.CharField("责任身份", max_length=30, choices=Role, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "名单条目"
        ordering = ["-pk"]
        permissions = [
            ("submit_entry", "提交名单条目"),
            ("approve_entry", "审核、退回名单条目"),
            ("second_entry", "复核外部机构及超量发布的条目"),
            ("hold_entry", "暂停、恢复条目效力"),
            ("correct_entry", "更正已发布条目"),
            ("end_entry", "办理条目退出"),
            ("import_entry", "导入名单"),
            ("export_entry", "导出名单"),
        ]
        indexes = [
            models.Index(
                fields=["list_kind", "-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="entry_lists",
            ),
            models.Index(fields=["department", "status", "-id"], name="entry_desk"),
            models.Index(fields=["document_number"], name="entry_document"),
            models.Index(fields=["standard", "approved_at"], name="entry_brake"),
            models.Index(
                fields=["valid_to"],
                condition=Q(status="published"),
                name="entry_expiry",
            ),
        ]
        constraints = CONSTRAINTS

    @classmethod
    def check(cls, **kwargs) -> list:
        """Also that each column is described, as a fact or as none (`manage.py check`)."""
        columns = [field.name for field in cls._meta.concrete_fields]
        return [
            *super().check(**kwargs),
            *(
                checks.Error(problem, obj=cls, id="registry.E001")
                for problem in description_problems(columns)
            ),
        ]

    def __str__(self):
        return f"条目 {self.pk}"

    @property
    def is_adverse(self) -> bool:
        return self.list_kind in ADVERSE

    def is_in_effect(self, at) -> bool:
        """Whether this entry has effect at `at`: the same question as `in_effect`, of one row."""
        return Entry.objects.filter(pk=self.pk).in_effect(at).exists()
