import csv
import io

from django.urls import reverse
from openpyxl import load_workbook

from registry.models import TrailEntry
from tests import factories
from tests.registry.desk import Desk

URL = reverse("admin:registry_entry_export")


class ExportTests(Desk):
    def setUp(self):
        self.number = factories.number_of(9)
        self.person = factories.make_person("林某某", 9)
        self.entry = self.published(subject=self.person, facts="=1+1")

    def text(self, query="", **given):
        response = self.client.post(URL + query, {"kind": "csv", **given})
        content = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content)))

    def book(self, **given):
        response = self.client.post(URL, {"kind": "xlsx", **given})
        content = b"".join(response.streaming_content)
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        headings = next(rows)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def test_streams_the_filtered_list_with_masked_numbers(self):
        self.draft()
        self.sign_in(self.clerk)

        rows = self.text("?status__exact=published")

        self.assertEqual([row["名称"] for row in rows], ["林某某"])
        self.assertEqual(rows[0]["证件号码"], self.person.identifier)
        self.assertEqual(rows[0]["此刻有效力"], "是")

    def test_nothing_is_taken_for_a_formula_and_codes_stay_text(self):
        organisation = self.draft(facts="@cmd", document_number="+1")
        self.sign_in(self.clerk)

        by_name = {row["名称"]: row for row in self.book()}

        row = by_name[organisation.subject.name]
        self.assertEqual(row["证件号码"], organisation.subject.identifier)
        self.assertEqual(row["认定文号"], "+1")
        self.assertEqual(by_name["林某某"]["认定事由"], "=1+1")
        self.assertEqual(self.text()[1]["认定事由"], "'=1+1")

    def test_whole_numbers_need_the_permission_and_a_reason_and_leave_a_trace(self):
        self.sign_in(self.reviewer)

        without = self.client.post(URL, {"kind": "csv", "full": "on"})
        rows = self.text(full="on", reason="法院调取")

        line = TrailEntry.objects.about(self.reviewer).last()
        self.assertContains(without, "请填写需要完整证件号码的理由。")
        self.assertEqual(rows[0]["证件号码"].strip(), self.number)
        self.assertEqual(line.reason, "法院调取")
        self.assertEqual(line.after, {"rows": 1, "persons": 1, "filters": {}})
        self.assertNotIn(self.number, str(line.after))

    def test_a_clerk_cannot_ask_for_whole_numbers(self):
        self.sign_in(self.clerk)

        page = self.client.get(URL)
        rows = self.text(full="on", reason="想看")

        self.assertNotContains(page, 'name="full"')
        self.assertEqual(rows[0]["证件号码"], self.person.identifier)

    def test_the_credit_office_gets_no_other_departments_whole_numbers(self):
        self.sign_in(self.officer)

        rows = self.text(full="on", reason="核对")

        self.assertEqual(rows[0]["证件号码"], self.person.identifier)

    def test_every_export_is_written_down_without_what_was_searched_for(self):
        self.sign_in(self.clerk)

        self.text("?q=林某某&status__exact=published")

        line = TrailEntry.objects.about(self.clerk).last()
        self.assertEqual(line.after["filters"], {"status__exact": "published"})

    def test_is_scoped_like_the_list(self):
        self.sign_in(self.stranger)

        self.assertEqual(self.text(), [])

    def test_is_closed_without_the_permission(self):
        self.sign_in(self.auditor)

        for response in (self.client.get(URL), self.client.post(URL, {"kind": "csv"})):
            self.assertEqual(response.status_code, 403)
        self.assertNotContains(self.client.get(self.list_url()), URL)

    def test_asks_the_same_number_of_questions_for_one_row_and_for_three(self):
        self.sign_in(self.clerk)
        counts = []
        for round_number in range(2):
            with self.assertNumQueries(8):
                counts.append(len(self.text()))
            self.draft()
            self.draft(subject=factories.make_person("陈某某", 700 + round_number))

        self.assertEqual(counts, [1, 3])
