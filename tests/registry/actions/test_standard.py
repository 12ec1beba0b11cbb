from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from registry import actions
from registry.errors import CreditError, Refused
from registry.models import ListKind, Standard
from tests import factories
from tests.registry.cast import Cast

PUBLISHED = date(2026, 1, 5)


class PublishStandardTests(Cast):
    def publish(self, standard, **fields):
        terms = {
            "published_on": PUBLISHED,
            "valid_from": PUBLISHED + timedelta(days=30),
            "published_where": "市环保局网站",
        }
        actions.standards.publish(standard, by=self.officer, **{**terms, **fields})

    def unpublished(self, **fields):
        return factories.make_standard(self.department, published=False, **fields)

    def test_puts_it_in_force_from_its_day_and_not_before(self):
        standard = self.unpublished()

        self.publish(standard)

        start = standard.valid_from
        self.assertTrue(Standard.objects.in_force(start).contains(standard))
        eve = start - timedelta(days=1)
        self.assertFalse(Standard.objects.in_force(eve).contains(standard))

    def test_is_refused_when_it_would_take_effect_before_it_was_public(self):
        with self.assertRaisesMessage(Refused, "先公布、后施行"):
            self.publish(self.unpublished(), valid_from=PUBLISHED - timedelta(days=1))

    def test_is_refused_without_a_place_where_it_can_be_read(self):
        with self.assertRaisesMessage(Refused, "公布载体"):
            self.publish(self.unpublished(), published_where="")

    def test_is_refused_for_a_publication_that_is_still_to_come(self):
        tomorrow = timezone.localdate() + timedelta(days=1)

        with self.assertRaisesMessage(Refused, "晚于今天"):
            self.publish(self.unpublished(), published_on=tomorrow, valid_from=tomorrow)

    def test_is_refused_to_its_drafter(self):
        standard = actions.standards.revise(self.standard, by=self.officer)

        with self.assertRaisesMessage(Refused, "起草人"):
            self.publish(standard)

    def test_is_refused_twice(self):
        standard = self.unpublished()
        self.publish(standard)

        with self.assertRaisesMessage(CreditError, "已公布"):
            self.publish(standard)

    def test_a_new_version_ends_the_one_before_on_its_eve(self):
        new = actions.standards.revise(self.standard, by=self.clerk)

        self.publish(new)

        self.standard.refresh_from_db()
        self.assertEqual(self.standard.status, Standard.Status.RETIRED)
        self.assertEqual(self.standard.valid_to, new.valid_from - timedelta(days=1))

    def test_entries_keep_the_version_they_were_made_under(self):
        entry = self.published()

        self.publish(actions.standards.revise(self.standard, by=self.clerk))

        entry.refresh_from_db()
        self.assertEqual(entry.standard.version, 1)
        self.assertTrue(entry.is_in_effect(timezone.now()))


class DraftStandardTests(Cast):
    def refused(self, message, **fields):
        with self.assertRaisesMessage(ValidationError, message):
            factories.make_standard(self.department, **fields)

    def test_an_adverse_one_has_a_statement_period(self):
        self.refused("陈述申辩期", statement_workdays=None)

    def test_a_blacklist_has_a_term(self):
        self.refused("期限", term_months=None)

    def test_what_cannot_be_repaired_says_why(self):
        self.refused("依据", repairable=False)

    def test_praise_belongs_to_no_class_of_dishonesty(self):
        self.refused(
            "严重失信类别", list_kind=ListKind.RED, category=Standard.Category.LIFE
        )

    def test_a_publication_window_is_ordered(self):
        self.refused("最短公示期", public_min_months=12, public_max_months=3)

    def test_knows_its_kinds_of_subjects(self):
        self.refused("适用主体", subject_kinds=["animal"])
