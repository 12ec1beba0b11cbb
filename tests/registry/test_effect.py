"""The one question: does this entry have effect at this instant?"""

from contextlib import suppress
from datetime import date, timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from registry import actions
from registry.errors import CreditError
from registry.models import Entry, Hold
from tests import factories
from tests.examples import examples

from .cast import Cast

ACTIONS = st.lists(
    st.sampled_from(
        [
            "hold",
            "hold derived",
            "release",
            "shorten",
            "lengthen",
            "end",
            "sweep",
            "day",
            "year",
        ]
    ),
    min_size=1,
    max_size=14,
)


class EffectTests(Cast):
    def at(self, moment):
        return set(Entry.objects.filter(department=self.department).in_effect(moment))

    def test_begins_with_publication_and_not_before(self):
        entry = self.published()

        moment = entry.published_at
        self.assertEqual(self.at(moment), {entry})
        self.assertEqual(self.at(moment - timedelta(microseconds=1)), set())

    def test_never_begins_for_what_is_not_published(self):
        self.draft()
        actions.entries.submit(self.draft(), by=self.clerk)

        self.assertEqual(self.at(timezone.now() + timedelta(days=1)), set())

    def test_lasts_through_the_last_day_of_the_term_and_no_longer(self):
        entry = self.published()
        midnight = timezone.localtime().replace(
            entry.valid_to.year, entry.valid_to.month, entry.valid_to.day, 23, 59, 59
        )

        self.assertEqual(self.at(midnight), {entry})
        self.assertEqual(self.at(midnight + timedelta(seconds=1)), set())

    def test_ends_by_date_even_when_no_sweep_ever_runs(self):
        entry = self.published()

        later = timezone.now() + timedelta(days=366 * 4)
        self.assertEqual(entry.status, Entry.Status.PUBLISHED)
        self.assertFalse(entry.is_in_effect(later))

    def test_is_held_while_a_hold_is_open_and_returns_with_the_last(self):
        entry = self.published()
        first = actions.holds.place(
            entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None
        )
        second = actions.holds.place(entry, kind=Hold.Kind.STAY, reason="裁定", by=None)

        actions.holds.release(first, by=None, reason="核查无误")
        self.assertFalse(entry.is_in_effect(timezone.now()))

        actions.holds.release(second, by=None, reason="裁定解除")
        self.assertTrue(entry.is_in_effect(timezone.now()))

    def test_a_derived_entry_is_held_with_its_cause(self):
        entry, derived = self.with_derived()

        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        self.assertEqual(self.at(timezone.now()), set())
        self.assertTrue(Entry.objects.held(timezone.now()).contains(derived))

    def test_a_cause_stands_when_its_derived_entry_is_held(self):
        entry, derived = self.with_derived()

        actions.holds.place(derived, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        self.assertEqual(self.at(timezone.now()), {entry})

    def test_a_derived_entry_ends_with_its_cause(self):
        entry, derived = self.with_derived()

        actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )

        derived.refresh_from_db()
        self.assertEqual(derived.status, Entry.Status.ENDED)
        self.assertEqual(self.at(timezone.now()), set())

    def test_counts_terms_as_they_stood_before_a_correction(self):
        entry = self.published()
        then = timezone.now()
        yesterday = timezone.localdate() - timedelta(days=1)

        actions.entries.correct(
            entry,
            by=self.reviewer,
            changes={"asked_until": yesterday},
            reason="期限有误",
        )

        self.assertFalse(entry.is_in_effect(timezone.now()))
        self.assertTrue(entry.is_in_effect(then))

    def test_effect_outlasts_the_time_of_publication_also_before_a_correction(self):
        brief = factories.make_standard(
            self.department, term_months=12, public_max_months=6
        )
        entry = self.published(standard=brief)
        own = Entry.objects.filter(pk=entry.pk)
        while_public = timezone.now() + timedelta(days=100)
        afterwards = timezone.now() + timedelta(days=200)

        def answers():
            return [
                (own.in_effect(moment).exists(), own.shown(moment).exists())
                for moment in (while_public, afterwards)
            ]

        self.assertEqual(answers(), [(True, True), (True, False)])
        with time_machine.travel(afterwards + timedelta(days=1)):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"facts": "改"}, reason="笔误"
            )
        self.assertEqual(answers(), [(True, True), (True, False)])

    def test_a_cause_that_may_not_be_read_hides_what_derives_from_it(self):
        entry, derived = self.with_derived()

        self.assertTrue(Entry.objects.shown(timezone.now()).contains(derived))
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            actions.entries.end(
                entry, because="repaired", reason="已修复", by=self.reviewer
            )
        self.assertFalse(
            Entry.objects.shown(timezone.now() + timedelta(days=2)).contains(derived)
        )

    def test_is_one_query_for_any_number_of_entries(self):
        self.published()
        with CaptureQueriesContext(
            connection,
        ) as for_one:
            list(Entry.objects.in_effect(timezone.now()))
        for _ in range(3):
            self.with_derived()
        with CaptureQueriesContext(connection) as for_many:
            list(Entry.objects.in_effect(timezone.now()))

        self.assertEqual((len(for_one), len(for_many)), (1, 1))

    def with_derived(self):
        entry = self.draft()
        actions.entries.name_responsible(
            entry,
            person=factories.make_person(),
            role="legal_representative",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        return entry, entry.derived.get()


class EffectThroughAnyLifeTests(TestCase):
    """Random lives: what the register says now it must still say, later, of that instant."""

    @classmethod
    def setUpTestData(cls):
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
            factories.make_calendar()
            department = factories.make_department()
            cls.clerk = factories.make_official("chen", department)
            cls.reviewer = factories.make_official("lin", department)
            standard = factories.make_standard(
                department, term_months=12, public_max_months=6
            )
            cls.entry = factories.make_entry(
                standard, cls.clerk, decided_on=date(2026, 2, 20)
            )
            actions.entries.name_responsible(
                cls.entry,
                person=factories.make_person(),
                role="principal",
                by=cls.clerk,
                notice_served_on=date(2026, 1, 5),
                notice_proof="邮寄送达",
            )
            actions.entries.submit(cls.entry, by=cls.clerk)
            actions.entries.approve(cls.entry, by=cls.reviewer)
            cls.derived = cls.entry.derived.get()

    @given(bulk_actions=ACTIONS)
    @settings(
        max_examples=examples(30),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def test_as_of_repeats_what_was_said_and_nobody_is_punished_under_a_hold(
        self, bulk_actions
    ):
        with time_machine.travel("2026-03-02 09:05+08:00", tick=False) as self.clock:
            said = [self.say()]
            for action in bulk_actions:
                self.clock.shift(timedelta(minutes=1))
                self.do(action)
                said.append(self.say())
                self.check_nobody_is_wronged()

        for moment, answer in said:
            self.assertEqual(self.answer(moment), answer)

    def do(self, action):
        with suppress(CreditError):
            self.bulk_actions()[action]()

    def bulk_actions(self):
        return {
            "hold": lambda: self.hold(self.entry),
            "hold derived": lambda: self.hold(self.derived),
            "release": self.release,
            "shorten": lambda: self.correct(date(2026, 9, 1)),
            "lengthen": lambda: self.correct(None),
            "end": lambda: actions.entries.end(
                self.entry, because="revoked", reason="有误", by=self.reviewer
            ),
            "sweep": lambda: actions.entries.end_expired(timezone.localdate()),
            "day": lambda: self.clock.shift(timedelta(days=1)),
            "year": lambda: self.clock.shift(timedelta(days=120)),
        }

    def hold(self, entry):
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

    def release(self):
        hold = Hold.objects.open(timezone.now()).order_by("pk").first()
        if hold:
            actions.holds.release(hold, by=None, reason="核查完毕")

    def correct(self, until):
        self.entry.refresh_from_db()
        actions.entries.correct(
            self.entry, by=self.reviewer, changes={"asked_until": until}, reason="更正"
        )

    def answer(self, moment):
        return (
            set(Entry.objects.in_effect(moment).values_list("pk", flat=True)),
            set(Entry.objects.shown(moment).values_list("pk", flat=True)),
            set(Entry.objects.held(moment).values_list("pk", flat=True)),
        )

    def say(self):
        moment = timezone.now()
        return moment, self.answer(moment)

    def check_nobody_is_wronged(self):
        """An oracle of its own, from the rows as they are now."""
        moment, today = timezone.now(), timezone.localdate()
        in_effect = self.answer(moment)[0]
        for entry in Entry.objects.all():
            chain = [entry] + ([entry.cause] if entry.cause_id else [])
            free = all(
                one.status == Entry.Status.PUBLISHED
                and one.valid_from <= today <= one.valid_to
                and not one.holds.filter(released_at=None).exists()
                for one in chain
            )
            self.assertEqual(entry.pk in in_effect, free)
