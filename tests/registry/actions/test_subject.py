from django.db import connection
from django.utils import timezone

from registry import actions, search
from registry.errors import Refused
from registry.models import Clarification, Subject, SubjectKind, TrailEntry
from tests import factories
from tests.registry.cast import Cast


class EnrolTests(Cast):
    def test_the_same_number_enrols_the_same_subject(self):
        first = factories.make_subject("福州甲有限公司", number=7)

        again = factories.make_subject("福州甲有限公司", number=7)

        self.assertEqual(first, again)

    def test_a_known_number_is_refused_under_another_name(self):
        factories.make_subject("福州甲有限公司", number=7)

        with self.assertRaisesMessage(Refused, "另一名称"):
            factories.make_subject("福州乙有限公司", number=7)

    def test_takes_full_and_half_width_brackets_for_the_same_name(self):
        first = factories.make_subject("福州（甲）有限公司", number=7)

        self.assertEqual(factories.make_subject("福州(甲)有限公司", number=7), first)

    def test_keeps_a_persons_number_sealed_and_masked(self):
        number = factories.number_of(5)
        person = factories.make_person(number=5)

        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM registry_subject WHERE id = %s", [person.pk])
            stored = str(
                [
                    bytes(v) if isinstance(v, memoryview) else v
                    for v in cursor.fetchone()
                ]
            )
        self.assertNotIn(number, stored)
        self.assertNotIn(number[6:14], person.identifier)

    def test_refuses_a_persons_number_for_an_organisation(self):
        identifier = factories.recognised(factories.number_of(9), SubjectKind.PERSON)

        with self.assertRaisesMessage(Refused, "不符"):
            actions.subjects.enrol(
                kind=SubjectKind.ORGANISATION,
                name="甲公司",
                identifier=identifier,
                by=self.clerk,
            )

    def test_keeps_what_it_is_and_who_enrolled_it(self):
        region = factories.make_region("350102", "鼓楼区")
        identifier = factories.recognised(factories.code_of(77))

        subject = actions.subjects.enrol(
            kind=SubjectKind.ORGANISATION,
            name="福州甲有限公司",
            identifier=identifier,
            region=region,
            by=self.clerk,
        )

        subject.refresh_from_db()
        self.assertEqual(
            (subject.kind, subject.name, subject.region, subject.identifier),
            ("organisation", "福州甲有限公司", region, factories.code_of(77)),
        )
        self.assertEqual(subject.identifier_kind, identifier.kind)
        self.assertIsNone(subject.sealed)
        line = TrailEntry.objects.about(subject).get()
        self.assertEqual(
            (line.action, line.actor, line.after),
            ("registry.subject.enrolled", self.clerk, {"kind": "organisation"}),
        )
        found = search.containing(search.searchable("福州甲"), limit=5)
        self.assertIn(subject.pk, found)

    def test_refuses_an_organisations_code_for_a_person(self):
        with self.assertRaisesMessage(Refused, "不符"):
            actions.subjects.enrol(
                kind=SubjectKind.PERSON,
                name="陈某某",
                identifier=factories.recognised(factories.code_of(78)),
                by=self.clerk,
            )


class RenameTests(Cast):
    def test_to_the_same_name_is_refused(self):
        subject = factories.make_subject("福州甲有限公司", number=8)

        with self.assertRaisesMessage(Refused, "新名称与现名称相同"):
            actions.subjects.rename(
                subject, name="福州甲有限公司", by=self.clerk, reason="更名"
            )

    def test_back_and_forth_keeps_each_former_name_once_with_its_last_day(self):
        subject = factories.make_subject("福州甲有限公司", number=8)
        for name in ("福州乙有限公司", "福州甲有限公司", "福州丙有限公司"):
            actions.subjects.rename(subject, name=name, by=self.clerk, reason="更名")

        former = subject.former_names.values_list("name", "until")
        today = timezone.localdate()
        self.assertEqual(
            set(former), {("福州甲有限公司", today), ("福州乙有限公司", today)}
        )

    def test_is_found_by_the_new_name_and_the_trail_says_who_renamed(self):
        subject = factories.make_subject("福州甲有限公司", number=8)

        actions.subjects.rename(
            subject, name="福州崭新有限公司", by=self.clerk, reason="更名"
        )

        found = search.containing(search.searchable("崭新"), limit=5)
        self.assertEqual(found, [subject.pk])
        line = TrailEntry.objects.about(subject).last()
        self.assertEqual(
            (line.action, line.actor, line.reason),
            ("registry.subject.renamed", self.clerk, "更名"),
        )

    def test_renaming_keeps_the_former_name(self):
        subject = factories.make_subject("福州甲有限公司", number=8)

        actions.subjects.rename(
            subject, name="福州新甲有限公司", by=self.clerk, reason="更名"
        )

        self.assertEqual(subject.former_names.get().name, "福州甲有限公司")
        self.assertEqual(factories.make_subject("福州甲有限公司", number=8), subject)


class AddIdentifierTests(Cast):
    def test_keeps_an_organisations_number_readable_and_says_who_added_it(self):
        subject = factories.make_subject("福州甲有限公司")
        other = factories.recognised(factories.code_of(900))

        added = actions.subjects.add_identifier(
            subject, identifier=other, by=self.clerk
        )

        self.assertEqual((added.subject, added.kind), (subject, other.kind))
        self.assertEqual(added.identifier, factories.code_of(900))
        line = TrailEntry.objects.about(subject).last()
        self.assertEqual(
            (line.action, line.actor, line.after),
            ("registry.subject.identifier_added", self.clerk, {"kind": other.kind}),
        )

    def test_a_number_of_the_subject_itself_is_refused(self):
        subject = factories.make_subject(number=902)

        with self.assertRaisesMessage(Refused, "某一主体名下"):
            actions.subjects.add_identifier(
                subject,
                identifier=factories.recognised(factories.code_of(902)),
                by=self.clerk,
            )

    def test_an_added_number_finds_the_subject(self):
        subject = factories.make_subject("福州甲有限公司")
        other = factories.recognised(factories.code_of(900))

        actions.subjects.add_identifier(subject, identifier=other, by=self.clerk)

        self.assertEqual(factories.make_subject("福州甲有限公司", number=900), subject)

    def test_the_number_of_another_subject_is_refused(self):
        subject = factories.make_subject()
        factories.make_subject(number=901)

        with self.assertRaisesMessage(Refused, "某一主体名下"):
            actions.subjects.add_identifier(
                subject,
                identifier=factories.recognised(factories.code_of(901)),
                by=self.clerk,
            )


class ClarifyTests(Cast):
    def clarify(self, person, number):
        return actions.subjects.clarify(
            person,
            name="陈某某",
            identifier=factories.recognised(
                factories.number_of(number), SubjectKind.PERSON
            ),
            reason="同名不同人",
            by=self.officer,
        )

    def test_gives_the_wronged_person_a_number(self):
        clarification = self.clarify(factories.make_person(number=11), 12)

        self.assertRegex(clarification.number, r"^CQ[A-Z0-9]{10}$")
        self.assertEqual(list(Clarification.objects.standing()), [clarification])

    def test_keeps_who_gave_it_why_and_for_whom(self):
        person = factories.make_person(number=11)

        given = self.clarify(person, 12)

        self.assertEqual(
            (given.name, given.not_subject, given.reason, given.issued_by),
            ("陈某某", person, "同名不同人", self.officer),
        )
        line = TrailEntry.objects.about(given).get()
        self.assertEqual((line.actor, line.reason), (self.officer, "同名不同人"))

    def test_the_same_person_may_be_distinguished_from_another_and_another_from_this_one(
        self,
    ):
        person, other = (
            factories.make_person(number=14),
            factories.make_person(number=18),
        )

        given = [self.clarify(person, 15), self.clarify(other, 15), self.clarify(person, 19)]  # fmt: skip

        self.assertEqual(set(Clarification.objects.standing()), set(given))

    def test_may_be_given_again_after_it_was_withdrawn(self):
        person = factories.make_person(number=14)
        first = self.clarify(person, 15)
        actions.subjects.withdraw_clarification(first, by=self.officer, reason="有误")

        again = self.clarify(person, 15)

        self.assertEqual(list(Clarification.objects.standing()), [again])
        first.refresh_from_db()
        self.assertEqual(first.withdrawn_by, self.officer)
        line = TrailEntry.objects.about(first).last()
        self.assertEqual((line.actor, line.reason), (self.officer, "有误"))

    def test_a_clarification_is_refused_for_the_listed_person_themselves(self):
        with self.assertRaisesMessage(Refused, "正是此主体"):
            self.clarify(factories.make_person(number=13), 13)

    def test_the_same_clarification_is_refused_twice(self):
        person = factories.make_person(number=14)
        self.clarify(person, 15)

        with self.assertRaisesMessage(Refused, "已为该人"):
            self.clarify(person, 15)

    def test_a_clarification_may_be_withdrawn_once(self):
        clarification = self.clarify(factories.make_person(number=16), 17)

        actions.subjects.withdraw_clarification(
            clarification, by=self.officer, reason="有误"
        )

        self.assertFalse(Clarification.objects.standing().exists())
        with self.assertRaisesMessage(Refused, "已经撤回"):
            actions.subjects.withdraw_clarification(
                clarification, by=self.officer, reason="误"
            )


class RevealNumberTests(Cast):
    def test_returns_the_whole_number_and_the_trail_keeps_who_read_it(self):
        person = factories.make_person(number=21)

        number = actions.subjects.reveal_number(
            person, by=self.clerk, reason="核对身份"
        )

        self.assertEqual(number, factories.number_of(21))
        line = TrailEntry.objects.about(person).last()
        self.assertEqual(
            (line.action, line.actor), ("registry.subject.number_revealed", self.clerk)
        )
        self.assertNotIn(number, str(line.__dict__))

    def test_a_number_is_not_revealed_without_a_reason(self):
        with self.assertRaisesMessage(Refused, "理由"):
            actions.subjects.reveal_number(
                factories.make_person(), by=self.clerk, reason=""
            )


class VisibleTests(Cast):
    def test_organisations_are_everybodys_and_persons_their_departments(self):
        firm = factories.make_subject()
        person = self.published(subject=factories.make_person()).subject
        bystander = Subject.objects.get(name="福州旁观者有限公司")

        def seen(official):
            return set(Subject.objects.visible_to(official))

        self.assertEqual(seen(self.clerk), {bystander, firm, person})
        self.assertEqual(seen(self.stranger), {bystander, firm})
        self.assertEqual(seen(self.officer), {bystander, firm, person})
