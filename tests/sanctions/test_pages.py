"""The public pages about measures, and the verification of reports."""

import registry.actions
from sanctions import actions
from sanctions.models import Band, Scheme
from tests import factories

from . import makers
from .cast import MeasuresCast


class PageTests(MeasuresCast):
    def test_the_catalogue_shows_each_measure_with_its_basis(self):
        page = self.client.get("/measures/")

        self.assertContains(page, "限制参与政府采购")
        self.assertContains(page, "《中华人民共和国政府采购法》第二十二条")

    def test_drafts_are_not_shown(self):
        makers.make_edition({"code": "draft", "name": "未公布的措施"}, published=False)

        self.assertNotContains(self.client.get("/measures/"), "未公布的措施")
        self.assertEqual(self.client.get("/measures/draft/").status_code, 404)

    def test_a_measure_shows_whether_it_may_be_applied(self):
        self.assertContains(self.client.get("/measures/zhengfu_caigou/"), "可以适用")

    def test_the_list_takes_as_many_queries_for_three_measures_as_for_one(self):
        with self.assertNumQueries(2):
            self.client.get("/measures/")
        makers.make_edition({"code": "a"}, {"code": "b"}, {"code": "zhengfu_caigou"})
        with self.assertNumQueries(2):
            self.client.get("/measures/")

    def test_an_impossible_filter_is_refused_with_a_sentence(self):
        page = self.client.get("/measures/?kind=odd")

        self.assertEqual(page.status_code, 400)

    def test_memoranda_are_read(self):
        self.assertContains(self.client.get("/memoranda/"), self.memorandum.title)

    def test_schemes_are_read_with_their_conditions(self):
        scheme = actions.classes.draft_scheme(
            Scheme(department=self.department, name="分类办法", basis="依据"),
            by=self.clerk,
            bands=[
                Band(rank=1, name="重点", list_kinds=["black"], inspection="每季度"),
                Band(rank=2, name="一般", inspection="每年"),
            ],
        )
        actions.classes.publish_scheme(scheme, by=self.reviewer, **makers.PUBLISHED)

        page = self.client.get("/classes/")

        self.assertContains(page, "有生效中的黑名单条目 1 条以上的。")


class VerifyTests(MeasuresCast):
    def verify(self, code):
        return self.client.post("/verify/", {"code": code})

    def test_verification_shows_what_the_report_stated_and_what_became_of_it(self):
        entry = self.published()
        report = actions.reports.issue(entry.subject, by=self.clerk, purpose="投标")
        registry.actions.entries.end(
            entry, because="repaired", reason="已修复", by=None
        )

        page = self.verify(report.code)

        self.assertContains(page, report.number)
        self.assertContains(page, "退出（信用修复）")

    def test_an_unknown_code_is_refused_with_a_sentence(self):
        self.assertContains(self.verify("ABC"), "没有这个验证码")

    def test_a_person_s_name_and_number_are_not_shown_in_full(self):
        person = factories.make_person("张三丰", 77)
        report = actions.reports.issue(
            person, by=self.clerk, purpose="求职", identity_proof="核验身份证原件"
        )

        page = self.verify(report.code)

        self.assertNotContains(page, "张三丰")
        self.assertNotContains(page, factories.number_of(77))

    def test_only_so_many_codes_can_be_tried(self):
        for _ in range(30):
            self.verify("ABC")

        self.assertEqual(self.verify("ABC").status_code, 429)
