"""The tables that everything rests on: places, departments, fields, leads and their spreadsheets."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from registry.models import Department, Field, Lead, TrailEntry
from tests import factories
from tests.registry.desk import Desk

TABLES = ["region", "department", "field"]


class DepartmentTests(Desk):
    def given(self, **fields):
        return {
            "code": "shuiwu",
            "name": "福州市税务局",
            "short_name": "市税务局",
            "kind": "organ",
            "region": factories.make_region().pk,
            **fields,
        }

    def test_is_added_and_changed_with_before_and_after_in_the_trail(self):
        self.sign_in(self.officer)
        self.client.post(reverse("admin:registry_department_add"), self.given())
        department = Department.objects.get(code="shuiwu")

        self.client.post(self.page_url(department), self.given(short_name="税务局"))

        lines = TrailEntry.objects.about(department)
        self.assertEqual(
            [line.action.rpartition(".")[2] for line in lines], ["added", "changed"]
        )
        self.assertEqual(lines[1].before, {"short_name": "市税务局"})
        self.assertEqual(lines[1].after, {"short_name": "税务局"})
        self.assertEqual(lines[1].actor, self.officer)

    def test_is_not_overwritten_from_a_stale_page(self):
        self.sign_in(self.officer)
        self.client.post(reverse("admin:registry_department_add"), self.given())
        department = Department.objects.get(code="shuiwu")
        seen = self.client.get(self.page_url(department)).context["seen"]
        self.client.post(self.page_url(department), self.given(short_name="税务局"))

        response = self.client.post(
            self.page_url(department), self.given(name="别名", seen=seen)
        )

        department.refresh_from_db()
        self.assertContains(response, "您打开页面之后，郑信用办于")
        self.assertEqual(department.name, "福州市税务局")

    def test_is_read_by_all_and_kept_by_the_credit_office(self):
        self.sign_in(self.clerk)

        page = self.client.get(self.page_url(self.department))
        posted = self.client.post(self.page_url(self.department), self.given())

        self.assertEqual(page.status_code, 200)
        self.assertEqual(posted.status_code, 403)

    def test_lists_with_the_same_number_of_questions(self):
        self.sign_in(self.clerk)
        for _ in range(2):
            with self.assertNumQueries(7):
                self.client.get(self.list_url("department"))
            factories.make_department("a")
            factories.make_department("b")


class LeadTests(Desk):
    def setUp(self):
        self.lead = Lead.objects.create(
            field=factories.make_field(),
            department=self.department,
            valid_from=factories.LONG_AGO,
            citation="四(二)",
        )

    def test_is_handed_over_and_never_overwritten(self):
        self.sign_in(self.officer)

        self.press(
            self.lead,
            "hand_over",
            department=self.elsewhere.pk,
            since="2026-01-01",
            citation="榕政办〔2026〕1号",
        )

        old, new = Lead.objects.order_by("valid_from")
        self.assertEqual(
            (old.department, str(old.valid_to)), (self.department, "2025-12-31")
        )
        self.assertEqual(
            (new.department, str(new.valid_from)), (self.elsewhere, "2026-01-01")
        )

    def test_is_ended(self):
        self.sign_in(self.officer)

        self.press(self.lead, "end", valid_to="2026-01-01", reason="机构改革")
        again = self.press(self.lead, "end", valid_to="2026-02-01", reason="再终止")

        self.lead.refresh_from_db()
        self.assertEqual(str(self.lead.valid_to), "2026-01-01")
        self.assertIn("不能办理“终止牵头”", self.says(again)[0])

    def test_says_what_makes_no_sense(self):
        self.sign_in(self.officer)

        before = self.press(self.lead, "end", valid_to="2019-01-01", reason="x")
        same = self.press(
            self.lead,
            "hand_over",
            department=self.department.pk,
            since="2026-01-01",
            citation="x",
        )

        self.assertContains(before, "终止日期不能早于开始日期")
        self.assertContains(same, "新牵头单位与现牵头单位相同。")
        self.assertEqual(Lead.objects.filter(valid_to=None).count(), 1)

    def test_has_no_form_to_overwrite_it(self):
        self.sign_in(self.officer)

        posted = self.client.post(
            self.page_url(self.lead), {"department": self.elsewhere.pk}
        )

        self.assertEqual(posted.status_code, 403)
        self.sign_in(self.clerk)
        self.assertEqual(self.press(self.lead, "end").status_code, 403)


class SpreadsheetTests(Desk):
    """The library's pages are open to any official of the desk unless they are closed."""

    def url(self, model, action):
        return reverse(f"admin:registry_{model}_{action}")

    def book(self, *rows):
        book = Workbook()
        for row in [["领域代码", "领域名称", "说明"], *rows]:
            book.active.append(row)
        file = io.BytesIO()
        book.save(file)
        return SimpleUploadedFile("领域.xlsx", file.getvalue())

    def upload(self, *rows):
        return self.client.post(
            self.url("field", "import"),
            {"import_file": self.book(*rows), "format": "0"},
        )

    def confirm(self, page):
        form = page.context["confirm_form"]
        given = {name: form[name].value() or "" for name in form.fields}
        return self.client.post(self.url("field", "process_import"), given, follow=True)

    def test_imports_are_closed_to_departments_and_auditors(self):
        for official in (self.clerk, self.reviewer, self.auditor):
            self.sign_in(official)
            for model in TABLES:
                for action in ("import", "process_import"):
                    response = self.client.post(self.url(model, action))
                    self.assertEqual(
                        response.status_code, 403, (official, model, action)
                    )

    def test_exports_are_closed_to_those_who_may_not_see_the_table(self):
        nobody = factories.make_official("nobody", self.department)
        self.sign_in(nobody)

        for model in [*TABLES, "lead"]:
            for response in (
                self.client.get(self.url(model, "export")),
                self.client.post(self.url(model, "export"), {"format": "0"}),
            ):
                self.assertEqual(response.status_code, 403)

    def test_imports_after_a_preview_with_lines_in_the_trail(self):
        known = factories.make_field("nongye", "农业")
        self.sign_in(self.officer)
        page = self.upload(["nongye", "农业农村", ""], ["shuiwu", "税务", "说明"])
        self.assertFalse(Field.objects.filter(code="shuiwu").exists())

        self.confirm(page)

        known.refresh_from_db()
        new = Field.objects.get(code="shuiwu")
        self.assertContains(page, "农业 → 农业农村")
        self.assertEqual((known.name, new.name), ("农业农村", "税务"))
        for field in (known, new):
            self.assertEqual(TrailEntry.objects.about(field).last().actor, self.officer)

    def test_a_preview_leaves_no_trace(self):
        self.sign_in(self.officer)
        lines = TrailEntry.objects.count()

        self.upload(["shuiwu", "税务", ""])

        self.assertEqual(TrailEntry.objects.count(), lines)
        self.assertFalse(Field.objects.filter(code="shuiwu").exists())

    def test_says_in_which_line_what_is_wrong_and_imports_none(self):
        self.sign_in(self.officer)

        page = self.upload(["shuiwu", "税务", ""], ["不是代码", "x", ""])

        self.assertContains(page, "没有导入任何一行")
        self.assertContains(page, "<td>2</td>")
        self.assertNotIn("confirm_form", page.context)

    def test_a_file_that_is_none_gets_a_sentence(self):
        self.sign_in(self.officer)
        file = SimpleUploadedFile("领域.xlsx", b"not a workbook")

        page = self.client.post(
            self.url("field", "import"), {"import_file": file, "format": "0"}
        )

        self.assertEqual(page.status_code, 200)
        self.assertTrue(page.context["form"].errors["import_file"])

    def test_exports_text_as_text(self):
        factories.make_field("gongshi", "=1+1")
        self.sign_in(self.clerk)

        book = self.client.post(self.url("field", "export"), {"format": "0"})
        text = self.client.post(self.url("field", "export"), {"format": "1"})

        rows = list(
            load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True)
        )
        self.assertEqual(rows[0], ("领域代码", "领域名称", "说明"))
        self.assertIn(("gongshi", "=1+1"), [row[:2] for row in rows])
        self.assertIn("'=1+1", text.content.decode("utf-8-sig"))

    def test_departments_go_out_and_come_back_unchanged(self):
        self.sign_in(self.officer)
        book = self.client.post(self.url("department", "export"), {"format": "0"})

        page = self.client.post(
            self.url("department", "import"),
            {
                "import_file": SimpleUploadedFile("单位.xlsx", book.content),
                "format": "0",
            },
        )

        self.assertFalse(page.context["result"].has_errors())
        self.assertEqual(
            page.context["result"].totals["skip"], Department.objects.count()
        )

    def test_pages_are_in_chinese_and_without_inline_script_and_style(self):
        self.sign_in(self.officer)
        for page in (
            self.client.get(self.url("department", "import")),
            self.client.get(self.url("department", "export")),
            self.upload(["shuiwu", "税务", ""]),
        ):
            content = page.content.decode()
            for forbidden in ("style=", "onchange=", "onclick=", "Submit", "exporter"):
                self.assertNotIn(forbidden, content)
