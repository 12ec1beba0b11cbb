"""Associations keep their own members, grades and measures; nobody else does (二(四))."""

from datetime import date, timedelta

import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.errors import Refused
from registry.models import Department, TrailEntry
from sanctions import actions
from sanctions.credit_report import association_facts
from sanctions.models import IndustryMeasure, Membership
from tests import factories
from tests.registry.cast import Cast

from .breaking import failing


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

    def grade(self, membership, by=None, **given):
        facts = {
            "grade": "AA",
            "rules": "《会员信用评价办法》",
            "graded_on": timezone.localdate(),
        }
        return actions.associations.grade_member(
            membership, by=by or self.secretary, **{**facts, **given}
        )

    def last_line(self, instance):
        return TrailEntry.objects.about(instance).order_by("pk").last()

    def test_a_member_is_admitted_by_its_association(self):
        membership = self.admitted()

        membership.refresh_from_db()
        self.assertEqual(membership.department, self.builders)
        line = self.last_line(membership)
        self.assertEqual(
            (line.action, line.actor), ("sanctions.membership.added", self.secretary)
        )

    def test_an_official_without_a_department_records_nothing_for_an_association(self):
        with self.assertRaisesMessage(Refused, "由行业协会商会自行登记"):
            self.measure(by=factories.make_official("nobody"))

    def test_another_association_changes_nothing_of_this_one(self):
        other = factories.make_department("jiezhuang", Department.Kind.ASSOCIATION)
        stranger = factories.make_official("gao", other)
        membership, measure = self.admitted(), self.measure()

        with self.assertRaisesMessage(Refused, "该信息由jianxie登记，应由该协会办理"):
            actions.associations.leave(
                membership, by=stranger, left_on=timezone.localdate()
            )
        with self.assertRaisesMessage(Refused, "应由该协会办理"):
            self.grade(membership, by=stranger)
        with self.assertRaisesMessage(Refused, "应由该协会办理"):
            self.lift(measure, by=stranger)

    def test_a_member_leaves_once_and_not_before_it_came(self):
        membership = self.admitted()

        with self.assertRaises(ValidationError):
            self.leave(membership, left_on=date(2019, 12, 31))
        membership.refresh_from_db()
        self.leave(membership, left_on=date(2021, 1, 1))

        with self.assertRaisesMessage(Refused, "该会员已经退会"):
            self.leave(membership, left_on=date(2022, 1, 1))
        membership.refresh_from_db()
        self.assertEqual(membership.left_on, date(2021, 1, 1))
        line = self.last_line(membership)
        self.assertEqual(
            (line.action, line.after),
            ("sanctions.membership.changed", {"left_on": "2021-01-01"}),
        )

    def leave(self, membership, *, left_on):
        actions.associations.leave(membership, by=self.secretary, left_on=left_on)

    def lift(self, measure, **given):
        facts = {"by": self.secretary, "lifted_on": timezone.localdate()}
        actions.associations.lift_industry_measure(measure, **{**facts, **given})

    def test_a_grade_keeps_its_rules_day_and_official_and_is_in_the_trail(self):
        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            grade = self.grade(self.admitted(), valid_to=date(2030, 1, 1))

        grade.refresh_from_db()
        self.assertEqual(
            (grade.graded_on, grade.valid_to, grade.recorded_at, grade.recorded_by),
            (timezone.localdate(), date(2030, 1, 1), now, self.secretary),
        )
        line = self.last_line(grade)
        self.assertEqual(
            (line.action, line.after, line.actor),
            (
                "sanctions.membergrade.added",
                {"grade": "AA", "rules": "《会员信用评价办法》"},
                self.secretary,
            ),
        )

    def test_a_grade_without_rules_is_bad_input(self):
        with self.assertRaises(ValidationError):
            self.grade(self.admitted(), rules="")

    def test_no_grade_is_kept_where_the_trail_cannot_be_written(self):
        membership = self.admitted()

        with failing(self, actions.associations.trail, "record"):
            self.grade(membership)

        self.assertFalse(membership.grades.exists())

    def test_a_measure_keeps_its_association_official_and_instant(self):
        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            measure = self.measure()

        measure.refresh_from_db()
        self.assertEqual(
            (measure.department, measure.recorded_by, measure.recorded_at),
            (self.builders, self.secretary, now),
        )
        line = self.last_line(measure)
        self.assertEqual(
            (line.action, line.actor),
            ("sanctions.industrymeasure.added", self.secretary),
        )

    def test_a_measure_is_lifted_once_and_between_its_day_and_today(self):
        today = timezone.localdate()
        measure = self.measure(taken_on=today - timedelta(days=5))
        for day in (today - timedelta(days=6), today + timedelta(days=1)):
            with self.assertRaisesMessage(Refused, "解除日期应不早于采取日期"):
                self.lift(measure, lifted_on=day)

        self.lift(measure, lifted_on=today - timedelta(days=5))

        measure.refresh_from_db()
        self.assertEqual(measure.lifted_on, today - timedelta(days=5))
        line = self.last_line(measure)
        self.assertEqual(
            (line.action, line.after, line.actor),
            (
                "sanctions.industrymeasure.lifted",
                {"lifted_on": str(measure.lifted_on)},
                self.secretary,
            ),
        )
        with self.assertRaisesMessage(Refused, "该项行业措施已经解除"):
            self.lift(measure)

    def test_a_measure_is_not_lifted_where_the_trail_cannot_be_written(self):
        measure = self.measure()

        with failing(self, actions.associations.trail, "record"):
            self.lift(measure)

        measure.refresh_from_db()
        self.assertIsNone(measure.lifted_on)

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
