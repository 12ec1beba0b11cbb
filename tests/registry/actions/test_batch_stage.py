"""Each row of a list is judged and named a fate; nothing enters the register by that."""

import hashlib
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from registry import actions, sealing
from registry.actions import batches, receiving
from registry.errors import Refused
from registry.importing.people import opened, shown
from registry.models import Batch, Entry, ListKind, Row, Standard, Subject, TrailEntry
from registry.parsing.errors import Unreadable
from tests import factories
from tests.registry.lists import HEADINGS, Lists, csv_of, row

PERSON = {"企业名称": "林大明"}


class FateTests(Lists):
    def fates(self, *rows, **given):
        batch = self.staged(*rows, **given)
        return list(batch.rows.order_by("pk").values_list("fate", flat=True))

    def sentences(self, *rows, **given):
        return " ".join(self.reasons(self.staged(*rows, **given)))

    def test_a_good_row_is_new_and_enters_nothing(self):
        before = Entry.objects.count(), Subject.objects.count()

        self.assertEqual(self.fates(row(1)), ["new"])

        self.assertEqual((Entry.objects.count(), Subject.objects.count()), before)

    def test_a_row_without_document_number_is_to_be_looked_at(self):
        self.assertEqual(self.fates(row(1, 处罚决定书文号="")), ["warned"])

    def test_the_same_row_again_is_imported_once(self):
        self.assertEqual(self.fates(row(1), row(1)), ["new", "duplicate"])

    def test_one_document_with_two_contents_is_kept_once(self):
        fates = self.fates(row(1), row(1, 违法事实="另一事实"))

        self.assertEqual(fates, ["new", "rejected"])

    def test_one_code_under_two_names_spoils_both_rows(self):
        one = row(1)
        two = row(1, 企业名称="福州另一家有限公司", 处罚决定书文号="榕环罚〔2026〕2号")

        batch = self.staged(one, two)

        fates = list(batch.rows.order_by("pk").values_list("fate", flat=True))
        self.assertEqual(fates, ["rejected", "rejected"])
        self.assertEqual(batch.counts["rejected"], 2)
        self.assertFalse(batch.staged.exists())

    def test_a_code_that_belongs_to_another_name_is_refused(self):
        self.drafted(row(1))

        reasons = self.sentences(
            row(1, 企业名称="福州冒名有限公司", 处罚决定书文号="2号")
        )

        self.assertIn("该代码已登记在“福州名单1号有限公司”名下", reasons)

    def test_a_former_name_agrees(self):
        self.drafted(row(1))
        actions.subjects.rename(
            Subject.objects.get(key=row(1)[1]),
            name="福州新名有限公司",
            by=self.clerk,
            reason="更名",
        )

        self.assertEqual(self.fates(row(1, 处罚决定书文号="2号")), ["new"])

    def test_what_stands_already_is_unchanged(self):
        self.drafted(row(1))

        self.assertEqual(self.fates(row(1), row(2)), ["unchanged", "new"])

    def test_brackets_and_blanks_do_not_make_another_document(self):
        self.drafted(row(1))

        again = row(1, 处罚决定书文号="榕环罚[2026] 1 号")

        self.assertEqual(self.fates(again), ["changed"])

    def test_other_facts_on_a_draft_are_a_change(self):
        self.drafted(row(1))

        reasons = self.sentences(row(1, 违法事实="私设暗管"))

        self.assertIn("将更新：列入事由。", reasons)

    def test_other_facts_on_a_published_entry_are_named_and_not_taken(self):
        self.published_batch(row(1))

        batch = self.staged(row(1, 违法事实="私设暗管"))

        self.assertIn("已发布的条目不会被导入改动", self.reasons(batch)[0])
        self.assertFalse(batch.staged.exists())

    def test_what_has_ended_does_not_come_back_by_the_same_document(self):
        batch = self.published_batch(row(1))
        batches.withdraw(batch, by=self.reviewer, reason="导错")

        self.assertIn("不能凭同一文书再次列入", self.sentences(row(1)))

    def test_rows_that_cannot_be_right_are_refused_with_their_reason(self):
        on = timezone.localdate()
        for cells, sentence in [
            ({"企业名称": ""}, "没有填写名称。"),
            ({"统一社会信用代码": ""}, "没有填写代码或证件号码。"),
            ({"统一社会信用代码": "9.1350E+17"}, "末尾数字已经丢失"),
            ({"统一社会信用代码": "91350100000000001A"}, "校验码不符"),
            ({"违法事实": ""}, "没有填写列入事由。"),
            ({"认定日期": ""}, "没有填写认定日期。"),
            ({"认定日期": f"{on + timedelta(days=2)}"}, "晚于今天"),
            ({"认定日期": "1948-01-01"}, "早于 1949-10-01"),
            ({"认定日期": "2019-05-01"}, "不在“"),
            ({"处罚决定书文号": "号" * 101}, "超过 100 个字"),
            ({**PERSON, "企业名称": "林大明、王小二"}, "一格里写了几个人名"),
            ({**PERSON, "企业名称": "林*明"}, "姓名不完整"),
            ({**PERSON, "企业名称": "福州海峡公司"}, "名称像是单位"),
        ]:
            number = {"统一社会信用代码": factories.number_of(1)}
            given = (
                number | cells if "企业名称" in cells and cells["企业名称"] else cells
            )
            with self.subTest(sentence):
                batch = self.staged(row(1, **given))
                self.assertEqual(batch.counts, {"rejected": 1})
                self.assertIn(sentence, " ".join(self.reasons(batch)))

    def test_a_child_is_not_listed(self):
        born = timezone.localdate() - timedelta(days=13 * 365)
        number = factories.number_of(1, born)

        reasons = self.sentences(row(1, **PERSON, 统一社会信用代码=number))

        self.assertIn("不满十四周岁", reasons)

    def test_a_kind_of_subject_that_the_standard_leaves_out_is_refused(self):
        only = factories.make_standard(self.department, subject_kinds=["organisation"])
        number = factories.number_of(1)

        reasons = self.sentences(
            row(1, **PERSON, 统一社会信用代码=number), standard=only
        )

        self.assertTrue(reasons)

    def test_a_persons_number_in_a_text_is_refused_and_hidden(self):
        number = factories.number_of(1)

        batch = self.staged(row(1, 违法事实=f"与林某（{number}）共同偷排"))

        self.assertIn("文字中含有身份证号码", self.reasons(batch)[0])
        self.assertNotIn(number, str(batch.rows.get().cells))

    def test_a_persons_number_is_kept_sealed_alone(self):
        number = factories.number_of(1)

        batch = self.staged(row(1, **PERSON, 统一社会信用代码=number))

        cell = batch.rows.get().cells[1]
        self.assertNotIn(number, str(batch.rows.get().cells))
        self.assertEqual(shown(cell), "350*************" + number[-2:])
        self.assertEqual(opened(cell), number)
        staged = batch.staged.get()
        self.assertEqual(sealing.unseal(bytes(staged.sealed)), number)

    def test_persons_who_answer_are_understood_with_their_notices(self):
        heads = [
            *HEADINGS,
            "法定代表人",
            "法定代表人身份证号",
            "法定代表人告知日期",
            "法定代表人告知送达凭证",
        ]
        cells = [*row(1), "王小二", factories.number_of(5), "2026-08-01", "直接送达"]
        batch = self.receive(csv_of(cells, headings=heads))

        batches.stage(batch)

        person = batch.staged_persons.get()
        self.assertEqual(person.role, "legal_representative")
        self.assertEqual(person.notice_served_on, date(2026, 8, 1))

    def test_a_list_of_praise_needs_no_facts(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        heads = ["企业名称", "统一社会信用代码", "认定日期", "荣誉名称"]
        cells = [*row(1)[:2], "2026-10-09", "诚信典型"]
        batch = self.receive(csv_of(cells, headings=heads), standard=red)

        batches.stage(batch)

        self.assertEqual(batch.staged.get().facts, "诚信典型")


class StageTests(Lists):
    def test_counts_read_and_expected_rows_and_says_what_it_left_out(self):
        batch = self.staged(row(1), row(2, 认定日期=""), ["合计", *[""] * 8])

        self.assertEqual(batch.status, Batch.Status.READY)
        self.assertEqual((batch.rows_read, batch.rows_expected), (2, 4))
        self.assertEqual(batch.counts, {"new": 1, "rejected": 1})
        self.assertEqual(batch.skipped, [["", 4, "合计行"]])

    def test_a_file_that_cannot_be_read_ends_with_its_reason(self):
        batch = self.receive("企业名称,违法事实\n某公司,偷排\n".encode())

        batches.stage(batch)

        self.assertEqual(batch.status, Batch.Status.UNUSABLE)
        self.assertIn("表头里没有代码一列", batch.problem)

    def test_a_list_without_a_column_that_every_row_needs_is_unusable(self):
        heads = ["企业名称", "统一社会信用代码", "违法事实"]
        batch = self.receive(csv_of(row(1)[:3], headings=heads))

        batches.stage(batch)

        self.assertIn("表头里没有认定日期一列", batch.problem)

    def test_leaves_its_way_in_the_trail(self):
        batch = self.staged(row(1))

        done = TrailEntry.objects.about(batch).values_list("action", flat=True)
        self.assertEqual(
            [action.rpartition(".")[2] for action in done],
            ["received", "reading", "ready"],
        )

    def test_a_recheck_judges_by_the_register_of_today(self):
        first = self.staged(row(1))
        self.drafted(row(1), row(2))

        batches.recheck(first, by=self.clerk)
        batches.stage(first)
        first.refresh_from_db()

        self.assertEqual(first.counts, {"unchanged": 1})
        self.assertEqual(Row.objects.filter(batch=first).count(), 1)

    def test_a_file_that_vanished_is_asked_for_again(self):
        batch = self.receive(csv_of(row(1)))
        Batch.objects.filter(pk=batch.pk).update(path="lists/gone")

        batches.stage(batch)

        self.assertIn("请重新上传", batch.problem)


class ReceiveTests(Lists):
    def refused(self, **given):
        with self.assertRaises(Refused) as refusal:
            self.receive(csv_of(row(1)), **given)
        self.assertFalse(Batch.objects.exists())
        return str(refusal.exception)

    def test_a_foreign_official_is_refused(self):
        self.assertIn("不能为该单位导入名单", self.refused(by=self.stranger))

    def test_a_foreign_standard_is_refused(self):
        foreign = factories.make_standard(self.elsewhere)

        reasons = self.refused(standard=foreign, department=self.department)

        self.assertIn("不能据以认定", reasons)

    def test_an_unpublished_standard_is_refused(self):
        draft = factories.make_standard(self.department, published=False)

        self.assertIn("尚未公布", self.refused(standard=draft))

    def test_a_department_that_is_no_more_is_refused(self):
        self.department.valid_to = date(2020, 1, 1)
        self.department.save()
        standard = Standard.objects.get(pk=self.standard.pk)

        self.assertIn("已停用", self.refused(standard=standard))

    def test_what_is_no_list_is_refused_before_it_is_kept(self):
        with self.assertRaisesMessage(Unreadable, "这是 PDF 文件"):
            self.receive(b"%PDF-1.4")

        self.assertFalse(Batch.objects.exists())

    def test_keeps_the_file_with_what_is_known_of_it(self):
        content = csv_of(row(1))

        batch = self.receive(content, filename="长" * 300 + ".csv")

        self.assertEqual(batch.size, len(content))
        self.assertEqual(batch.sha256, hashlib.sha256(content).hexdigest())
        self.assertEqual(batch.filename, "长" * 251 + ".csv")
        self.assertEqual(batch.received_by, self.clerk)
        with default_storage.open(batch.path) as file:
            self.assertEqual(file.read(), content)
        line = TrailEntry.objects.about(batch).get()
        self.assertEqual(line.actor, self.clerk)
        self.assertEqual(line.after, {"filename": batch.filename})

    def test_the_same_file_may_come_under_another_standard(self):
        self.drafted(row(1))
        other = factories.make_standard(self.department)

        batch = self.receive(csv_of(row(1)), standard=other)

        self.assertEqual(batch.status, Batch.Status.RECEIVED)

    def test_a_file_that_could_not_be_used_may_come_again(self):
        content = "企业名称,违法事实\n某公司,偷排\n".encode()
        batches.stage(self.receive(content))

        self.assertEqual(self.receive(content).status, Batch.Status.RECEIVED)

    def test_the_same_file_is_refused_under_a_new_version_of_the_standard(self):
        batch = self.drafted(row(1))
        newer = actions.standards.revise(self.standard, by=self.officer)
        decided = batch.entries.get().decided_on
        actions.standards.publish(
            newer,
            by=None,
            published_on=decided,
            published_where="信用福州网站",
            valid_from=decided,
        )

        with self.assertRaises(receiving.Received) as refusal:
            self.receive(csv_of(row(1)), standard=newer)

        self.assertEqual(refusal.exception.batch, batch)

    def test_a_rehearsal_says_what_would_come_of_the_file_and_keeps_nothing(self):
        self.drafted(row(1))
        before = Batch.objects.count(), Row.objects.count(), TrailEntry.objects.count()

        found = self.rehearse(csv_of(row(1), row(2), row(3, 认定日期="")))

        self.assertIsNone(found["batch"])
        counted = {fate: found[fate] for fate in ("unchanged", "new", "rejected")}
        self.assertEqual(counted, {"unchanged": 1, "new": 1, "rejected": 1})
        after = Batch.objects.count(), Row.objects.count(), TrailEntry.objects.count()
        self.assertEqual(before, after)

    def test_a_rehearsal_of_a_file_that_cannot_be_used_says_so(self):
        with self.assertRaisesMessage(Unreadable, "表头里没有代码一列"):
            self.rehearse("企业名称,违法事实\n某公司,偷排\n".encode())

        self.assertFalse(Batch.objects.exists())

    def rehearse(self, content):
        return receiving.rehearse(
            ContentFile(content),
            department=self.department,
            standard=self.standard,
            filename="名单.csv",
            by=self.clerk,
        )

    def test_the_same_file_is_taken_once(self):
        self.drafted(row(1))

        with self.assertRaisesMessage(receiving.Received, "同一文件已于"):
            self.receive(csv_of(row(1)))

    def test_the_same_file_is_taken_again_after_it_was_given_up(self):
        batch = self.staged(row(1))
        batches.cancel(batch, by=self.clerk)

        self.assertEqual(self.receive(csv_of(row(1))).status, Batch.Status.RECEIVED)
