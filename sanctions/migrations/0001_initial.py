import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sanctions.models.catalogue
import sanctions.models.classes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0001_initial"),
        ("registry", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckBatch",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("approval", "行政审批"),
                            ("supervision", "日常监督"),
                            ("licensing", "行政许可"),
                            ("procurement", "采购招标"),
                            ("awards", "评先评优"),
                            ("trading", "公共资源交易"),
                            ("qualification", "资质等级评定"),
                            ("inspection", "定期检验"),
                            ("financing", "融资"),
                            ("funds", "财政资金"),
                            ("citizen", "市民服务"),
                        ],
                        max_length=15,
                        verbose_name="用途",
                    ),
                ),
                (
                    "case_number",
                    models.CharField(max_length=100, verbose_name="办件编号"),
                ),
                (
                    "filename",
                    models.CharField(blank=True, max_length=255, verbose_name="文件名"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="核查时间")),
                ("number", models.PositiveIntegerField(verbose_name="核查数")),
                ("counts", models.JSONField(default=dict, verbose_name="各结果数")),
                (
                    "rows",
                    models.JSONField(
                        default=list,
                        help_text="每行的位置，以及号码有误的原因；不含号码和名称。",
                        verbose_name="各行",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="核查单位",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
            ],
            options={
                "verbose_name": "批量核查",
                "verbose_name_plural": "批量核查",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Check",
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
                ("receipt", models.CharField(max_length=24, verbose_name="核查回执号")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("approval", "行政审批"),
                            ("supervision", "日常监督"),
                            ("licensing", "行政许可"),
                            ("procurement", "采购招标"),
                            ("awards", "评先评优"),
                            ("trading", "公共资源交易"),
                            ("qualification", "资质等级评定"),
                            ("inspection", "定期检验"),
                            ("financing", "融资"),
                            ("funds", "财政资金"),
                            ("citizen", "市民服务"),
                        ],
                        max_length=15,
                        verbose_name="用途",
                    ),
                ),
                (
                    "case_number",
                    models.CharField(max_length=100, verbose_name="办件编号"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="核查时间")),
                ("as_of", models.DateTimeField(verbose_name="查询时点")),
                (
                    "asked_key",
                    models.CharField(max_length=64, verbose_name="查询对象标识"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("listed", "有生效中的条目"),
                            ("clear", "没有生效中的条目"),
                            ("ambiguous", "不能确定是否本人"),
                            ("mismatch", "号码与名称不符"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("number_and_name", "号码和名称均相符"),
                            ("number", "按号码核对"),
                            ("name", "仅按名称核对"),
                        ],
                        max_length=20,
                        verbose_name="核对依据",
                    ),
                ),
                ("entries", models.JSONField(default=list, verbose_name="生效条目")),
                ("held", models.JSONField(default=list, verbose_name="暂停条目")),
                ("orders", models.JSONField(default=list, verbose_name="可执行任务")),
                (
                    "candidates",
                    models.PositiveIntegerField(default=0, verbose_name="同名主体数"),
                ),
                ("version", models.BigIntegerField(verbose_name="名单库版本")),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="核查单位",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                        verbose_name="信用主体",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="sanctions.checkbatch",
                        verbose_name="批量核查",
                    ),
                ),
            ],
            options={
                "verbose_name": "信用核查",
                "verbose_name_plural": "信用核查",
                "ordering": ["-pk"],
                "permissions": [
                    ("make_check", "信用核查"),
                    ("export_check", "导出信用核查记录"),
                ],
                "indexes": [
                    models.Index(fields=["department", "-id"], name="check_desk")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("receipt",), name="check_receipt_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
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
                    "name",
                    models.CharField(
                        max_length=100, unique=True, verbose_name="清单名称"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="编制说明")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "编制中"),
                            ("published", "已公布"),
                            ("replaced", "已被取代"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(editable=False, verbose_name="编制时间"),
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
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="公布载体",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        editable=False, null=True, verbose_name="施行日期"
                    ),
                ),
                (
                    "valid_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="停止施行日期"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编制人",
                    ),
                ),
            ],
            options={
                "verbose_name": "措施清单版次",
                "verbose_name_plural": "措施清单版次",
                "ordering": ["-pk"],
                "permissions": [("publish_edition", "公布措施清单、停用措施")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True), ("status", "draft")
                            ),
                            models.Q(
                                ("published_on__isnull", False),
                                ("valid_from__gte", models.F("published_on")),
                                ("valid_from__isnull", False),
                                models.Q(("status", "draft"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="edition_published_before_effective",
                        violation_error_message="措施清单应先公布、后施行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "replaced"), _negated=True),
                            ("valid_to__isnull", False),
                            _connector="OR",
                        ),
                        name="edition_replaced_with_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "措施已采取"),
                            ("normal", "正常办理"),
                            ("not_taken", "不执行措施"),
                        ],
                        max_length=10,
                        verbose_name="办理结果",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="反馈时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="反馈人",
                    ),
                ),
                (
                    "check_made",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="sanctions.check",
                        verbose_name="信用核查",
                    ),
                ),
            ],
            options={
                "verbose_name": "核查反馈",
                "verbose_name_plural": "核查反馈",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "not_taken"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="feedback_not_taken_says_why",
                        violation_error_message="不执行措施的，应当说明理由。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IndustryMeasure",
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
                            ("alert", "信用警示"),
                            ("warning", "警告"),
                            ("circular", "通报批评"),
                            ("refusal", "不予接纳"),
                            ("expulsion", "劝退"),
                            ("censure", "公开谴责"),
                        ],
                        max_length=10,
                        verbose_name="措施",
                    ),
                ),
                (
                    "rules",
                    models.CharField(max_length=200, verbose_name="行规行约依据"),
                ),
                ("document", models.CharField(max_length=150, verbose_name="文书")),
                ("facts", models.TextField(verbose_name="事由")),
                ("taken_on", models.DateField(verbose_name="采取日期")),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="期限至"),
                ),
                (
                    "lifted_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="解除日期"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="行业协会",
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
                        verbose_name="对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "行业自律措施",
                "verbose_name_plural": "行业自律措施",
                "ordering": ["-taken_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rules", ""), _negated=True),
                            models.Q(("document", ""), _negated=True),
                        ),
                        name="industry_measure_cites_rules",
                        violation_error_message="行业自律措施应当写明行规行约依据和文书。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
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
                ("code", models.SlugField(max_length=60, verbose_name="措施代码")),
                ("name", models.CharField(max_length=100, verbose_name="措施")),
                ("content", models.TextField(verbose_name="措施内容")),
                (
                    "polarity",
                    models.CharField(
                        choices=[("incentive", "激励"), ("punishment", "惩戒")],
                        max_length=10,
                        verbose_name="激励或惩戒",
                    ),
                ),
                (
                    "force",
                    models.CharField(
                        choices=[("mandatory", "强制性"), ("recommended", "推荐性")],
                        max_length=12,
                        verbose_name="效力",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("administrative", "行政性"),
                            ("market", "市场性"),
                            ("industry", "行业性"),
                            ("social", "社会性"),
                            ("convenience", "便民"),
                        ],
                        max_length=15,
                        verbose_name="类型",
                    ),
                ),
                (
                    "subject_kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[sanctions.models.catalogue.known_subject_kinds],
                        verbose_name="对象主体类别",
                    ),
                ),
                (
                    "roles",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[sanctions.models.catalogue.known_roles],
                        verbose_name="对象责任身份",
                    ),
                ),
                (
                    "carried_by",
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
                        default="organ",
                        max_length=20,
                        verbose_name="实施主体类别",
                    ),
                ),
                ("document", models.CharField(max_length=200, verbose_name="依据文件")),
                ("article", models.CharField(max_length=100, verbose_name="依据条款")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("law", "法律"),
                            ("regulation", "行政法规"),
                            ("state", "国家级文件"),
                            ("local_regulation", "地方性法规"),
                            ("rule", "部门规章"),
                            ("normative", "规范性文件"),
                        ],
                        max_length=20,
                        verbose_name="依据层级",
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        help_text="如：二（二）。",
                        max_length=20,
                        verbose_name="通知条款",
                    ),
                ),
                (
                    "remark",
                    models.CharField(blank=True, max_length=300, verbose_name="备注"),
                ),
                (
                    "valid_from",
                    models.DateField(
                        editable=False, null=True, verbose_name="生效日期"
                    ),
                ),
                (
                    "valid_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="失效日期"
                    ),
                ),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="停用理由",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="sanctions.edition",
                        verbose_name="清单版次",
                    ),
                ),
                (
                    "implementers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="registry.department",
                        verbose_name="实施单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "奖惩措施",
                "verbose_name_plural": "奖惩措施",
                "ordering": ["edition", "polarity", "code"],
                "permissions": [
                    ("import_measure", "导入措施清单"),
                    ("export_measure", "导出措施清单"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "code"),
                        name="measure_once_in_edition",
                        violation_error_message="同一版清单中已有此措施代码。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), _negated=True),
                            models.Q(("article", ""), _negated=True),
                            models.Q(("level", ""), _negated=True),
                        ),
                        name="measure_cites_its_basis",
                        violation_error_message="惩戒或者激励措施应当注明依据文件和条款，没有依据的不能列入清单。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("force", "mandatory"), _negated=True),
                            ("level__in", ["law", "regulation", "state"]),
                            _connector="OR",
                        ),
                        name="measure_mandatory_rests_on_law",
                        violation_error_message="强制性措施的依据应当是法律、行政法规或者国家级文件；依据不足的，只能列为推荐性措施。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("force", "mandatory"), _negated=True),
                            models.Q(
                                (
                                    "carried_by__in",
                                    ["financial", "association", "rating"],
                                ),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="measure_outside_bodies_are_guided",
                        violation_error_message="金融机构、行业协会和信用服务机构的措施属于引导，只能列为推荐性措施（二（三）、二（四））。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Basis",
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
                ("document", models.CharField(max_length=200, verbose_name="依据文件")),
                ("article", models.CharField(max_length=100, verbose_name="依据条款")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("law", "法律"),
                            ("regulation", "行政法规"),
                            ("state", "国家级文件"),
                            ("local_regulation", "地方性法规"),
                            ("rule", "部门规章"),
                            ("normative", "规范性文件"),
                        ],
                        max_length=20,
                        verbose_name="依据层级",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bases",
                        to="sanctions.measure",
                        verbose_name="措施",
                    ),
                ),
            ],
            options={
                "verbose_name": "其他依据",
                "verbose_name_plural": "其他依据",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("joined_on", models.DateField(verbose_name="入会日期")),
                (
                    "left_on",
                    models.DateField(blank=True, null=True, verbose_name="退会日期"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="行业协会",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                        verbose_name="会员",
                    ),
                ),
            ],
            options={
                "verbose_name": "协会会员",
                "verbose_name_plural": "协会会员",
                "ordering": ["department", "-joined_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("department", "subject"),
                        name="membership_standing_once",
                        violation_error_message="该单位已经是本协会会员。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="membership_dates_ordered",
                        violation_error_message="退会日期不能早于入会日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberGrade",
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
                ("grade", models.CharField(max_length=30, verbose_name="信用等级")),
                ("rules", models.CharField(max_length=200, verbose_name="评价办法")),
                ("graded_on", models.DateField(verbose_name="评定日期")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="有效期至"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grades",
                        to="sanctions.membership",
                        verbose_name="会员",
                    ),
                ),
            ],
            options={
                "verbose_name": "会员信用等级",
                "verbose_name_plural": "会员信用等级",
                "ordering": ["-graded_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Memorandum",
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
                    "title",
                    models.CharField(
                        max_length=150, unique=True, verbose_name="备忘录名称"
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=100, verbose_name="文号"),
                ),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("published", "已公布"),
                            ("ended", "已终止"),
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
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="公布载体",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        editable=False, null=True, verbose_name="生效日期"
                    ),
                ),
                (
                    "valid_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="终止日期"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "initiator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="发起单位",
                    ),
                ),
                (
                    "standards",
                    models.ManyToManyField(
                        help_text="标准修订后的新版本自动适用。",
                        related_name="+",
                        to="registry.standard",
                        verbose_name="适用的认定标准",
                    ),
                ),
            ],
            options={
                "verbose_name": "合作备忘录",
                "verbose_name_plural": "合作备忘录",
                "ordering": ["-pk"],
                "permissions": [
                    ("publish_memorandum", "公布、终止合作备忘录，补发任务")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True), ("status", "draft")
                            ),
                            models.Q(
                                ("published_on__isnull", False),
                                ("valid_from__gte", models.F("published_on")),
                                ("valid_from__isnull", False),
                                models.Q(("status", "draft"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="memorandum_published_before_effective",
                        violation_error_message="备忘录应先公布、后生效。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ended"), _negated=True),
                            ("valid_to__isnull", False),
                            _connector="OR",
                        ),
                        name="memorandum_ended_with_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NationalGrade",
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
                    "grade",
                    models.CharField(
                        choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
                        max_length=1,
                        verbose_name="国家公共信用综合评价等级",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("graded_on", models.DateField(verbose_name="评价日期")),
                (
                    "recorded_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
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
                "verbose_name": "国家评价等级",
                "verbose_name_plural": "国家评价等级",
                "ordering": ["-graded_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "graded_on"),
                        name="grade_once_a_day",
                        violation_error_message="该主体同一评价日期的等级已经登记。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
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
                ("matter", models.CharField(max_length=150, verbose_name="办理事项")),
                (
                    "case_number",
                    models.CharField(max_length=100, verbose_name="办件编号"),
                ),
                (
                    "workdays",
                    models.PositiveSmallIntegerField(verbose_name="承诺期限（工作日）"),
                ),
                ("made_on", models.DateField(editable=False, verbose_name="承诺日期")),
                (
                    "promised_on",
                    models.DateField(editable=False, verbose_name="承诺补齐日期"),
                ),
                (
                    "calendar_edition",
                    models.PositiveIntegerField(
                        editable=False, verbose_name="工作日历版次"
                    ),
                ),
                (
                    "provisional",
                    models.BooleanField(editable=False, verbose_name="期限为暂定"),
                ),
                (
                    "channel",
                    models.JSONField(
                        default=list, editable=False, verbose_name="适用绿色通道的理由"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "承诺期内"),
                            ("kept", "已履行"),
                            ("broken", "未履行"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(editable=False, verbose_name="受理时间"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="了结时间"
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理人",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="了结人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="受理单位",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="失信记录草稿",
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
                "verbose_name": "容缺承诺",
                "verbose_name_plural": "容缺承诺",
                "ordering": ["-pk"],
                "permissions": [("settle_promise", "登记容缺承诺、确认补齐或者未履行")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("status", "open"),
                            ),
                            models.Q(
                                models.Q(("status", "open"), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="promise_closed_with_hand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("workdays__gte", 1)),
                        name="promise_gives_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseItem",
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
                ("name", models.CharField(max_length=150, verbose_name="材料名称")),
                (
                    "supplied_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="补齐日期"
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="sanctions.promise",
                        verbose_name="容缺承诺",
                    ),
                ),
            ],
            options={
                "verbose_name": "容缺材料",
                "verbose_name_plural": "容缺材料",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("promise", "name"), name="promise_item_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Provision",
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
                    "response_workdays",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="响应期限（工作日）"
                    ),
                ),
                (
                    "lifting_workdays",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="解除期限（工作日）"
                    ),
                ),
                (
                    "term_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="不填表示与条目的有效期相同；任何情况下不超过条目的有效期。",
                        null=True,
                        verbose_name="措施期限（月）",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="实施单位",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        help_text="清单换版后，自动适用现行版次中代码相同的措施。",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="sanctions.measure",
                        verbose_name="措施",
                    ),
                ),
                (
                    "memorandum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="sanctions.memorandum",
                        verbose_name="备忘录",
                    ),
                ),
            ],
            options={
                "verbose_name": "备忘录措施",
                "verbose_name_plural": "备忘录措施",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("memorandum", "measure", "department"),
                        name="provision_once_in_memorandum",
                        violation_error_message="同一备忘录中，同一单位的同一措施只能列一次。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifting_workdays__gte", 1), ("response_workdays__gte", 1)
                        ),
                        name="provision_gives_days",
                        violation_error_message="响应期限和解除期限至少为 1 个工作日。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "待执行"),
                            ("executed", "已执行"),
                            ("declined", "不执行"),
                            ("lifting", "待解除"),
                            ("lifted", "已解除"),
                            ("void", "无需执行"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(editable=False, verbose_name="发出时间"),
                ),
                (
                    "respond_by",
                    models.DateField(editable=False, verbose_name="响应期限"),
                ),
                (
                    "respond_workdays",
                    models.PositiveSmallIntegerField(
                        editable=False, verbose_name="响应工作日数"
                    ),
                ),
                (
                    "calendar_edition",
                    models.PositiveIntegerField(
                        editable=False, verbose_name="工作日历版次"
                    ),
                ),
                (
                    "provisional",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="期限为暂定"
                    ),
                ),
                (
                    "responded_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="响应时间"
                    ),
                ),
                (
                    "executed_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="执行日期"
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=150,
                        verbose_name="执行文书",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        editable=False, null=True, verbose_name="措施期限至"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("identity", "经核对不是同一主体"),
                            ("out_of_reach", "主体不属于本单位法定职权范围"),
                            ("ceased", "主体已经注销或者死亡"),
                            ("stayed", "法院、复议机关裁定停止执行"),
                            ("already", "已依其他生效文书采取同一措施"),
                            ("repealed", "措施依据已经废止或者修改"),
                            ("unsuitable", "经裁量不宜采取（限推荐性措施）"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="不执行的原因",
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True, editable=False, verbose_name="不执行的说明"
                    ),
                ),
                (
                    "lift_because",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="解除原因",
                    ),
                ),
                (
                    "lift_by",
                    models.DateField(
                        editable=False, null=True, verbose_name="解除期限"
                    ),
                ),
                (
                    "lifted_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="解除日期"
                    ),
                ),
                (
                    "lifted_document",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=150,
                        verbose_name="解除文书",
                    ),
                ),
                (
                    "lifted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="解除登记时间"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="实施单位",
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
                    "initiator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="发起单位",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="解除办理人",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="sanctions.measure",
                        verbose_name="措施",
                    ),
                ),
                (
                    "responded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="响应人",
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
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="sanctions.provision",
                        verbose_name="备忘录措施",
                    ),
                ),
            ],
            options={
                "verbose_name": "奖惩任务",
                "verbose_name_plural": "奖惩任务",
                "ordering": ["-pk"],
                "permissions": [
                    ("respond_order", "响应奖惩任务、确认解除"),
                    ("export_order", "导出奖惩任务"),
                ],
                "indexes": [
                    models.Index(
                        fields=["department", "status", "-id"], name="order_desk"
                    ),
                    models.Index(fields=["subject", "department"], name="order_check"),
                    models.Index(
                        condition=models.Q(("status", "pending")),
                        fields=["respond_by"],
                        name="order_unanswered",
                    ),
                    models.Index(
                        condition=models.Q(("status", "lifting")),
                        fields=["lift_by"],
                        name="order_unlifted",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "measure", "department"), name="order_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("executed_on__isnull", True),
                                ("ground", ""),
                                ("responded_at__isnull", True),
                                ("status__in", ["pending", "void"]),
                            ),
                            models.Q(
                                ("executed_on__isnull", True),
                                ("responded_at__isnull", False),
                                ("status", "declined"),
                                models.Q(("ground", ""), _negated=True),
                                models.Q(("explanation", ""), _negated=True),
                            ),
                            models.Q(
                                ("executed_on__isnull", False),
                                ("ground", ""),
                                ("responded_at__isnull", False),
                                ("status__in", ["executed", "lifting", "lifted"]),
                            ),
                            _connector="OR",
                        ),
                        name="order_answered_with_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["lifting", "lifted"]), _negated=True
                            ),
                            models.Q(
                                ("lift_by__isnull", False),
                                models.Q(("lift_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="order_lifting_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_on__isnull", False),
                                ("status", "lifted"),
                            ),
                            models.Q(
                                models.Q(("status", "lifted"), _negated=True),
                                ("lifted_at__isnull", True),
                                ("lifted_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="order_lifted_with_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("executed_on")),
                            _connector="OR",
                        ),
                        name="order_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                        max_length=30, unique=True, verbose_name="报告编号"
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=20, unique=True, verbose_name="验证码"),
                ),
                ("purpose", models.CharField(max_length=100, verbose_name="用途")),
                ("facts", models.JSONField(verbose_name="报告内容")),
                ("version", models.BigIntegerField(verbose_name="名单库版本")),
                ("made_at", models.DateTimeField(verbose_name="出具时间")),
                (
                    "proof",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="本人身份核验方式"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="出具单位",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出具人",
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
                "verbose_name": "信用报告",
                "verbose_name_plural": "信用报告",
                "ordering": ["-pk"],
                "permissions": [("issue_report", "出具信用报告")],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
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
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="版本"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="分类办法名称")),
                ("basis", models.TextField(verbose_name="依据")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("published", "已公布"),
                            ("replaced", "已废止"),
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
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="公布载体",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        editable=False, null=True, verbose_name="施行日期"
                    ),
                ),
                (
                    "valid_to",
                    models.DateField(
                        editable=False, null=True, verbose_name="废止日期"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="制定单位",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
            ],
            options={
                "verbose_name": "分类监管办法",
                "verbose_name_plural": "分类监管办法",
                "ordering": ["department", "-version"],
                "permissions": [("publish_scheme", "公布分类监管办法")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "version"), name="scheme_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True), ("status", "draft")
                            ),
                            models.Q(
                                ("published_on__isnull", False),
                                ("valid_from__gte", models.F("published_on")),
                                ("valid_from__isnull", False),
                                models.Q(("status", "draft"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scheme_published_before_effective",
                        violation_error_message="分类办法应先公布、后施行。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Band",
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
                ("rank", models.PositiveSmallIntegerField(verbose_name="判断顺序")),
                ("name", models.CharField(max_length=50, verbose_name="类别")),
                (
                    "list_kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[sanctions.models.classes.known_list_kinds],
                        verbose_name="名单类别",
                    ),
                ),
                (
                    "severities",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="不选表示不论程度。",
                        validators=[sanctions.models.classes.known_severities],
                        verbose_name="失信程度",
                    ),
                ),
                (
                    "at_least",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="至少几条"
                    ),
                ),
                (
                    "inspection",
                    models.CharField(max_length=200, verbose_name="检查频次建议"),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bands",
                        to="sanctions.scheme",
                        verbose_name="分类办法",
                    ),
                ),
            ],
            options={
                "verbose_name": "类别",
                "verbose_name_plural": "类别",
                "ordering": ["scheme", "rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "rank"), name="band_rank_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at_least__gte", 1)),
                        name="band_asks_for_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
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
                            ("new", "新任务"),
                            ("rest", "暂停执行"),
                            ("resume", "恢复执行"),
                            ("lift", "解除措施"),
                            ("void", "任务取消"),
                            ("overdue", "逾期催办"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("text", models.TextField(verbose_name="内容")),
                ("orders", models.JSONField(default=list, verbose_name="涉及任务")),
                ("number", models.PositiveIntegerField(verbose_name="任务数")),
                ("made_at", models.DateTimeField(verbose_name="通知时间")),
                ("made_on", models.DateField(verbose_name="通知日期")),
                (
                    "seen_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="签收时间"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="通知单位",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签收人",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务通知",
                "verbose_name_plural": "任务通知",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["department", "-id"], name="call_desk")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "overdue")),
                        fields=("department", "made_on"),
                        name="call_overdue_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("seen_at__isnull", True), ("seen_by__isnull", True)
                            ),
                            models.Q(
                                ("seen_at__isnull", False), ("seen_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="call_seen_at_and_by_together",
                    ),
                ],
            },
        ),
    ]
