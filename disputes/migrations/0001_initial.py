import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0001_initial"),
        ("registry", "__first__"),
        ("sanctions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Litigation",
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
                            ("review", "行政复议"),
                            ("suit", "行政诉讼"),
                            ("public", "公益诉讼"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "brought_by",
                    models.CharField(
                        help_text="公益诉讼填写社会组织名称；自然人只写姓氏，不写证件号码。",
                        max_length=200,
                        verbose_name="提起人",
                    ),
                ),
                (
                    "body",
                    models.CharField(max_length=100, verbose_name="法院或者复议机关"),
                ),
                ("case_number", models.CharField(max_length=100, verbose_name="案号")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("review", "复议"),
                            ("first", "一审"),
                            ("second", "二审"),
                            ("retrial", "再审"),
                        ],
                        max_length=10,
                        verbose_name="审级",
                    ),
                ),
                ("matter", models.TextField(verbose_name="请求和主要争议")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "审理中"),
                            ("judged", "已裁判，尚未生效"),
                            ("effective", "裁判已生效，待执行"),
                            ("closed", "已办结"),
                            ("abandoned", "已撤回或者终止"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("accepted_on", models.DateField(verbose_name="受理（立案）日期")),
                (
                    "notified_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="本单位收到通知日期"
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(editable=False, verbose_name="登记时间"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("revoked", "撤销认定或者确认违法"),
                            ("corrected", "变更认定内容"),
                            ("kept", "维持或者驳回"),
                            ("other", "与条目无关的裁判"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="裁判结果",
                    ),
                ),
                (
                    "judgment",
                    models.TextField(
                        blank=True, editable=False, verbose_name="裁判要旨"
                    ),
                ),
                (
                    "judged_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="裁判日期"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="生效日期"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="办结时间"
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
                        verbose_name="办结人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="应诉（承办）单位",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="所涉条目",
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.hold",
                        verbose_name="停止执行期间的暂停",
                    ),
                ),
                (
                    "registered_by",
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
                        blank=True,
                        help_text="公益诉讼填写被诉主体。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                        verbose_name="所涉主体",
                    ),
                ),
            ],
            options={
                "verbose_name": "复议诉讼",
                "verbose_name_plural": "复议诉讼",
                "ordering": ["-pk"],
                "permissions": [
                    ("manage_litigation", "登记复议诉讼及其进展"),
                    ("conclude_litigation", "停止执行、执行生效裁判"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by__isnull", True)
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="litigation_closed_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entry__isnull", False),
                            ("subject__isnull", False),
                            _connector="OR",
                        ),
                        name="litigation_about_something",
                        violation_error_message="请填写所涉条目或者所涉主体。",
                    ),
                    models.UniqueConstraint(
                        fields=("body", "case_number", "stage"),
                        name="litigation_once",
                        violation_error_message="该案号已经登记。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourtDate",
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
                            ("answer", "答辩期限"),
                            ("evidence", "举证期限"),
                            ("hearing", "开庭"),
                            ("judgment", "宣判"),
                            ("appeal", "上诉期限"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "place",
                    models.CharField(blank=True, max_length=100, verbose_name="地点"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="说明"),
                ),
                (
                    "litigation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="disputes.litigation",
                        verbose_name="复议诉讼",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉讼日程",
                "verbose_name_plural": "诉讼日程",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("litigation", "kind", "on"), name="court_date_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
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
                        blank=True,
                        editable=False,
                        max_length=30,
                        null=True,
                        unique=True,
                        verbose_name="受理编号",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("online", "网上提交"), ("counter", "窗口受理")],
                        editable=False,
                        max_length=10,
                        verbose_name="提交方式",
                    ),
                ),
                (
                    "applicant_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "法人及非法人组织"),
                            ("individual_business", "个体工商户"),
                            ("person", "自然人"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="申请人类别",
                    ),
                ),
                (
                    "applicant_name",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="申请人"
                    ),
                ),
                (
                    "applicant_identifier",
                    models.CharField(
                        editable=False,
                        max_length=40,
                        verbose_name="申请人证件号码（自然人只显示部分）",
                    ),
                ),
                (
                    "applicant_key",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="申请人查找键"
                    ),
                ),
                (
                    "applicant_sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                ("contact_sealed", models.BinaryField(verbose_name="加密的联系方式")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "本人或者本单位"),
                            ("agent", "代理人（代本人或者本单位办理）"),
                            ("interested", "利害关系人"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="与所涉主体的关系",
                    ),
                ),
                (
                    "statement",
                    models.TextField(editable=False, verbose_name="事实和理由"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已收到，待受理"),
                            ("returned", "待补正"),
                            ("refused", "不予受理"),
                            ("accepted", "已受理，待签收核查通知"),
                            ("verifying", "核查中"),
                            ("found", "已核查，待决定"),
                            ("decided", "已决定，待答复"),
                            ("replied", "已答复"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(editable=False, verbose_name="收到时间"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="退回补正时间"
                    ),
                ),
                (
                    "missing",
                    models.TextField(
                        blank=True, editable=False, verbose_name="需要补正的内容"
                    ),
                ),
                (
                    "supplement",
                    models.TextField(
                        blank=True, editable=False, verbose_name="补正说明"
                    ),
                ),
                (
                    "refused_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="不予受理时间"
                    ),
                ),
                (
                    "refusal",
                    models.TextField(
                        blank=True, editable=False, verbose_name="不予受理的理由"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="受理时间"
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="核查通知签收日期"
                    ),
                ),
                (
                    "signed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="签收登记时间"
                    ),
                ),
                (
                    "is_deemed",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="逾期未签收，视为签收",
                    ),
                ),
                (
                    "finding_text",
                    models.TextField(
                        blank=True, editable=False, verbose_name="核查情况和证据"
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="核查结论时间"
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
                    "replied_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="答复登记时间"
                    ),
                ),
                (
                    "replied_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="答复日期"
                    ),
                ),
                (
                    "reply_way",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="答复方式",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("error", "信息有错误或者遗漏"),
                            ("not_me", "主体认错（同名或者号码登记有误）"),
                            ("overdue", "超过期限仍未移出"),
                            ("secret", "公开了不应公开的商业秘密或者个人隐私"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="异议事由",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("revoke", "信息有误，应当撤销"),
                            ("correct", "信息有误，应当更正"),
                            ("right", "核实无误"),
                            ("unproven", "无法证实"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="核查结论",
                    ),
                ),
                (
                    "changes",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="建议更正的内容"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("revoked", "撤销条目"),
                            ("corrected", "更正条目"),
                            ("kept", "维持原条目"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="决定",
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
                    "entry",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="异议所涉条目",
                    ),
                ),
                (
                    "found_by",
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
                    "hold",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.hold",
                        verbose_name="核查期间的暂停",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reexamination",
                        to="disputes.objection",
                        verbose_name="对哪一件异议申请复核",
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
                    "receiver",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="受理单位",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="不予受理决定人",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="核查单位",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="退回人",
                    ),
                ),
                (
                    "signed_by",
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
                "verbose_name": "异议",
                "verbose_name_plural": "异议",
                "ordering": ["-pk"],
                "permissions": [
                    ("accept_case", "受理、退回补正、不予受理异议和投诉"),
                    ("verify_case", "签收核查通知、提交核查结论"),
                    ("decide_case", "对异议和投诉作出决定"),
                    ("reply_case", "答复申请人"),
                    ("reveal_applicant", "查看申请人号码和联系方式（留痕）"),
                ],
                "abstract": False,
                "indexes": [models.Index(fields=["entry"], name="objection_entry")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("returned_at__isnull", True),
                                ("returned_by__isnull", True),
                            ),
                            models.Q(
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_returned_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("refused_at__isnull", True),
                                ("refused_by__isnull", True),
                            ),
                            models.Q(
                                ("refused_at__isnull", False),
                                ("refused_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_refused_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", True),
                                ("accepted_by__isnull", True),
                            ),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_accepted_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", True), ("signed_on__isnull", True)
                            ),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_signed_on_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("found_at__isnull", True), ("found_by__isnull", True)
                            ),
                            models.Q(
                                ("found_at__isnull", False), ("found_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="objection_found_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_decided_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True),
                                ("replied_by__isnull", True),
                            ),
                            models.Q(
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_replied_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("applicant_kind", "person"),
                                ("applicant_sealed__isnull", False),
                            ),
                            models.Q(
                                models.Q(("applicant_kind", "person"), _negated=True),
                                ("applicant_sealed__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_person_number_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                ("decided_by", models.F("found_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="objection_finder_does_not_decide",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_refused_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "received",
                                    "returned",
                                    "accepted",
                                    "verifying",
                                    "found",
                                    "decided",
                                ],
                            )
                        ),
                        fields=("entry", "applicant_key"),
                        name="objection_open_once",
                        violation_error_message="您对该条目提出的异议正在办理，请勿重复提出。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finding__in", ["revoke", "correct", "unproven"]),
                                _negated=True,
                            ),
                            models.Q(("outcome", "kept"), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_unproven_is_wrong",
                        violation_error_message="核查结论为有误或者无法证实的，不得维持原条目。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_decided_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redress",
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
                        choices=[("open", "办理中"), ("closed", "已办结")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(editable=False, verbose_name="开始时间"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="办结时间"
                    ),
                ),
                (
                    "closing",
                    models.TextField(
                        blank=True, editable=False, verbose_name="办结说明"
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
                        verbose_name="办结人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="有误的条目",
                    ),
                ),
                (
                    "litigation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redress",
                        to="disputes.litigation",
                        verbose_name="依据的复议诉讼",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.notice",
                        verbose_name="公开更正公告",
                    ),
                ),
                (
                    "objection",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redress",
                        to="disputes.objection",
                        verbose_name="依据的异议",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="开始人",
                    ),
                ),
            ],
            options={
                "verbose_name": "恢复信誉",
                "verbose_name_plural": "恢复信誉",
                "ordering": ["-pk"],
                "permissions": [("close_redress", "办结恢复信誉事项")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by__isnull", True)
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="redress_closed_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("status", "open")),
                            models.Q(
                                ("closed_at__isnull", False), ("status", "closed")
                            ),
                            _connector="OR",
                        ),
                        name="redress_closed_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("litigation__isnull", True),
                                ("objection__isnull", False),
                            ),
                            models.Q(
                                ("litigation__isnull", False),
                                ("objection__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="redress_rests_on_one_finding",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RedressTask",
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
                        choices=[("open", "待办理"), ("confirmed", "已确认消除")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "done",
                    models.TextField(
                        blank=True, editable=False, verbose_name="已采取的措施"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="确认时间"
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
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "redress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="disputes.redress",
                        verbose_name="恢复信誉",
                    ),
                ),
            ],
            options={
                "verbose_name": "恢复信誉任务",
                "verbose_name_plural": "恢复信誉任务",
                "ordering": ["pk"],
                "permissions": [("confirm_redress", "确认已消除不良影响")],
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
                        name="redress_task_confirmed_at_and_by",
                    ),
                    models.UniqueConstraint(
                        fields=("redress", "department"), name="redress_task_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "confirmed"), _negated=True),
                            models.Q(("done", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="redress_task_confirmed_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Harm",
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
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sanctions.order",
                        verbose_name="已执行的措施",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sanctions.check",
                        verbose_name="查到有误条目的核查",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="harms",
                        to="disputes.redresstask",
                        verbose_name="任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "不良影响",
                "verbose_name_plural": "不良影响",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("order__isnull", False), ("seen_by__isnull", True)
                            ),
                            models.Q(
                                ("order__isnull", True), ("seen_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="harm_is_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TipOff",
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
                    "receipt_digest",
                    models.CharField(
                        editable=False,
                        max_length=64,
                        unique=True,
                        verbose_name="回执摘要",
                    ),
                ),
                ("reply_key", models.BinaryField(verbose_name="回复公钥")),
                (
                    "officers_key",
                    models.CharField(
                        editable=False, max_length=16, verbose_name="受理公钥指纹"
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="密封的举报内容")),
                (
                    "received_on",
                    models.DateField(editable=False, verbose_name="收到日期"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "待拆封"),
                            ("checking", "核查中"),
                            ("verified", "查实"),
                            ("unfounded", "未能查实"),
                            ("foreign", "不属于受理范围"),
                            ("drafted", "查实，已形成条目草稿"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "conclusion",
                    models.TextField(
                        blank=True,
                        editable=False,
                        verbose_name="办理结论（不含举报人信息）",
                    ),
                ),
                (
                    "concluded_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="结论时间"
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结论人",
                    ),
                ),
            ],
            options={
                "verbose_name": "失信举报",
                "verbose_name_plural": "失信举报",
                "ordering": ["-pk"],
                "permissions": [("open_tipoff", "拆封、办理失信举报")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_at__isnull", True),
                                ("concluded_by__isnull", True),
                            ),
                            models.Q(
                                ("concluded_at__isnull", False),
                                ("concluded_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tipoff_concluded_at_and_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TipMessage",
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
                    "from_informant",
                    models.BooleanField(editable=False, verbose_name="来自举报人"),
                ),
                ("sealed", models.BinaryField(verbose_name="密封给收信一方")),
                (
                    "copy",
                    models.BinaryField(null=True, verbose_name="密封给写信一方的副本"),
                ),
                ("on", models.DateField(editable=False, verbose_name="日期")),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="disputes.tipoff",
                        verbose_name="举报",
                    ),
                ),
            ],
            options={
                "verbose_name": "举报往来",
                "verbose_name_plural": "举报往来",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sealed", b""), _negated=True),
                        name="tip_message_sealed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TipFile",
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
                        editable=False, max_length=5, verbose_name="文件类型"
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        editable=False, verbose_name="大小（字节）"
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="密封的图片")),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="disputes.tipoff",
                        verbose_name="举报",
                    ),
                ),
            ],
            options={
                "verbose_name": "举报图片",
                "verbose_name_plural": "举报图片",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
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
                    "digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="摘要"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(editable=False, verbose_name="生成时间"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="撤销时间"
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "日历订阅",
                "verbose_name_plural": "日历订阅",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("official",),
                        name="calendar_feed_one_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
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
                        blank=True,
                        editable=False,
                        max_length=30,
                        null=True,
                        unique=True,
                        verbose_name="受理编号",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("online", "网上提交"), ("counter", "窗口受理")],
                        editable=False,
                        max_length=10,
                        verbose_name="提交方式",
                    ),
                ),
                (
                    "applicant_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "法人及非法人组织"),
                            ("individual_business", "个体工商户"),
                            ("person", "自然人"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="申请人类别",
                    ),
                ),
                (
                    "applicant_name",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="申请人"
                    ),
                ),
                (
                    "applicant_identifier",
                    models.CharField(
                        editable=False,
                        max_length=40,
                        verbose_name="申请人证件号码（自然人只显示部分）",
                    ),
                ),
                (
                    "applicant_key",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="申请人查找键"
                    ),
                ),
                (
                    "applicant_sealed",
                    models.BinaryField(null=True, verbose_name="加密的证件号码"),
                ),
                ("contact_sealed", models.BinaryField(verbose_name="加密的联系方式")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "本人或者本单位"),
                            ("agent", "代理人（代本人或者本单位办理）"),
                            ("interested", "利害关系人"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="与所涉主体的关系",
                    ),
                ),
                (
                    "statement",
                    models.TextField(editable=False, verbose_name="事实和理由"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已收到，待受理"),
                            ("returned", "待补正"),
                            ("refused", "不予受理"),
                            ("accepted", "已受理，待签收核查通知"),
                            ("verifying", "核查中"),
                            ("found", "已核查，待决定"),
                            ("decided", "已决定，待答复"),
                            ("replied", "已答复"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(editable=False, verbose_name="收到时间"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="退回补正时间"
                    ),
                ),
                (
                    "missing",
                    models.TextField(
                        blank=True, editable=False, verbose_name="需要补正的内容"
                    ),
                ),
                (
                    "supplement",
                    models.TextField(
                        blank=True, editable=False, verbose_name="补正说明"
                    ),
                ),
                (
                    "refused_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="不予受理时间"
                    ),
                ),
                (
                    "refusal",
                    models.TextField(
                        blank=True, editable=False, verbose_name="不予受理的理由"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="受理时间"
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="核查通知签收日期"
                    ),
                ),
                (
                    "signed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="签收登记时间"
                    ),
                ),
                (
                    "is_deemed",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="逾期未签收，视为签收",
                    ),
                ),
                (
                    "finding_text",
                    models.TextField(
                        blank=True, editable=False, verbose_name="核查情况和证据"
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="核查结论时间"
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
                    "replied_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="答复登记时间"
                    ),
                ),
                (
                    "replied_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="答复日期"
                    ),
                ),
                (
                    "reply_way",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="答复方式",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("conduct", "工作人员或者单位的行为"),
                            ("measure", "联合奖惩措施的实施"),
                            ("entry", "名单条目的认定或者公示"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="投诉事项",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("true", "投诉属实"),
                            ("partly", "部分属实"),
                            ("untrue", "投诉不属实"),
                            ("unproven", "无法证实"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="核查结论",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("founded", "投诉成立"), ("unfounded", "投诉不成立")],
                        editable=False,
                        max_length=10,
                        verbose_name="决定",
                    ),
                ),
                (
                    "remedy",
                    models.TextField(
                        blank=True, editable=False, verbose_name="纠正措施"
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
                    "entry",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.entry",
                        verbose_name="所涉条目",
                    ),
                ),
                (
                    "found_by",
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
                    "hold",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.hold",
                        verbose_name="核查期间的暂停",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sanctions.order",
                        verbose_name="所涉奖惩任务",
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
                    "receiver",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="受理单位",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="不予受理决定人",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                        verbose_name="核查单位",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="退回人",
                    ),
                ),
                (
                    "signed_by",
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
                "verbose_name": "投诉",
                "verbose_name_plural": "投诉",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("returned_at__isnull", True),
                                ("returned_by__isnull", True),
                            ),
                            models.Q(
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_returned_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("refused_at__isnull", True),
                                ("refused_by__isnull", True),
                            ),
                            models.Q(
                                ("refused_at__isnull", False),
                                ("refused_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_refused_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", True),
                                ("accepted_by__isnull", True),
                            ),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_accepted_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", True), ("signed_on__isnull", True)
                            ),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_signed_on_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("found_at__isnull", True), ("found_by__isnull", True)
                            ),
                            models.Q(
                                ("found_at__isnull", False), ("found_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="complaint_found_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_decided_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True),
                                ("replied_by__isnull", True),
                            ),
                            models.Q(
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_replied_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("applicant_kind", "person"),
                                ("applicant_sealed__isnull", False),
                            ),
                            models.Q(
                                models.Q(("applicant_kind", "person"), _negated=True),
                                ("applicant_sealed__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_person_number_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                ("decided_by", models.F("found_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="complaint_finder_does_not_decide",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", "entry"), _negated=True),
                            ("entry__isnull", False),
                            _connector="OR",
                        ),
                        name="complaint_about_entry_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_decided_with_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "founded"), _negated=True),
                            models.Q(("remedy", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_founded_with_remedy",
                    ),
                ],
            },
        ),
    ]
