import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import registry.commit_order
import registry.models.people
import registry.models.standards
from registry.commit_order import OFFSET

DROP = "DROP FUNCTION registry_moment(); DROP FUNCTION registry_horizon();"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(
            on_postgresql(OFFSET.format(offset=0)), on_postgresql(DROP)
        ),
        migrations.CreateModel(
            name="CalendarDay",
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
                ("date", models.DateField(unique=True, verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="是否上班")),
                ("name", models.CharField(max_length=50, verbose_name="名称")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("national", "国务院办公厅通知"),
                            ("local", "地方通知"),
                            ("manual", "人工登记"),
                        ],
                        default="national",
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="依据"),
                ),
            ],
            options={
                "verbose_name": "工作日历特殊日",
                "verbose_name_plural": "工作日历特殊日",
                "ordering": ["-date"],
            },
        ),
        migrations.CreateModel(
            name="Region",
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
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="生效日期"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="失效日期"),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=6,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{6}$", "区划代码为 6 位数字（GB/T 2260）。"
                            )
                        ],
                        verbose_name="区划代码",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="名称")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.region",
                        verbose_name="上级区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划",
                "verbose_name_plural": "区划",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="region_dates_ordered",
                        violation_error_message="失效日期不能早于生效日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Department",
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
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="生效日期"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="失效日期"),
                ),
                (
                    "code",
                    models.SlugField(
                        max_length=40, unique=True, verbose_name="单位代码"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="单位全称")),
                (
                    "short_name",
                    models.CharField(max_length=50, verbose_name="单位简称"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "人民政府"),
                            ("organ", "行政机关"),
                            ("court", "司法机关"),
                            ("service", "事业单位"),
                            ("association", "行业协会商会及社会团体"),
                            ("financial", "金融机构"),
                            ("rating", "征信评级机构"),
                            ("credit_office", "信用办"),
                            ("elsewhere", "其他地区平台"),
                        ],
                        max_length=20,
                        verbose_name="单位类别",
                    ),
                ),
                (
                    "uscc",
                    models.CharField(
                        blank=True, max_length=18, verbose_name="统一社会信用代码"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="官方网站")),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="联系电话"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="办公地址"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="沿革说明"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="registry.department",
                        verbose_name="职能承继单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="registry.region",
                        verbose_name="所属区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位",
                "verbose_name_plural": "单位",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="department_dates_ordered",
                        violation_error_message="失效日期不能早于生效日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            ("valid_to__isnull", False),
                            _connector="OR",
                        ),
                        name="department_succeeded_only_when_closed",
                        violation_error_message="填写职能承继单位时，应同时填写失效日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Official",
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
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={
                            "unique": "A user with that username already exists."
                        },
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[
                            django.contrib.auth.validators.UnicodeUsernameValidator()
                        ],
                        verbose_name="username",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="email address"
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="办公电话"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officials",
                        to="registry.department",
                        verbose_name="所属单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作人员",
                "verbose_name_plural": "工作人员",
                "ordering": ["username"],
                "permissions": [("oversee", "查看全市各单位事项（信用办、督查审计）")],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Subscription",
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
                ("name", models.CharField(max_length=100, verbose_name="系统名称")),
                ("url", models.URLField(max_length=500, verbose_name="接收地址")),
                ("secret", models.BinaryField(verbose_name="加密的签名密钥")),
                (
                    "created_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
                ),
                (
                    "failing_since",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="连续失败自"
                    ),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="连续失败次数"
                    ),
                ),
                (
                    "next_try_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="下次投递"
                    ),
                ),
                (
                    "claim",
                    models.UUIDField(
                        editable=False, null=True, verbose_name="投递进程"
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="投递进程占用至"
                    ),
                ),
                (
                    "paused_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="停投时间"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="注销时间"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接口账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "变动推送",
                "verbose_name_plural": "变动推送",
                "ordering": ["pk"],
                "permissions": [("manage_subscription", "登记、恢复、注销变动推送")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, unique=True, verbose_name="投递编号"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("published", "发布"),
                            ("held", "暂停"),
                            ("released", "恢复"),
                            ("corrected", "更正"),
                            ("ended", "退出"),
                            ("recall", "撤回通知"),
                        ],
                        max_length=10,
                        verbose_name="变动",
                    ),
                ),
                ("entries", models.JSONField(verbose_name="条目编号")),
                ("at", models.DateTimeField(verbose_name="变动时间")),
                (
                    "attempts",
                    models.PositiveIntegerField(default=0, verbose_name="投递次数"),
                ),
                (
                    "delivered_at",
                    models.DateTimeField(null=True, verbose_name="送达时间"),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="registry.subscription",
                        verbose_name="变动推送",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送记录",
                "verbose_name_plural": "推送记录",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", True)),
                        fields=["subscription", "id"],
                        name="delivery_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Field",
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
                    "code",
                    models.SlugField(
                        max_length=40, unique=True, verbose_name="领域代码"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=50, unique=True, verbose_name="领域名称"
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="说明"),
                ),
            ],
            options={
                "verbose_name": "领域",
                "verbose_name_plural": "领域",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Standard",
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
                ("code", models.SlugField(max_length=60, verbose_name="标准代码")),
                (
                    "version",
                    models.PositiveSmallIntegerField(default=1, verbose_name="版本"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="标准名称")),
                (
                    "list_kind",
                    models.CharField(
                        choices=[
                            ("red", "红名单"),
                            ("black", "黑名单"),
                            ("good", "良好记录"),
                            ("bad", "失信记录"),
                        ],
                        max_length=10,
                        verbose_name="名单类别",
                    ),
                ),
                (
                    "subject_kinds",
                    models.JSONField(
                        validators=[registry.models.standards.known_subject_kinds],
                        verbose_name="适用主体类别",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("none", "非严重失信类"),
                            ("life", "严重危害人民群众身体健康和生命安全"),
                            ("market", "严重破坏市场公平竞争秩序和社会正常秩序"),
                            (
                                "justice",
                                "拒不履行法定义务，严重影响司法机关、行政机关公信力",
                            ),
                            ("defence", "拒不履行国防义务，危害国防利益"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="严重失信类别",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("none", "不分级"),
                            ("minor", "轻微"),
                            ("ordinary", "一般"),
                            ("serious", "严重"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="失信程度",
                    ),
                ),
                ("conditions", models.TextField(verbose_name="认定情形")),
                ("legal_basis", models.TextField(verbose_name="法律政策依据")),
                (
                    "term_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="不填表示未规定期限。",
                        null=True,
                        verbose_name="有效期限（月）",
                    ),
                ),
                (
                    "term_runs_from",
                    models.CharField(
                        choices=[
                            ("decision", "认定决定日期"),
                            ("publication", "公示日期"),
                        ],
                        default="decision",
                        max_length=20,
                        verbose_name="有效期限起算",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=True, verbose_name="向社会公示"),
                ),
                (
                    "public_min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="最短公示期（月）"
                    ),
                ),
                (
                    "public_max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="最长公示期（月）"
                    ),
                ),
                (
                    "public_runs_from",
                    models.CharField(
                        choices=[
                            ("decision", "认定决定日期"),
                            ("publication", "公示日期"),
                        ],
                        default="decision",
                        max_length=20,
                        verbose_name="公示期起算",
                    ),
                ),
                ("citation", models.CharField(max_length=300, verbose_name="期限依据")),
                (
                    "statement_workdays",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="陈述申辩期（工作日）"
                    ),
                ),
                (
                    "urgent_exception",
                    models.BooleanField(
                        default=False,
                        help_text="涉及人身安全的紧急情形，可由审核人说明理由后先行公布。",
                        verbose_name="允许紧急情形先行公布",
                    ),
                ),
                (
                    "batch_limit",
                    models.PositiveIntegerField(
                        default=500,
                        help_text="本单位当日依本标准发布的条目超过此数，须经信用办复核。",
                        verbose_name="单日发布上限（条）",
                    ),
                ),
                (
                    "repairable",
                    models.BooleanField(default=True, verbose_name="可以信用修复"),
                ),
                (
                    "not_repairable_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="不可修复的依据"
                    ),
                ),
                (
                    "provisional",
                    models.BooleanField(
                        default=False, verbose_name="期限为示例，待认定单位确认"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("published", "已公布"),
                            ("retired", "已废止"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(editable=False, verbose_name="起草时间"),
                ),
                (
                    "published_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="公布日期"
                    ),
                ),
                (
                    "published_where",
                    models.CharField(
                        editable=False, max_length=300, verbose_name="公布载体"
                    ),
                ),
                (
                    "effective_from",
                    models.DateField(
                        editable=False, null=True, verbose_name="施行日期"
                    ),
                ),
                (
                    "effective_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="废止日期"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="registry.department",
                        verbose_name="认定单位",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards_drafted",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="registry.field",
                        verbose_name="领域",
                    ),
                ),
            ],
            options={
                "verbose_name": "认定标准",
                "verbose_name_plural": "认定标准",
                "ordering": ["code", "-version"],
                "permissions": [("publish_standard", "公布、废止认定标准")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="standard_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True), ("status", "draft")
                            ),
                            models.Q(
                                ("effective_from__gte", models.F("published_on")),
                                ("effective_from__isnull", False),
                                ("published_on__isnull", False),
                                models.Q(("status", "draft"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="standard_published_before_effective",
                        violation_error_message="认定标准应先公布、后施行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "retired"), _negated=True),
                            ("effective_to__isnull", False),
                            _connector="OR",
                        ),
                        name="standard_retired_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("list_kind__in", ["black", "bad"]), _negated=True
                            ),
                            models.Q(
                                ("statement_workdays__gte", 1),
                                ("statement_workdays__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="standard_adverse_is_heard",
                        violation_error_message="失信类标准应规定陈述申辩期（至少 1 个工作日）。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("list_kind", "black"), _negated=True),
                            models.Q(
                                ("term_months__gte", 1), ("term_months__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="standard_black_has_term",
                        violation_error_message="黑名单标准应明确联合惩戒期限。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public_min_months__isnull", True),
                            ("public_max_months__isnull", True),
                            ("public_min_months__lte", models.F("public_max_months")),
                            _connector="OR",
                        ),
                        name="standard_public_window_ordered",
                        violation_error_message="最短公示期不能长于最长公示期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repairable", True),
                            models.Q(("not_repairable_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="standard_not_repairable_says_why",
                        violation_error_message="不可修复的，应写明法律或党中央、国务院政策文件依据。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category", "none"),
                            ("list_kind", "black"),
                            _connector="OR",
                        ),
                        name="standard_category_only_black",
                        violation_error_message="严重失信类别只用于黑名单标准。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
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
                ("filename", models.CharField(max_length=255, verbose_name="文件名")),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="文件摘要"
                    ),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(
                        editable=False, verbose_name="文件大小（字节）"
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="暂存文件",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "等待读取"),
                            ("reading", "正在读取"),
                            ("unusable", "无法使用"),
                            ("ready", "待确认"),
                            ("writing", "正在写入"),
                            ("drafted", "已写入草稿"),
                            ("cancelled", "已取消"),
                            ("withdrawn", "已整批撤回"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "problem",
                    models.TextField(
                        blank=True, editable=False, verbose_name="无法使用的原因"
                    ),
                ),
                (
                    "notes",
                    models.JSONField(
                        default=list, editable=False, verbose_name="读取说明"
                    ),
                ),
                (
                    "skipped",
                    models.JSONField(
                        default=list, editable=False, verbose_name="跳过的行"
                    ),
                ),
                (
                    "columns",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="识别的列"
                    ),
                ),
                (
                    "rows_read",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="已读取"
                    ),
                ),
                (
                    "rows_checked",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="已检查"
                    ),
                ),
                (
                    "rows_written",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="已写入"
                    ),
                ),
                (
                    "counts",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="各结果行数"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(editable=False, verbose_name="上传时间"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="确认时间"
                    ),
                ),
                (
                    "beat_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="处理进程最近活动"
                    ),
                ),
                (
                    "attempt",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="第几次处理"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="registry.department",
                        verbose_name="认定单位",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="registry.standard",
                        verbose_name="认定标准",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入批次",
                "verbose_name_plural": "导入批次",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True),
                                ("confirmed_by__isnull", True),
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="batch_confirmed_at_and_by_together",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Row",
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
                ("sheet", models.CharField(max_length=100, verbose_name="工作表")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("cells", models.JSONField(verbose_name="原始内容")),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("new", "新增"),
                            ("unchanged", "无变化"),
                            ("changed", "有变化"),
                            ("duplicate", "文件内重复"),
                            ("warned", "有提示"),
                            ("rejected", "不予导入"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="说明")),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="registry.batch",
                        verbose_name="导入批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入行",
                "verbose_name_plural": "导入行",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Subject",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "法人及非法人组织"),
                            ("individual_business", "个体工商户"),
                            ("person", "自然人"),
                        ],
                        max_length=20,
                        verbose_name="主体类别",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                (
                    "name_key",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="检索名称"
                    ),
                ),
                (
                    "identifier_kind",
                    models.CharField(
                        choices=[
                            ("uscc", "统一社会信用代码"),
                            ("registration", "工商注册号"),
                            ("organisation_code", "组织机构代码"),
                            ("resident", "居民身份证"),
                            ("residence_permit", "港澳台居民居住证"),
                            ("foreign_permanent", "外国人永久居留身份证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("passport", "护照"),
                        ],
                        max_length=20,
                        verbose_name="证件类别",
                    ),
                ),
                (
                    "identifier",
                    models.CharField(
                        help_text="自然人的证件号码只显示部分数字。",
                        max_length=40,
                        verbose_name="证件号码",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="查找键"
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="registry.region",
                        verbose_name="所在区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "信用主体",
                "verbose_name_plural": "信用主体",
                "ordering": ["pk"],
                "permissions": [("reveal_number", "查看自然人完整证件号码（留痕）")],
                "indexes": [models.Index(fields=["name_key"], name="subject_name_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="subject_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "person"), ("sealed__isnull", False)),
                            models.Q(
                                models.Q(("kind", "person"), _negated=True),
                                ("sealed__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="subject_person_number_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
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
                    "list_kind",
                    models.CharField(
                        choices=[
                            ("red", "红名单"),
                            ("black", "黑名单"),
                            ("good", "良好记录"),
                            ("bad", "失信记录"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="名单类别",
                    ),
                ),
                (
                    "document_number",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="认定文号"
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="认定日期")),
                (
                    "occurred_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="行为发生日期"
                    ),
                ),
                ("facts", models.TextField(verbose_name="认定事由")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不适用"),
                            ("rated", "市级以上部门、行业组织或区级以上政府评定"),
                            ("honoured", "国家、省、市主管部门认定的称号、奖励"),
                            ("recognised", "部门、机构认定的其他良好信用信息"),
                            ("civic", "志愿服务、无偿献血、公益捐赠等"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="良好信息来源",
                    ),
                ),
                (
                    "details",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="其他登记事项"
                    ),
                ),
                (
                    "asked_until",
                    models.DateField(
                        blank=True,
                        help_text="早于标准规定的期限时，以此日期为准。",
                        null=True,
                        verbose_name="文书载明的有效期至",
                    ),
                ),
                (
                    "notice_served_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="事先告知书送达日期"
                    ),
                ),
                (
                    "notice_proof",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="告知书文号及送达凭证"
                    ),
                ),
                (
                    "statement",
                    models.TextField(blank=True, verbose_name="当事人陈述申辩"),
                ),
                (
                    "statement_answer",
                    models.TextField(blank=True, verbose_name="陈述申辩复核意见"),
                ),
                (
                    "decision_served_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="决定书送达日期"
                    ),
                ),
                (
                    "decision_proof",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="决定书送达凭证"
                    ),
                ),
                (
                    "urgent_reason",
                    models.TextField(
                        blank=True,
                        editable=False,
                        verbose_name="紧急情形先行公布的理由",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审核"),
                            ("returned", "已退回"),
                            ("awaiting", "待信用办复核"),
                            ("published", "已发布"),
                            ("ended", "已退出"),
                            ("discarded", "已作废"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
                ),
                (
                    "edited_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="最近修改时间"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="提交时间"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="审核时间"
                    ),
                ),
                (
                    "seconded_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="复核时间"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="发布时间"
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="向社会公示"
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        editable=False, null=True, verbose_name="有效期自"
                    ),
                ),
                (
                    "valid_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="有效期至"
                    ),
                ),
                (
                    "public_until",
                    models.DateField(
                        editable=False, null=True, verbose_name="公示截止"
                    ),
                ),
                (
                    "term_basis",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="期限计算说明"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="退出时间"
                    ),
                ),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expired", "期满"),
                            ("repaired", "信用修复"),
                            ("revoked", "撤销"),
                            ("early", "提前移出"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="退出原因",
                    ),
                ),
                (
                    "end_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="退出理由"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("legal_representative", "法定代表人"),
                            ("principal", "主要负责人"),
                            ("direct", "直接责任人员"),
                            ("practitioner", "注册执业人员"),
                            ("director", "董事"),
                            ("shareholder", "股东"),
                            ("senior_manager", "高级管理人员"),
                        ],
                        max_length=30,
                        verbose_name="责任身份",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.batch",
                        verbose_name="导入批次",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="registry.entry",
                        verbose_name="所依据的单位条目",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.department",
                        verbose_name="认定单位",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最近修改人",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理退出人",
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "row",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="registry.row",
                        verbose_name="导入行",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.standard",
                        verbose_name="认定标准",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.subject",
                        verbose_name="信用主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "名单条目",
                "verbose_name_plural": "名单条目",
                "ordering": ["-pk"],
                "permissions": [
                    ("submit_entry", "提交名单条目"),
                    ("approve_entry", "审核、退回名单条目"),
                    ("second_entry", "复核外部机构及超量发布的条目"),
                    ("hold_entry", "暂停、恢复条目效力"),
                    ("correct_entry", "更正已发布条目"),
                    ("end_entry", "办理条目退出"),
                    ("import_entry", "导入名单"),
                    ("export_entry", "导出名单"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["list_kind", "-published_at", "-id"],
                        name="entry_lists",
                    ),
                    models.Index(
                        fields=["department", "status", "-id"], name="entry_desk"
                    ),
                    models.Index(fields=["document_number"], name="entry_document"),
                    models.Index(
                        fields=["standard", "approved_at"], name="entry_brake"
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["valid_to"],
                        name="entry_expiry",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("cause__isnull", True),
                            models.Q(
                                ("status__in", ["ended", "discarded"]), _negated=True
                            ),
                        ),
                        fields=("standard", "subject", "document_number", "decided_on"),
                        name="entry_once_per_document",
                        violation_error_message="该主体依本标准、同一文号和认定日期的条目已经登记。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cause__isnull", False)),
                        fields=("cause", "subject"),
                        name="entry_derived_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["published", "ended"]), _negated=True
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("published_at__isnull", False),
                                ("valid_from__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="entry_published_with_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["published", "ended"]),
                            ("published_at__isnull", True),
                            _connector="OR",
                        ),
                        name="entry_published_only_when_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("status", "ended"),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "ended"), _negated=True),
                                ("ended_at__isnull", True),
                                ("ended_because", ""),
                            ),
                            _connector="OR",
                        ),
                        name="entry_ended_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                models.Q(
                                    ("drafted_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("drafted_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("edited_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("edited_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="entry_two_pairs_of_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seconded_by__isnull", True),
                            models.Q(
                                models.Q(
                                    ("seconded_by", models.F("approved_by")),
                                    _negated=True,
                                ),
                                models.Q(
                                    ("drafted_by__isnull", True),
                                    models.Q(
                                        ("seconded_by", models.F("drafted_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("edited_by__isnull", True),
                                    models.Q(
                                        ("seconded_by", models.F("edited_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="entry_second_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["published", "ended"]), _negated=True
                            ),
                            models.Q(
                                ("list_kind__in", ["black", "bad"]), _negated=True
                            ),
                            models.Q(
                                ("decision_served_on__isnull", False),
                                ("notice_served_on__isnull", False),
                            ),
                            models.Q(("urgent_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="entry_adverse_heard",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            models.Q(
                                ("valid_from__isnull", False),
                                ("valid_to__gte", models.F("valid_from")),
                            ),
                            _connector="OR",
                        ),
                        name="entry_term_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause__isnull", True), ("role", "")),
                            models.Q(
                                ("cause__isnull", False),
                                models.Q(("role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="entry_derived_has_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("published", "发布"),
                            ("held", "暂停"),
                            ("released", "恢复"),
                            ("corrected", "更正"),
                            ("ended", "退出"),
                        ],
                        max_length=10,
                        verbose_name="事由",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "撤回通知",
                "verbose_name_plural": "撤回通知",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "number",
                    models.PositiveBigIntegerField(
                        primary_key=True, serialize=False, verbose_name="序号"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="封存时间")),
                ("moment", models.BigIntegerField(verbose_name="末行事务号")),
                ("last", models.BigIntegerField(verbose_name="末行编号")),
                ("lines", models.PositiveIntegerField(verbose_name="留痕条数")),
                ("leaves", models.BinaryField(verbose_name="逐行摘要")),
                ("root", models.CharField(max_length=64, verbose_name="本段摘要")),
                (
                    "previous",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        unique=True,
                        verbose_name="上一封存摘要",
                    ),
                ),
                (
                    "hash",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="封存摘要"
                    ),
                ),
            ],
            options={
                "verbose_name": "留痕封存",
                "verbose_name_plural": "留痕封存",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="年份"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("official", "已公布"), ("provisional", "暂定")],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                (
                    "notice_no",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="国务院办公厅通知文号"
                    ),
                ),
                (
                    "notice_on",
                    models.DateField(blank=True, null=True, verbose_name="通知日期"),
                ),
                (
                    "edition",
                    models.PositiveIntegerField(
                        default=1, editable=False, verbose_name="版次"
                    ),
                ),
            ],
            options={
                "verbose_name": "工作日历年度",
                "verbose_name_plural": "工作日历年度",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2199)),
                        name="calendar_year_in_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
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
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "answer",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="应答状态码"
                    ),
                ),
                (
                    "problem",
                    models.CharField(blank=True, max_length=200, verbose_name="问题"),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="registry.delivery",
                        verbose_name="推送记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "投递尝试",
                "verbose_name_plural": "投递尝试",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="生效日期"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="失效日期"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="协议名称")),
                (
                    "document_number",
                    models.CharField(max_length=100, verbose_name="文号"),
                ),
                (
                    "list_kinds",
                    models.JSONField(
                        help_text="red、black、good、bad。",
                        verbose_name="互认的名单类别",
                    ),
                ),
                ("sends", models.BooleanField(default=True, verbose_name="向对方提供")),
                (
                    "receives",
                    models.BooleanField(default=True, verbose_name="接收对方提供"),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        limit_choices_to={"kind": "elsewhere"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="registry.department",
                        verbose_name="对方平台",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域互认协议",
                "verbose_name_plural": "区域互认协议",
                "ordering": ["partner", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="agreement_dates_ordered",
                        violation_error_message="失效日期不能早于生效日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                    "since",
                    models.DateTimeField(editable=False, verbose_name="原内容生效时间"),
                ),
                ("at", models.DateTimeField(editable=False, verbose_name="更正时间")),
                ("reason", models.TextField(verbose_name="更正理由")),
                ("before", models.JSONField(editable=False, verbose_name="更正前")),
                ("after", models.JSONField(editable=False, verbose_name="更正后")),
                (
                    "was_valid_from",
                    models.DateField(editable=False, verbose_name="原有效期自"),
                ),
                (
                    "was_valid_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="原有效期至"
                    ),
                ),
                (
                    "was_public_until",
                    models.DateField(
                        editable=False, null=True, verbose_name="原公示截止"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="更正人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正",
                "verbose_name_plural": "更正",
                "ordering": ["-at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("at__gt", models.F("since"))),
                        name="correction_after_what_stood",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("published", "发布"),
                            ("held", "暂停"),
                            ("released", "恢复"),
                            ("corrected", "更正"),
                            ("ended", "退出"),
                        ],
                        max_length=10,
                        verbose_name="变动",
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expired", "期满"),
                            ("repaired", "信用修复"),
                            ("revoked", "撤销"),
                            ("early", "提前移出"),
                        ],
                        max_length=10,
                        verbose_name="退出原因",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "moment",
                    models.BigIntegerField(
                        db_default=registry.commit_order.Moment(),
                        editable=False,
                        verbose_name="事务号",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
            ],
            options={
                "verbose_name": "名单变动",
                "verbose_name_plural": "名单变动",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["moment", "id"], name="change_order")],
            },
        ),
        migrations.CreateModel(
            name="FeedReader",
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
                    "read_moment",
                    models.BigIntegerField(
                        default=0, verbose_name="已读取至（事务号）"
                    ),
                ),
                ("read_pk", models.BigIntegerField(default=0, verbose_name="已读取至")),
                ("read_at", models.DateTimeField(null=True, verbose_name="最近读取")),
                (
                    "done_moment",
                    models.BigIntegerField(
                        default=0, verbose_name="已确认至（事务号）"
                    ),
                ),
                ("done_pk", models.BigIntegerField(default=0, verbose_name="已确认至")),
                ("done_at", models.DateTimeField(null=True, verbose_name="最近确认")),
                (
                    "official",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feed_reader",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接口账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "变动接收进度",
                "verbose_name_plural": "变动接收进度",
                "ordering": ["official"],
            },
        ),
        migrations.CreateModel(
            name="Hold",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("objection", "异议核查"),
                            ("complaint", "投诉办理"),
                            ("litigation", "复议诉讼"),
                            ("stay", "法院裁定停止执行"),
                            ("restructuring", "破产重整"),
                            ("office", "单位自行核查"),
                        ],
                        max_length=20,
                        verbose_name="暂停事由",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="受理编号或文号"
                    ),
                ),
                ("reason", models.TextField(verbose_name="理由")),
                (
                    "placed_at",
                    models.DateTimeField(editable=False, verbose_name="暂停时间"),
                ),
                (
                    "released_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="恢复时间"
                    ),
                ),
                (
                    "release_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="恢复理由"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="恢复办理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "暂停",
                "verbose_name_plural": "暂停",
                "ordering": ["-placed_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=["entry"],
                        name="hold_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_at__isnull", True),
                            ("released_at__gte", models.F("placed_at")),
                            _connector="OR",
                        ),
                        name="hold_released_after_placed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("release_reason", ""), ("released_at__isnull", True)
                            ),
                            models.Q(
                                ("released_at__isnull", False),
                                models.Q(("release_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hold_released_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Idempotency",
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
                ("key", models.CharField(max_length=100, verbose_name="幂等键")),
                ("request", models.CharField(max_length=64, verbose_name="请求摘要")),
                (
                    "status_code",
                    models.PositiveSmallIntegerField(verbose_name="应答状态码"),
                ),
                ("answer", models.JSONField(verbose_name="应答")),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接口账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "幂等调用",
                "verbose_name_plural": "幂等调用",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("official", "key"), name="idempotency_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Incoming",
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
                    "foreign_id",
                    models.CharField(max_length=100, verbose_name="对方编号"),
                ),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "法人及非法人组织"),
                            ("individual_business", "个体工商户"),
                            ("person", "自然人"),
                        ],
                        max_length=20,
                        verbose_name="主体类别",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                (
                    "identifier",
                    models.CharField(max_length=40, verbose_name="证件号码"),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="查找键"
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                (
                    "list_kind",
                    models.CharField(
                        choices=[
                            ("red", "红名单"),
                            ("black", "黑名单"),
                            ("good", "良好记录"),
                            ("bad", "失信记录"),
                        ],
                        max_length=10,
                        verbose_name="名单类别",
                    ),
                ),
                (
                    "authority",
                    models.CharField(max_length=200, verbose_name="认定机关"),
                ),
                (
                    "document_number",
                    models.CharField(max_length=100, verbose_name="认定文号"),
                ),
                ("decided_on", models.DateField(verbose_name="认定日期")),
                ("valid_to", models.DateField(null=True, verbose_name="有效期至")),
                ("facts", models.TextField(verbose_name="认定事由")),
                ("received_at", models.DateTimeField(verbose_name="接收时间")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "待认定"),
                            ("recognised", "已认可"),
                            ("declined", "不予认可"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="处理时间"
                    ),
                ),
                (
                    "decision",
                    models.TextField(
                        blank=True, editable=False, verbose_name="处理理由"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming",
                        to="registry.agreement",
                        verbose_name="互认协议",
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
                        verbose_name="处理人",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming",
                        to="registry.entry",
                        verbose_name="据此登记的条目",
                    ),
                ),
            ],
            options={
                "verbose_name": "外地推送的条目",
                "verbose_name_plural": "外地推送的条目",
                "ordering": ["-pk"],
                "permissions": [("decide_incoming", "认可、不予认可外地推送的条目")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "foreign_id"), name="incoming_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("status", "received")
                            ),
                            models.Q(
                                models.Q(("status", "received"), _negated=True),
                                ("decided_at__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incoming_decided_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entry__isnull", False), ("status", "recognised")
                            ),
                            models.Q(
                                models.Q(("status", "recognised"), _negated=True),
                                ("entry__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="incoming_recognised_has_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lead",
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
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="生效日期"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="失效日期"),
                ),
                ("citation", models.CharField(max_length=200, verbose_name="依据")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="registry.department",
                        verbose_name="牵头单位",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="registry.field",
                        verbose_name="领域",
                    ),
                ),
            ],
            options={
                "verbose_name": "牵头单位",
                "verbose_name_plural": "牵头单位",
                "ordering": ["field", "valid_from", "department"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="lead_dates_ordered",
                        violation_error_message="失效日期不能早于生效日期。",
                    ),
                    models.UniqueConstraint(
                        fields=("field", "department", "valid_from"),
                        name="lead_once_from_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
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
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="生效日期"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="失效日期"),
                ),
                ("code", models.SlugField(max_length=60, verbose_name="代码")),
                ("name", models.CharField(max_length=100, verbose_name="事项")),
                ("number", models.PositiveSmallIntegerField(verbose_name="期限")),
                (
                    "unit",
                    models.CharField(
                        choices=[("workday", "工作日"), ("day", "日")],
                        default="workday",
                        max_length=10,
                        verbose_name="单位",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("authority", "办理单位"), ("applicant", "当事人")],
                        default="authority",
                        max_length=10,
                        verbose_name="由谁完成",
                    ),
                ),
                ("starts_with", models.CharField(max_length=100, verbose_name="起算")),
                ("citation", models.CharField(max_length=300, verbose_name="依据")),
            ],
            options={
                "verbose_name": "办理期限",
                "verbose_name_plural": "办理期限",
                "ordering": ["code", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"), name="limit_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
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
                ("of", models.CharField(max_length=60, verbose_name="对象类别")),
                ("of_pk", models.BigIntegerField(verbose_name="对象编号")),
                ("title", models.CharField(max_length=200, verbose_name="事项名称")),
                ("event", models.CharField(max_length=200, verbose_name="起算事件")),
                ("started_on", models.DateField(verbose_name="起算日（不计入）")),
                ("due_on", models.DateField(verbose_name="截止日")),
                ("is_provisional", models.BooleanField(verbose_name="暂定")),
                ("edition", models.PositiveIntegerField(verbose_name="日历版次")),
                (
                    "paused_on",
                    models.DateField(blank=True, null=True, verbose_name="中止计时日"),
                ),
                (
                    "pauses",
                    models.JSONField(default=list, verbose_name="已扣除的中止期间"),
                ),
                (
                    "met_on",
                    models.DateField(blank=True, null=True, verbose_name="办结日"),
                ),
                (
                    "dropped_on",
                    models.DateField(blank=True, null=True, verbose_name="终止日"),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadlines",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadlines",
                        to="registry.department",
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "limit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadlines",
                        to="registry.limit",
                        verbose_name="办理期限",
                    ),
                ),
            ],
            options={
                "verbose_name": "期限",
                "verbose_name_plural": "期限",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["of", "of_pk"], name="deadline_of"),
                    models.Index(
                        condition=models.Q(
                            ("dropped_on__isnull", True), ("met_on__isnull", True)
                        ),
                        fields=["department", "due_on"],
                        name="deadline_desk",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("dropped_on__isnull", True), ("met_on__isnull", True)
                        ),
                        fields=("of", "of_pk", "limit"),
                        name="deadline_open_once_per_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("met_on__isnull", True),
                            ("dropped_on__isnull", True),
                            _connector="OR",
                        ),
                        name="deadline_met_or_dropped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                ("of", models.CharField(max_length=60, verbose_name="对象类别")),
                ("of_pk", models.BigIntegerField(verbose_name="对象编号")),
                ("stage", models.CharField(max_length=60, verbose_name="环节")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "link",
                    models.CharField(blank=True, max_length=300, verbose_name="链接"),
                ),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                ("read_at", models.DateTimeField(null=True, verbose_name="阅读时间")),
                (
                    "by_mail",
                    models.BooleanField(default=True, verbose_name="同时发送邮件"),
                ),
                (
                    "mailed_at",
                    models.DateTimeField(null=True, verbose_name="邮件发出时间"),
                ),
                (
                    "claimed_at",
                    models.DateTimeField(null=True, verbose_name="发送进程领取时间"),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="发送次数"
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收件人",
                    ),
                ),
            ],
            options={
                "verbose_name": "待办提醒",
                "verbose_name_plural": "待办提醒",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("by_mail", True), ("mailed_at__isnull", True)
                        ),
                        fields=["created_at"],
                        name="message_to_mail",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("official", "of", "of_pk", "stage"), name="message_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "更正公告"),
                            ("revocation", "撤销公告"),
                        ],
                        max_length=20,
                        verbose_name="公告类别",
                    ),
                ),
                ("text", models.TextField(verbose_name="公告内容")),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                (
                    "shown_until",
                    models.DateField(blank=True, null=True, verbose_name="公告截止"),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
            ],
            options={
                "verbose_name": "公告",
                "verbose_name_plural": "公告",
                "ordering": ["-published_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RecalledEntry",
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="名单条目",
                    ),
                ),
                (
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recalled",
                        to="registry.recall",
                        verbose_name="撤回通知",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤回的条目",
                "verbose_name_plural": "撤回的条目",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recall", "entry"), name="recalled_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallReceipt",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("feed", "变动接口"),
                            ("push", "变动推送"),
                            ("check", "信用核查"),
                        ],
                        max_length=10,
                        verbose_name="得知途径",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="应确认日期")),
                (
                    "acknowledged_at",
                    models.DateTimeField(null=True, verbose_name="确认时间"),
                ),
                (
                    "done",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="处理情况"
                    ),
                ),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recall_receipts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收账号",
                    ),
                ),
                (
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="registry.recall",
                        verbose_name="撤回通知",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤回回执",
                "verbose_name_plural": "撤回回执",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recall", "official"), name="recall_receipt_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("acknowledged_at__isnull", True),
                                ("acknowledged_by__isnull", True),
                            ),
                            models.Q(
                                ("acknowledged_at__isnull", False),
                                ("acknowledged_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recall_acknowledged_at_and_by_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                    "number",
                    models.CharField(
                        max_length=30, unique=True, verbose_name="回执编号"
                    ),
                ),
                (
                    "secret_digest",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="查询码摘要"
                    ),
                ),
                ("of", models.CharField(max_length=60, verbose_name="对象类别")),
                ("of_pk", models.BigIntegerField(verbose_name="对象编号")),
                ("issued_at", models.DateTimeField(verbose_name="出具时间")),
            ],
            options={
                "verbose_name": "回执",
                "verbose_name_plural": "回执",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("of", "of_pk"), name="receipt_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Staged",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "法人及非法人组织"),
                            ("individual_business", "个体工商户"),
                            ("person", "自然人"),
                        ],
                        max_length=20,
                        verbose_name="主体类别",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("name_key", models.CharField(max_length=200, verbose_name="检索名称")),
                (
                    "identifier_kind",
                    models.CharField(
                        choices=[
                            ("uscc", "统一社会信用代码"),
                            ("registration", "工商注册号"),
                            ("organisation_code", "组织机构代码"),
                            ("resident", "居民身份证"),
                            ("residence_permit", "港澳台居民居住证"),
                            ("foreign_permanent", "外国人永久居留身份证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("passport", "护照"),
                        ],
                        max_length=20,
                        verbose_name="证件类别",
                    ),
                ),
                (
                    "identifier",
                    models.CharField(max_length=40, verbose_name="证件号码"),
                ),
                ("key", models.CharField(max_length=64, verbose_name="查找键")),
                (
                    "sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                (
                    "notice_served_on",
                    models.DateField(null=True, verbose_name="告知书送达日期"),
                ),
                (
                    "notice_proof",
                    models.CharField(max_length=200, verbose_name="告知书送达凭证"),
                ),
                (
                    "row",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="staged",
                        serialize=False,
                        to="registry.row",
                        verbose_name="导入行",
                    ),
                ),
                (
                    "document_number",
                    models.CharField(max_length=100, verbose_name="认定文号"),
                ),
                ("decided_on", models.DateField(verbose_name="认定日期")),
                (
                    "occurred_on",
                    models.DateField(null=True, verbose_name="行为发生日期"),
                ),
                ("facts", models.TextField(verbose_name="认定事由")),
                ("details", models.JSONField(verbose_name="其他登记事项")),
                (
                    "asked_until",
                    models.DateField(null=True, verbose_name="文书载明的有效期至"),
                ),
                ("statement", models.TextField(verbose_name="当事人陈述申辩")),
                ("statement_answer", models.TextField(verbose_name="陈述申辩复核意见")),
                (
                    "decision_served_on",
                    models.DateField(null=True, verbose_name="决定书送达日期"),
                ),
                (
                    "decision_proof",
                    models.CharField(max_length=200, verbose_name="决定书送达凭证"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="staged",
                        to="registry.batch",
                        verbose_name="导入批次",
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="已登记的条目",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registry.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registry.subject",
                        verbose_name="已登记的主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "待写入的条目",
                "verbose_name_plural": "待写入的条目",
                "ordering": ["row"],
            },
        ),
        migrations.CreateModel(
            name="StagedPerson",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "法人及非法人组织"),
                            ("individual_business", "个体工商户"),
                            ("person", "自然人"),
                        ],
                        max_length=20,
                        verbose_name="主体类别",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("name_key", models.CharField(max_length=200, verbose_name="检索名称")),
                (
                    "identifier_kind",
                    models.CharField(
                        choices=[
                            ("uscc", "统一社会信用代码"),
                            ("registration", "工商注册号"),
                            ("organisation_code", "组织机构代码"),
                            ("resident", "居民身份证"),
                            ("residence_permit", "港澳台居民居住证"),
                            ("foreign_permanent", "外国人永久居留身份证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("passport", "护照"),
                        ],
                        max_length=20,
                        verbose_name="证件类别",
                    ),
                ),
                (
                    "identifier",
                    models.CharField(max_length=40, verbose_name="证件号码"),
                ),
                ("key", models.CharField(max_length=64, verbose_name="查找键")),
                (
                    "sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                (
                    "notice_served_on",
                    models.DateField(null=True, verbose_name="告知书送达日期"),
                ),
                (
                    "notice_proof",
                    models.CharField(max_length=200, verbose_name="告知书送达凭证"),
                ),
                ("role", models.CharField(max_length=30, verbose_name="责任身份")),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="staged_persons",
                        to="registry.batch",
                        verbose_name="导入批次",
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="已登记的条目",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="staged_persons",
                        to="registry.row",
                        verbose_name="导入行",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registry.subject",
                        verbose_name="已登记的主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "待写入的责任人",
                "verbose_name_plural": "待写入的责任人",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("legal_representative", "法定代表人"),
                            ("principal", "主要负责人"),
                            ("direct", "直接责任人员"),
                            ("practitioner", "注册执业人员"),
                            ("director", "董事"),
                            ("shareholder", "股东"),
                            ("senior_manager", "高级管理人员"),
                        ],
                        max_length=30,
                        verbose_name="责任身份",
                    ),
                ),
                (
                    "notice_served_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="对本人的告知送达日期"
                    ),
                ),
                (
                    "notice_proof",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="对本人的告知送达凭证"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="registry.entry",
                        verbose_name="单位条目",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="registry.subject",
                        verbose_name="责任人",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任人",
                "verbose_name_plural": "责任人",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "person"),
                        name="responsibility_once_per_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
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
                    "code",
                    models.CharField(max_length=24, unique=True, verbose_name="验证码"),
                ),
                ("at", models.DateTimeField(verbose_name="证明的时刻")),
                ("facts", models.JSONField(verbose_name="证明内容")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("issued_at", models.DateTimeField(verbose_name="出具时间")),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出具人",
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="registry.seal",
                        verbose_name="出具时的链头",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="registry.subject",
                        verbose_name="信用主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "时点证明",
                "verbose_name_plural": "时点证明",
                "ordering": ["-pk"],
                "permissions": [
                    ("certify_person", "核实本人身份后出具自然人时点证明（留痕）")
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherIdentifier",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("uscc", "统一社会信用代码"),
                            ("registration", "工商注册号"),
                            ("organisation_code", "组织机构代码"),
                            ("resident", "居民身份证"),
                            ("residence_permit", "港澳台居民居住证"),
                            ("foreign_permanent", "外国人永久居留身份证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("passport", "护照"),
                        ],
                        max_length=20,
                        verbose_name="证件类别",
                    ),
                ),
                (
                    "identifier",
                    models.CharField(max_length=40, verbose_name="证件号码"),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        max_length=64,
                        unique=True,
                        verbose_name="查找键",
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="other_identifiers",
                        to="registry.subject",
                        verbose_name="信用主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "其他证件号码",
                "verbose_name_plural": "其他证件号码",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
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
                ("name", models.CharField(max_length=200, verbose_name="曾用名")),
                (
                    "name_key",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="检索名称"
                    ),
                ),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="使用至"),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="registry.subject",
                        verbose_name="信用主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "曾用名",
                "verbose_name_plural": "曾用名",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["name_key"], name="former_name_key")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "name_key"), name="former_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
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
                    "number",
                    models.CharField(
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="澄清编号",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="被误认人姓名")),
                (
                    "name_key",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="检索名称"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="查找键"
                    ),
                ),
                ("reason", models.TextField(verbose_name="澄清理由")),
                (
                    "issued_at",
                    models.DateTimeField(editable=False, verbose_name="出具时间"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="撤回时间"
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications_issued",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出具人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications_withdrawn",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤回人",
                    ),
                ),
                (
                    "not_subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="registry.subject",
                        verbose_name="并非此主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "身份澄清",
                "verbose_name_plural": "身份澄清",
                "ordering": ["-issued_at"],
                "permissions": [("clarify_subject", "出具、撤回身份澄清")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("key", "not_subject"),
                        name="clarification_standing_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="clarification_withdrawn_at_and_by_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrailEntry",
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
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "actor_name",
                    models.CharField(max_length=50, verbose_name="操作人姓名"),
                ),
                ("action", models.CharField(max_length=80, verbose_name="事项")),
                ("of", models.CharField(max_length=60, verbose_name="对象类别")),
                ("of_pk", models.BigIntegerField(verbose_name="对象编号")),
                ("before", models.JSONField(null=True, verbose_name="变更前")),
                ("after", models.JSONField(null=True, verbose_name="变更后")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                (
                    "moment",
                    models.BigIntegerField(
                        db_default=registry.commit_order.Moment(),
                        editable=False,
                        verbose_name="事务号",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
            ],
            options={
                "verbose_name": "操作留痕",
                "verbose_name_plural": "操作留痕",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["of", "of_pk", "id"], name="trail_about")
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
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
                ("name", models.CharField(max_length=100, verbose_name="用途")),
                (
                    "digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="摘要"
                    ),
                ),
                (
                    "scopes",
                    models.JSONField(
                        default=registry.models.people.read_only,
                        validators=[registry.models.people.known_scopes],
                        verbose_name="权限范围",
                    ),
                ),
                (
                    "hint",
                    models.CharField(
                        editable=False, max_length=8, verbose_name="前几位"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="签发时间")),
                ("expires_at", models.DateTimeField(verbose_name="有效期至")),
                (
                    "last_used_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="最近使用"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="撤销时间"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens_issued",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接口账号",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens_revoked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
            ],
            options={
                "verbose_name": "接口令牌",
                "verbose_name_plural": "接口令牌",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revoked_at__isnull", True),
                                ("revoked_by__isnull", True),
                            ),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="token_revoked_at_and_by_together",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("of", models.CharField(max_length=60, verbose_name="对象类别")),
                ("of_pk", models.BigIntegerField(verbose_name="对象编号")),
                ("label", models.CharField(max_length=100, verbose_name="材料名称")),
                ("filename", models.CharField(max_length=255, verbose_name="文件名")),
                ("kind", models.CharField(max_length=10, verbose_name="文件类型")),
                ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件摘要")),
                (
                    "path",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="存放位置"
                    ),
                ),
                ("kept_at", models.DateTimeField(verbose_name="提交时间")),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件材料",
                "verbose_name_plural": "附件材料",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["of", "of_pk"], name="attachment_of")],
            },
        ),
        migrations.AddField(
            model_name="row",
            name="match",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matching_rows",
                to="registry.entry",
                verbose_name="已登记的条目",
            ),
        ),
        migrations.AddField(
            model_name="recall",
            name="entries",
            field=models.ManyToManyField(
                related_name="recalls",
                through="registry.RecalledEntry",
                to="registry.entry",
                verbose_name="名单条目",
            ),
        ),
        migrations.AddIndex(
            model_name="row",
            index=models.Index(fields=["batch", "fate", "id"], name="row_fates"),
        ),
    ]
