"""Which subject is meant, and how surely: nobody is listed for having the name of another."""

from datetime import date, timedelta

from django.utils import timezone

from registry import actions, identifiers
from registry.identity import (
    CLARIFICATION_USELESS,
    NAME_IS_WEAK,
    NAMES_DIFFER,
    Status,
    Strength,
)
from registry.models import Hold, ListKind, SubjectKind
from tests import factories

from .cast import Cast
from .oracle import identify

NAME = "福州榕江建材有限公司"


class IdentityTests(Cast):
    def setUp(self):
        self.subject = factories.make_subject(NAME, number=700)
        self.number = factories.recognised(factories.code_of(700))

    def ask(self, **question):
        return identify(at=timezone.now(), **question)

    def listed(self, subject=None, **fields):
        return self.published(subject=subject or self.subject, **fields)


class ByNumberTests(IdentityTests):
    def test_says_listed_with_the_entries_in_effect(self):
        entry = self.listed()

        answer = self.ask(identifier=self.number)

        self.assertEqual(
            (answer.status, answer.strength, answer.subject, answer.entries),
            (Status.LISTED, Strength.NUMBER, self.subject, [entry]),
        )

    def test_says_clear_of_a_subject_without_entries(self):
        answer = self.ask(identifier=self.number)

        self.assertEqual((answer.status, answer.entries), (Status.CLEAR, []))

    def test_says_clear_of_a_number_that_nobody_has(self):
        self.listed()

        answer = self.ask(identifier=factories.recognised(factories.code_of(701)))

        self.assertEqual((answer.status, answer.subject), (Status.CLEAR, None))

    def test_an_entry_under_a_hold_does_not_list_but_is_reported_as_held(self):
        entry = self.listed()
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        answer = self.ask(identifier=self.number)

        self.assertEqual(
            (answer.status, answer.entries, answer.held), (Status.CLEAR, [], [entry])
        )

    def test_an_entry_that_has_ended_or_is_not_published_says_nothing(self):
        ended = self.listed()
        actions.entries.end(
            ended, because="repaired", reason="已修复", by=self.reviewer
        )
        self.draft(subject=self.subject)

        answer = self.ask(identifier=self.number)

        self.assertEqual(
            (answer.status, answer.entries, answer.held), (Status.CLEAR, [], [])
        )

    def test_answers_as_of_the_instant_asked_about(self):
        entry = self.listed()
        before = entry.published_at - timedelta(microseconds=1)

        self.assertEqual(
            identify(identifier=self.number, at=before).status, Status.CLEAR
        )

    def test_a_red_entry_lists_but_is_no_ground_against_the_subject(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        entry = self.listed(standard=red)

        answer = self.ask(identifier=self.number)

        self.assertEqual(answer.status, Status.LISTED)
        self.assertEqual((answer.adverse, answer.favourable), ([], [entry]))

    def test_another_number_of_the_subject_finds_it(self):
        other = factories.recognised(factories.code_of(702))
        actions.subjects.add_identifier(self.subject, identifier=other, by=self.clerk)
        entry = self.listed()

        self.assertEqual(self.ask(identifier=other).entries, [entry])

    def test_a_person_is_found_by_the_digest_of_their_number(self):
        person = factories.make_person("陈小明", number=7)
        number = factories.recognised(factories.number_of(7), SubjectKind.PERSON)
        entry = self.listed(person)

        self.assertEqual(self.ask(identifier=number, name="陈小明").entries, [entry])

    def test_takes_the_same_queries_for_one_entry_and_for_three(self):
        self.listed()
        with self.assertNumQueries(2):
            self.ask(identifier=self.number, name=NAME)
        self.listed()
        self.listed()

        with self.assertNumQueries(2):
            self.assertEqual(
                len(self.ask(identifier=self.number, name=NAME).entries), 3
            )


class ByNumberAndNameTests(IdentityTests):
    def test_agreement_makes_the_answer_strong(self):
        self.listed()

        answer = self.ask(identifier=self.number, name=" 福州榕江建材有限公司 ")

        self.assertEqual(
            (answer.status, answer.strength), (Status.LISTED, Strength.NUMBER_AND_NAME)
        )

    def test_brackets_and_widths_do_not_make_names_differ(self):
        bracketed = factories.make_subject("福州（中国）ＡＢ有限公司", number=703)
        number = factories.recognised(factories.code_of(703))

        answer = self.ask(identifier=number, name="福州(中国)ab有限公司")

        self.assertEqual(answer.subject, bracketed)

    def test_a_former_name_agrees(self):
        actions.subjects.rename(
            self.subject, name="福州榕江集团有限公司", by=self.clerk, reason="更名"
        )

        self.assertEqual(
            self.ask(identifier=self.number, name=NAME).strength,
            Strength.NUMBER_AND_NAME,
        )

    def test_disagreement_is_a_mismatch_that_reveals_nothing_about_the_subject(self):
        self.listed()

        answer = self.ask(identifier=self.number, name="福州另一家有限公司")

        self.assertEqual(answer.status, Status.MISMATCH)
        self.assertEqual((answer.subject, answer.entries, answer.held), (None, [], []))
        self.assertEqual(answer.settles, NAMES_DIFFER)

    def test_another_number_of_the_same_kind_is_another_subject(self):
        self.listed()

        answer = self.ask(
            identifier=factories.recognised(factories.code_of(704)), name=NAME
        )

        self.assertEqual(
            (answer.status, answer.strength, answer.candidates),
            (Status.CLEAR, Strength.NUMBER, 0),
        )

    def test_another_kind_of_number_leaves_it_open(self):
        person = factories.make_person("陈小明", number=7)
        self.listed(person)

        answer = self.ask(identifier=passport("E12345678"), name="陈小明")

        self.assertEqual(
            (answer.status, answer.strength, answer.candidates, answer.entries),
            (Status.AMBIGUOUS, Strength.NAME, 1, []),
        )

    def test_another_kind_settles_where_the_namesake_has_that_kind_too(self):
        person = factories.make_person("陈小明", number=7)
        actions.subjects.add_identifier(
            person, identifier=passport("E87654321"), by=self.clerk
        )
        self.listed(person)

        answer = self.ask(identifier=passport("E12345678"), name="陈小明")

        self.assertEqual(answer.status, Status.CLEAR)


class ByNameOnlyTests(IdentityTests):
    def test_never_says_listed_even_of_a_single_candidate(self):
        self.listed()

        answer = self.ask(name=NAME)

        self.assertEqual((answer.status, answer.candidates), (Status.AMBIGUOUS, 1))
        self.assertEqual((answer.subject, answer.entries, answer.held), (None, [], []))
        self.assertIn("请提供统一社会信用代码或者证件号码", answer.settles)

    def test_counts_every_listed_namesake_by_present_or_former_name(self):
        renamed = factories.make_subject(NAME, number=705)
        actions.subjects.rename(
            renamed, name="福州新名有限公司", by=self.clerk, reason="更名"
        )
        factories.make_subject(NAME, number=706)
        self.listed()
        self.listed(renamed)

        self.assertEqual(self.ask(name=NAME).candidates, 2)

    def test_is_clear_but_weak_where_no_namesake_is_listed(self):
        held = self.listed()
        actions.holds.place(held, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        answer = self.ask(name=NAME)

        self.assertEqual(
            (answer.status, answer.strength, answer.settles),
            (Status.CLEAR, Strength.NAME, NAME_IS_WEAK),
        )

    def test_a_part_of_a_name_meets_nobody(self):
        self.listed()

        self.assertEqual(self.ask(name="榕江建材").candidates, 0)

    def test_takes_one_query_for_one_candidate_and_for_three(self):
        self.listed()
        with self.assertNumQueries(1):
            self.ask(name=NAME)
        for number in (707, 708):
            self.listed(factories.make_subject(NAME, number=number))

        with self.assertNumQueries(1):
            self.assertEqual(self.ask(name=NAME).candidates, 3)

    def test_refuses_to_be_asked_about_nobody(self):
        for question in ({}, {"name": ""}, {"name": "（）"}):
            with self.assertRaises(ValueError):
                self.ask(**question)


class ClarificationTests(IdentityTests):
    """陈小明 with number 8 has been taken for the listed 陈小明 with number 7."""

    def setUp(self):
        self.person = factories.make_person("陈小明", number=7)
        self.listed(self.person)
        self.own = factories.recognised(factories.number_of(8), SubjectKind.PERSON)
        self.clarification = self.clarify(self.person)

    def clarify(self, subject):
        return actions.subjects.clarify(
            subject,
            name="陈小明",
            identifier=self.own,
            reason="同名误认",
            by=self.reviewer,
        )

    def test_settles_a_later_check_by_name(self):
        answer = self.ask(name="陈小明", clarification=self.clarification.number)

        self.assertEqual((answer.status, answer.candidates), (Status.CLEAR, 0))

    def test_a_clarification_counts_for_its_holders_number_without_being_presented(
        self,
    ):
        actions.subjects.clarify(
            self.person,
            name="陈小明",
            identifier=passport("E12345678"),
            reason="同名误认",
            by=self.reviewer,
        )

        answer = self.ask(identifier=passport("E12345678"), name="陈小明")

        self.assertEqual(answer.status, Status.CLEAR)

    def test_sets_apart_only_from_the_subject_it_names(self):
        other = factories.make_person("陈小明", number=9)
        self.listed(other)

        answer = self.ask(name="陈小明", clarification=self.clarification.number)

        self.assertEqual((answer.status, answer.candidates), (Status.AMBIGUOUS, 1))

    def test_a_clarification_brings_the_other_clarifications_of_its_holder(self):
        other = factories.make_person("陈小明", number=9)
        self.listed(other)
        self.clarify(other)

        answer = self.ask(name="陈小明", clarification=self.clarification.number)

        self.assertEqual(answer.status, Status.CLEAR)

    def test_is_of_no_use_once_withdrawn(self):
        actions.subjects.withdraw_clarification(
            self.clarification, by=self.reviewer, reason="出具有误"
        )

        answer = self.ask(name="陈小明", clarification=self.clarification.number)

        self.assertEqual(answer.status, Status.AMBIGUOUS)
        self.assertIn(CLARIFICATION_USELESS, answer.settles)

    def test_is_of_no_use_to_another_name_or_another_number(self):
        self.listed(factories.make_person("林大海", number=10))
        number = self.clarification.number

        by_name = self.ask(name="林大海", clarification=number)
        by_number = self.ask(
            identifier=passport("E12345678"), name="陈小明", clarification=number
        )

        self.assertEqual(by_name.status, Status.AMBIGUOUS)
        self.assertEqual(by_number.status, Status.AMBIGUOUS)

    def test_a_clarification_does_not_help_the_listed_person_themselves(self):
        number = factories.recognised(factories.number_of(7), SubjectKind.PERSON)

        answer = self.ask(
            identifier=number, name="陈小明", clarification=self.clarification.number
        )

        self.assertEqual(answer.status, Status.LISTED)

    def test_costs_two_queries(self):
        with self.assertNumQueries(2):
            self.ask(name="陈小明", clarification=self.clarification.number)


def passport(number):
    kinds = {identifiers.Kind.PASSPORT}
    return identifiers.recognise(number, today=date(2026, 1, 1), kinds=kinds)
