"""Material promised, supplied, or not; and the record that follows (一(三))."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from registry.errors import IllegalMove, Refused
from registry.models import ListKind
from sanctions import actions
from sanctions.models import Promise
from tests import factories
from tests.registry.cast import Cast

from .cast import noon


class PromiseCast(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.subject = factories.make_subject()
        cls.bad = factories.make_standard(cls.department, list_kind=ListKind.BAD)

    def promise(self, **given):
        facts = {
            "matter": "施工许可",
            "case_number": "办2026-1",
            "items": ["土地证明", "图纸审查意见"],
            "workdays_allowed": 10,
            "deferrable": True,
        }
        return actions.promises.record(
            self.subject, by=self.clerk, **{**facts, **given}
        )

    def break_it(self, promise, **given):
        facts = {"standard": self.bad, "document_number": "榕环诺〔2026〕1号"}
        return actions.promises.mark_broken(
            promise, by=self.clerk, **{**facts, **given}
        )

    def later(self, promise):
        day = promise.promised_on + timedelta(days=1)
        return time_machine.travel(
            timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
        )


class AcceptTests(PromiseCast):
    def test_a_promise_keeps_what_is_missing_and_the_day(self):
        promise = self.promise()

        self.assertEqual(promise.status, Promise.Status.OPEN)
        self.assertEqual(promise.items.count(), 2)
        self.assertGreaterEqual(
            promise.promised_on - promise.made_on, timedelta(days=12)
        )

    def test_a_promise_is_refused_where_the_channel_is_closed(self):
        self.published(subject=self.subject)

        with self.assertRaisesMessage(Refused, "不适用容缺受理"):
            self.promise()

    def test_material_that_the_law_asks_for_cannot_be_deferred(self):
        with self.assertRaisesMessage(Refused, "提供的材料不能容缺"):
            self.promise(deferrable=False)

    def test_a_promise_of_nothing_is_refused(self):
        with self.assertRaisesMessage(Refused, "请列出容缺的材料"):
            self.promise(items=[" "])


class KeepTests(PromiseCast):
    def test_a_kept_promise_has_every_item_supplied(self):
        promise = self.promise()

        actions.promises.mark_kept(
            promise, by=self.clerk, supplied_on=timezone.localdate()
        )

        self.assertEqual(promise.status, Promise.Status.KEPT)
        self.assertFalse(promise.items.filter(supplied_on=None).exists())

    def test_another_department_cannot_close_a_promise(self):
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            actions.promises.mark_kept(
                self.promise(), by=self.stranger, supplied_on=timezone.localdate()
            )

    def test_a_kept_promise_cannot_be_broken(self):
        promise = self.promise()
        actions.promises.mark_kept(
            promise, by=self.clerk, supplied_on=timezone.localdate()
        )

        with self.later(promise), self.assertRaises((IllegalMove, Refused)):
            self.break_it(promise)


class BreakTests(PromiseCast):
    def test_a_broken_promise_drafts_a_bad_record_that_still_has_to_be_heard(self):
        promise = self.promise()

        with self.later(promise):
            entry = self.break_it(promise)

        self.assertEqual(promise.status, Promise.Status.BROKEN)
        self.assertEqual((entry.status, entry.subject), ("draft", self.subject))
        self.assertIn("土地证明、图纸审查意见", entry.facts)
        self.assertFalse(
            self.subject.entries.in_effect(noon(promise.promised_on, days=2)).exists()
        )

    def test_a_promise_is_not_broken_before_its_day_is_over(self):
        promise = self.promise()

        with self.assertRaisesMessage(Refused, "尚未届满"):
            self.break_it(promise)

    def test_the_bad_record_names_only_what_is_still_missing(self):
        promise = self.promise()
        actions.promises.supply(
            promise.items.first(), by=self.clerk, supplied_on=timezone.localdate()
        )

        with self.later(promise):
            entry = self.break_it(promise)

        self.assertNotIn("土地证明", entry.facts)

    def test_a_broken_promise_does_not_lead_onto_the_blacklist(self):
        promise = self.promise()

        with self.later(promise), self.assertRaisesMessage(Refused, "失信记录类"):
            self.break_it(promise, standard=self.standard)

    def test_the_promise_stays_open_when_the_draft_is_refused(self):
        promise = self.promise()
        foreign = factories.make_standard(self.elsewhere, list_kind=ListKind.BAD)

        with self.later(promise), self.assertRaises(Refused):
            self.break_it(promise, standard=foreign)

        promise.refresh_from_db()
        self.assertEqual(promise.status, Promise.Status.OPEN)
