from datetime import timedelta

import time_machine
from django.utils import timezone

from registry import actions, workdays
from registry.errors import CreditError, ManyRefused, Refused
from registry.models import Department, Entry, ListKind, Official, TrailEntry
from registry.signals import entries_published
from tests import factories
from tests.registry.cast import Cast


def today():
    return timezone.localdate()


class ApproveTests(Cast):
    def submitted(self, **fields):
        entry = self.draft(**fields)
        actions.entries.submit(entry, by=self.clerk)
        return entry

    def refusal(self, entry, *, by=None, **fields):
        with self.assertRaises(CreditError) as caught:
            actions.entries.approve(entry, by=by or self.reviewer, **fields)
        entry.refresh_from_db()
        self.assertEqual(entry.status, Entry.Status.SUBMITTED)
        return str(caught.exception)

    def test_publishes_the_entry_with_dates_of_its_standard(self):
        entry = self.submitted()

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)
        self.assertEqual(entry.valid_from, entry.decided_on)
        self.assertEqual(entry.valid_to.year, entry.decided_on.year + 3)
        self.assertTrue(entry.is_in_effect(timezone.now()))

    def test_says_in_the_trail_who_decided(self):
        entry = self.submitted()

        actions.entries.approve(entry, by=self.reviewer)

        line = TrailEntry.objects.about(entry).last()
        self.assertEqual(
            (line.actor, line.action, line.after),
            (self.reviewer, "registry.entry.published", {"status": "published"}),
        )

    def test_had_no_effect_the_instant_before(self):
        entry = self.submitted()

        actions.entries.approve(entry, by=self.reviewer)

        before = entry.published_at - timedelta(microseconds=1)
        self.assertFalse(entry.is_in_effect(before))

    def test_is_refused_to_the_official_who_drafted_it(self):
        entry = self.submitted()

        self.assertIn("不能审核", self.refusal(entry, by=self.clerk))

    def test_is_refused_to_a_superuser_who_drafted_it(self):
        self.clerk.is_superuser = True
        self.clerk.save()
        entry = self.submitted()

        self.assertIn("不能审核", self.refusal(entry, by=self.clerk))

    def test_is_refused_to_an_official_who_edited_it_even_before_another_did(self):
        second = factories.make_official("huang", self.department)
        entry = self.draft()
        actions.entries.edit(entry, by=self.reviewer, changes={"facts": "一"})
        actions.entries.edit(entry, by=second, changes={"facts": "二"})
        actions.entries.submit(entry, by=self.clerk)

        self.assertIn("不能审核", self.refusal(entry, by=self.reviewer))

    def test_is_refused_to_another_department(self):
        entry = self.submitted()

        self.assertIn("该单位审核人", self.refusal(entry, by=self.stranger))

    def test_is_refused_a_second_time(self):
        entry = self.submitted()
        actions.entries.approve(entry, by=self.reviewer)

        with self.assertRaisesMessage(CreditError, "当前状态为“已发布”"):
            actions.entries.approve(entry, by=self.reviewer)

    def test_names_each_missing_step_of_the_hearing(self):
        entry = self.submitted(
            notice_served_on=None,
            decision_served_on=None,
            statement="我公司已整改",
        )

        message = self.refusal(entry)

        self.assertIn("事先告知书", message)
        self.assertIn("复核意见", message)
        self.assertIn("决定书", message)

    def test_is_refused_while_the_statement_period_ran_at_the_decision(self):
        entry = self.submitted(notice_served_on=today() - timedelta(days=31))

        self.assertIn("陈述申辩期", self.refusal(entry))

    def test_is_refused_where_the_decision_was_served_before_it_was_made(self):
        entry = self.submitted(decision_served_on=today() - timedelta(days=31))

        self.assertIn("决定书送达日期应不早于认定日期", self.refusal(entry))

    def test_is_refused_where_the_decision_is_served_tomorrow(self):
        entry = self.submitted(decision_served_on=today() + timedelta(days=1))

        self.assertIn("且不晚于今天", self.refusal(entry))

    def test_the_decision_may_be_served_today(self):
        entry = self.submitted(decision_served_on=today())

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)

    def test_the_decision_may_follow_on_the_day_after_the_statement_period(self):
        served = today() - timedelta(days=70)
        last = workdays.load().add(served, self.standard.statement_workdays).due
        heard = {"notice_served_on": served}
        early = self.submitted(decided_on=last, decision_served_on=today(), **heard)
        after = last + timedelta(days=1)
        late = self.submitted(decided_on=after, decision_served_on=today(), **heard)

        self.assertIn(f"个工作日至 {last}", self.refusal(early))
        actions.entries.approve(late, by=self.reviewer)

        self.assertEqual(late.status, Entry.Status.PUBLISHED)

    def test_neither_notice_nor_decision_counts_without_its_proof(self):
        entry = self.submitted(notice_proof="", decision_proof="")

        message = self.refusal(entry)

        self.assertIn("事先告知书", message)
        self.assertIn("决定书的送达日期和送达凭证", message)

    def test_a_statement_that_was_answered_is_no_obstacle(self):
        entry = self.submitted(statement="已整改", statement_answer="不予采纳")

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)

    def test_praise_needs_no_hearing(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        entry = self.submitted(standard=red)

        actions.entries.approve(entry, by=self.reviewer)

        self.assertIsNone(entry.notice_served_on)
        self.assertEqual(entry.status, Entry.Status.PUBLISHED)

    def test_is_refused_where_the_calendar_of_the_statement_period_is_unknown(self):
        self.touches_bystander = "the calendar is everybody's"
        factories.CalendarYear.objects.all().delete()
        entry = self.submitted()

        self.assertIn("暂定", self.refusal(entry))

    def test_lets_urgency_pass_only_where_the_standard_does(self):
        urgent = factories.make_standard(self.department, urgent_exception=True)
        missing = {"notice_served_on": None, "decision_served_on": None}
        strict, lenient = (
            self.submitted(**missing),
            self.submitted(standard=urgent, **missing),
        )

        message = self.refusal(strict, urgent_reason="危及人身安全")
        actions.entries.approve(lenient, by=self.reviewer, urgent_reason="危及人身安全")

        self.assertIn("不允许紧急情形", message)
        self.assertEqual(lenient.status, Entry.Status.PUBLISHED)
        self.assertEqual(lenient.urgent_reason, "危及人身安全")

    def test_is_refused_under_a_standard_retired_before_the_decision(self):
        entry = self.submitted()
        actions.standards.retire(
            self.standard,
            by=self.officer,
            valid_to=entry.decided_on - timedelta(days=1),
            reason="修订",
        )

        self.assertIn("施行期间", self.refusal(entry))

    def test_publishes_on_the_last_day_of_the_term(self):
        entry = self.submitted(asked_until=today())

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.valid_to, today())

    def test_is_refused_on_the_day_after_the_term(self):
        entry = self.submitted(asked_until=today() - timedelta(days=1))

        self.assertIn("届满，不能再发布", self.refusal(entry))

    def test_is_refused_when_the_term_is_over(self):
        entry = self.submitted(decided_on=today() - timedelta(days=365 * 4))

        self.assertIn("届满", self.refusal(entry))

    def test_is_refused_for_red_while_black_stands_even_if_held(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        black = self.published()
        actions.holds.place(black, kind="objection", reason="异议", by=self.reviewer)
        entry = self.submitted(standard=red, subject=black.subject)

        self.assertIn("黑名单", self.refusal(entry))

    def test_a_bad_record_or_a_blacklist_entry_of_somebody_else_is_no_obstacle(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)
        subject = self.published(standard=bad).subject
        self.published()
        entry = self.submitted(standard=red, subject=subject)

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)

    def test_black_stands_to_the_last_day_of_its_term(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        black = self.published(asked_until=today() + timedelta(days=3))
        entry = self.submitted(standard=red, subject=black.subject)

        with time_machine.travel(timezone.now() + timedelta(days=3)):
            self.assertIn("黑名单", self.refusal(entry))
        with time_machine.travel(timezone.now() + timedelta(days=4)):
            actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)

    def test_grants_red_once_the_black_entry_has_ended(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        black = self.published()
        actions.entries.end(
            black, because="revoked", reason="认定有误", by=self.reviewer
        )
        entry = self.submitted(standard=red, subject=black.subject)

        actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)

    def test_never_shows_a_minor_to_the_public(self):
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)
        minor = factories.make_person(born=today() - timedelta(days=365 * 16))
        entry = self.submitted(standard=bad, subject=minor)

        actions.entries.approve(entry, by=self.reviewer)

        self.assertFalse(entry.is_public)
        self.assertFalse(Entry.objects.shown(timezone.now()).of(minor).exists())

    def test_shows_to_the_public_who_is_eighteen_on_the_day_of_publication(self):
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)
        born = today().replace(year=today().year - 18)
        grown = self.submitted(standard=bad, subject=factories.make_person(born=born))
        born += timedelta(days=1)
        minor = self.submitted(standard=bad, subject=factories.make_person(born=born))

        actions.entries.approve_all([grown.pk, minor.pk], by=self.reviewer)

        grown.refresh_from_db()
        minor.refresh_from_db()
        self.assertEqual((grown.is_public, minor.is_public), (True, False))

    def test_announces_the_set_once(self):
        heard = []
        entries = [self.submitted() for _ in range(3)]
        entries_published.connect(
            receiver := lambda entries, **kwargs: heard.append(entries), weak=False
        )
        self.addCleanup(entries_published.disconnect, receiver)

        actions.entries.approve_all([entry.pk for entry in entries], by=self.reviewer)

        self.assertEqual(heard, [[entry.pk for entry in entries]])

    def test_undoes_everything_when_a_listener_fails(self):
        def fail(**kwargs):
            raise Refused("不可")

        entry = self.submitted()
        entries_published.connect(fail)
        self.addCleanup(entries_published.disconnect, fail)

        self.assertEqual(self.refusal(entry), "不可")
        self.assertIsNone(entry.published_at)

    def test_refuses_the_whole_set_for_one_member(self):
        good, bad = self.submitted(), self.submitted(notice_served_on=None)

        with self.assertRaises(ManyRefused) as caught:
            actions.entries.approve_all([good.pk, bad.pk], by=self.reviewer)

        self.assertEqual(list(caught.exception.refusals), [bad.pk])
        good.refresh_from_db()
        self.assertEqual(good.status, Entry.Status.SUBMITTED)

    def test_takes_the_same_number_of_statements_for_one_and_for_many(self):
        workdays.load()
        one = [self.submitted().pk]
        many = [self.submitted().pk for _ in range(20)]

        with self.assertNumQueries(38):
            actions.entries.approve_all(one, by=self.reviewer)
        with self.assertNumQueries(38):
            actions.entries.approve_all(many, by=self.reviewer)


class BrakeTests(Cast):
    def setUp(self):
        self.narrow = factories.make_standard(self.department, batch_limit=2)

    def submitted(self, count, standard=None):
        entries = [self.draft(standard=standard or self.narrow) for _ in range(count)]
        actions.entries.submit_all([entry.pk for entry in entries], by=self.clerk)
        return [entry.pk for entry in entries]

    def test_passes_a_set_above_the_limit_to_the_credit_office(self):
        pks = self.submitted(3)

        answer = actions.entries.approve_all(pks, by=self.reviewer)

        self.assertEqual(answer, (0, 3))
        awaiting = Entry.objects.filter(status=Entry.Status.AWAITING)
        self.assertEqual(set(awaiting.values_list("pk", flat=True)), set(pks))
        effective = Entry.objects.in_effect(timezone.now())
        self.assertFalse(effective.filter(standard=self.narrow).exists())

    def test_counts_what_was_published_today_so_that_slices_do_not_slip_through(self):
        pks = self.submitted(3)

        answers = [actions.entries.approve_all([pk], by=self.reviewer) for pk in pks]

        self.assertEqual(answers, [(1, 0), (1, 0), (0, 1)])

    def test_is_seconded_by_the_credit_office(self):
        pks = self.submitted(3)
        actions.entries.approve_all(pks, by=self.reviewer)

        actions.entries.second_all(pks, by=self.officer, reason="已核对")

        effective = Entry.objects.in_effect(timezone.now())
        effective = effective.filter(standard=self.narrow)
        self.assertEqual(set(effective.values_list("pk", flat=True)), set(pks))

    def test_keeps_who_approved_and_who_seconded(self):
        pks = self.submitted(3)
        actions.entries.approve_all(pks, by=self.reviewer)
        entry = Entry.objects.get(pk=pks[0])
        line = TrailEntry.objects.about(entry).last()
        self.assertIn("超过单日上限 2 条。", line.reason)
        self.assertEqual(entry.approved_by, self.reviewer)
        self.assertIsNone(entry.published_at)

        actions.entries.second(entry, by=self.officer, reason="已核对")

        self.assertEqual(entry.status, Entry.Status.PUBLISHED)
        self.assertEqual(entry.approved_by, self.reviewer)
        self.assertEqual(entry.seconded_by, self.officer)
        self.assertEqual(entry.seconded_at, entry.published_at)
        self.assertEqual(TrailEntry.objects.about(entry).last().reason, "已核对")

    def test_what_was_published_yesterday_or_returned_does_not_count(self):
        pks = self.submitted(5)
        with time_machine.travel(timezone.now() - timedelta(days=1)):
            actions.entries.approve_all(pks[:2], by=self.reviewer)

        self.assertEqual(
            actions.entries.approve_all(pks[2:4], by=self.reviewer), (2, 0)
        )
        self.assertEqual(actions.entries.approve_all(pks[4:], by=self.reviewer), (0, 1))

    def test_another_standard_has_a_limit_of_its_own(self):
        actions.entries.approve_all(self.submitted(2), by=self.reviewer)
        other = factories.make_standard(self.department, batch_limit=2)
        both = [*self.submitted(1), *self.submitted(2, other)]

        self.assertEqual(actions.entries.approve_all(both, by=self.reviewer), (2, 1))

    def test_an_urgent_entry_that_awaits_the_credit_office_needs_no_hearing(self):
        urgent = factories.make_standard(
            self.department, batch_limit=1, urgent_exception=True
        )
        pks = [self.draft(standard=urgent, notice_served_on=None).pk for _ in range(2)]
        actions.entries.submit_all(pks, by=self.clerk)
        actions.entries.approve_all(pks, by=self.reviewer, urgent_reason="危及人身安全")

        actions.entries.second_all(pks, by=self.officer, reason="已核对")

        seconded = Entry.objects.filter(pk__in=pks)
        self.assertEqual(
            set(seconded.values_list("status", "urgent_reason")),
            {(Entry.Status.PUBLISHED, "危及人身安全")},
        )

    def test_is_not_seconded_by_an_official_who_drafted_or_edited(self):
        drafter = self.officer
        pks = self.submitted(3)
        actions.entries.return_to_drafter_all(pks, by=self.reviewer, reason="不清")
        Official.objects.filter(pk=drafter.pk).update(department=self.department)
        drafter.refresh_from_db()
        entry = Entry.objects.get(pk=pks[0])
        actions.entries.edit(entry, by=drafter, changes={"facts": "补充"})
        actions.entries.edit(entry, by=self.clerk, changes={"facts": "再补充"})
        actions.entries.submit_all(pks, by=self.clerk)
        actions.entries.approve_all(pks, by=self.reviewer)

        for official in (drafter, self.clerk):
            with self.assertRaisesMessage(ManyRefused, "不能复核"):
                actions.entries.second_all(pks, by=official, reason="已核对")

    def test_is_not_seconded_by_the_official_who_approved(self):
        pks = self.submitted(3)
        actions.entries.approve_all(pks, by=self.reviewer)

        with self.assertRaisesMessage(ManyRefused, "不能复核"):
            actions.entries.second_all(pks, by=self.reviewer, reason="自己复核")

    def test_may_be_returned_by_the_credit_office(self):
        pks = self.submitted(3)
        actions.entries.approve_all(pks, by=self.reviewer)

        actions.entries.return_to_drafter_all(pks, by=self.officer, reason="请核对")

        returned = Entry.objects.filter(status=Entry.Status.RETURNED, approved_by=None)
        self.assertEqual(set(returned.values_list("pk", flat=True)), set(pks))

    def test_an_outside_body_needs_the_credit_office_for_a_single_entry(self):
        bank = factories.make_department("yinhang", Department.Kind.FINANCIAL)
        self.clerk.department = self.reviewer.department = bank
        self.clerk.save()
        self.reviewer.save()

        pks = self.submitted(1, factories.make_standard(bank))

        self.assertEqual(actions.entries.approve_all(pks, by=self.reviewer), (0, 1))
