"""Rows of a list compared with what the register knows already."""

from datetime import timedelta

from django.utils import timezone

from registry import actions
from registry.actions import batches
from registry.models import Entry, Role, SubjectKind
from tests import factories
from tests.registry.lists import HEADINGS, Lists, csv_of, row, xlsx_of

WITH_PERSON = [*HEADINGS, "法定代表人", "法定代表人身份证号"]


class Known(Lists):
    def subject_of(self, number):
        """The organisation of `row(number)`, enrolled by hand."""
        name, code = row(number)[:2]
        return actions.subjects.enrol(
            kind=SubjectKind.ORGANISATION,
            name=name,
            identifier=factories.recognised(code),
            by=self.clerk,
        )

    def stage(self, content, **given):
        batch = self.receive(content, **given)
        batches.stage(batch)
        batch.refresh_from_db()
        return batch

    def only_row(self, batch):
        """The fate of the batch's last row, and the sentences of all."""
        return batch.rows.order_by("pk").last().fate, " ".join(self.reasons(batch))


class SubjectTests(Known):
    def test_a_second_number_finds_its_subject(self):
        subject = self.subject_of(1)
        self.add_number_of(2, subject)

        batch = self.staged(row(2, 企业名称=subject.name))

        self.assertEqual(batch.staged.get().subject, subject)

    def test_a_second_number_finds_the_entries_of_its_subject(self):
        self.drafted(row(1))
        subject = self.subject_of(1)
        self.add_number_of(2, subject)

        same = row(1, 统一社会信用代码=row(2)[1])

        self.assertEqual(self.staged(same).counts, {"unchanged": 1})

    def test_a_second_number_under_another_name_is_refused(self):
        subject = self.subject_of(1)
        self.add_number_of(2, subject)

        fate, reasons = self.only_row(self.staged(row(2)))

        self.assertEqual(fate, "rejected")
        self.assertIn(f"该代码已登记在“{subject.name}”名下", reasons)

    def test_a_former_name_of_somebody_else_does_not_agree(self):
        other = self.subject_of(2)
        self.subject_of(1)
        actions.subjects.rename(other, name="福州新名有限公司", by=self.clerk, reason="更名")  # fmt: skip

        fate, _ = self.only_row(self.staged(row(1, 企业名称=row(2)[0])))

        self.assertEqual(fate, "rejected")

    def test_a_responsible_persons_number_under_another_name_is_refused(self):
        factories.make_person("林大明", 5)
        cells = [*row(1), "王小二", factories.number_of(5)]

        batch = self.stage(csv_of(cells, headings=WITH_PERSON))

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "rejected")
        self.assertIn("该证件号码已登记在另一姓名之下", reasons)
        self.assertNotIn("林大明", reasons)

    def test_a_responsible_person_who_is_known_is_found(self):
        person = factories.make_person("王小二", 5)
        cells = [*row(1), "王小二", factories.number_of(5)]

        batch = self.stage(csv_of(cells, headings=WITH_PERSON))

        self.assertEqual(batch.staged_persons.get().subject, person)

    def test_two_names_of_one_responsible_person_spoil_both_rows(self):
        rows = [
            [*row(number), name, factories.number_of(5)]
            for number, name in ((1, "王小二"), (2, "林大明"))
        ]

        batch = self.stage(csv_of(*rows, headings=WITH_PERSON))

        self.assertEqual(batch.counts, {"new": 0, "rejected": 2})
        self.assertFalse(batch.staged_persons.exists())
        reasons = " ".join(self.reasons(batch))
        self.assertIn("同一代码在第 2 行写作另一名称", reasons)
        self.assertIn("同一代码在第 3 行写作另一名称", reasons)

    def test_a_row_of_a_workbook_is_named_with_its_sheet(self):
        content = xlsx_of(HEADINGS, row(1), row(1), name="七月")

        batch = self.stage(content, filename="名单.xlsx")

        self.assertIn("与工作表“七月”第 2 行重复", self.reasons(batch)[0])

    def add_number_of(self, number, subject):
        actions.subjects.add_identifier(
            subject,
            identifier=factories.recognised(row(number)[1]),
            by=self.clerk,
        )


class EntryTests(Known):
    def test_a_document_of_another_standard_is_new(self):
        other = factories.make_standard(self.department)
        self.drafted(row(1), standard=other)

        self.assertEqual(self.staged(row(1)).counts, {"new": 1})

    def test_a_document_about_another_subject_is_new(self):
        self.drafted(row(1))

        same_document = row(2, 处罚决定书文号=row(1)[2])

        self.assertEqual(self.staged(same_document).counts, {"new": 1})

    def test_a_document_under_an_earlier_version_of_the_standard_is_known(self):
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

        batch = self.staged(row(1), row(2), standard=newer)

        self.assertEqual(batch.counts, {"unchanged": 1, "new": 1})

    def test_an_entry_that_was_discarded_does_not_count(self):
        entry = self.drafted(row(1)).entries.get()
        actions.entries.discard(entry, by=self.clerk, reason="录入有误")

        again = self.stage(csv_of(row(1), row(2)))

        self.assertEqual(again.counts, {"new": 2})

    def test_a_persons_own_row_is_not_their_derived_entry(self):
        person = factories.make_person("林大明", 5)
        document = self.published_with(person).document_number
        own = row(1, 企业名称="林大明", 统一社会信用代码=factories.number_of(5), 处罚决定书文号=document)  # fmt: skip

        self.assertEqual(self.staged(own).counts, {"new": 1})

    def published_with(self, person):
        """A published entry for which `person` answers."""
        entry = self.draft()
        actions.entries.name_responsible(
            entry,
            person=person,
            role=Role.DIRECT,
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        self.assertTrue(person.entries.exists())
        return entry

    def test_a_row_about_an_ended_entry_is_rejected_and_leads_to_nothing(self):
        entry = self.published_batch(row(1)).entries.get()
        actions.entries.end(entry, because="early", reason="提前", by=self.reviewer)

        batch = self.stage(csv_of(row(1, 违法事实="私设暗管"), row(2)))

        self.assertEqual(batch.counts, {"rejected": 1, "new": 1})
        self.assertEqual(batch.staged.get().name, row(2)[0])
        kept = batch.rows.get(fate="rejected")
        self.assertEqual(kept.match, entry)
        sentence = f"同一文书的条目 {entry.pk} 已因“{entry.get_ended_because_display()}”退出"  # fmt: skip
        self.assertIn(sentence, self.reasons(batch)[0])

    def test_an_entry_in_review_is_named_and_not_changed(self):
        entry = self.drafted(row(1)).entries.get()
        actions.entries.submit(entry, by=self.clerk)

        batch = self.staged(row(1, 违法事实="私设暗管"))

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "changed")
        self.assertIn(f"条目 {entry.pk} 正在审核，与文件不同的有：列入事由。", reasons)
        self.assertFalse(batch.staged.exists())

    def test_an_entry_of_another_department_is_not_changed(self):
        decided = timezone.localdate() - timedelta(days=30)
        entry, ours = self.handed_over(decided)

        batch = self.staged(row(1, 违法事实="私设暗管"), standard=ours)

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "rejected")
        self.assertEqual(reasons, f"条目 {entry.pk} 由其他单位登记，不能由本单位改动。")
        self.assertFalse(batch.staged.exists())
        self.assertEqual(batch.rows.get().match, entry)

    def handed_over(self, decided):
        """A draft of the department that had the standard, and the version of its successor."""
        theirs = factories.make_standard(self.elsewhere)
        entry = factories.make_entry(
            theirs,
            self.stranger,
            subject=self.subject_of(1),
            document_number=row(1)[2],
            decided_on=decided,
        )
        ours = factories.make_standard(
            self.department, code=theirs.code, version=2, published=False
        )
        actions.standards.publish(
            ours,
            by=None,
            published_on=decided,
            published_where="信用福州网站",
            valid_from=decided,
        )
        return entry, ours


class WithoutDocumentTests(Known):
    """A row without a document number is known by its day."""

    NONE = {"处罚决定书文号": ""}

    def test_of_the_same_day_is_known(self):
        self.drafted(row(1, **self.NONE))

        batch = self.staged(row(1, **self.NONE), row(2))

        self.assertEqual(batch.counts, {"unchanged": 1, "new": 1})

    def test_of_another_day_is_new(self):
        self.drafted(row(1, **self.NONE))
        other = timezone.localdate() - timedelta(days=29)

        batch = self.staged(row(1, **self.NONE, 认定日期=f"{other}", 决定书送达日期=f"{other}"))  # fmt: skip

        self.assertEqual(batch.counts, {"warned": 1})

    def test_is_not_taken_for_an_entry_with_a_document(self):
        self.drafted(row(1))

        self.assertEqual(self.staged(row(1, **self.NONE)).counts, {"warned": 1})

    def test_two_days_of_one_subject_in_one_file_are_two_entries(self):
        other = timezone.localdate() - timedelta(days=29)

        batch = self.staged(
            row(1, **self.NONE),
            row(1, **self.NONE, 认定日期=f"{other}", 决定书送达日期=f"{other}"),
        )

        self.assertEqual(batch.counts, {"warned": 2})


class DifferenceTests(Known):
    def test_an_empty_cell_takes_nothing_away(self):
        self.drafted(row(1))

        again = self.staged(row(1, 告知书送达凭证="", 决定书送达日期=""))

        self.assertEqual(again.counts, {"unchanged": 1})

    def test_particulars_that_were_added_on_the_desk_stay(self):
        heads = [*HEADINGS, "处罚依据"]
        first = self.stage(csv_of([*row(1), "第十条"], headings=heads))
        batches.confirm(first, by=self.clerk)
        batches.work_on(first)
        entry = first.entries.get()
        details = {"依据": "第十条", "备注": "补记"}
        actions.entries.edit(entry, by=self.clerk, changes={"details": details})

        same = self.stage(csv_of([*row(1), "第十条"], [*row(2), ""], headings=heads))
        other = self.stage(csv_of([*row(1), "第十一条"], headings=heads))
        batches.confirm(other, by=self.clerk)
        batches.work_on(other)

        self.assertEqual(same.counts, {"unchanged": 1, "new": 1})
        entry.refresh_from_db()
        self.assertEqual(entry.details, {"依据": "第十一条", "备注": "补记"})

    def test_each_fact_that_differs_is_named(self):
        entry = self.drafted(row(1)).entries.get()

        batch = self.staged(row(1, 违法事实="私设暗管", 决定书送达凭证="邮寄"))

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "changed")
        status = Entry.Status.DRAFT.label
        self.assertEqual(
            reasons,
            f"已有条目 {entry.pk}（{status}），将更新：列入事由、决定书送达凭证。",
        )
        self.assertEqual(batch.staged.get().match, entry)
