"""Material promised, supplied, or not; and the record that follows (一(三))."""

from datetime import timedelta

import time_machine
from django.db.models import QuerySet
from django.utils import timezone

from registry import workdays
from registry.errors import IllegalMove, Refused
from registry.models import ListKind, TrailEntry
from sanctions import actions
from sanctions.models import Promise
from tests import factories
from tests.registry.cast import Cast

from .breaking import failing
from .cast import noon


class PromiseCast(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.subject = factories.make_subject()
        cls.bad = factories.make_standard(cls.department, list_kind=ListKind.BAD)

    def promise(self, **given):
        facts = {
            "by": self.clerk,
            "matter": "施工许可",
            "case_number": "办2026-1",
            "items": ["土地证明", "图纸审查意见"],
            "workdays_allowed": 10,
            "deferrable": True,
        }
        return actions.promises.record(self.subject, **{**facts, **given})

    def keep(self, promise, **given):
        facts = {"by": self.clerk, "supplied_on": timezone.localdate()}
        actions.promises.mark_kept(promise, **{**facts, **given})

    def supply(self, item, **given):
        facts = {"by": self.clerk, "supplied_on": timezone.localdate()}
        actions.promises.supply(item, **{**facts, **given})

    def break_it(self, promise, **given):
        facts = {
            "by": self.clerk,
            "standard": self.bad,
            "document_number": "榕环诺〔2026〕1号",
        }
        return actions.promises.mark_broken(promise, **{**facts, **given})

    def later(self, promise):
        return time_machine.travel(noon(promise.promised_on, days=1))

    def last_line(self, instance):
        return TrailEntry.objects.about(instance).order_by("pk").last()


class AcceptTests(PromiseCast):
    def test_a_promise_keeps_what_is_missing_and_the_day(self):
        promise = self.promise()

        self.assertEqual(promise.status, Promise.Status.OPEN)
        names = promise.items.values_list("name", flat=True)
        self.assertEqual(list(names), ["土地证明", "图纸审查意见"])
        today, calendar = timezone.localdate(), workdays.load()
        self.assertEqual(promise.made_on, today)
        self.assertEqual(promise.promised_on, calendar.add(today, 10).due)
        self.assertEqual(promise.calendar_edition, calendar.edition)
        self.assertEqual(
            (promise.matter, promise.case_number, promise.workdays),
            ("施工许可", "办2026-1", 10),
        )
        self.assertEqual(
            (promise.department, promise.accepted_by), (self.department, self.clerk)
        )
        self.assertIn("无不良信用记录", promise.channel[0])

    def test_the_trail_says_what_was_promised_and_for_when(self):
        promise = self.promise()

        line = self.last_line(promise)
        self.assertEqual(line.action, "sanctions.promise.accepted")
        self.assertEqual(
            line.after,
            {
                "items": ["土地证明", "图纸审查意见"],
                "promised_on": str(promise.promised_on),
            },
        )
        self.assertEqual(line.actor, self.clerk)

    def test_what_is_listed_twice_or_empty_is_promised_once(self):
        promise = self.promise(items=["图纸", " 图纸 ", "", "证明"])

        names = promise.items.values_list("name", flat=True)
        self.assertEqual(list(names), ["图纸", "证明"])

    def test_a_promise_gives_between_one_and_sixty_working_days(self):
        for days in (0, 61):
            with self.assertRaisesMessage(Refused, "承诺期限应为 1 至 60 个工作日。"):
                self.promise(workdays_allowed=days)
        for days in (1, 60):
            self.assertEqual(self.promise(workdays_allowed=days).workdays, days)

    def test_a_promise_is_refused_where_the_channel_is_closed(self):
        entry = self.published(subject=self.subject)

        with self.assertRaisesMessage(Refused, "不适用容缺受理") as caught:
            self.promise()
        self.assertIn(f"条目 {entry.pk}", str(caught.exception))

    def test_material_that_the_law_asks_for_cannot_be_deferred(self):
        with self.assertRaisesMessage(Refused, "提供的材料不能容缺"):
            self.promise(deferrable=False)

    def test_a_promise_of_nothing_is_refused(self):
        with self.assertRaisesMessage(Refused, "请列出容缺的材料"):
            self.promise(items=[" "])

    def test_an_official_without_a_department_accepts_no_promise(self):
        with self.assertRaisesMessage(Refused, "您的账号没有所属单位"):
            self.promise(by=factories.make_official("nobody"))

    def test_no_promise_is_kept_where_its_items_cannot_be_written(self):
        with failing(self, actions.promises.trail, "record"):
            self.promise()

        self.assertFalse(Promise.objects.filter(subject=self.subject).exists())


class KeepTests(PromiseCast):
    def test_a_kept_promise_has_every_item_supplied(self):
        promise = self.promise()

        self.keep(promise)

        promise.refresh_from_db()
        self.assertEqual(promise.status, Promise.Status.KEPT)
        self.assertFalse(promise.items.filter(supplied_on=None).exists())
        self.assertEqual(promise.closed_by, self.clerk)
        line = self.last_line(promise)
        self.assertEqual(
            (line.action, line.actor), ("sanctions.promise.kept", self.clerk)
        )

    def test_keeping_one_promise_supplies_nothing_to_another(self):
        promise, other = self.promise(), self.promise()

        self.keep(promise)

        self.assertEqual(other.items.filter(supplied_on=None).count(), 2)

    def test_what_was_supplied_earlier_keeps_its_day(self):
        promise = self.promise()
        first, second = promise.items.all()
        today = timezone.localdate()
        self.supply(first)

        with self.later(promise):
            later = timezone.localdate()
            self.keep(promise)

        first.refresh_from_db()
        second.refresh_from_db()
        self.assertEqual((first.supplied_on, second.supplied_on), (today, later))

    def test_material_is_supplied_between_the_promise_and_today(self):
        promise = self.promise()

        for days in (-1, 1):
            day = timezone.localdate() + timedelta(days=days)
            with self.assertRaisesMessage(Refused, "补齐日期应不早于承诺日期"):
                self.keep(promise, supplied_on=day)

    def test_another_department_cannot_close_a_promise(self):
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            self.keep(self.promise(), by=self.stranger)

    def test_a_kept_promise_cannot_be_broken(self):
        promise = self.promise()
        self.keep(promise)

        with self.later(promise), self.assertRaises((IllegalMove, Refused)):
            self.break_it(promise)

    def test_a_promise_stays_open_where_its_items_cannot_be_marked(self):
        promise = self.promise()

        with failing(self, QuerySet, "update"):
            self.keep(promise)

        promise.refresh_from_db()
        self.assertEqual(promise.status, Promise.Status.OPEN)


class SupplyTests(PromiseCast):
    def test_an_item_is_supplied_on_its_day_and_that_is_in_the_trail(self):
        first, second = self.promise().items.all()
        today = timezone.localdate()

        self.supply(first)

        first.refresh_from_db()
        second.refresh_from_db()
        self.assertEqual((first.supplied_on, second.supplied_on), (today, None))
        line = self.last_line(first)
        self.assertEqual(line.action, "sanctions.promiseitem.supplied")
        self.assertEqual(line.after, {"supplied_on": str(today)})
        self.assertEqual(line.actor, self.clerk)

    def test_another_department_cannot_record_what_was_supplied(self):
        with self.assertRaisesMessage(Refused, "应由该单位办理"):
            self.supply(self.promise().items.first(), by=self.stranger)

    def test_nothing_more_is_supplied_to_a_promise_that_is_settled(self):
        promise = self.promise()
        self.keep(promise)

        with self.assertRaisesMessage(Refused, "已经了结，不能再登记材料"):
            self.supply(promise.items.first())

    def test_an_item_is_not_supplied_where_the_trail_cannot_be_written(self):
        item = self.promise().items.first()

        with failing(self, actions.promises.trail, "record"):
            self.supply(item)

        item.refresh_from_db()
        self.assertIsNone(item.supplied_on)


class BreakTests(PromiseCast):
    def test_a_broken_promise_drafts_a_bad_record_that_still_has_to_be_heard(self):
        promise = self.promise()

        with self.later(promise):
            entry = self.break_it(promise)

        promise.refresh_from_db()
        self.assertEqual(promise.status, Promise.Status.BROKEN)
        self.assertEqual((entry.status, entry.subject), ("draft", self.subject))
        self.assertEqual(
            entry.facts,
            f"办理“施工许可”（办2026-1）时书面承诺于 {promise.promised_on} 前"
            "补齐土地证明、图纸审查意见，逾期未补齐。",
        )
        self.assertEqual(
            (promise.entry, promise.closed_by, entry.drafted_by),
            (entry, self.clerk, self.clerk),
        )
        self.assertEqual(
            (entry.occurred_on, entry.decided_on),
            (promise.promised_on, promise.promised_on + timedelta(days=1)),
        )
        self.assertEqual(entry.document_number, "榕环诺〔2026〕1号")
        line = self.last_line(promise)
        self.assertEqual((line.reason, line.actor), (entry.facts, self.clerk))
        at = noon(promise.promised_on, days=2)
        self.assertFalse(self.subject.entries.in_effect(at).exists())

    def test_a_promise_is_not_broken_before_its_day_is_over(self):
        promise = self.promise()

        for at in (timezone.now(), noon(promise.promised_on)):
            with (
                time_machine.travel(at),
                self.assertRaisesMessage(Refused, "尚未届满"),
            ):
                self.break_it(promise)

    def test_another_department_cannot_call_a_promise_broken(self):
        promise = self.promise()

        with self.later(promise), self.assertRaisesMessage(Refused, "应由该单位办理"):
            self.break_it(promise, by=self.stranger)

    def test_a_promise_of_which_nothing_is_missing_is_not_broken(self):
        promise = self.promise()
        for item in promise.items.all():
            self.supply(item)

        with (
            self.later(promise),
            self.assertRaisesMessage(Refused, "承诺的材料均已补齐"),
        ):
            self.break_it(promise)

    def test_no_second_bad_record_is_drafted_of_a_broken_promise(self):
        promise = self.promise()
        with self.later(promise):
            entry = self.break_it(promise)
            promise.refresh_from_db()

            with self.assertRaises(IllegalMove):
                self.break_it(promise, document_number="榕环诺〔2026〕2号")

        self.assertEqual(self.subject.entries.get(), entry)

    def test_the_bad_record_names_only_what_is_still_missing(self):
        promise = self.promise()
        self.supply(promise.items.first())

        with self.later(promise):
            entry = self.break_it(promise)

        self.assertNotIn("土地证明", entry.facts)
        self.assertIn("图纸审查意见", entry.facts)

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
