from datetime import timedelta

from django.utils import timezone

from registry import actions, workdays
from registry.errors import Refused
from registry.models import (
    CalendarYear,
    Entry,
    ListKind,
    Role,
    Standard,
    TrailEntry,
)
from tests import factories
from tests.registry.cast import Cast


class ResponsibleTests(Cast):
    def named(self, standard=None, *, decided_on=None, **fields):
        on = {"decided_on": decided_on} if decided_on else {}
        entry = self.draft(standard=standard or self.standard, **on)
        heard = {"notice_served_on": entry.notice_served_on, "notice_proof": "送达"}
        self.person = factories.make_person()
        actions.entries.name_responsible(
            entry,
            person=self.person,
            role=Role.LEGAL_REPRESENTATIVE,
            by=self.clerk,
            **{**heard, **fields},
        )
        actions.entries.submit(entry, by=self.clerk)
        return entry

    def test_publishing_writes_a_record_on_the_person(self):
        entry = self.named()

        actions.entries.approve(entry, by=self.reviewer)

        derived = Entry.objects.in_effect(timezone.now()).get(subject=self.person)
        self.assertEqual(
            (derived.cause, derived.role), (entry, Role.LEGAL_REPRESENTATIVE)
        )
        self.assertEqual(derived.valid_to, entry.valid_to)

    def test_the_person_too_is_heard_before(self):
        entry = self.named(notice_served_on=None)

        with self.assertRaisesMessage(Refused, "未填写法定代表人的事先告知"):
            actions.entries.approve(entry, by=self.reviewer)

        self.assertFalse(Entry.objects.filter(subject=self.person).exists())

    def test_no_record_follows_from_what_is_not_serious(self):
        minor = factories.make_standard(self.department, list_kind=ListKind.BAD)
        entry = self.named(standard=minor)

        actions.entries.approve(entry, by=self.reviewer)

        self.assertFalse(Entry.objects.filter(subject=self.person).exists())

    def test_a_serious_bad_record_follows_to_its_persons(self):
        serious = factories.make_standard(
            self.department,
            list_kind=ListKind.BAD,
            severity=Standard.Severity.SERIOUS,
        )
        entry = self.named(standard=serious)

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(self.person.entries.get().cause, entry)

    def test_is_refused_while_the_persons_statement_period_ran_at_the_decision(self):
        decided = timezone.localdate() - timedelta(days=30)
        entry = self.named(notice_served_on=decided - timedelta(days=1))

        with self.assertRaisesMessage(Refused, "法定代表人的陈述申辩期至"):
            actions.entries.approve(entry, by=self.reviewer)

        self.assertFalse(Entry.objects.filter(subject=self.person).exists())

    def test_the_decision_may_follow_on_the_day_after_the_persons_statement_period(
        self,
    ):
        served = timezone.localdate() - timedelta(days=70)
        last = workdays.load().add(served, self.standard.statement_workdays).due
        heard = {"notice_served_on": served, "notice_proof": "送达"}
        early = self.named(decided_on=last, **heard)
        late = self.named(decided_on=last + timedelta(days=1), **heard)

        with self.assertRaisesMessage(Refused, f"法定代表人的陈述申辩期至 {last}"):
            actions.entries.approve(early, by=self.reviewer)
        actions.entries.approve(late, by=self.reviewer)

        self.assertEqual(late.status, Entry.Status.PUBLISHED)

    def test_is_refused_where_the_calendar_of_the_persons_period_is_unknown(self):
        self.touches_bystander = "the calendar is everybody's"
        entry = self.named()
        CalendarYear.objects.all().delete()

        with self.assertRaisesMessage(Refused, "法定代表人的陈述申辩期至"):
            actions.entries.approve(entry, by=self.reviewer)

    def test_a_notice_to_the_person_without_proof_does_not_count(self):
        entry = self.named(notice_proof="")

        with self.assertRaisesMessage(Refused, "未填写法定代表人的事先告知"):
            actions.entries.approve(entry, by=self.reviewer)

    def test_each_person_is_heard(self):
        entry = self.draft()
        for role, proof in ((Role.LEGAL_REPRESENTATIVE, "送达"), (Role.DIRECT, "")):
            actions.entries.name_responsible(
                entry,
                person=factories.make_person(),
                role=role,
                by=self.clerk,
                notice_served_on=entry.notice_served_on,
                notice_proof=proof,
            )
        actions.entries.submit(entry, by=self.clerk)

        with self.assertRaisesMessage(Refused, "未填写直接责任人员的事先告知"):
            actions.entries.approve(entry, by=self.reviewer)

    def test_nobody_is_named_once_the_entry_has_been_submitted(self):
        entry = self.draft()
        actions.entries.submit(entry, by=self.clerk)

        with self.assertRaisesMessage(Refused, "不能登记责任人"):
            actions.entries.name_responsible(
                entry, person=factories.make_person(), role=Role.DIRECT, by=self.clerk
            )

        self.assertFalse(entry.responsibilities.exists())

    def test_nobody_answers_for_a_persons_own_entry(self):
        entry = self.draft(subject=factories.make_person())

        with self.assertRaisesMessage(Refused, "只有单位的失信条目"):
            actions.entries.name_responsible(
                entry, person=factories.make_person(), role=Role.DIRECT, by=self.clerk
            )

    def test_naming_the_same_person_again_changes_the_role_and_counts_as_editing(self):
        entry, person = self.draft(), factories.make_person()
        first = actions.entries.name_responsible(
            entry, person=person, role=Role.DIRECT, by=self.clerk
        )
        before = entry.edited_by

        again = actions.entries.name_responsible(
            entry,
            person=person,
            role=Role.PRINCIPAL,
            by=self.clerk,
            notice_proof="送达",
        )

        self.assertEqual(first.pk, again.pk)
        named = entry.responsibilities.get()
        self.assertEqual((named.role, named.notice_proof), (Role.PRINCIPAL, "送达"))
        entry.refresh_from_db()
        self.assertEqual((before, entry.edited_by), (None, self.clerk))
        line = TrailEntry.objects.about(entry).last()
        self.assertEqual(
            (line.action, line.actor, line.reason, line.after),
            (
                "registry.entry.edited",
                self.clerk,
                "登记责任人",
                {"responsibility": again.pk, "role": "principal"},
            ),
        )

    def test_the_record_is_the_organisations_with_the_persons_own_notice(self):
        served = timezone.localdate() - timedelta(days=75)
        entry = self.named(notice_served_on=served, notice_proof="当面送达本人")

        actions.entries.approve(entry, by=self.reviewer)

        derived = self.person.entries.get()
        self.assertEqual(
            (derived.notice_served_on, derived.notice_proof),
            (served, "当面送达本人"),
        )
        for name in [
            "standard", "list_kind", "department", "status", "document_number", "decided_on", "facts", "drafted_at",
            "drafted_by", "submitted_at", "submitted_by", "approved_at", "approved_by", "published_at", "is_public",
            "valid_from", "public_until", "term_basis", "decision_served_on", "decision_proof",
        ]:  # fmt: skip
            self.assertEqual(getattr(derived, name), getattr(entry, name), name)
        line = TrailEntry.objects.about(derived).get()
        self.assertEqual(line.action, "registry.entry.derived")
        self.assertEqual(line.actor, self.reviewer)
        self.assertEqual(
            line.after, {"cause": entry.pk, "role": "legal_representative"}
        )

    def test_only_persons_answer(self):
        entry = self.draft()

        with self.assertRaisesMessage(Refused, "应为自然人"):
            actions.entries.name_responsible(
                entry, person=factories.make_subject(), role=Role.DIRECT, by=self.clerk
            )

    def test_nobody_answers_for_praise(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        entry = self.draft(standard=red)

        with self.assertRaisesMessage(Refused, "失信条目"):
            actions.entries.name_responsible(
                entry, person=factories.make_person(), role=Role.DIRECT, by=self.clerk
            )

    def test_an_official_who_names_a_person_may_not_approve(self):
        entry = self.draft()
        actions.entries.name_responsible(
            entry, person=factories.make_person(), role=Role.DIRECT, by=self.reviewer
        )
        actions.entries.submit(entry, by=self.clerk)

        with self.assertRaisesMessage(Refused, "不能审核"):
            actions.entries.approve(entry, by=self.reviewer)
