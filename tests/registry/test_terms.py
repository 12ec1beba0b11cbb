from datetime import date

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from registry import terms
from registry.models import ListKind, Standard

DECIDED, PUBLISHED = date(2026, 3, 2), date(2026, 3, 9)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def standard(**fields):
    defaults = {
        "name": "标准",
        "list_kind": ListKind.BLACK,
        "term_months": 12,
        "public_max_months": 6,
        "citation": "第一条",
    }
    return Standard(**{**defaults, **fields})


class ComputeTests(SimpleTestCase):
    def compute(self, **fields):
        asked = fields.pop("asked_until", None)
        minor = fields.pop("minor", False)
        return terms.compute(
            standard(**fields),
            decided_on=DECIDED,
            published_on=PUBLISHED,
            asked_until=asked,
            minor=minor,
        )

    def test_runs_from_the_decision(self):
        term = self.compute()

        self.assertEqual(term.valid_from, DECIDED)
        self.assertEqual(term.valid_to, date(2027, 3, 2))
        self.assertEqual(term.public_until, date(2026, 9, 2))

    def test_runs_from_publication_where_the_standard_says_so(self):
        term = self.compute(term_runs_from=Standard.RunsFrom.PUBLICATION)

        self.assertEqual(
            (term.valid_from, term.valid_to), (PUBLISHED, date(2027, 3, 9))
        )

    def test_an_earlier_end_in_the_decision_counts(self):
        term = self.compute(asked_until=date(2026, 12, 1))

        self.assertEqual(term.valid_to, date(2026, 12, 1))

    def test_a_later_end_in_the_decision_does_not(self):
        term = self.compute(asked_until=date(2030, 1, 1))

        self.assertEqual(term.valid_to, date(2027, 3, 2))

    def test_is_open_where_the_standard_names_no_term(self):
        self.assertIsNone(self.compute(term_months=None).valid_to)

    def test_a_minor_is_not_shown_and_the_file_says_why(self):
        term = self.compute(minor=True)

        self.assertFalse(term.is_public)
        self.assertEqual(term.basis["public_until"], "未成年人信息不向社会公示。")

    def test_what_the_standard_does_not_publish_is_not_shown_and_the_file_says_why(
        self,
    ):
        term = self.compute(is_public=False)

        self.assertFalse(term.is_public)
        self.assertEqual(term.basis["public_until"], "本标准规定不向社会公示。")

    def test_what_is_shown_says_until_when(self):
        term = self.compute()

        self.assertTrue(term.is_public)
        for part in ("公示期", "2026-03-02", "6 个月", "2026-09-02", "第一条"):
            self.assertIn(part, term.basis["public_until"])

    def test_the_time_of_publication_may_run_from_the_publication(self):
        term = self.compute(public_runs_from=Standard.RunsFrom.PUBLICATION)

        self.assertEqual(term.valid_from, DECIDED)
        self.assertEqual(term.public_until, date(2026, 9, 9))
        self.assertIn("2026-03-09", term.basis["public_until"])

    def test_says_where_no_end_is_named(self):
        term = self.compute(term_months=None, public_max_months=None)

        self.assertIsNone(term.public_until)
        self.assertIn("未规定有效期限的届满日", term.basis["valid_to"])
        self.assertIn("未规定公示期的届满日", term.basis["public_until"])

    def test_an_end_in_the_decision_counts_where_the_standard_names_none(self):
        term = self.compute(term_months=None, asked_until=date(2026, 12, 1))

        self.assertEqual(term.valid_to, date(2026, 12, 1))
        self.assertEqual(
            term.basis["valid_to"], "文书载明有效期至 2026-12-01，以此为准。"
        )

    def test_says_how_the_date_was_computed(self):
        sentence = self.compute().basis["valid_to"]

        for part in ("认定决定日期", "2026-03-02", "12 个月", "2027-03-02", "第一条"):
            self.assertIn(part, sentence)


class MirroredTests(SimpleTestCase):
    def test_is_shown_as_long_again(self):
        until = terms.mirrored(date(2026, 3, 1), date(2026, 3, 31))

        self.assertEqual(until, date(2026, 4, 30))

    def test_is_shown_for_a_day_at_least(self):
        until = terms.mirrored(date(2026, 3, 1), date(2026, 3, 1))

        self.assertEqual(until, date(2026, 3, 2))


class MonthsLaterTests(SimpleTestCase):
    def test_ends_on_the_corresponding_day(self):
        self.assertEqual(terms.months_later(date(2026, 5, 1), 36), date(2029, 5, 1))

    def test_ends_on_the_months_last_day_where_there_is_no_corresponding_one(self):
        self.assertEqual(terms.months_later(date(2027, 11, 30), 3), date(2028, 2, 29))
        self.assertEqual(terms.months_later(date(2026, 12, 31), 2), date(2027, 2, 28))

    @given(day=DAYS, months=st.integers(0, 480))
    def test_is_never_more_than_the_months_asked(self, day, months):
        end = terms.months_later(day, months)

        passed = (end.year - day.year) * 12 + end.month - day.month
        self.assertEqual(passed, months)
        self.assertLessEqual(end.day, day.day)
