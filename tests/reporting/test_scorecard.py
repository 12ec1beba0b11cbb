"""The scores of departments and the cases behind them."""

from datetime import date, timedelta
from unittest import mock

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import registry.actions
from registry.models import Entry, Hold
from reporting import actions, scorecard
from reporting.counting import Span
from reporting.months import Month
from sanctions.models import Order
from tests import factories
from tests.sanctions.cast import MeasuresCast

from .cast import OCTOBER, ReportCast, at, on
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

    def test_a_report_that_is_due_in_another_month_is_no_case(self):
        with on("2026-10-01"):
            actions.months.open_month(OCTOBER.previous, by=None)

        self.assertEqual(self.score("reports"), (0, 1))
        self.assertEqual(self.score("reports", OCTOBER), (0, 1))

    def test_an_urgent_entry_or_one_that_lacks_a_proof_is_no_complete_hearing(self):
        """Publication refuses the last two; a row that a fault has left behind must be shown."""
        entry = Entry.objects.filter(pk=self.bad.pk)
        for lacking in (
            {"urgent_reason": "紧急", "notice_served_on": None},
            {"urgent_reason": "紧急", "decision_served_on": None},
            {"urgent_reason": "紧急"},
            {"notice_proof": ""},
            {"decision_proof": ""},
        ):
            with self.subTest(lacking), transaction.atomic():
                entry.update(**lacking)
                self.assertEqual(self.score("hearing", OCTOBER), (0, 1))
                transaction.set_rollback(True)

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
        self.assertEqual(
            [(case.pk, case.is_counted) for case in behind], [(order.pk, True)]
        )


class RecordedLaterTests(MeasuresCast):
    """An entry of October 1 that was held from the 10th to the 20th; what was done is recorded on the 25th."""

    def score_of_execution(self, executed_on, *, entry=None):
        with at("2026-10-25 10:00"):
            order = Order.objects.get(entry=entry or self.held())
            self.execute(order, executed_on=date.fromisoformat(executed_on))
        scores = scorecard.scores_of(Span.of(OCTOBER, OCTOBER))
        return scores[self.treasury.pk]["unlawful"]

    def held(self):
        """The entry after its hold was released."""
        with at("2026-10-01 10:00"):
            entry = self.published()
        with at("2026-10-10 10:00"):
            hold = registry.actions.holds.place(entry, kind=Hold.Kind.OFFICE, reason="核查", by=self.reviewer)  # fmt: skip
        with at("2026-10-20 10:00"):
            registry.actions.holds.release(hold, by=self.reviewer, reason="属实")
        return entry

    def test_a_measure_executed_on_a_day_of_the_hold_is_found(self):
        self.assertEqual(self.score_of_execution("2026-10-15"), (1, 1))

    def test_a_measure_executed_before_or_after_the_hold_is_lawful(self):
        for day in ("2026-10-05", "2026-10-21"):
            with self.subTest(day), transaction.atomic():
                self.assertEqual(self.score_of_execution(day), (0, 1))
                transaction.set_rollback(True)

    def test_on_the_days_on_which_the_hold_began_and_ended_nothing_is_certain(self):
        for day in ("2026-10-10", "2026-10-20"):
            with self.subTest(day), transaction.atomic():
                self.assertEqual(self.score_of_execution(day), (0, 1))
                transaction.set_rollback(True)

    def test_only_executions_recorded_in_the_span_are_cases(self):
        self.score_of_execution("2026-10-05")

        later = scorecard.scores_of(Span.of(NOVEMBER, NOVEMBER))
        self.assertNotIn("unlawful", later[self.treasury.pk])


class FrozenTests(ReportCast):
    def test_all_scores_are_frozen_in_the_order_of_the_scorecard(self):
        nothing = [0, 0]

        self.assertEqual(
            list(scorecard.frozen({}).items()),
            [
                ("reports", nothing),
                ("objections", nothing),
                ("unlawful", nothing),
                ("lifting", nothing),
                ("hearing", nothing),
                ("wrong", nothing),
            ],
        )

    def test_a_supervision_of_earlier_years_may_lack_a_score(self):
        found = scorecard.table({"wrong": [1, 2]})

        self.assertEqual(
            [(one.code, score) for one, score in found], [("wrong", (1, 2))]
        )

    def test_frozen_scores_read_back_as_they_were(self):
        frozen = scorecard.frozen({"reports": scorecard.Score(3, 4)})

        words = {one.code: score.words for one, score in scorecard.table(frozen)}
        self.assertEqual((words["reports"], words["wrong"]), ("3／4", "无"))
        self.assertEqual(actions.months.open_month(OCTOBER, by=None), [])


def test_a_score_is_written_with_its_number_of_cases():
    assert scorecard.Score(0, 0).words == "无"
    assert scorecard.Score(3, 4).words == "3／4"
    assert scorecard.Score(2.5, 4).words == "2.5／4"
