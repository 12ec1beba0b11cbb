import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0002_postgresql"),
        ("registry", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(default=1, verbose_name="版本"),
                ),
                (
                    "repairable",
                    models.BooleanField(default=True, verbose_name="可以修复"),
                ),
                (
                    "not_repairable_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="不可修复的依据"
                    ),
                ),
                (
                    "least_months",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="自公示期起算日起满此月数后可以申请；0 表示义务履行后即可申请。",
                        verbose_name="最短公示期（月）",
                    ),
                ),
                ("conditions", models.TextField(verbose_name="修复条件")),
                ("materials", models.JSONField(default=list, verbose_name="申请材料")),
                (
                    "accept_limit",
                    models.SlugField(
                        default="repair_accept", max_length=60, verbose_name="受理期限"
                    ),
                ),
                (
                    "decide_limit",
                    models.SlugField(
                        default="repair_decide", max_length=60, verbose_name="决定期限"
                    ),
                ),
                (
                    "feedback_limit",
                    models.SlugField(
                        default="repair_feedback",
                        max_length=60,
                        verbose_name="反馈期限",
                    ),
                ),
                ("citation", models.CharField(max_length=300, verbose_name="依据")),
                ("effective_from", models.DateField(verbose_name="施行日期")),
                (
                    "effective_to",
                    models.DateField(blank=True, null=True, verbose_name="废止日期"),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.standard",
                        verbose_name="认定标准",
                    ),
                ),
            ],
            options={
                "verbose_name": "修复规则",
                "verbose_name_plural": "修复规则",
                "ordering": ["standard", "-version"],
                "permissions": [("publish_rule", "公布修复规则")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("standard", "version"), name="repair_rule_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repairable", True),
                            models.Q(("not_repairable_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="repair_rule_says_why_not",
                        violation_error_message="不可修复的，应写明法律或党中央、国务院政策文件依据。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="repair_rule_dates_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("produced_at", models.DateTimeField(verbose_name="生成时间")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="认定单位",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="repair.rule",
                        verbose_name="适用的修复规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "信用修复告知书",
                "verbose_name_plural": "信用修复告知书",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("public", "信用福州网站"),
                            ("counter", "政务服务窗口"),
                            ("credit_china", "信用中国转办"),
                        ],
                        max_length=20,
                        verbose_name="受理渠道",
                    ),
                ),
                (
                    "external_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="信用中国申请编号"
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(max_length=50, verbose_name="联系人"),
                ),
                ("contact_sealed", models.BinaryField(verbose_name="加密的联系方式")),
                ("statement", models.TextField(verbose_name="整改及义务履行情况")),
                (
                    "promised_at",
                    models.DateTimeField(verbose_name="作出信用承诺的时间"),
                ),
                ("promise", models.TextField(verbose_name="信用承诺书内容")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已收到"),
                            ("supplementing", "待补正"),
                            ("accepted", "已受理"),
                            ("verified", "已核查"),
                            ("granted", "准予修复"),
                            ("refused", "不予修复"),
                            ("not_accepted", "不予受理"),
                            ("withdrawn", "已撤回"),
                            ("lapsed", "已终止"),
                            ("revoked", "修复已撤销"),
                        ],
                        default="received",
                        editable=False,
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(editable=False, verbose_name="收到时间"),
                ),
                (
                    "missing",
                    models.TextField(
                        blank=True, editable=False, verbose_name="需要补正的内容"
                    ),
                ),
                (
                    "supplemented",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="已通知过补正"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="受理时间"
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="核查时间"
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        blank=True, editable=False, verbose_name="核查意见"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="决定时间"
                    ),
                ),
                (
                    "grounds",
                    models.TextField(
                        blank=True, editable=False, verbose_name="决定理由"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="撤销修复时间"
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="认定单位",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销修复办理人",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="repair.rule",
                        verbose_name="适用的修复规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "修复申请",
                "verbose_name_plural": "修复申请",
                "ordering": ["-pk"],
                "permissions": [
                    ("receive_application", "窗口登记修复申请"),
                    ("accept_application", "受理、补正、核查修复申请"),
                    ("decide_application", "决定、撤销信用修复"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["received", "supplementing", "accepted", "verified"],
                            )
                        ),
                        fields=("entry",),
                        name="repair_one_open_per_entry",
                        violation_error_message="该条目已有正在办理的修复申请。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["granted", "refused", "revoked"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(
                                    ("verified_by__isnull", True),
                                    models.Q(
                                        ("decided_by", models.F("verified_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="repair_decider_is_not_verifier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["granted", "revoked"]), _negated=True
                            ),
                            ("verified_by__isnull", False),
                            _connector="OR",
                        ),
                        name="repair_granted_after_verification",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["granted", "refused", "not_accepted"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("grounds", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="repair_decided_with_grounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Restructuring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("court", models.CharField(max_length=100, verbose_name="裁定法院")),
                ("ruling", models.CharField(max_length=100, verbose_name="裁定书文号")),
                ("ruled_on", models.DateField(verbose_name="裁定日期")),
                ("until", models.DateField(verbose_name="计划执行期限")),
                ("conditions", models.TextField(verbose_name="信用承诺及条件")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("running", "执行中"),
                            ("completed", "执行完毕"),
                            ("failed", "终止执行"),
                        ],
                        default="running",
                        editable=False,
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
                ),
                (
                    "holds",
                    models.ManyToManyField(
                        related_name="+", to="registry.hold", verbose_name="相关暂停"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                        verbose_name="信用主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "破产重整",
                "verbose_name_plural": "破产重整",
                "ordering": ["-pk"],
                "permissions": [("record_restructuring", "登记破产重整裁定")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "ruling"),
                        name="restructuring_once_per_ruling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("ruled_on"))),
                        name="restructuring_until_after_ruling",
                        violation_error_message="计划执行期限不能早于裁定日期。",
                    ),
                ],
            },
        ),
    ]
