import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from registry.actions import batches
from registry.data.groups import CLERKS
from registry.models import Batch, Entry, TrailEntry
from tests import factories
from tests.registry.desk import put_in
from tests.registry.lists import Lists, csv_of, row

LIST_QUERIES = 7  # three for the session and its permissions, one for saved filters, three for the list
PAGE_QUERIES = 11  # of them three for the rows, whatever their number
ADD = reverse("admin:registry_batch_add")


class UploadTests(Lists):
    def upload(self, content, standard=None, name="名单.csv"):
        file = SimpleUploadedFile(name, content)
        standard = standard or self.standard
        return self.client.post(
            ADD, {"standard": standard.pk, "file": file}, follow=True
        )

    def test_reads_the_list_at_once_and_shows_what_would_come_of_it(self):
        self.sign_in(self.clerk)

        with self.captureOnCommitCallbacks(execute=True):
            self.upload(csv_of(row(1), row(2, 统一社会信用代码="123")))

        batch = Batch.objects.get()
        page = self.client.get(self.page_url(batch))
        self.assertContains(page, "新增草稿 <strong>1</strong> 条")
        self.assertContains(page, "B3 统一社会信用代码")
        self.assertFalse(batch.entries.exists())

    def test_offers_the_standards_of_their_own_department_that_are_published(self):
        factories.make_standard(self.department, published=False, name="未公布")
        factories.make_standard(self.elsewhere, name="外单位标准")
        self.sign_in(self.clerk)

        page = self.client.get(ADD)

        self.assertContains(page, self.standard.name)
        self.assertNotContains(page, "未公布（第")
        self.assertNotContains(page, "外单位标准")

    def test_offers_the_credit_office_those_of_bodies_outside_government(self):
        bank = factories.make_department("yinhang", "financial")
        factories.make_standard(bank, name="银行逃废债")
        self.sign_in(self.officer)

        page = self.client.get(ADD)

        self.assertContains(page, "银行逃废债")
        self.assertNotContains(page, self.standard.name)

    def test_does_not_take_a_foreign_standard(self):
        foreign = factories.make_standard(self.elsewhere)
        self.sign_in(self.clerk)

        page = self.upload(csv_of(row(1)), foreign)

        self.assertContains(page, "没有上传")
        self.assertFalse(Batch.objects.exists())

    def test_says_why_a_file_is_no_list(self):
        self.sign_in(self.clerk)

        page = self.upload(b"%PDF-1.4", name="名单.xlsx")

        self.assertContains(page, "这是 PDF 文件，不能导入。")
        self.assertFalse(Batch.objects.exists())

    def test_says_that_a_file_is_empty(self):
        self.sign_in(self.clerk)

        self.assertContains(self.upload(b""), "文件是空的（0 字节）")

    def test_leads_to_the_batch_where_the_same_file_was_taken_before(self):
        known = self.staged(row(1))
        self.sign_in(self.clerk)

        page = self.upload(csv_of(row(1)))

        self.assertContains(page, "同一文件已于")
        self.assertContains(page, self.page_url(known))

    def test_asks_for_a_file(self):
        self.sign_in(self.clerk)

        page = self.client.post(ADD, {"standard": self.standard.pk})

        self.assertContains(page, "请选择要上传的文件。")

    def test_is_closed_to_those_who_may_not_import(self):
        for official in (self.reviewer, self.auditor):
            self.sign_in(official)

            self.assertEqual(self.client.get(ADD).status_code, 403)
            self.assertEqual(self.upload(csv_of(row(1))).status_code, 403)
        self.assertFalse(Batch.objects.exists())

    def test_is_not_offered_to_those_who_may_not_import(self):
        self.sign_in(self.reviewer)

        self.assertNotContains(self.client.get(self.list_url("batch")), ADD)

    def test_offers_an_empty_form_for_each_kind_of_list(self):
        self.sign_in(self.clerk)
        for kind in ("red", "black", "good", "bad"):
            url = reverse("admin:registry_batch_template", args=[kind])

            response = self.client.get(url)

            sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
            self.assertEqual(sheet["A2"].value, "主体名称")

    def test_has_no_form_for_a_kind_that_does_not_exist(self):
        self.sign_in(self.clerk)

        url = reverse("admin:registry_batch_template", args=["grey"])

        self.assertEqual(self.client.get(url).status_code, 404)


class BatchListTests(Lists):
    def test_shows_an_official_their_departments_batches_only(self):
        own = self.staged(row(1))
        self.sign_in(self.stranger)

        page = self.client.get(self.list_url("batch"))

        self.assertNotContains(page, own.filename)

    def test_shows_the_credit_office_every_departments(self):
        own = self.staged(row(1))
        self.sign_in(self.officer)

        self.assertContains(self.client.get(self.list_url("batch")), own.filename)

    def test_asks_the_same_number_of_questions_for_one_batch_and_for_three(self):
        self.sign_in(self.clerk)
        self.staged(row(1))
        with self.assertNumQueries(LIST_QUERIES):
            self.client.get(self.list_url("batch"))
        self.staged(row(2))
        self.staged(row(3))

        with self.assertNumQueries(LIST_QUERIES):
            self.client.get(self.list_url("batch"))

    def test_says_on_the_desk_what_waits_to_be_confirmed(self):
        self.staged(row(1))
        self.sign_in(self.clerk)
        mine = self.client.get(reverse("admin:index"))
        self.sign_in(self.reviewer)
        of_the_clerk = self.client.get(reverse("admin:index"))

        self.assertContains(mine, "份名单已检查，待确认导入")
        self.assertNotContains(of_the_clerk, "份名单已检查，待确认导入")


class BatchPageTests(Lists):
    def page(self, batch, **query):
        return self.client.get(self.page_url(batch), query)

    def test_looks_again_by_itself_while_a_worker_is_at_it(self):
        batch = self.receive(csv_of(row(1)))
        self.sign_in(self.clerk)

        waiting = self.page(batch)
        batches.stage(batch)
        ready = self.page(batch)

        self.assertEqual(waiting["Refresh"], "2")
        self.assertContains(waiting, "<progress")
        self.assertNotIn("Refresh", ready)
        self.assertNotContains(ready, "<progress")

    def test_says_when_no_worker_answers(self):
        batch = self.receive(csv_of(row(1)))
        an_hour_ago = timezone.now() - timezone.timedelta(hours=1)
        Batch.objects.filter(pk=batch.pk).update(received_at=an_hour_ago)
        self.sign_in(self.clerk)

        self.assertContains(self.page(batch), "处理进程超过一分钟没有响应")

    def test_shows_the_faulty_rows_first_and_the_others_by_their_fate(self):
        batch = self.staged(row(1), row(2, 认定日期="2026.13.40"))
        self.sign_in(self.clerk)

        faulty, new = self.page(batch), self.page(batch, fate="new")

        self.assertContains(faulty, "不存在。请写成 2016-11-03 的形式。")
        self.assertNotContains(faulty, "福州名单1号有限公司")
        self.assertContains(new, "福州名单1号有限公司")
        self.assertNotContains(new, "福州名单2号有限公司")

    def test_shows_fifty_rows_at_a_time(self):
        batch = self.staged(*(row(n) for n in range(1, 53)))
        self.sign_in(self.clerk)

        first, second = self.page(batch), self.page(batch, fate="new", page=2)

        self.assertContains(first, "福州名单50号有限公司")
        self.assertNotContains(first, "福州名单51号有限公司")
        self.assertContains(second, "福州名单52号有限公司")

    def test_asks_the_same_number_of_questions_for_one_row_and_for_three(self):
        one, three = self.staged(row(1)), self.staged(row(2), row(3), row(4))
        self.sign_in(self.clerk)
        self.page(one)  # its ContentType is looked up once a process
        with self.assertNumQueries(PAGE_QUERIES):
            self.page(one)

        with self.assertNumQueries(PAGE_QUERIES):
            self.page(three)

    def test_shows_no_persons_number_in_full(self):
        number = factories.number_of(7)
        batch = self.staged(
            row(1, 企业名称="林大明", 统一社会信用代码=number),
            row(2, 企业名称="林大明、王小二", 统一社会信用代码=number),
        )
        self.sign_in(self.clerk)

        for fate in ("new", "rejected"):
            page = self.page(batch, fate=fate)
            self.assertContains(page, "林大明")
            self.assertNotContains(page, number)

    def test_says_how_each_column_was_understood_and_what_was_skipped(self):
        batch = self.staged(row(1), ["合计", "1家", *[""] * 7])
        self.sign_in(self.clerk)

        page = self.page(batch)

        self.assertContains(page, "列入事由")
        self.assertContains(page, "第 3 行：合计行")

    def test_says_why_a_file_cannot_be_used(self):
        batch = self.receive("企业名称,违法事实\n某公司,偷排\n".encode())
        batches.stage(batch)
        self.sign_in(self.clerk)

        page = self.page(batch)

        self.assertContains(page, "表头里没有代码一列")
        self.assertContains(page, "没有登记任何内容")

    def test_is_hidden_from_other_departments(self):
        batch = self.staged(row(1))
        self.sign_in(self.stranger)

        self.assertRedirects(self.page(batch), reverse("admin:index"))

    def test_cannot_be_saved(self):
        batch = self.staged(row(1))
        self.sign_in(self.clerk)

        self.assertEqual(self.client.post(self.page_url(batch)).status_code, 403)


class BatchActionTests(Lists):
    def offered(self, batch):
        page = self.client.get(self.page_url(batch))
        return [one["button"].name for one in page.context["buttons"]]

    def test_goes_from_the_clerk_to_the_public(self):
        batch = self.staged(row(1), row(2))
        self.sign_in(self.clerk)
        with self.captureOnCommitCallbacks(execute=True):
            self.press(batch, "confirm")
        self.press(batch, "submit")
        self.sign_in(self.reviewer)

        answer = self.press(batch, "approve")

        self.assertEqual(self.says(answer), ["已发布 2 条。"])
        self.assertEqual(batch.entries.in_effect(timezone.now()).count(), 2)

    def test_offers_each_official_what_is_theirs_to_do(self):
        batch = self.staged(row(1))
        self.sign_in(self.clerk)
        self.assertEqual(self.offered(batch), ["confirm", "recheck", "cancel"])
        self.sign_in(self.reviewer)
        self.assertEqual(self.offered(batch), [])
        self.sign_in(self.officer)
        self.assertEqual(self.offered(batch), [])

        batches.confirm(batch, by=self.clerk)
        batches.work_on(batch)
        self.sign_in(self.clerk)
        self.assertEqual(self.offered(batch), ["submit", "withdraw"])
        batches.submit_batch(batch, by=self.clerk)
        self.sign_in(self.reviewer)
        self.assertEqual(self.offered(batch), ["approve", "give_back"])
        batches.approve_batch(batch, by=self.reviewer)
        self.assertEqual(self.offered(batch), ["withdraw"])
        self.sign_in(self.clerk)
        self.assertEqual(self.offered(batch), [])

    def test_refuses_an_action_that_was_not_offered(self):
        batch = self.staged(row(1))
        self.sign_in(self.reviewer)

        self.assertEqual(self.press(batch, "confirm").status_code, 403)

    def test_refuses_to_confirm_a_list_without_a_single_usable_row(self):
        batch = self.staged(row(1, 认定日期=""))
        self.sign_in(self.clerk)

        answer = self.press(batch, "confirm")

        self.assertIn("没有可以导入的行", self.says(answer)[0])

    def test_names_beforehand_what_speaks_against_an_approval(self):
        batch = self.drafted(row(1), row(2, 告知书送达凭证=""))
        batches.submit_batch(batch, by=self.clerk)
        self.sign_in(self.reviewer)

        page = self.client.get(self.action_url(batch, "approve"))

        self.assertContains(page, "其中 1 条不符合条件")
        self.assertContains(page, "未填写事先告知书的送达日期和送达凭证。")

    def test_approves_all_or_nothing(self):
        batch = self.drafted(row(1), row(2, 告知书送达凭证=""))
        batches.submit_batch(batch, by=self.clerk)
        self.sign_in(self.reviewer)

        answer = self.press(batch, "approve")

        self.assertContains(answer, "共 2 条，其中 1 条不符合条件，全部未处理。")
        self.assertEqual(batch.made, {"submitted": 2})

    def test_the_official_who_uploaded_may_not_approve_what_another_confirmed(self):
        put_in(self.clerk, CLERKS)
        colleague = factories.make_official("wu", self.department, name="吴经办")
        batch = self.staged(row(1), by=self.reviewer)
        batches.confirm(batch, by=colleague)
        batches.work_on(batch)
        batches.submit_batch(batch, by=colleague)
        self.sign_in(self.reviewer)

        answer = self.press(batch, "approve")

        self.assertContains(answer, "登记、导入或修改过本条目的人员不能审核本条目")

    def test_gives_the_whole_batch_back(self):
        batch = self.drafted(row(1), row(2))
        batches.submit_batch(batch, by=self.clerk)
        self.sign_in(self.reviewer)

        answer = self.press(batch, "give_back", reason="事由写得不清")

        self.assertEqual(self.says(answer), ["已退回 2 条。"])
        self.assertEqual(Batch.objects.get().made, {"returned": 2})

    def test_withdraws_the_whole_batch_in_public(self):
        batch = self.published_batch(row(1), row(2))
        self.sign_in(self.reviewer)
        before = self.client.get(self.action_url(batch, "withdraw"))

        answer = self.press(batch, "withdraw", reason="导错了文件")

        self.assertContains(before, "已发布的 2 条：撤销，并向社会公告。")
        self.assertIn("撤销已发布的 2 条", self.says(answer)[0])
        self.assertFalse(batch.entries.in_effect(timezone.now()).exists())

    def test_withdraws_only_with_a_reason(self):
        batch = self.published_batch(row(1))
        self.sign_in(self.reviewer)

        self.press(batch, "withdraw", reason="")

        self.assertTrue(Entry.objects.in_effect(timezone.now()).exists())

    def test_a_page_that_somebody_overtook_does_nothing(self):
        batch = self.staged(row(1))
        self.sign_in(self.clerk)
        seen = self.client.get(self.page_url(batch)).context["seen"]
        batches.recheck(batch, by=self.clerk)
        batches.stage(batch)

        answer = self.press(batch, "confirm", seen=seen)

        self.assertIn("您打开页面之后", self.says(answer)[0])

    def test_sends_the_faulty_rows_back_whole_and_writes_that_down(self):
        number = factories.number_of(7)
        batch = self.staged(
            row(1), row(2, 企业名称="林大明、王小二", 统一社会信用代码=number)
        )
        self.sign_in(self.clerk)

        response = self.client.post(self.errors_url(batch))

        sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
        first, second = list(sheet.values)
        self.assertEqual(first[-1], "错误原因")
        self.assertEqual(second[1], number)
        self.assertIn("一行只写一个主体", second[-1])
        self.assertTrue(TrailEntry.objects.filter(action="registry.batch.sent_back"))

    def test_sends_them_back_to_the_department_alone(self):
        batch = self.staged(row(1), row(2, 认定日期=""))
        for official in (self.reviewer, self.officer):
            self.sign_in(official)
            self.assertEqual(self.client.post(self.errors_url(batch)).status_code, 403)
        self.sign_in(self.stranger)
        self.assertEqual(self.client.post(self.errors_url(batch)).status_code, 404)

    def errors_url(self, batch):
        return reverse("admin:registry_batch_errors", args=[batch.pk])
