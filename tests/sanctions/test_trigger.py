"""Published entries make orders: whose, for whom, once, and in few statements (三(六))."""

from datetime import date, timedelta
from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import registry.actions
from registry import workdays
from registry.errors import Refused
from registry.models import Department, Entry, ListKind, Responsibility, TrailEntry
from sanctions import actions
from sanctions.models import Call, Order
from tests import factories

from . import makers
from .breaking import failing
from .cast import MeasuresCast, noon


class TriggerTests(MeasuresCast):
    def test_a_published_entry_orders_the_measure_at_its_department(self):
        entry = self.published()

        order = Order.objects.get(entry=entry)
        self.assertEqual(
            (order.entry, order.subject, order.initiator, order.department),
            (entry, entry.subject, self.department, self.treasury),
        )
        self.assertEqual(order.measure, self.measure)
        self.assertEqual(order.status, Order.Status.PENDING)

    def test_the_response_is_due_after_the_provision_s_working_days(self):
        order = self.order()

        calendar = workdays.load()
        self.assertEqual(order.respond_by, calendar.add(timezone.localdate(), 10).due)
        self.assertEqual(order.respond_workdays, 10)
        self.assertEqual(order.calendar_edition, calendar.edition)
        self.assertFalse(order.provisional)

    def test_the_entry_s_trail_says_how_many_were_ordered(self):
        entry = self.published()

        line = TrailEntry.objects.about(entry).get(action="registry.entry.ordered")
        self.assertEqual(line.after, {"orders": 1})
        self.assertEqual(line.actor, self.reviewer)

    def test_the_department_is_called(self):
        order = self.order()

        call = Call.objects.get(department=self.treasury)
        self.assertEqual(
            (call.department, call.kind, call.orders),
            (self.treasury, Call.Kind.NEW, [order.pk]),
        )

    def test_an_entry_of_another_standard_orders_nothing(self):
        entry = self.published(standard=factories.make_standard(self.department))

        self.assertFalse(Order.objects.filter(entry=entry).exists())

    def test_a_later_version_of_the_standard_is_covered(self):
        later = registry.actions.standards.revise(self.standard, by=self.clerk)
        registry.actions.standards.publish(
            later,
            by=self.reviewer,
            published_on=date(2021, 1, 1),
            valid_from=date(2021, 1, 1),
            published_where="信用福州网站",
        )

        entry = self.published(standard=later)

        self.assertEqual(Order.objects.get(entry=entry).department, self.treasury)

    def test_a_draft_memorandum_orders_nothing(self):
        standard = factories.make_standard(self.department)
        makers.make_memorandum(
            standard, [(self.measure, self.treasury)], published=False
        )

        entry = self.published(standard=standard)

        self.assertFalse(Order.objects.filter(entry=entry).exists())

    def test_an_ended_memorandum_orders_nothing_more(self):
        actions.memoranda.end(
            self.memorandum,
            by=self.officer,
            valid_to=timezone.localdate() - timedelta(days=1),
            reason="到期",
        )

        entry = self.published()

        self.assertFalse(Order.objects.filter(entry=entry).exists())

    def test_a_punishment_does_not_follow_from_praise(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        makers.make_memorandum(red, [(self.measure, self.treasury)])

        entry = self.published(standard=red)

        self.assertFalse(Order.objects.filter(entry=entry).exists())

    def test_a_measure_on_organisations_is_not_ordered_on_persons(self):
        entry = self.published(subject=factories.make_person())

        self.assertFalse(Order.objects.filter(entry=entry).exists())

    def test_two_memoranda_that_ask_the_same_make_one_order_with_the_shorter_time(self):
        makers.make_memorandum(
            self.standard,
            [
                {
                    "measure": self.measure,
                    "department": self.treasury,
                    "response_workdays": 3,
                }
            ],
        )

        self.assertEqual(self.order().respond_workdays, 3)

    def test_a_closed_department_s_orders_go_to_its_successor(self):
        heir = factories.make_department("shuiwu")
        closed = factories.make_department(
            "guoshui", valid_to=date(2018, 7, 4), successor=heir
        )
        standard = factories.make_standard(self.department)
        makers.make_memorandum(standard, [(self.measure, closed)])

        self.assertEqual(self.order(standard=standard).department, heir)

    def test_a_closed_department_without_successor_gets_no_order_and_hinders_none(self):
        closed = factories.make_department("guoshui", valid_to=date(2018, 7, 4))
        standard = factories.make_standard(self.department)
        makers.make_memorandum(
            standard,
            [
                {"measure": self.measure, "department": closed, "response_workdays": 3},
                {"measure": self.measure, "department": self.treasury},
            ],
        )

        self.assertEqual(self.order(standard=standard).department, self.treasury)

    def test_a_measure_that_is_in_force_no_more_hinders_no_other(self):
        edition = makers.make_edition({"code": "gone"}, {"code": "stays"})
        gone, stays = (edition.measures.get(code=code) for code in ("gone", "stays"))
        standard = factories.make_standard(self.department)
        makers.make_memorandum(
            standard,
            [
                {"measure": gone, "department": self.treasury, "response_workdays": 3},
                {"measure": stays, "department": self.treasury},
            ],
        )
        actions.catalogue.withdraw_measure(
            gone, by=self.officer, since=timezone.localdate(), reason="依据废止"
        )

        self.assertEqual(self.order(standard=standard).measure, stays)

    def test_an_incentive_follows_from_praise_and_not_from_a_bad_record(self):
        edition = makers.make_edition(
            {"code": "lvse_tongdao", "polarity": "incentive", "force": "recommended"}
        )
        measure = edition.measures.get()
        red, bad = (
            factories.make_standard(self.department, list_kind=kind)
            for kind in (ListKind.RED, ListKind.BAD)
        )
        for standard in (red, bad):
            makers.make_memorandum(standard, [(measure, self.treasury)])

        praised, blamed = self.published(standard=red), self.published(standard=bad)

        self.assertEqual(Order.objects.get(entry=praised).measure, measure)
        self.assertFalse(Order.objects.filter(entry=blamed).exists())

    def test_a_memorandum_that_does_not_count_yet_orders_nothing(self):
        standard = factories.make_standard(self.department)
        makers.make_memorandum(
            standard,
            [(self.measure, self.treasury)],
            valid_from=timezone.localdate() + timedelta(days=1),
        )

        entry = self.published(standard=standard)

        self.assertFalse(Order.objects.filter(entry=entry).exists())

    def test_two_measures_at_two_departments_are_all_ordered(self):
        edition = makers.make_edition({"code": "zhengfu_caigou"}, {"code": "zhaobiao"})
        standard = factories.make_standard(self.department)
        pairs = [
            (measure, department)
            for measure in edition.measures.all()
            for department in (self.treasury, self.elsewhere)
        ]
        makers.make_memorandum(standard, pairs)

        entry = self.published(standard=standard)

        orders = Order.objects.filter(entry=entry)
        self.assertCountEqual([(one.measure, one.department) for one in orders], pairs)
        line = TrailEntry.objects.about(entry).get(action="registry.entry.ordered")
        self.assertEqual(line.after, {"orders": 4})
        for department in (self.treasury, self.elsewhere):
            call = Call.objects.get(department=department)
            self.assertEqual(call.number, 2)


class ResponsibleTests(MeasuresCast):
    """Measures aimed at a role reach the persons who answer for an organisation's entry (二(二))."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        edition = makers.make_edition(
            {"code": "zhengfu_caigou"},
            {"code": "jinru", "subject_kinds": [], "roles": ["legal_representative"]},
        )
        makers.make_memorandum(
            cls.standard, [(edition.measures.get(code="jinru"), cls.treasury)]
        )

    def published_with(self, role):
        entry = self.draft()
        Responsibility.objects.create(
            entry=entry,
            person=factories.make_person(),
            role=role,
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        registry.actions.entries.submit(entry, by=self.clerk)
        registry.actions.entries.approve(entry, by=self.reviewer)
        return entry

    def test_the_measure_is_ordered_on_the_person_in_the_role(self):
        entry = self.published_with("legal_representative")

        derived = Entry.objects.get(cause=entry)
        order = Order.objects.get(subject=derived.subject)
        self.assertEqual((order.entry, order.measure.code), (derived, "jinru"))

    def test_the_measure_is_not_ordered_on_a_person_in_another_role(self):
        entry = self.published_with("shareholder")

        derived = Entry.objects.get(cause=entry)
        self.assertFalse(Order.objects.filter(entry=derived).exists())

    def test_a_measure_on_a_role_is_not_ordered_on_the_organisation(self):
        entry = self.published_with("legal_representative")

        codes = Order.objects.filter(entry=entry).values_list(
            "measure__code", flat=True
        )
        self.assertEqual(list(codes), ["zhengfu_caigou"])


class EditionTests(MeasuresCast):
    def test_an_order_keeps_its_edition_and_new_ones_take_the_next(self):
        before = self.order()
        makers.make_edition({"code": "zhengfu_caigou"}, valid_from=timezone.localdate())

        after = self.order()

        before.refresh_from_db()
        self.assertEqual(before.measure, self.measure)
        self.assertNotEqual(after.measure, self.measure)
        self.assertTrue(before.is_executable(timezone.now()))

    def test_what_the_next_edition_drops_is_ordered_and_executed_no_more(self):
        before = self.order()
        makers.make_edition({"code": "other"}, valid_from=timezone.localdate())

        after = self.published()

        self.assertFalse(Order.objects.filter(entry=after).exists())
        self.assertFalse(before.is_executable(timezone.now()))


class SetTests(MeasuresCast):
    def drafted(self, number):
        entries = [self.draft() for _ in range(number)]
        registry.actions.entries.submit_all(
            [entry.pk for entry in entries], by=self.clerk
        )
        return [entry.pk for entry in entries]

    def statements(self, number):
        pks = self.drafted(number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            registry.actions.entries.approve_all(pks, by=self.reviewer)
        return len(queries)

    def test_thirty_entries_take_as_many_statements_as_one(self):
        self.assertEqual(self.statements(1), self.statements(30))
        orders = Order.objects.filter(department=self.treasury)
        self.assertEqual(orders.values("entry").distinct().count(), 31)
        self.assertEqual(orders.count(), 31)

    def test_ordering_again_makes_nothing_twice(self):
        order = self.order()

        made = actions.triggering.make_orders(
            [order.entry_id], by=None, at=timezone.now()
        )

        self.assertEqual(made, 0)
        self.assertEqual(list(Order.objects.filter(entry=order.entry)), [order])

    def test_entries_from_which_nothing_follows_do_not_hinder_the_next_ones(self):
        nothing, something = (
            self.published(standard=factories.make_standard(self.department))
            for _ in range(2)
        )
        makers.make_memorandum(something.standard, [(self.measure, self.treasury)])

        with patch.object(
            actions.triggering, "chunks", lambda pks: [[pk] for pk in pks]
        ):
            made = actions.triggering.make_orders(
                [nothing.pk, something.pk], by=None, at=timezone.now()
            )

        self.assertEqual(made, 1)
        self.assertTrue(Order.objects.filter(entry=something).exists())

    def test_nothing_was_ordered_before_there_was_a_memorandum(self):
        entry = self.published(standard=factories.make_standard(self.department))

        made = actions.triggering.make_orders(
            [entry.pk], by=None, at=noon(date(2010, 1, 1))
        )

        self.assertEqual(made, 0)

    def test_a_new_memorandum_covers_earlier_entries_only_when_triggered(self):
        court = factories.make_department("fayuan", Department.Kind.COURT)
        entry = self.published()
        later = makers.make_memorandum(self.standard, [(self.measure, court)])
        self.assertFalse(Order.objects.filter(department=court).exists())

        made = actions.triggering.trigger(later, by=self.officer)

        self.assertEqual(made, 1)
        self.assertEqual(Order.objects.get(department=court).entry, entry)


class MemorandumTriggerTests(MeasuresCast):
    """A memorandum is triggered for the entries that were published before it."""

    def later(self, standard=None, **dates):
        standard = standard or factories.make_standard(self.department)
        return makers.make_memorandum(
            standard, [(self.measure, self.treasury)], **dates
        )

    def orders_on(self, entry):
        return list(Order.objects.filter(entry=entry))

    def test_an_ended_memorandum_is_not_triggered_while_others_are_in_force(self):
        entry = self.published(standard=factories.make_standard(self.department))
        ended = self.later(entry.standard)
        actions.memoranda.end(
            ended,
            by=self.officer,
            valid_to=timezone.localdate() - timedelta(days=1),
            reason="到期",
        )

        with self.assertRaisesMessage(Refused, "尚未生效或者已经终止"):
            actions.triggering.trigger(ended, by=self.officer)

        self.assertEqual(self.orders_on(entry), [])

    def test_a_memorandum_is_not_triggered_before_its_first_day(self):
        entry = self.published(standard=factories.make_standard(self.department))
        future = self.later(
            entry.standard, valid_from=timezone.localdate() + timedelta(days=1)
        )

        with self.assertRaisesMessage(Refused, "尚未生效或者已经终止"):
            actions.triggering.trigger(future, by=self.officer)

        self.assertEqual(self.orders_on(entry), [])

    def test_a_draft_memorandum_is_not_triggered(self):
        draft = self.later(published=False)

        with self.assertRaisesMessage(Refused, "尚未生效或者已经终止"):
            actions.triggering.trigger(draft, by=self.officer)

    def test_only_entries_of_its_own_standards_get_orders(self):
        entry, other = (
            self.published(standard=factories.make_standard(self.department))
            for _ in range(2)
        )
        memorandum = self.later(entry.standard)
        self.later(other.standard)

        self.assertEqual(actions.triggering.trigger(memorandum, by=self.officer), 1)

        self.assertEqual(len(self.orders_on(entry)), 1)
        self.assertEqual(self.orders_on(other), [])

    def test_an_entry_that_has_ended_gets_no_order_and_a_held_one_does(self):
        standard = factories.make_standard(self.department)
        ended, held = (self.published(standard=standard) for _ in range(2))
        registry.actions.entries.end(ended, because="revoked", reason="有误", by=None)
        registry.actions.holds.place(held, kind="objection", reason="异议", by=None)

        made = actions.triggering.trigger(self.later(standard), by=self.officer)

        self.assertEqual(made, 1)
        self.assertEqual(self.orders_on(ended), [])
        (order,) = self.orders_on(held)
        self.assertFalse(order.is_executable(timezone.now()))

    def test_what_was_ordered_under_the_last_edition_is_not_ordered_again(self):
        self.order()
        makers.make_edition({"code": "zhengfu_caigou"}, valid_from=timezone.localdate())

        self.assertEqual(
            actions.triggering.trigger(self.memorandum, by=self.officer), 0
        )

    def test_the_trail_says_how_many_orders_were_made_and_which_official_did_it(self):
        standard = factories.make_standard(self.department)
        for _ in range(2):
            self.published(standard=standard)
        memorandum = self.later(standard)

        actions.triggering.trigger(memorandum, by=self.officer)

        line = TrailEntry.objects.about(memorandum).order_by("pk").last()
        self.assertEqual(line.action, "sanctions.memorandum.triggered")
        self.assertEqual(line.after, {"orders": 2})
        self.assertEqual(line.actor, self.officer)
        orders = Order.objects.filter(entry__standard=standard)
        self.assertEqual({order.made_at for order in orders}, {line.at})

    def test_no_order_is_made_where_the_trail_cannot_be_written(self):
        entry = self.published(standard=factories.make_standard(self.department))
        memorandum = self.later(entry.standard)

        with failing(self, actions.triggering.trail, "record"):
            actions.triggering.trigger(memorandum, by=self.officer)

        self.assertEqual(self.orders_on(entry), [])
