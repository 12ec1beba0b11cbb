"""A set of questions gets the results that each gets alone, and only what concerns the asker."""

from itertools import product

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import registry.actions
from registry.identifiers import Identifier, Kind
from registry.models import Department, ListKind, Responsibility
from sanctions import actions
from sanctions.checking.questions import Asker, Question, question
from sanctions.checking.results import answer_all
from tests import factories
from tests.registry.oracle import identify

from . import makers
from .cast import MeasuresCast


class World(MeasuresCast):
    """Two subjects of one name under two kinds of number, one renamed, one held, one not listed."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        factories.make_department("yinhang", Department.Kind.FINANCIAL)
        numbers = [factories.code_of(number) for number in range(900, 906)]
        cls.subjects = [
            factories.make_subject(name, 900 + place)
            for place, name in enumerate(
                ["同名公司", "更名公司", "暂停公司", "清白公司"]
            )
        ]
        cls.old = registry.actions.subjects.enrol(
            kind="organisation",
            name="同名公司",
            identifier=Identifier(Kind.REGISTRATION, "350100100012345"),
            by=None,
        )
        cls.person = factories.make_person("张三丰", 77)
        for subject in [*cls.subjects[:3], cls.old, cls.person]:
            factories.make_published(
                cls.standard, cls.clerk, cls.reviewer, subject=subject
            )
        registry.actions.subjects.rename(
            cls.subjects[1], name="新名公司", by=cls.clerk, reason="更名"
        )
        held = cls.subjects[2].entries.get()
        registry.actions.holds.place(held, kind="objection", reason="异议", by=None)
        registry.actions.subjects.add_identifier(
            cls.subjects[0],
            identifier=Identifier(Kind.ORGANISATION_CODE, "733600011"),
            by=cls.clerk,
        )
        cls.wronged = Identifier(Kind.USCC, numbers[5])
        cls.clarification = registry.actions.subjects.clarify(
            cls.old,
            name="同名公司",
            identifier=cls.wronged,
            reason="并非同一主体",
            by=cls.clerk,
        )
        cls.numbers = [
            None,
            *(Identifier(Kind.USCC, number) for number in numbers),
            Identifier(Kind.REGISTRATION, "350100100012345"),
            Identifier(Kind.ORGANISATION_CODE, "733600011"),
            Identifier(Kind.RESIDENT, factories.number_of(77)),
            Identifier(Kind.RESIDENT, factories.number_of(78)),
        ]
        cls.names = [
            "",
            "同名公司",
            "更名公司",
            "新名公司",
            "暂停公司",
            "张三丰",
            "无此公司",
        ]

    def asker(self, purpose="supervision", department=None):
        department = department or self.treasury
        return Asker(department.pk, department.kind, purpose)

    def ask(self, *questions, at=None, **asker):
        at = at or timezone.now()
        return answer_all(list(questions), asker=self.asker(**asker), at=at)

    def about(self, subject, **asker):
        kind = Kind(subject.identifier_kind)
        return self.ask(Question(Identifier(kind, subject.identifier)), **asker)[0]


class SameAsAloneTests(World):
    def test_every_question_of_a_set_gets_the_result_that_it_gets_alone(self):
        at = timezone.now()
        questions = [
            Question(number, name, clarification)
            for number, name, clarification in product(
                self.numbers, self.names, ["", self.clarification.number, "CQWRONG"]
            )
            if number or name
        ]

        answers = self.ask(*questions, at=at)

        for asked, answer in zip(questions, answers, strict=True):
            alone = identify(
                identifier=asked.identifier,
                name=asked.name or None,
                clarification=asked.clarification or None,
                at=at,
            )
            self.assertEqual(
                (
                    answer.status,
                    answer.strength,
                    answer.settles,
                    answer.candidates,
                    answer.subject_id,
                    [entry["id"] for entry in answer.entries],
                    [entry["id"] for entry in answer.held],
                ),
                (
                    alone.status,
                    alone.strength,
                    alone.settles,
                    alone.candidates,
                    alone.subject and alone.subject.pk,
                    sorted(entry.pk for entry in alone.entries),
                    sorted(entry.pk for entry in alone.held),
                ),
                asked,
            )

    def test_ten_questions_take_as_many_statements_as_one_hundred(self):
        questions = [
            Question(number, name)
            for number, name in product(self.numbers, self.names)
            if number or name
        ]

        few, many = CaptureQueriesContext(connection), CaptureQueriesContext(connection)
        with few:
            self.ask(*questions)
        with many:
            self.ask(*(questions * 10))

        self.assertEqual(len(many), len(few))


class ConcernTests(World):
    def test_a_department_sees_the_measures_that_it_may_take(self):
        answer = self.about(self.subjects[0])

        self.assertEqual(
            [measure["code"] for measure in answer.measures], ["zhengfu_caigou"]
        )

    def test_another_department_sees_the_entries_only(self):
        answer = self.about(self.subjects[0], department=self.elsewhere)

        self.assertEqual((answer.status, answer.measures), ("listed", []))

    def test_a_held_entry_is_shown_with_its_reason_and_has_no_measures(self):
        answer = self.about(self.subjects[2])

        self.assertEqual((answer.status, answer.measures), ("clear", []))
        self.assertEqual(answer.held[0]["because"], ["异议核查"])

    def test_only_the_holds_that_are_open_are_given_as_reasons(self):
        held = self.subjects[2].entries.get()
        complaint = registry.actions.holds.place(
            held, kind="complaint", reason="投诉", by=None
        )
        both = self.about(self.subjects[2])
        registry.actions.holds.release(complaint, by=None, reason="无误")

        self.assertEqual(both.held[0]["because"], ["异议核查", "投诉办理"])
        self.assertEqual(self.about(self.subjects[2]).held[0]["because"], ["异议核查"])

    def test_a_person_s_entry_is_held_with_that_of_the_organisation_and_says_why_once(
        self,
    ):
        entry = self.draft(subject=self.subjects[3])
        person = factories.make_person("李四光", 78)
        Responsibility.objects.create(
            entry=entry,
            person=person,
            role="legal_representative",
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        registry.actions.entries.submit(entry, by=self.clerk)
        registry.actions.entries.approve(entry, by=self.reviewer)
        number = Question(Identifier(Kind.RESIDENT, factories.number_of(78)))
        self.assertEqual(self.ask(number)[0].status, "listed")

        for one in (entry, person.entries.get()):
            registry.actions.holds.place(one, kind="complaint", reason="投诉", by=None)

        answer = self.ask(number)[0]
        self.assertEqual((answer.status, answer.entries), ("clear", []))
        self.assertEqual([one["because"] for one in answer.held], [["投诉办理"]])

    def test_the_former_name_of_somebody_not_listed_means_nobody(self):
        registry.actions.subjects.rename(
            self.subjects[3], name="清白新名公司", by=self.clerk, reason="更名"
        )

        for name in ("清白公司", "清白新名公司"):
            self.assertEqual(self.ask(Question(None, name))[0].status, "clear", name)

    def test_citizens_services_see_the_incentives_that_they_may_grant(self):
        edition = makers.make_edition(
            {"code": "zhengfu_caigou"},
            {"code": "lvse", "polarity": "incentive", "force": "recommended"},
        )
        good = factories.make_standard(self.department, list_kind=ListKind.GOOD)
        makers.make_memorandum(
            good, [(edition.measures.get(code="lvse"), self.treasury)]
        )
        factories.make_published(
            good, self.clerk, self.reviewer, subject=self.subjects[0]
        )

        answer = self.about(self.subjects[0], purpose="citizen")

        self.assertEqual([one["code"] for one in answer.measures], ["lvse"])

    def test_citizens_services_see_nothing_adverse(self):
        red = factories.make_standard(self.department, list_kind=ListKind.GOOD)
        factories.make_published(
            red, self.clerk, self.reviewer, subject=self.subjects[0]
        )

        answer = self.about(self.subjects[0], purpose="citizen")

        self.assertEqual([entry["list_kind"] for entry in answer.entries], ["good"])
        self.assertEqual(answer.measures, [])

    def test_a_bank_sees_what_the_public_may_read(self):
        hidden = factories.make_standard(
            self.department, list_kind=ListKind.BAD, is_public=False
        )
        factories.make_published(
            hidden, self.clerk, self.reviewer, subject=self.subjects[3]
        )

        self.assertEqual(self.about(self.subjects[3]).status, "listed")
        bank = makers.make_bank()
        self.assertEqual(self.about(self.subjects[3], department=bank).status, "clear")

    def test_a_person_s_whole_name_is_shown_only_where_the_question_had_it(self):
        number = Identifier(Kind.RESIDENT, factories.number_of(77))

        by_number, by_both = self.ask(Question(number), Question(number, "张三丰"))

        self.assertEqual(by_number.subject["name"], "张*")
        self.assertEqual(by_both.subject["name"], "张三丰")
        self.assertNotIn(factories.number_of(77), str(by_both))


class QuestionTests(World):
    def test_a_wrong_check_digit_is_refused(self):
        with self.assertRaises(ValidationError) as caught:
            question(identifier="913501000000009000", today=timezone.localdate())

        self.assertIn("identifier", caught.exception.message_dict)

    def test_a_question_without_number_and_name_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "请提供统一社会信用代码"):
            question(identifier=" ", name="（）", today=timezone.localdate())

    def test_a_wrong_number_in_a_batch_does_not_affect_the_others(self):
        today = timezone.localdate()
        wrong = question(identifier="91350100000000900X", today=today, strict=False)
        good = question(identifier=factories.code_of(900), today=today)

        answers = self.ask(wrong, good)

        self.assertIsNone(answers[0])
        self.assertEqual(answers[1].status, "listed")

    def test_the_key_kept_of_a_person_has_neither_number_nor_name(self):
        number = Identifier(Kind.RESIDENT, factories.number_of(77))

        self.assertNotIn(number.value, Question(number).key)
        self.assertNotIn("张", Question(None, "张三丰").key)


class NameOnlyTests(MeasuresCast):
    """A name alone does not reveal an entry that the asker may not see."""

    def status(self, kind, standard):
        subject = factories.make_subject("同名不公开公司")
        self.published(standard=standard, subject=subject)
        asker = Asker(0, kind, "financing")
        asked = [Question(name="同名不公开公司")]
        return answer_all(asked, asker=asker, at=timezone.now())[0].status

    def test_a_bank_does_not_learn_by_name_of_what_is_not_public(self):
        hidden = factories.make_standard(self.department, is_public=False)

        self.assertEqual(self.status(Department.Kind.FINANCIAL, hidden), "clear")

    def test_a_department_learns_by_name_of_what_is_not_public(self):
        hidden = factories.make_standard(self.department, is_public=False)

        self.assertEqual(self.status(Department.Kind.ORGAN, hidden), "ambiguous")

    def test_only_a_second_number_of_the_namesake_itself_distinguishes_it_from_who_is_asked(
        self,
    ):
        namesake = self.published(subject=factories.make_subject("同名公司")).subject
        neighbour = self.published(subject=factories.make_subject("邻家公司")).subject
        asked = Question(Identifier(Kind.REGISTRATION, "350100100012345"), "同名公司")
        other = Question(name="邻家公司")
        asker = Asker(self.treasury.pk, self.treasury.kind, "supervision")

        def answers():
            both = answer_all([asked, other], asker=asker, at=timezone.now())
            return [(one.status, one.candidates) for one in both]

        number = Identifier(Kind.REGISTRATION, "350100100054321")
        registry.actions.subjects.add_identifier(
            neighbour, identifier=number, by=self.clerk
        )
        self.assertEqual(answers(), [("ambiguous", 1), ("ambiguous", 1)])
        number = Identifier(Kind.REGISTRATION, "350100100098765")
        registry.actions.subjects.add_identifier(
            namesake, identifier=number, by=self.clerk
        )
        self.assertEqual(answers(), [("clear", 0), ("ambiguous", 1)])

    def test_a_name_of_more_than_two_hundred_characters_is_refused_and_not_cut(self):
        with self.assertRaisesMessage(ValidationError, "超过 200 个字"):
            question(name="长" * 201, today=timezone.localdate())
        wrong = question(name="长" * 201, today=timezone.localdate(), strict=False)
        self.assertIn("超过 200 个字", wrong.wrong)


class PastTests(MeasuresCast):
    """Checks as of a past instant (三(五))."""

    def ask(self, order, at):
        recorded = actions.checks.check(
            question(identifier=order.subject.identifier, today=timezone.localdate()),
            purpose="procurement",
            case_number="采2026-1",
            by=self.accountant,
            at=at,
        )
        return [(one["order"], one["status"]) for one in recorded.result.measures]

    def test_a_measure_lifted_since_is_shown_as_it_then_stood(self):
        order = self.order()
        pending = timezone.now()
        self.execute(order)
        executed = timezone.now()
        registry.actions.entries.end(
            order.entry, because="revoked", reason="认定有误", by=self.reviewer
        )
        self.lift(order)

        self.assertEqual(self.ask(order, pending), [(order.pk, "pending")])
        self.assertEqual(self.ask(order, executed), [(order.pk, "executed")])
        self.assertEqual(self.ask(order, None), [])
