from django.utils import timezone

from registry import actions
from registry.errors import Refused
from registry.models import Entry, ListKind, Role
from tests import factories
from tests.registry.cast import Cast


class ResponsibleTests(Cast):
    def named(self, standard=None, **fields):
        entry = self.draft(standard=standard or self.standard)
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
