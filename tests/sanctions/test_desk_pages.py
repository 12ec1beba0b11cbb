"""The other admin pages: catalogue, memoranda, promises, classes, reports, associations."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from registry.models import Department
from sanctions import actions
from sanctions.models import (
    Edition,
    IndustryMeasure,
    Measure,
    Membership,
    Memorandum,
    NationalGrade,
    Promise,
    Report,
    Scheme,
)
from tests import factories

from . import makers
from .desk import MeasuresDesk, put_in

NEW = {
    "new_kind": "organisation",
    "new_name": "福州守信有限公司",
    "new_identifier_kind": "",
}


class CatalogueDeskTests(MeasuresDesk):
    def begun(self):
        self.sign_in(self.officer)
        self.add("edition", name="下一版", note="", like=self.edition_pk())
        return Edition.objects.get(name="下一版")

    def edition_pk(self):
        return self.measure.edition_id

    def measure_of(self, edition, **given):
        facts = {
            "edition": edition.pk,
            "code": "xin",
            "name": "新措施",
            "content": "内容",
            "polarity": "punishment",
            "force": "recommended",
            "kind": "administrative",
            "clause": "二（二）",
            "subject_kinds": ["organisation"],
            "carried_by": "organ",
            "implementers": [self.treasury.pk],
            "document": "榕政办〔2016〕264号",
            "article": "二（二）",
            "level": "normative",
            "further": "国发〔2016〕33号|第三部分|国家级文件",
        }
        return self.add("measure", **{**facts, **given})

    def test_a_measure_is_added_to_a_draft_edition_with_all_its_bases(self):
        edition = self.begun()

        self.measure_of(edition)

        measure = edition.measures.get(code="xin")
        self.assertEqual(measure.bases.get().level, "state")
        self.assertEqual(list(measure.implementers.all()), [self.treasury])

    def test_a_mandatory_measure_without_law_is_refused_with_the_reason(self):
        page = self.measure_of(self.begun(), force="mandatory")

        self.assertContains(page, "只能列为推荐性措施")
        self.assertFalse(Measure.objects.filter(code="xin").exists())

    def test_a_measure_without_a_basis_is_refused(self):
        self.measure_of(self.begun(), document="")

        self.assertFalse(Measure.objects.filter(code="xin").exists())

    def test_the_catalogue_is_exported_and_imported(self):
        edition = self.begun()
        book = Workbook()
        book.active.append(
            ["清单版次", "措施代码", "措施", "措施内容", "激励或惩戒", "效力", "类型",
             "对象主体类别", "对象责任身份", "依据文件", "依据条款", "依据层级", "通知条款", "备注"]
        )  # fmt: skip
        row = [edition.name, "biao", "表中措施", "内容", "惩戒", "推荐性", "行政性",
               "法人及非法人组织、自然人", "", "榕政办〔2016〕264号", "二（二）", "规范性文件", "二（二）", ""]  # fmt: skip
        book.active.append(row)
        stream = BytesIO()
        book.save(stream)
        url = reverse("admin:sanctions_measure_import")
        preview = self.client.post(
            url,
            {
                "format": "0",
                "import_file": SimpleUploadedFile("a.xlsx", stream.getvalue()),
            },
        )
        self.client.post(
            reverse("admin:sanctions_measure_process_import"),
            preview.context["confirm_form"].initial,
        )

        measure = edition.measures.get(code="biao")
        self.assertEqual(measure.subject_kinds, ["organisation", "person"])
        answer = self.client.post(
            reverse("admin:sanctions_measure_export"), {"format": "0"}
        )
        values = list(load_workbook(BytesIO(answer.content)).active.values)
        self.assertIn("表中措施", str(values))

    def test_a_measure_of_a_published_edition_is_withdrawn_not_changed(self):
        self.sign_in(self.officer)
        self.assertContains(self.page_of(self.measure), "停用")

        self.press(
            self.measure, "withdraw", since=timezone.localdate(), reason="依据废止"
        )

        self.measure.refresh_from_db()
        self.assertIsNotNone(self.measure.valid_to)


class MemorandumDeskTests(MeasuresDesk):
    def test_a_memorandum_is_drafted_given_measures_and_published_by_another_official(
        self,
    ):
        standard = factories.make_standard(self.department)
        self.sign_in(self.clerk)
        self.add(
            "memorandum",
            title="环保联合惩戒",
            number="",
            initiator=self.department.pk,
            standards=[standard.pk],
            note="",
        )
        memorandum = Memorandum.objects.get(title="环保联合惩戒")
        self.press(
            memorandum,
            "provide",
            measure=self.measure.pk,
            department=self.treasury.pk,
            response_workdays=5,
            lifting_workdays=3,
        )
        today = timezone.localdate()
        self.sign_in(self.reviewer)
        self.press(
            memorandum,
            "publish",
            published_where="网站",
            published_on=today,
            valid_from=today,
        )

        memorandum.refresh_from_db()
        self.assertEqual(memorandum.status, Memorandum.Status.PUBLISHED)
        self.assertEqual(memorandum.provisions.get().response_workdays, 5)

    def test_another_department_s_memorandum_is_not_published(self):
        memorandum = makers.make_memorandum(
            self.standard, [(self.measure, self.treasury)], published=False
        )
        self.sign_in(self.stranger)

        self.assertNotEqual(self.press(memorandum, "publish").status_code, 500)
        memorandum.refresh_from_db()
        self.assertEqual(memorandum.status, Memorandum.Status.DRAFT)


class PromiseDeskTests(MeasuresDesk):
    def promise(self, **given):
        facts = {
            **NEW,
            "new_identifier": factories.code_of(777),
            "matter": "施工许可",
            "case_number": "办1",
            "items": "土地证明\n图纸",
            "workdays": 5,
            "deferrable": "on",
        }
        return self.add("promise", **{**facts, **given})

    def test_a_promise_is_accepted_and_kept(self):
        self.sign_in(self.clerk)
        self.promise()
        promise = Promise.objects.get()
        self.assertEqual(promise.items.count(), 2)

        self.press(promise, "keep", supplied_on=timezone.localdate())

        promise.refresh_from_db()
        self.assertEqual(promise.status, Promise.Status.KEPT)

    def test_material_that_the_law_asks_for_is_refused_on_the_form(self):
        self.sign_in(self.clerk)

        page = self.promise(deferrable="")

        self.assertContains(page, "不能容缺")
        self.assertFalse(Promise.objects.exists())


class ClassDeskTests(MeasuresDesk):
    def test_a_scheme_gets_its_classes(self):
        self.sign_in(self.clerk)
        self.add("scheme", department=self.department.pk, name="分类办法", basis="依据")
        scheme = Scheme.objects.get()

        self.press(
            scheme, "band", rank=1, name="一般", at_least=1, inspection="每年一次"
        )

        self.assertContains(self.page_of(scheme), "不符合以上各类条件的。")

    def test_a_grade_of_the_state_is_recorded(self):
        subject = factories.make_subject()
        self.sign_in(self.officer)

        self.add(
            "nationalgrade",
            subject=subject.pk,
            grade="B",
            source="国家公共信用信息中心",
            graded_on=timezone.localdate() - timedelta(days=1),
        )

        self.assertEqual(NationalGrade.objects.get().subject, subject)


class ReportDeskTests(MeasuresDesk):
    def test_a_report_is_issued_to_an_enterprise_unknown_to_the_register(self):
        self.sign_in(self.reviewer)

        self.add(
            "report",
            **NEW,
            new_identifier=factories.code_of(778),
            purpose="投标",
            proof="",
        )

        report = Report.objects.get()
        self.assertEqual(report.facts["entries"], [])
        self.assertContains(self.page_of(report), report.code)

    def test_a_person_s_report_needs_the_proof_of_identity(self):
        self.sign_in(self.reviewer)
        person = {
            "new_kind": "person",
            "new_name": "张三丰",
            "new_identifier_kind": "",
            "new_identifier": factories.number_of(77),
            "purpose": "求职",
        }

        page = self.add("report", **person, proof="")
        self.assertContains(page, "请核验本人身份证件")
        self.add("report", **person, proof="当面核验居民身份证原件")

        self.assertEqual(Report.objects.get().proof, "当面核验居民身份证原件")

    def test_a_report_is_printed(self):
        entry = self.published()
        report = actions.reports.issue(entry.subject, by=self.clerk, purpose="投标")
        self.sign_in(self.clerk)

        answer = self.client.get(
            reverse("admin:sanctions_report_paper", args=[report.pk])
        )

        self.assertTrue(answer.content.startswith(b"%PDF-"))


class AssociationDeskTests(MeasuresDesk):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        builders = factories.make_department("jianxie", Department.Kind.ASSOCIATION)
        cls.secretary = factories.make_official("xu", builders)
        put_in(cls.secretary, "单位经办人")
        cls.subject = factories.make_subject()

    def test_an_association_keeps_members_and_measures(self):
        self.sign_in(self.secretary)
        self.add("membership", subject=self.subject.pk, joined_on="2020-01-01")
        self.add(
            "industrymeasure",
            subject=self.subject.pk,
            kind="warning",
            rules="《公约》第八条",
            document="榕建协〔2026〕3号",
            facts="串标",
            taken_on="2026-01-01",
        )

        self.assertEqual(Membership.objects.count(), 1)
        self.assertEqual(IndustryMeasure.objects.count(), 1)

    def test_an_authority_has_no_page_to_add_a_member(self):
        self.sign_in(self.clerk)

        answer = self.client.get(reverse("admin:sanctions_membership_add"))

        self.assertEqual(answer.status_code, 403)
