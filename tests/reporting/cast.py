"""Who acts in the tests of monthly reporting."""

from datetime import date, datetime
from unittest import mock

from django.contrib.auth.models import Group
from django.utils import timezone

from registry.models import ListKind
from registry.roles import CLERKS, OFFICE, REVIEWERS
from reporting import actions, figures, scorecard, seeding
from reporting.counting import Span
from reporting.models import Example, MonthlyReport, ReportingDuty
from reporting.months import Month
from tests import factories
from tests.registry.cast import Cast

OCTOBER = Month(2026, 10)


def on(day, hour=10):
    """Set the clock to `day`, an ISO date of Fuzhou, for the length of a `with`."""
    moment = datetime.combine(date.fromisoformat(day), datetime.min.time())
    instant = timezone.make_aware(moment.replace(hour=hour))
    return mock.patch("django.utils.timezone.now", return_value=instant)


def at(moment):
    """Set the clock to `moment`, as "2026-10-31 23:59" of Fuzhou, for the length of a `with`."""
    instant = timezone.make_aware(datetime.fromisoformat(moment))
    return mock.patch("django.utils.timezone.now", return_value=instant)


class CountsCast(Cast):
    """Two departments, each with those who draft and decide, in the months around October 2026.

    What is expected of the figures is counted by hand from what the officials did.
    """

    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.decider = factories.make_official("bo", cls.elsewhere, name="薄决定")
        cls.elsewhere_standard = factories.make_standard(cls.elsewhere)
        cls.staff = {cls.department: (cls.clerk, cls.reviewer), cls.elsewhere: (cls.stranger, cls.decider)}  # fmt: skip

    @classmethod
    def publish_at(cls, moment, standard, **fields):
        """An entry under `standard` that its department published at `moment`."""
        with at(moment):
            return factories.make_published(standard, *cls.staff[standard.department], **fields)  # fmt: skip

    def assert_figures(self, section, department, expected):
        """The figures of a section are those `expected`: [October, September, the year so far].

        What is not named is 0 (a mean of nothing: None).
        """
        rows = figures.of(department, OCTOBER)["rows"]
        found = {
            one.code: rows[one.code]
            for one in figures.FIGURES
            if one.section == section and any(rows[one.code])
        }
        self.assertEqual(found, expected)

    def assert_scores(self, department, **expected):
        """The scores of October that are named are those `expected`: (counted cases, all cases)."""
        scores = scorecard.scores_of(Span.of(OCTOBER, OCTOBER))[department.pk]
        self.assertEqual({code: scores.get(code) for code in expected}, expected)


class ReportCast(Cast):
    """The register's cast with their duties, a good and a bad entry of October, and the report on it."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        seeding.load()
        ReportingDuty.objects.exclude(department=cls.department).delete()
        groups = {CLERKS: cls.clerk, REVIEWERS: cls.reviewer, OFFICE: cls.officer}
        for name, official in groups.items():
            official.groups.add(Group.objects.get(name=name))
        red = factories.make_standard(cls.department, list_kind=ListKind.RED)
        with on("2026-10-12"):
            cls.good = cls.publish(red)
            cls.bad = cls.publish(cls.standard)
        with on("2026-11-01"):
            cls.report = actions.months.open_month(OCTOBER, by=None)[0]

    @classmethod
    def publish(cls, standard, **fields):
        """A published entry under `standard`."""
        return factories.make_published(standard, cls.clerk, cls.reviewer, **fields)

    def example(self, entry, *, reviewed=True, **fields):
        """An example of `entry` for October, approved unless `reviewed` is false."""
        words = {"title": "一例", "story": "某企业的事例", **fields}
        made = actions.examples.draft(
            Example(entry=entry, **words), month=OCTOBER, by=self.clerk
        )
        if reviewed:
            actions.examples.approve(made, by=self.reviewer)
        return made

    def complete(self):
        """Give the report everything that it needs to be submitted."""
        self.example(self.good)
        self.example(self.bad)
        actions.reports.write(self.report, by=self.clerk, progress="归集名单信息若干条")

    def submitted(self):
        """The report after its submission."""
        self.complete()
        actions.reports.submit(self.report, by=self.reviewer)
        return self.report

    def again(self):
        """The report as the database has it."""
        return MonthlyReport.objects.get(pk=self.report.pk)
