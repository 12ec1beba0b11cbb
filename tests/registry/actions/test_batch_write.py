"""A confirmed list becomes drafts: all of it, once, or nothing."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry import actions, search, tasks
from registry.actions import batches
from registry.errors import CreditError, Refused
from registry.importing.staging import Overtaken, Stager
from registry.models import (
    Batch,
    Entry,
    Responsibility,
    Row,
    Staged,
    StagedPerson,
    Subject,
    TrailEntry,
)
from tests import factories
from tests.registry.lists import HEADINGS, Lists, csv_of, row

WITH_PERSON = [*HEADINGS, "法定代表人", "法定代表人身份证号"]


def lines(batch, model, action):
    """The trail's lines of `action` that `batch` left about rows of `model`."""
    action = f"{model._meta.label_lower}.{action}"
    return TrailEntry.objects.filter(action=action, after__batch=batch.pk)


class ConfirmTests(Lists):
    def test_gives_the_batch_to_a_worker(self):
        batch = self.staged(row(1))

        batches.confirm(batch, by=self.clerk)

        self.assertEqual(batch.status, Batch.Status.WRITING)
        self.assertEqual(batch.confirmed_by, self.clerk)
        self.assertFalse(batch.entries.exists())

    def test_is_refused_a_second_time(self):
        batch = self.staged(row(1))
        batches.confirm(Batch.objects.get(pk=batch.pk), by=self.clerk)

        with self.assertRaisesMessage(CreditError, "当前状态为“正在写入”"):
            batches.confirm(batch, by=self.clerk)

    def test_is_refused_without_a_single_usable_row(self):
        batch = self.staged(row(1, 认定日期=""))

        with self.assertRaisesMessage(Refused, "没有可以导入的行"):
            batches.confirm(batch, by=self.clerk)

    def test_is_refused_after_it_was_cancelled(self):
        batch = self.staged(row(1))
        batches.cancel(batch, by=self.clerk)

        with self.assertRaises(CreditError):
            batches.confirm(batch, by=self.clerk)


class WriteTests(Lists):
    def test_makes_drafts_of_the_good_rows_alone(self):
        batch = self.drafted(row(1), row(2, 认定日期=""), row(3))

        self.assertEqual(batch.status, Batch.Status.DRAFTED)
        self.assertEqual(batch.rows_written, 2)
        self.assertEqual(batch.made, {"draft": 2})
        entry = batch.entries.first()
        self.assertEqual(entry.facts, "超标排放污染物")
        self.assertEqual(entry.drafted_by, self.clerk)

    def test_writes_every_fact_that_the_row_states(self):
        batch = self.drafted(row(1))

        entry = batch.entries.get()
        on = timezone.localdate() - timedelta(days=30)
        self.assertEqual(entry.subject.name, row(1)[0])
        self.assertEqual(entry.subject.identifier, row(1)[1])
        self.assertEqual(entry.row, batch.rows.get())
        expected = {
            "status": Entry.Status.DRAFT,
            "standard": self.standard,
            "list_kind": self.standard.list_kind,
            "department": self.department,
            "document_number": row(1)[2],
            "facts": "超标排放污染物",
            "decided_on": on,
            "occurred_on": None,
            "asked_until": None,
            "details": {},
            "region": None,
            "notice_served_on": on - timedelta(days=40),
            "notice_proof": "直接送达",
            "statement": "",
            "statement_answer": "",
            "decision_served_on": on,
            "decision_proof": "送达回证",
            "cause": None,
            "published_at": None,
        }
        self.assertEqual({name: getattr(entry, name) for name in expected}, expected)

    def test_says_how_many_were_made_and_changed(self):
        self.drafted(row(1))

        batch = self.drafted(row(1, 违法事实="私设暗管"), row(2), row(3))

        self.assertEqual(batch.rows_written, 3)
        self.assertEqual(batch.made, {"draft": 2})

    def test_leaves_the_staged_rows_of_another_batch(self):
        other = self.staged(row(5))

        batch = self.drafted(row(1))

        self.assertEqual(batch.entries.count(), 1)
        self.assertTrue(other.staged.exists())
        self.assertFalse(other.entries.exists())

    def test_names_a_person_in_two_rows_twice_and_enrols_them_once(self):
        self.with_persons(*((number, "王小二", 5) for number in (1, 2)))

        named = Responsibility.objects.order_by("entry")
        self.assertEqual(len(named), 2)
        self.assertEqual({one.person.name for one in named}, {"王小二"})
        self.assertEqual({one.person_id for one in named}, {named[0].person_id})
        self.assertEqual({one.role for one in named}, {"legal_representative"})

    def test_names_a_known_person_of_a_draft_that_the_file_changes(self):
        person = factories.make_person("王小二", 5)
        entry = self.drafted(row(1)).entries.get()

        self.with_persons((1, "王小二", 5), 违法事实="私设暗管")

        self.assertEqual(entry.responsibilities.get().person, person)
        self.assertEqual(Responsibility.objects.count(), 1)

    def test_leaves_a_person_as_they_were_named_before(self):
        person = factories.make_person("王小二", 5)
        entry = self.drafted(row(1)).entries.get()
        actions.entries.name_responsible(
            entry, person=person, role="direct", by=self.clerk, notice_proof="当面"
        )

        self.with_persons((1, "王小二", 5), 违法事实="私设暗管")

        named = entry.responsibilities.get()
        self.assertEqual((named.role, named.notice_proof), ("direct", "当面"))

    def with_persons(self, *named, **cells):
        """A batch of rows that name persons: (row, name, number), written."""
        rows = [
            [*row(number, **cells), name, factories.number_of(person)]
            for number, name, person in named
        ]
        batch = self.receive(csv_of(*rows, headings=WITH_PERSON))
        batches.stage(batch)
        batches.confirm(batch, by=self.clerk)
        batches.work_on(batch)
        batch.refresh_from_db()
        return batch

    def test_enrols_each_subject_once(self):
        batch = self.drafted(row(1), row(1, 处罚决定书文号="2号"), row(2))

        self.assertEqual(batch.entries.count(), 3)
        self.assertEqual(
            sorted(batch.entries.values_list("subject__key", flat=True)),
            sorted([row(1)[1], row(1)[1], row(2)[1]]),
        )

    def test_leaves_a_line_for_each_subject_and_each_entry(self):
        batch = self.drafted(row(1), row(2))

        enrolled = lines(batch, Subject, "enrolled").values_list("of_pk", flat=True)
        subjects = batch.entries.values_list("subject", flat=True)
        self.assertEqual(sorted(enrolled), sorted(subjects))
        drafted = lines(batch, Entry, "drafted").values_list("of_pk", "actor_name")
        pks = batch.entries.order_by("pk").values_list("pk", flat=True)
        self.assertEqual(sorted(drafted), [(pk, "陈经办") for pk in pks])

    def test_names_both_who_uploaded_and_who_confirmed(self):
        colleague = factories.make_official("wu", self.department, name="吴经办")

        batch = self.drafted(row(1), by=colleague)

        actors = lines(batch, Entry, "drafted").values_list("actor_name", flat=True)
        self.assertEqual(set(actors), {"陈经办", "吴经办"})

    def test_names_the_persons_who_answer(self):
        cells = [*row(1), "王小二", factories.number_of(5)]
        batch = self.receive(csv_of(cells, headings=WITH_PERSON))
        batches.stage(batch)
        batches.confirm(batch, by=self.clerk)

        batches.work_on(batch)

        responsible = Responsibility.objects.get()
        self.assertEqual(responsible.person.name, "王小二")
        self.assertEqual(responsible.entry, batch.entries.get())

    def test_makes_new_subjects_findable_by_name(self):
        batch = self.drafted(row(1))

        key = search.searchable("名单1号")
        found = search.containing(key, limit=5)
        self.assertEqual(found, [batch.entries.get().subject_id])

    def test_drops_what_was_staged_and_keeps_the_rows(self):
        batch = self.drafted(row(1), row(2, 认定日期=""))

        self.assertFalse(Staged.objects.exists())
        self.assertFalse(StagedPerson.objects.exists())
        self.assertEqual(batch.rows.count(), 2)

    def test_the_same_list_again_changes_nothing(self):
        self.drafted(row(1), row(2))
        before = list(Entry.objects.order_by("pk").values())

        batch = self.staged(row(1), row(2), row(2))

        self.assertEqual(batch.counts, {"unchanged": 2, "duplicate": 1})
        self.assertEqual(list(Entry.objects.order_by("pk").values()), before)

    def test_brings_other_facts_into_a_draft_and_says_what_stood_before(self):
        batch = self.drafted(row(1))

        self.drafted(row(1, 违法事实="私设暗管"))

        entry = batch.entries.get()
        self.assertEqual(entry.facts, "私设暗管")
        self.assertEqual(entry.edited_by, self.clerk)
        line = TrailEntry.objects.about(entry).get(action="registry.entry.edited")
        self.assertEqual(line.before, {"facts": "超标排放污染物"})

    def test_rows_that_a_list_lacks_end_nothing(self):
        batch = self.published_batch(row(1), row(2))

        self.drafted(row(2), row(3))

        self.assertEqual(batch.entries.in_effect(timezone.now()).count(), 2)

    def test_does_nothing_a_second_time(self):
        batch = self.drafted(row(1))

        self.assertFalse(batches.write(batch))
        self.assertEqual(batch.entries.count(), 1)

    def test_a_row_that_somebody_registered_meanwhile_undoes_all(self):
        batch = self.staged(row(1), row(2))
        self.drafted(row(2), row(4))
        batches.confirm(batch, by=self.clerk)

        self.assertFalse(batches.write(batch))

        batch.refresh_from_db()
        self.assertEqual(batch.status, Batch.Status.READY)
        self.assertIn("已由他人登记，全部没有写入", batch.problem)
        self.assertIsNone(batch.confirmed_by)
        self.assertEqual(batch.made, {})

    def test_a_subject_that_was_renamed_meanwhile_undoes_all(self):
        self.drafted(row(1))
        batch = self.staged(row(1, 处罚决定书文号="2号"), row(2))
        other = self.staged(row(3), row(4))
        Subject.objects.create(
            kind="organisation",
            name="别名",
            name_key="别名",
            identifier_kind="uscc",
            identifier=row(3)[1],
            key=row(3)[1],
        )
        batches.confirm(other, by=self.clerk)

        self.assertFalse(batches.write(other))

        other.refresh_from_db()
        self.assertIn("登记的名称有变动", other.problem)
        self.assertFalse(other.entries.exists())
        self.assertTrue(batch.staged.exists())

    def enrol(self, number, name=""):
        return actions.subjects.enrol(
            kind="organisation",
            name=name or row(number)[0],
            identifier=factories.recognised(row(number)[1]),
            by=self.clerk,
        )

    def test_a_subject_that_was_enrolled_meanwhile_is_taken(self):
        batch = self.staged(row(1))
        subject = self.enrol(1)
        batches.confirm(batch, by=self.clerk)

        self.assertTrue(batches.write(batch))

        self.assertEqual(batch.entries.get().subject, subject)
        self.assertFalse(lines(batch, Subject, "enrolled").exists())

    def test_a_subject_that_was_enrolled_and_renamed_meanwhile_is_taken(self):
        batch = self.staged(row(1))
        subject = self.enrol(1)
        actions.subjects.rename(subject, name="福州新名有限公司", by=self.clerk, reason="更名")  # fmt: skip
        batches.confirm(batch, by=self.clerk)

        self.assertTrue(batches.write(batch))

        self.assertEqual(batch.entries.get().subject, subject)

    def test_a_former_name_of_somebody_else_does_not_make_a_subject_agree(self):
        batch = self.staged(row(1))
        other = self.enrol(2, row(1)[0])
        actions.subjects.rename(other, name="福州新名有限公司", by=self.clerk, reason="更名")  # fmt: skip
        self.enrol(1, "福州别名有限公司")
        batches.confirm(batch, by=self.clerk)

        self.assertFalse(batches.write(batch))

        batch.refresh_from_db()
        self.assertIn("登记的名称有变动（1 行涉及）", batch.problem)

    def test_a_responsible_person_who_was_enrolled_under_another_name_undoes_all(self):
        cells = [*row(1), "王小二", factories.number_of(5)]
        batch = self.receive(csv_of(cells, headings=WITH_PERSON))
        batches.stage(batch)
        factories.make_person("林大明", 5)
        batches.confirm(batch, by=self.clerk)

        self.assertFalse(batches.write(batch))

        self.assertFalse(batch.entries.exists())
        self.assertFalse(Subject.objects.filter(key=row(1)[1]).exists())

    def test_a_draft_that_was_submitted_meanwhile_undoes_all(self):
        entry = self.drafted(row(1)).entries.get()
        batch = self.staged(row(1, 违法事实="私设暗管"), row(2))
        actions.entries.submit(entry, by=self.clerk)
        batches.confirm(batch, by=self.clerk)

        self.assertFalse(batches.write(batch))

        self.assertFalse(batch.entries.exists())
        entry.refresh_from_db()
        self.assertEqual(entry.facts, "超标排放污染物")

    def test_statements_do_not_grow_with_the_rows(self):
        few = self.staged(*(row(n) for n in range(1, 4)))
        many = self.staged(*(row(n) for n in range(10, 60)))
        for batch in (few, many):
            batches.confirm(batch, by=self.clerk)
        statements = []
        for batch in (few, many):
            with CaptureQueriesContext(connection) as queries:
                batches.write(batch)
            statements.append(len(queries))

        self.assertEqual(statements[0], statements[1])


class Killed(Exception):
    """What stands for the end of a process before it could commit."""


class WorkTests(Lists):
    """A worker may be killed at any moment; the clock finds what was lost."""

    def test_a_list_that_no_worker_was_called_for_is_found_by_the_clock(self):
        batch = self.receive(csv_of(row(1)))

        tasks.resume_batches()

        batch.refresh_from_db()
        self.assertEqual(batch.status, Batch.Status.READY)

    def test_a_confirmed_list_is_found_as_well(self):
        batch = self.staged(row(1))
        batches.confirm(batch, by=self.clerk)

        tasks.resume_batches()

        batch.refresh_from_db()
        self.assertEqual(batch.status, Batch.Status.DRAFTED)

    def abandoned(self, *rows, **fields):
        """A batch in the middle of whose reading the worker was killed."""
        batch = self.staged(*rows)
        silent = timezone.now() - batches.SILENT - timedelta(seconds=1)
        Batch.objects.filter(pk=batch.pk).update(
            status=Batch.Status.READING, beat_at=silent, attempt=1, **fields
        )
        batch.refresh_from_db()
        return batch

    def test_a_reading_that_fell_silent_is_begun_again(self):
        batch = self.abandoned(row(1), row(2))

        tasks.resume_batches()

        batch.refresh_from_db()
        self.assertEqual(batch.status, Batch.Status.READY)
        self.assertEqual(batch.attempt, 2)
        self.assertEqual(Row.objects.count(), 2)

    def test_a_reading_that_goes_on_is_left_alone(self):
        batch = self.abandoned(row(1))
        Batch.objects.filter(pk=batch.pk).update(beat_at=timezone.now())

        self.assertFalse(batches.stage(batch))
        self.assertEqual(batches.waiting(timezone.now()), [])

    def test_a_file_that_takes_every_worker_with_it_is_given_up(self):
        batch = self.abandoned(row(1))
        Batch.objects.filter(pk=batch.pk).update(attempt=batches.MOST_ATTEMPTS)

        tasks.resume_batches()

        batch.refresh_from_db()
        self.assertEqual(batch.status, Batch.Status.UNUSABLE)
        self.assertIn("多次中断", batch.problem)

    def test_a_writing_that_is_killed_leaves_nothing_and_is_done_later(self):
        batch = self.staged(row(1))
        batches.confirm(batch, by=self.clerk)
        with self.assertRaises(Killed), transaction.atomic():
            batches.write(batch)
            raise Killed
        self.assertFalse(batch.entries.exists())
        self.assertFalse(Subject.objects.filter(key=row(1)[1]).exists())

        tasks.resume_batches()

        self.assertEqual(batch.entries.count(), 1)

    def test_what_was_not_tidied_is_tidied_later(self):
        batch = self.staged(row(1))
        batches.confirm(batch, by=self.clerk)
        batches.write(batch)
        self.assertTrue(Staged.objects.exists())

        tasks.resume_batches()

        self.assertFalse(Staged.objects.exists())

    def test_a_worker_whose_batch_was_cancelled_stops(self):
        batch = self.receive(csv_of(row(1)))
        other = Batch.objects.get(pk=batch.pk)
        batches.cancel(other, by=self.clerk)

        self.assertFalse(batches.stage(batch))
        self.assertFalse(Row.objects.exists())

    def test_a_worker_that_was_overtaken_writes_no_more(self):
        batch = self.receive(csv_of(row(1)))
        mine = Batch.objects.filter(pk=batch.pk)
        mine.update(status=Batch.Status.READING, attempt=1, beat_at=timezone.now())
        batch.refresh_from_db()
        mine.update(attempt=2)

        with (
            default_storage.open(batch.path) as file,
            self.assertRaises(Overtaken),
        ):
            Stager(batch).run(file)

        self.assertFalse(Row.objects.exists())


class FileTests(Lists):
    def test_is_deleted_once_it_is_decided_and_its_time_is_over(self):
        batch = self.drafted(row(1))
        undecided = self.staged(row(2))
        path, other = batch.path, undecided.path
        long_ago = timezone.now() - timedelta(days=91)
        Batch.objects.update(received_at=long_ago)

        self.assertEqual(tasks.forget_lists(), 1)

        self.assertFalse(default_storage.exists(path))
        self.assertTrue(default_storage.exists(other))
        self.assertEqual(batch.rows.count(), 1)

    def test_is_kept_until_then(self):
        batch = self.drafted(row(1))

        self.assertEqual(tasks.forget_lists(), 0)

        self.assertTrue(default_storage.exists(batch.path))
