from datetime import timedelta

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


class SubmitTests(Cast):
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
