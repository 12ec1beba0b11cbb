import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0004_limit_reminders"),
        ("registry", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthlyReport",
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
                ("month", models.DateField(editable=False, verbose_name="月份")),
                ("due_on", models.DateField(editable=False, verbose_name="报送截止日")),
                (
                    "progress",
                    models.TextField(
                        blank=True,
                        help_text="本月守信激励和失信惩戒工作的进展情况（四(四)）。",
                        max_length=5000,
                        verbose_name="工作进展",
                    ),
                ),
                (
                    "problems",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="存在问题"
                    ),
                ),
                (
                    "plans",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="下月打算"
                    ),
                ),
                (
                    "figures",
                    models.JSONField(
                        editable=False, null=True, verbose_name="报送时的数据"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "待报送"),
                            ("submitted", "已报送，待接收"),
                            ("returned", "已退回"),
                            ("accepted", "已接收"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(editable=False, verbose_name="开启时间"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="报送时间"
                    ),
                ),
                (
                    "first_submitted_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="首次报送日期"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="接收或退回时间"
                    ),
                ),
                (
                    "return_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="退回理由"
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
                        verbose_name="接收或退回人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="报送单位",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
            ],
            options={
                "verbose_name": "月报",
                "verbose_name_plural": "月报",
                "ordering": ["-month", "department"],
                "permissions": [
                    ("submit_monthlyreport", "报送月报"),
                    ("decide_monthlyreport", "接收、退回月报"),
                    ("export_monthlyreport", "导出全市月报汇总"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "month"), name="report_once_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "open"), ("submitted_at__isnull", True)
                            ),
                            models.Q(
                                ("figures__isnull", False),
                                ("first_submitted_on__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                models.Q(("status", "open"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_submitted_with_figures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            models.Q(("return_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_returned_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="report_month_begins_on_its_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
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
                ("figure", models.CharField(max_length=60, verbose_name="数据项")),
                ("text", models.TextField(max_length=1000, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="说明人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="reporting.monthlyreport",
                        verbose_name="月报",
                    ),
                ),
            ],
            options={
                "verbose_name": "数据说明",
                "verbose_name_plural": "数据说明",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportingDuty",
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
                        related_name="+",
                        to="registry.department",
                        verbose_name="报送单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "月报报送单位",
                "verbose_name_plural": "月报报送单位",
                "ordering": ["department", "valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="duty_dates_ordered",
                        violation_error_message="失效日期不能早于生效日期。",
                    ),
                    models.UniqueConstraint(
                        fields=("department", "valid_from"), name="duty_once_from_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Example",
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
                ("month", models.DateField(editable=False, verbose_name="月份")),
                (
                    "polarity",
                    models.CharField(
                        choices=[("good", "诚信典型"), ("bad", "失信典型")],
                        editable=False,
                        max_length=4,
                        verbose_name="类型",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("story", models.TextField(max_length=2000, verbose_name="事例")),
                (
                    "is_model",
                    models.BooleanField(
                        default=False,
                        help_text="仅限红名单条目（一(一)）。公开后列入“诚信典型”栏目。",
                        verbose_name="推荐为诚信典型",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("approved", "已审核"),
                            ("published", "已公开宣传"),
                            ("withdrawn", "已撤下"),
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
                    "approved_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="审核时间"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="公开时间"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consent", "当事人书面同意"),
                            ("law", "依法应当公开的信息"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="公开依据",
                    ),
                ),
                (
                    "basis_text",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="公开依据说明",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="报送单位",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
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
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公开人",
                    ),
                ),
            ],
            options={
                "verbose_name": "典型案例",
                "verbose_name_plural": "典型案例",
                "ordering": ["-month", "-pk"],
                "permissions": [
                    ("approve_example", "审核典型案例"),
                    ("publish_example", "公开、撤下典型案例"),
                ],
                "indexes": [
                    models.Index(fields=["department", "month"], name="example_month")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("entry", "month"),
                        name="example_entry_once_a_month",
                        violation_error_message="该条目已是这个月的典型案例。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                ("approved_by", models.F("drafted_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="example_drafter_does_not_approve",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", True),
                                ("approved_by__isnull", True),
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="example_approved_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                models.Q(("basis", ""), _negated=True),
                                models.Q(("basis_text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="example_published_with_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_model", False), ("polarity", "good"), _connector="OR"
                        ),
                        name="example_model_is_good",
                    ),
                ],
            },
        ),
    ]
