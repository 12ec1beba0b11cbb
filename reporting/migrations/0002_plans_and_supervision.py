import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0004_limit_reminders"),
        ("registry", "__first__"),
        ("reporting", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
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
                ("title", models.CharField(max_length=100, verbose_name="方案名称")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="文号"),
                ),
                ("starts_on", models.DateField(verbose_name="起始日期")),
                ("ends_on", models.DateField(verbose_name="完成时限")),
                ("goals", models.TextField(max_length=5000, verbose_name="工作目标")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("filed", "已报送信用办"),
                            ("closed", "已完成"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "filed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="报送时间"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="单位",
                    ),
                ),
                (
                    "filed_by",
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
                "verbose_name": "落实方案",
                "verbose_name_plural": "落实方案",
                "ordering": ["-pk"],
                "permissions": [
                    ("file_plan", "报送落实方案"),
                    ("oversee_plan", "退回落实方案"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                        name="plan_dates_ordered",
                        violation_error_message="完成时限不能早于起始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("filed_at__isnull", False), ("filed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="plan_filed_at_and_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
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
                        choices=[("circular", "通报批评"), ("talk", "约谈")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="考核期间自")),
                ("ends_on", models.DateField(verbose_name="考核期间至")),
                ("facts", models.TextField(max_length=3000, verbose_name="存在的问题")),
                ("demands", models.TextField(max_length=3000, verbose_name="整改要求")),
                (
                    "number",
                    models.CharField(blank=True, max_length=60, verbose_name="文号"),
                ),
                (
                    "talk_on",
                    models.DateField(blank=True, null=True, verbose_name="约谈日期"),
                ),
                (
                    "attendees",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="参加约谈人员"
                    ),
                ),
                (
                    "scores",
                    models.JSONField(
                        editable=False, null=True, verbose_name="发出时的考核数据"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("issued", "已发出，待整改"),
                            ("answered", "已反馈整改"),
                            ("closed", "已办结"),
                            ("discarded", "已作废"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "issued_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="发出时间"
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=3000,
                        verbose_name="整改情况",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="督导对象",
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
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "督导",
                "verbose_name_plural": "督导",
                "ordering": ["-pk"],
                "permissions": [
                    ("issue_supervision", "签发通报批评、约谈"),
                    ("answer_supervision", "反馈整改情况"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                        name="supervision_dates_ordered",
                        violation_error_message="考核期间的截止日期不能早于起始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "talk"), _negated=True),
                            ("talk_on__isnull", False),
                            _connector="OR",
                        ),
                        name="supervision_talk_has_a_day",
                        violation_error_message="约谈应填写约谈日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_by__isnull", True),
                            models.Q(
                                ("issued_by", models.F("drafted_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="supervision_drafter_does_not_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "discarded"]),
                            models.Q(
                                ("issued_at__isnull", False), ("scores__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="supervision_issued_with_scores",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                ("name", models.CharField(max_length=200, verbose_name="任务")),
                (
                    "owner",
                    models.CharField(max_length=50, verbose_name="责任处室或者责任人"),
                ),
                ("due_on", models.DateField(verbose_name="完成时限")),
                (
                    "done_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="完成日期"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="reporting.plan",
                        verbose_name="落实方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "方案任务",
                "verbose_name_plural": "方案任务",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Progress",
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
                ("text", models.TextField(max_length=1000, verbose_name="进展")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填写人",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="reporting.task",
                        verbose_name="任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务进展",
                "verbose_name_plural": "任务进展",
                "ordering": ["-pk"],
            },
        ),
    ]
