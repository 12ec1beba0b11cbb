"""Classes from published rules: explained, without a score, never of a person (一(四)、三(二))."""

from datetime import timedelta

from django.utils import timezone

import registry.actions
from registry.errors import Refused
from registry.models import ListKind
from sanctions import actions
from sanctions.classing import classes, classify, national_grade
from sanctions.models import Band, Scheme
from tests import factories
from tests.registry.cast import Cast

from .makers import PUBLISHED


def bands():
    return [
        Band(rank=1, name="重点监管", list_kinds=["black"], inspection="每季度一次"),
        Band(
            rank=2,
            name="一般监管",
            list_kinds=["bad"],
            severities=["ordinary", "serious"],
            at_least=2,
            inspection="每半年一次",
        ),
        Band(rank=3, name="信任监管", inspection="每年一次，以信用核查代替"),
    ]


class ClassTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.subject = factories.make_subject()
        cls.bad = factories.make_standard(
            cls.department, list_kind=ListKind.BAD, severity="ordinary"
        )
        cls.scheme = actions.classes.draft_scheme(
            Scheme(department=cls.department, name="环保分类监管办法", basis="依据"),
            by=cls.clerk,
            bands=bands(),
        )
        actions.classes.publish_scheme(cls.scheme, by=cls.reviewer, **PUBLISHED)

    def of(self, subject=None):
        return classify(subject or self.subject, self.scheme, timezone.now())

    def recorded(self, standard):
        return self.published(standard=standard, subject=self.subject)

    def test_a_subject_without_adverse_entries_is_in_the_last_class(self):
        self.assertEqual(self.of().band.name, "信任监管")

    def test_a_subject_with_a_black_entry_is_in_the_first_class_and_the_entry_is_named(
        self,
    ):
        entry = self.recorded(self.standard)

        classing = self.of()

        self.assertEqual(classing.band.name, "重点监管")
        self.assertEqual(classing.because, [entry])
        self.assertEqual(classing.condition, "有生效中的黑名单条目 1 条以上的。")

    def test_fewer_entries_than_a_class_requires_do_not_count(self):
        self.recorded(self.bad)
        self.assertEqual(self.of().band.name, "信任监管")

        self.recorded(self.bad)
        self.assertEqual(self.of().band.name, "一般监管")

    def test_a_held_entry_is_shown_and_not_counted(self):
        entry = self.recorded(self.standard)
        registry.actions.holds.place(entry, kind="objection", reason="异议", by=None)

        classing = self.of()

        self.assertEqual(classing.band.name, "信任监管")
        self.assertEqual(classing.not_counted, [entry])

    def test_people_are_not_classed(self):
        person = factories.make_person()

        with self.assertRaisesMessage(Refused, "自然人不参加信用分类"):
            self.of(person)
        self.assertEqual(classes(person, timezone.now()), [])

    def test_a_day_before_the_scheme_has_no_class(self):
        early = timezone.now() - timedelta(days=365 * 20)

        with self.assertRaisesMessage(Refused, "没有施行"):
            classify(self.subject, self.scheme, early)

    def test_the_next_version_of_a_scheme_replaces_it(self):
        today = timezone.localdate()
        later = actions.classes.draft_scheme(
            Scheme(department=self.department, name="环保分类监管办法", basis="依据"),
            by=self.clerk,
            bands=bands(),
        )
        actions.classes.publish_scheme(
            later,
            by=self.reviewer,
            **{**PUBLISHED, "published_on": today, "valid_from": today},
        )

        found = classes(self.subject, timezone.now())

        self.assertEqual([one.scheme for one in found], [later])

    def test_a_scheme_in_which_somebody_has_no_class_is_not_published(self):
        scheme = actions.classes.draft_scheme(
            Scheme(department=self.elsewhere, name="办法", basis="依据"),
            by=self.clerk,
            bands=bands()[:2],
        )

        with self.assertRaisesMessage(Refused, "应当不设条件"):
            actions.classes.publish_scheme(scheme, by=self.reviewer, **PUBLISHED)

    def test_a_published_scheme_is_not_changed(self):
        with self.assertRaisesMessage(Refused, "请起草新版本"):
            actions.classes.save_band(self.scheme.bands.first(), by=self.clerk)


class GradeTests(Cast):
    def record(self, subject, **given):
        facts = {
            "grade": "A",
            "source": "国家公共信用信息中心",
            "graded_on": timezone.localdate(),
        }
        return actions.classes.record_grade(
            subject, by=self.officer, **{**facts, **given}
        )

    def test_a_grade_is_shown_with_source_and_date(self):
        subject = factories.make_subject()

        grade = self.record(subject)

        self.assertEqual(national_grade(subject), grade)

    def test_people_have_no_grade(self):
        with self.assertRaisesMessage(Refused, "不登记自然人等级"):
            self.record(factories.make_person())
