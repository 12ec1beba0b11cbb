from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import Entry, ListKind, SubjectKind, TrailEntry
from tests import factories
from tests.registry.cast import Cast


class DraftTests(Cast):
    def test_leaves_the_entry_without_effect(self):
        entry = self.draft()

        self.assertEqual(entry.status, Entry.Status.DRAFT)
        self.assertFalse(entry.is_in_effect(timezone.now()))

    def test_says_in_the_trail_what_was_written(self):
        entry = self.draft(facts="超标排放")

        line = TrailEntry.objects.about(entry).get()
        self.assertEqual(line.action, "registry.entry.drafted")
        self.assertEqual(line.after["facts"], "超标排放")

    def test_is_refused_to_another_department(self):
        with self.assertRaisesMessage(Refused, "其他单位不能登记"):
            factories.make_entry(self.standard, self.stranger)

    def test_is_refused_to_the_credit_office_for_a_government_body(self):
        with self.assertRaisesMessage(Refused, "其他单位不能登记"):
            factories.make_entry(self.standard, self.officer)

    def test_is_refused_under_an_unpublished_standard(self):
        draft = factories.make_standard(self.department, published=False)

        with self.assertRaisesMessage(Refused, "尚未公布"):
            self.draft(standard=draft)

    def test_is_refused_before_the_standard_took_effect(self):
        early = factories.LONG_AGO - timedelta(days=1)

        with self.assertRaisesMessage(Refused, "施行期间"):
            self.draft(decided_on=early)

    def test_is_refused_for_a_kind_of_subject_the_standard_does_not_know(self):
        firms = factories.make_standard(
            self.department, subject_kinds=[SubjectKind.ORGANISATION]
        )

        with self.assertRaisesMessage(Refused, "不适用于自然人"):
            self.draft(standard=firms, subject=factories.make_person())

    def test_is_refused_for_a_decision_of_tomorrow(self):
        tomorrow = timezone.localdate() + timedelta(days=1)

        with self.assertRaisesMessage(Refused, "晚于今天"):
            self.draft(decided_on=tomorrow)

    def test_is_refused_for_an_act_after_its_decision(self):
        today = timezone.localdate()

        with self.assertRaisesMessage(Refused, f"行为发生日期 {today} 晚于认定日期"):
            self.draft(occurred_on=today)

    def test_an_act_on_the_day_of_its_decision_is_possible(self):
        on = timezone.localdate() - timedelta(days=30)

        self.assertEqual(self.draft(occurred_on=on).occurred_on, on)

    def test_is_refused_for_an_end_before_the_decision(self):
        before = timezone.localdate() - timedelta(days=31)

        with self.assertRaisesMessage(Refused, f"有效期至 {before} 早于认定日期"):
            self.draft(asked_until=before)

    def test_an_end_on_the_day_of_the_decision_is_possible(self):
        on = timezone.localdate() - timedelta(days=30)

        self.assertEqual(self.draft(asked_until=on).asked_until, on)

    def test_who_is_fourteen_on_the_day_of_the_act_is_no_child(self):
        acted = timezone.localdate() - timedelta(days=40)
        born = acted.replace(year=acted.year - 14)
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)

        for person, occurred_on in (
            (factories.make_person(born=born), acted),
            (factories.make_person(born=born - timedelta(days=30)), None),
        ):
            entry = self.draft(standard=bad, subject=person, occurred_on=occurred_on)
            self.assertEqual(entry.status, Entry.Status.DRAFT)

    def test_who_was_thirteen_at_the_act_is_refused_though_fourteen_at_the_decision(
        self,
    ):
        decided = timezone.localdate() - timedelta(days=30)
        person = factories.make_person(born=decided.replace(year=decided.year - 14))
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)

        with self.assertRaisesMessage(Refused, "行为时不满十四周岁"):
            self.draft(
                standard=bad,
                subject=person,
                occurred_on=decided - timedelta(days=1),
            )

    def test_who_is_eighteen_on_the_day_of_the_decision_may_be_blacklisted(self):
        decided = timezone.localdate() - timedelta(days=30)
        person = factories.make_person(born=decided.replace(year=decided.year - 18))

        self.assertEqual(self.draft(subject=person).status, Entry.Status.DRAFT)

    def test_who_is_eighteen_the_day_after_the_decision_is_refused(self):
        decided = timezone.localdate() - timedelta(days=30)
        eighteen = decided.replace(year=decided.year - 18) + timedelta(days=1)

        with self.assertRaisesMessage(Refused, "未成年人，不得列入黑名单"):
            self.draft(subject=factories.make_person(born=eighteen))

    def test_a_child_may_be_praised(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        born = timezone.localdate() - timedelta(days=365 * 10)

        entry = self.draft(standard=red, subject=factories.make_person(born=born))

        self.assertEqual(entry.status, Entry.Status.DRAFT)

    def test_what_the_database_refuses_for_another_reason_is_not_called_a_repetition(
        self,
    ):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.draft(facts=None)

    def test_is_refused_for_a_child_under_fourteen(self):
        child = factories.make_person(
            born=timezone.localdate() - timedelta(days=365 * 13)
        )
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)

        with self.assertRaisesMessage(Refused, "不满十四周岁"):
            self.draft(standard=bad, subject=child)

    def test_is_refused_for_a_minor_on_a_blacklist(self):
        minor = factories.make_person(
            born=timezone.localdate() - timedelta(days=365 * 17)
        )

        with self.assertRaisesMessage(Refused, "未成年人"):
            self.draft(subject=minor)

    def test_is_refused_for_the_same_recognition_twice(self):
        entry = self.draft()

        with self.assertRaisesMessage(Refused, "已经登记"):
            self.draft(
                subject=entry.subject,
                document_number=entry.document_number,
                decided_on=entry.decided_on,
            )

    def test_is_granted_again_once_the_first_was_dropped(self):
        entry = self.draft()
        actions.entries.discard(entry, by=self.clerk, reason="录入有误")

        again = self.draft(subject=entry.subject, document_number=entry.document_number)

        self.assertNotEqual(again.pk, entry.pk)


class EditTests(Cast):
    def test_keeps_before_and_after(self):
        entry = self.draft(facts="原文")

        actions.entries.edit(entry, by=self.clerk, changes={"facts": "改后"})

        line = TrailEntry.objects.about(entry).last()
        self.assertEqual(
            (line.before, line.after), ({"facts": "原文"}, {"facts": "改后"})
        )

    def test_is_refused_once_submitted(self):
        entry = self.draft()
        actions.entries.submit(entry, by=self.clerk)

        with self.assertRaisesMessage(Refused, "请先由审核人退回"):
            actions.entries.edit(entry, by=self.clerk, changes={"facts": "改"})

    def test_after_return_needs_approval_again(self):
        entry = self.draft()
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.return_to_drafter(entry, by=self.reviewer, reason="事实不清")

        actions.entries.edit(entry, by=self.clerk, changes={"facts": "补充"})

        self.assertEqual(entry.status, Entry.Status.RETURNED)
        self.assertFalse(entry.is_in_effect(timezone.now()))

    def test_is_refused_impossible_facts_and_changes_nothing(self):
        entry = self.draft()
        tomorrow = timezone.localdate() + timedelta(days=1)

        with self.assertRaises(Refused):
            actions.entries.edit(entry, by=self.clerk, changes={"decided_on": tomorrow})

        entry.refresh_from_db()
        self.assertLess(entry.decided_on, tomorrow)

    def test_is_refused_to_another_department(self):
        entry = self.draft()

        with self.assertRaisesMessage(Refused, "其他单位不能登记"):
            actions.entries.edit(entry, by=self.stranger, changes={"facts": "改"})

    def test_keeps_who_edited_last_and_every_fact_that_an_official_writes(self):
        entry = self.draft()
        region = factories.make_region("350102", "鼓楼区")
        day = entry.decided_on - timedelta(days=1)
        changes = {
            "document_number": "榕环罚〔2026〕新1号",
            "decided_on": day,
            "occurred_on": day - timedelta(days=9),
            "facts": "改后",
            "source": Entry.Source.RATED,
            "details": {"依据": "第十条"},
            "asked_until": day + timedelta(days=400),
            "region": region,
            "notice_served_on": day - timedelta(days=50),
            "notice_proof": "邮寄",
            "statement": "已整改",
            "statement_answer": "不予采纳",
            "decision_served_on": day,
            "decision_proof": "邮寄送达",
        }

        actions.entries.edit(entry, by=self.reviewer, changes=changes)

        entry.refresh_from_db()
        self.assertEqual({name: getattr(entry, name) for name in changes}, changes)
        self.assertEqual(entry.edited_by, self.reviewer)
        self.assertIsNotNone(entry.edited_at)

    def test_into_what_stands_already_is_refused(self):
        first = self.draft()
        second = self.draft(subject=first.subject, decided_on=first.decided_on)

        with self.assertRaisesMessage(Refused, "请勿重复登记"):
            actions.entries.edit(
                second,
                by=self.clerk,
                changes={"document_number": first.document_number},
            )


class SubmitTests(Cast):
    def test_keeps_who_submitted_it_and_when(self):
        entry = self.draft()

        actions.entries.submit(entry, by=self.clerk)

        self.assertEqual(entry.submitted_by, self.clerk)
        self.assertIsNotNone(entry.submitted_at)
        self.assertIsNone(entry.approved_at)

    def test_an_empty_choice_is_refused(self):
        with self.assertRaisesMessage(Refused, "请刷新页面后重新选择"):
            actions.entries.submit_all([], by=self.clerk)

    def test_submits_a_set_for_review(self):
        pks = [self.draft().pk for _ in range(3)]

        actions.entries.submit_all(pks, by=self.clerk)

        sent = Entry.objects.filter(status=Entry.Status.SUBMITTED)
        self.assertEqual(set(sent.values_list("pk", flat=True)), set(pks))

    def test_is_refused_from_a_stale_page(self):
        entry = self.draft()
        actions.entries.discard(entry, by=self.clerk, reason="录入有误")

        with self.assertRaisesMessage(Refused, "已作废"):
            actions.entries.submit(entry, by=self.clerk)

    def test_refuses_the_whole_set_when_one_is_gone(self):
        entry = self.draft()

        with self.assertRaisesMessage(Refused, "不存在"):
            actions.entries.submit_all([entry.pk, entry.pk + 999], by=self.clerk)

        entry.refresh_from_db()
        self.assertEqual(entry.status, Entry.Status.DRAFT)
