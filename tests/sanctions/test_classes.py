"""Classes from published rules: explained, without a score, never of a person (一(四)、三(二))."""

from datetime import timedelta

import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

import registry.actions
from registry.errors import Refused
from registry.models import ListKind, TrailEntry
from sanctions import actions, rules
from sanctions.classing import classes, classify, national_grade
from sanctions.models import Band, Scheme
from tests import factories
from tests.registry.cast import Cast

from .breaking import failing
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

    def refused(self, bands, sentence):
        """Publishing a scheme with these `bands` is refused with the `sentence`."""
        scheme = actions.classes.draft_scheme(
            Scheme(department=self.elsewhere, name="办法", basis="依据"),
            by=self.clerk,
            bands=bands,
        )
        with self.assertRaisesMessage(Refused, sentence):
            actions.classes.publish_scheme(scheme, by=self.reviewer, **PUBLISHED)
        scheme.refresh_from_db()
        self.assertEqual(scheme.status, Scheme.Status.DRAFT)

    def test_a_scheme_without_classes_is_not_published(self):
        self.refused([], "分类办法至少应有一个类别。")

    def test_a_scheme_with_a_class_for_everybody_before_the_last_is_not_published(self):
        first = Band(rank=1, name="甲", inspection="每年")
        last = Band(rank=2, name="乙", inspection="每年")
        self.refused([first, last], "只有判断顺序最后的类别可以不设条件。")

    def test_a_class_that_mixes_praise_and_blame_is_not_published(self):
        mixed = Band(rank=1, name="甲", list_kinds=["black", "red"], inspection="每年")
        last = Band(rank=2, name="乙", inspection="每年")
        self.refused([mixed, last], "“甲”同时列有守信和失信名单，不能判断。")

    def test_classes_are_judged_by_their_rank_and_not_in_the_order_of_writing(self):
        scheme = actions.classes.draft_scheme(
            Scheme(department=self.elsewhere, name="办法", basis="依据"),
            by=self.clerk,
            bands=bands()[::-1],
        )

        actions.classes.publish_scheme(scheme, by=self.reviewer, **PUBLISHED)

        scheme.refresh_from_db()
        self.assertEqual(scheme.status, Scheme.Status.PUBLISHED)

    def test_a_class_of_a_scheme_with_one_class_holds_for_everybody(self):
        scheme = actions.classes.draft_scheme(
            Scheme(department=self.elsewhere, name="办法", basis="依据"),
            by=self.clerk,
            bands=bands()[2:],
        )

        actions.classes.publish_scheme(scheme, by=self.reviewer, **PUBLISHED)

        classing = classify(self.subject, scheme, timezone.now())
        self.assertEqual(classing.condition, "不符合以上各类条件的。")

    def test_the_condition_names_kinds_degrees_and_number(self):
        band = self.scheme.bands.get(rank=2)

        self.assertEqual(
            rules.band_text(band), "有生效中的失信记录（一般、严重）条目 2 条以上的。"
        )

    def test_entries_of_another_degree_do_not_count(self):
        minor = factories.make_standard(
            self.department, list_kind=ListKind.BAD, severity="minor"
        )
        for standard in (minor, minor, self.bad):
            self.recorded(standard)

        self.assertEqual(self.of().band.name, "信任监管")

    def test_a_draft_is_the_next_version_and_is_written_into_the_trail(self):
        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            scheme = actions.classes.draft_scheme(
                Scheme(department=self.department, name="新办法", basis="依据"),
                by=self.clerk,
                bands=bands(),
            )
        first = actions.classes.draft_scheme(
            Scheme(department=self.elsewhere, name="新办法", basis="依据"),
            by=self.clerk,
        )

        self.assertEqual((scheme.version, first.version), (2, 1))
        self.assertEqual((scheme.drafted_at, scheme.drafted_by), (now, self.clerk))
        line = TrailEntry.objects.about(scheme).get()
        self.assertEqual(
            (line.action, line.after, line.actor),
            ("sanctions.scheme.drafted", {"name": "新办法"}, self.clerk),
        )
        band = TrailEntry.objects.about(scheme.bands.first()).get()
        self.assertEqual(
            (band.action, band.actor), ("sanctions.band.added", self.clerk)
        )

    def test_a_scheme_or_class_without_its_texts_is_bad_input(self):
        with self.assertRaises(ValidationError):
            actions.classes.draft_scheme(
                Scheme(department=self.elsewhere, name="办法", basis=""), by=self.clerk
            )
        with self.assertRaises(ValidationError):
            actions.classes.draft_scheme(
                Scheme(department=self.elsewhere, name="办法", basis="依据"),
                by=self.clerk,
                bands=[Band(rank=1, name="甲", list_kinds=["odd"], inspection="每年")],
            )
        self.assertFalse(Scheme.objects.filter(department=self.elsewhere).exists())

    def test_the_next_version_ends_the_one_before_and_no_other_department_s(self):
        other = actions.classes.draft_scheme(
            Scheme(department=self.elsewhere, name="办法", basis="依据"),
            by=self.clerk,
            bands=bands(),
        )
        actions.classes.publish_scheme(other, by=self.reviewer, **PUBLISHED)
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

        self.scheme.refresh_from_db()
        other.refresh_from_db()
        self.assertEqual(
            (self.scheme.status, self.scheme.valid_to),
            (Scheme.Status.REPLACED, today - timedelta(days=1)),
        )
        self.assertEqual(other.status, Scheme.Status.PUBLISHED)
        line = TrailEntry.objects.about(self.scheme).order_by("pk").last()
        self.assertEqual((line.reason, line.actor), ("由第2版取代", self.reviewer))

    def test_a_scheme_is_not_published_where_the_last_one_cannot_be_ended(self):
        later = actions.classes.draft_scheme(
            Scheme(department=self.department, name="环保分类监管办法", basis="依据"),
            by=self.clerk,
            bands=bands(),
        )

        with failing(self, actions.classes.publishing, "replace_earlier"):
            actions.classes.publish_scheme(later, by=self.reviewer, **PUBLISHED)

        later.refresh_from_db()
        self.assertEqual(later.status, Scheme.Status.DRAFT)

    def test_who_drafted_a_scheme_does_not_publish_it(self):
        later = actions.classes.draft_scheme(
            Scheme(department=self.department, name="环保分类监管办法", basis="依据"),
            by=self.clerk,
            bands=bands(),
        )

        with self.assertRaisesMessage(Refused, "起草人不能公布自己起草的分类办法"):
            actions.classes.publish_scheme(later, by=self.clerk, **PUBLISHED)

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

        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            grade = self.record(subject)

        self.assertEqual(national_grade(subject), grade)
        self.assertEqual((grade.recorded_at, grade.recorded_by), (now, self.officer))
        line = TrailEntry.objects.about(grade).get()
        self.assertEqual(
            (line.action, line.after, line.actor),
            (
                "sanctions.nationalgrade.added",
                {"grade": "A", "source": "国家公共信用信息中心"},
                self.officer,
            ),
        )

    def test_a_grade_of_a_day_to_come_is_refused(self):
        tomorrow = timezone.localdate() + timedelta(days=1)

        with self.assertRaisesMessage(Refused, f"评价日期 {tomorrow} 晚于今天。"):
            self.record(factories.make_subject(), graded_on=tomorrow)

    def test_an_unknown_grade_is_bad_input(self):
        with self.assertRaises(ValidationError):
            self.record(factories.make_subject(), grade="E")

    def test_no_grade_is_kept_where_the_trail_cannot_be_written(self):
        subject = factories.make_subject()

        with failing(self, actions.classes.trail, "record"):
            self.record(subject)

        self.assertIsNone(national_grade(subject))

    def test_people_have_no_grade(self):
        with self.assertRaisesMessage(Refused, "不登记自然人等级"):
            self.record(factories.make_person())
