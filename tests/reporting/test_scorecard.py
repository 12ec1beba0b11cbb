"""The scores of departments and the cases behind them."""

from datetime import timedelta
from unittest import mock

from django.urls import reverse
from django.utils import timezone

import registry.actions
from registry.models import Entry, Hold
from reporting import actions, scorecard
from reporting.counting import Span
from reporting.months import Month
from tests import factories
from tests.sanctions.cast import MeasuresCast

from .cast import OCTOBER, ReportCast, on
from .test_desk import Desk

NOVEMBER = Month(2026, 11)
MONTHS = {"first": "2026-10", "last": "2026-10"}


class ReportsTests(ReportCast):
    def score(self, code, month=NOVEMBER):
        found = scorecard.scores_of(Span.of(month, month))
        return found[self.department.pk].get(code)

    def test_a_report_in_time_counts_and_a_late_one_does_not(self):
        with on("2026-11-20"):
            self.submitted()
        self.assertEqual(self.score("reports"), (1, 1))

    def test_a_missing_report_does_not_count(self):
        self.assertEqual(self.score("reports"), (0, 1))

    def test_a_complete_hearing_counts(self):
        self.assertEqual(self.score("hearing", OCTOBER), (1, 1))

    def test_a_revoked_entry_counts_as_wrong_in_the_month_of_its_revocation(self):
        with on("2026-11-10"):
            registry.actions.entries.end(self.bad, because="revoked", reason="有误", by=self.reviewer)  # fmt: skip

        self.assertEqual(self.score("wrong"), (1, 2))
        self.assertEqual(self.score("wrong", OCTOBER), (0, 2))

    def test_a_repaired_entry_is_not_wrong(self):
        with on("2026-11-10"):
            registry.actions.entries.end(self.bad, because="repaired", reason="已修复", by=self.reviewer)  # fmt: skip

        self.assertEqual(self.score("wrong"), (0, 2))

    def test_scores_take_as_many_statements_for_many_entries_as_for_one(self):
        with self.assertNumQueries(8):
            scorecard.scores_of(Span.of(NOVEMBER, NOVEMBER))
        with on("2026-11-12"):
            for _ in range(3):
                self.publish(self.standard)
        with self.assertNumQueries(8):
            scorecard.scores_of(Span.of(NOVEMBER, NOVEMBER))


class CasesTests(Desk):
    def test_every_score_is_the_count_of_the_cases_behind_it(self):
        with on("2026-11-20"):
            self.submitted()
        with on("2026-11-21"):
            registry.actions.entries.end(self.bad, because="revoked", reason="有误", by=self.reviewer)  # fmt: skip

        span = Span.of(OCTOBER, NOVEMBER)
        scores = scorecard.scores_of(span)[self.department.pk]

        self.assertEqual(scores["wrong"], (1, 2))
        for code in scores.keys() - {"lifting"}:
            cases = scorecard.cases_of(code, span, self.department.pk)
            counted = (cases.filter(is_counted=True).count(), cases.count())
            self.assertEqual(counted, scores[code], code)

    def test_the_page_links_to_each_case_and_names_nobody(self):
        with on("2026-10-14"):
            person = self.publish(self.standard, subject=factories.make_person("欧阳某明"))  # fmt: skip
        self.sign_in(self.officer)

        response = self.client.get(self.url("hearing"), MONTHS)

        for entry in (self.bad, person):
            self.assertContains(response, reverse("admin:registry_entry_change", args=[entry.pk]))  # fmt: skip
        self.assertContains(response, "共 2 件")
        self.assertNotContains(response, "欧阳某明")
        self.assertContains(self.client.get(reverse("admin:reporting_scorecard"), MONTHS), self.url("hearing"))  # fmt: skip

    def test_the_cases_are_for_those_who_see_all_departments_and_of_known_measures(
        self,
    ):
        self.sign_in(self.reviewer)
        self.assertEqual(self.client.get(self.url("hearing"), MONTHS).status_code, 403)
        self.sign_in(self.officer)
        self.assertEqual(self.client.get(self.url("volume"), MONTHS).status_code, 404)

    def url(self, code):
        return reverse("admin:reporting_scorecard_cases", args=[code, self.department.pk])  # fmt: skip


class OrdersTests(MeasuresCast):
    """Measures that were executed, lawfully or not."""

    def score(self, code):
        month = Month.of(timezone.localdate())
        found = scorecard.scores_of(Span.of(month, month))
        return found[self.treasury.pk].get(code)

    def hold(self, order):
        return registry.actions.holds.place(
            order.entry, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

    def test_a_measure_executed_on_an_entry_in_effect_is_lawful(self):
        self.executed()

        self.assertEqual(self.score("unlawful"), (0, 1))

    def test_a_measure_executed_before_a_hold_is_lawful(self):
        self.hold(self.executed())

        self.assertEqual(self.score("unlawful"), (0, 1))

    def test_a_measure_executed_under_a_hold_is_found(self):
        """No action allows this; a row that a fault has left behind must be shown all the same."""
        order = self.executed()
        earlier = timezone.now() - timedelta(hours=1)
        with mock.patch("django.utils.timezone.now", return_value=earlier):
            self.hold(order)

        self.assertEqual(self.score("unlawful"), (1, 1))

    def test_a_measure_executed_after_the_end_is_found(self):
        order = self.executed()
        earlier = timezone.now() - timedelta(hours=1)
        Entry.objects.filter(pk=order.entry_id).update(
            published_at=earlier - timedelta(days=1)
        )
        with mock.patch("django.utils.timezone.now", return_value=earlier):
            registry.actions.entries.end(order.entry, because="revoked", reason="有误", by=self.reviewer)  # fmt: skip

        self.assertEqual(self.score("unlawful"), (1, 1))

    def test_lifting_is_counted_in_working_days_from_the_end(self):
        order = self.executed()
        registry.actions.entries.end(order.entry, because="repaired", reason="已修复", by=self.reviewer)  # fmt: skip
        order.refresh_from_db()
        self.lift(order)

        self.assertEqual(self.score("lifting"), (0, 1))
        month = Month.of(timezone.localdate())
        behind = scorecard.cases_of("lifting", Span.of(month, month), self.treasury.pk)
        self.assertEqual([case.pk for case in behind], [order.pk])


class FrozenTests(ReportCast):
    def test_frozen_scores_read_back_as_they_were(self):
        frozen = scorecard.frozen({"reports": scorecard.Score(3, 4)})

        words = {one.code: score.words for one, score in scorecard.table(frozen)}
        self.assertEqual((words["reports"], words["wrong"]), ("3／4", "无"))
        self.assertEqual(actions.months.open_month(OCTOBER, by=None), [])


def test_a_score_is_written_with_its_number_of_cases():
    assert scorecard.Score(0, 0).words == "无"
    assert scorecard.Score(3, 4).words == "3／4"
    assert scorecard.Score(2.5, 4).words == "2.5／4"
