"""Associations keep their own members, grades and measures; nobody else does (二(四))."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.errors import Refused
from registry.models import Department
from sanctions import actions
from sanctions.credit_report import association_facts
from sanctions.models import IndustryMeasure, Membership
from tests import factories
from tests.registry.cast import Cast


class AssociationTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.builders = factories.make_department("jianxie", Department.Kind.ASSOCIATION)
        cls.secretary = factories.make_official("xu", cls.builders)
        cls.subject = factories.make_subject()

    def admitted(self, subject=None):
        return actions.associations.admit(
            Membership(subject=subject or self.subject, joined_on=date(2020, 1, 1)),
            by=self.secretary,
        )

    def measure(self, by=None, **fields):
        facts = {
            "kind": "warning",
            "rules": "《会员自律公约》第八条",
            "document": "榕建协〔2026〕3号",
            "facts": "串通投标",
            "taken_on": timezone.localdate(),
        }
        return actions.associations.take_industry_measure(
            IndustryMeasure(subject=self.subject, **{**facts, **fields}),
            by=by or self.secretary,
        )

    def grade(self, membership, by=None):
        return actions.associations.grade_member(
            membership,
            by=by or self.secretary,
            grade="AA",
            rules="《会员信用评价办法》",
            graded_on=timezone.localdate(),
        )

    def test_a_member_is_admitted_by_its_association(self):
        self.assertEqual(self.admitted().department, self.builders)

    def test_an_authority_cannot_record_for_an_association(self):
        with self.assertRaisesMessage(Refused, "由行业协会商会自行登记"):
            self.measure(by=self.clerk)

    def test_no_member_is_admitted_twice(self):
        self.admitted()

        with self.assertRaises(ValidationError):
            self.admitted()

    def test_natural_persons_are_not_admitted(self):
        with self.assertRaisesMessage(Refused, "只登记单位会员"):
            self.admitted(factories.make_person())

    def test_grade_and_measure_are_shown_as_the_association_s_own_data(self):
        self.grade(self.admitted())
        self.measure()

        facts = association_facts(self.subject, timezone.localdate())

        self.assertIn("jianxie：AA", facts["grades"][0])
        self.assertIn("jianxie：警告", facts["measures"][0])
        self.assertIn("不是行政机关的认定", facts["note"])

    def test_a_lifted_measure_is_not_shown_any_more(self):
        measure = self.measure()

        actions.associations.lift_industry_measure(
            measure, by=self.secretary, lifted_on=timezone.localdate()
        )

        facts = association_facts(self.subject, timezone.localdate())
        self.assertEqual(facts["measures"], [])

    def test_a_measure_without_rules_is_refused(self):
        with self.assertRaises(ValidationError):
            self.measure(rules="")

    def test_a_member_that_left_may_be_admitted_again(self):
        membership = self.admitted()
        actions.associations.leave(
            membership, by=self.secretary, left_on=date(2021, 1, 1)
        )

        self.assertTrue(self.admitted().pk)
