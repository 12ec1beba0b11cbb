"""The catalogue's first edition: complete against the notice, and lawful."""

from io import StringIO

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from registry.models import TrailEntry
from sanctions.models import STRONG, Edition, Measure, Memorandum, Order

# What 一（二）—（五） and 二（二）—（四） name, word for word.
NAMED = {
    "一（二）": [
        "财政性资金项目", "招商引资", "会展", "教育", "就业", "创业", "社会保障", "信用加分",
        "公示", "企业社会责任评价", "守信激励产品", "金融", "商业销售",
    ],
    "一（三）": ["绿色通道", "容缺受理"],
    "一（四）": ["信用报告", "检查频次"],
    "一（五）": [
        "公共图书", "便民自行车", "运动场所", "公交出行", "社会救助", "劳动就业",
    ],
    "二（二）": [
        "行政许可事项", "生产许可证", "新增项目", "股票发行上市", "发行债券", "全国股份转让系统",
        "金融机构", "小额贷款公司", "融资担保公司", "创业投资公司", "互联网融资平台",
        "互联网信息服务", "财政性资金项目", "政府采购", "政府购买服务", "工程建设招标", "产权",
        "土地", "矿产", "公共基础设施", "特许经营", "市场禁入", "行业禁入", "执业禁入",
        "荣誉称号", "评先评优",
    ],
    "二（三）": [
        "个人信用记录", "出境", "不动产", "飞机", "高等级列车", "旅游度假", "星级以上宾馆",
        "其他高消费", "贷款利率", "财产保险费率", "提供贷款", "保荐", "承销", "提供保险",
    ],
    "二（四）": [
        "信用警示", "警告", "通报批评", "不予接纳", "劝退", "公开谴责", "公益诉讼",
    ],
}  # fmt: skip


class SeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("seed", stdout=StringIO())

    def test_every_measure_the_notice_names_is_there_under_its_clause(self):
        for clause, words in NAMED.items():
            names = list(
                Measure.objects.filter(clause=clause).values_list("name", flat=True)
            )
            missing = [word for word in words if not any(word in one for one in names)]
            self.assertEqual(missing, [], clause)

    def test_the_edition_is_in_force(self):
        self.assertEqual(Edition.objects.in_force(timezone.localdate()).count(), 1)

    def test_all_measures_cite_a_basis_and_mandatory_ones_a_law(self):
        mandatory = Measure.objects.filter(force=Measure.Force.MANDATORY)

        self.assertFalse(Measure.objects.filter(document="").exists())
        self.assertTrue(mandatory.exists())
        self.assertFalse(mandatory.exclude(level__in=STRONG).exists())

    def test_measures_based_on_the_notice_alone_are_recommended_and_say_so(self):
        measures = Measure.objects.filter(document="榕政办〔2016〕264号")

        self.assertTrue(measures.exists())
        self.assertFalse(measures.exclude(force="recommended").exists())
        self.assertFalse(measures.filter(remark="").exists())

    def test_banks_and_associations_are_guided(self):
        guided = Measure.objects.filter(implementers__kind__in=Measure.GUIDED)

        self.assertEqual(set(guided.values_list("force", flat=True)), {"recommended"})

    def test_honours_are_taken_from_the_roles_that_the_notice_names(self):
        measure = Measure.objects.get(code="chexiao_rongyu")

        self.assertEqual(
            measure.roles,
            [
                "legal_representative",
                "principal",
                "senior_manager",
                "director",
                "shareholder",
            ],
        )

    def test_loading_again_adds_nothing(self):
        number = Measure.objects.count(), TrailEntry.objects.count()

        call_command("seed", stdout=StringIO())

        self.assertEqual((Measure.objects.count(), TrailEntry.objects.count()), number)

    def test_examples_of_memoranda_are_drafts_that_say_so(self):
        memoranda = Memorandum.objects.all()

        self.assertEqual({one.status for one in memoranda}, {"draft"})
        self.assertTrue(all("示例" in one.title for one in memoranda))
        self.assertTrue(all(one.provisions.exists() for one in memoranda))
        self.assertTrue(all(one.standards.exists() for one in memoranda))
        self.assertFalse(Order.objects.exists())

    def test_the_groups_may_do_their_part(self):
        clerks = Group.objects.get(name="单位经办人")

        self.assertTrue(
            clerks.permissions.filter(
                content_type__app_label="sanctions", codename="respond_order"
            ).exists()
        )
