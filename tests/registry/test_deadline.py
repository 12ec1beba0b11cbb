from datetime import date, timedelta

from django.test import TestCase

from registry import deadlines, reminders, workdays
from registry.errors import Refused
from registry.models import CalendarDay, CalendarYear, Deadline, Limit, TrailEntry
from tests import factories


class Case(TestCase):
    @classmethod
    def setUpTestData(cls):
        factories.make_calendar()
        cls.department = factories.make_department()
        cls.clerk = factories.make_official("chen", cls.department)
        cls.case = factories.make_region()
        cls.limit = make_limit("verify", 20)

    def begin(self, on=date(2026, 3, 2), code="verify", **fields):
        return deadlines.begin(
            self.case,
            code,
            started_on=on,
            event="签收核查通知",
            title="异议 1 号",
            department=self.department,
            by=self.clerk,
            **fields,
        )


def make_limit(code, number, **fields):
    return Limit.objects.create(
        code=code,
        name="核查",
        number=number,
        starts_with="签收",
        citation="榕政办〔2016〕264号三(五)",
        valid_from=date(2016, 1, 1),
        **fields,
    )


class BeginTests(Case):
    def test_counts_working_days_from_the_day_after(self):
        deadline = self.begin()

        self.assertEqual(deadline.due_on, date(2026, 3, 30))

    def test_counts_calendar_days_where_the_rule_says_so(self):
        make_limit("answer", 20, unit=Limit.Unit.DAY)

        self.assertEqual(self.begin(code="answer").due_on, date(2026, 3, 22))

    def test_takes_the_version_of_the_rule_that_counted_then(self):
        self.limit.valid_to = date(2026, 2, 28)
        self.limit.save()
        Limit.objects.create(
            code="verify",
            name="核查",
            number=5,
            starts_with="签收",
            citation="新规定",
            valid_from=date(2026, 3, 1),
        )

        self.assertEqual(self.begin(date(2026, 2, 27)).limit.number, 20)
        Deadline.objects.update(dropped_on=date(2026, 2, 28))
        self.assertEqual(self.begin(date(2026, 3, 2)).limit.number, 5)

    def test_says_when_a_year_is_not_loaded(self):
        CalendarYear.objects.filter(year=2027).delete()

        deadline = self.begin(date(2026, 12, 15))

        self.assertTrue(deadline.is_provisional)
        self.assertIn("暂定", deadlines.explain(deadline)[-1])

    def test_keeps_the_case_who_handles_it_and_the_edition_of_the_calendar(self):
        deadline = self.begin(handler=self.clerk)

        deadline.refresh_from_db()
        self.assertEqual(
            (deadline.of, deadline.of_pk, deadline.title, deadline.event),
            ("registry.region", self.case.pk, "异议 1 号", "签收核查通知"),
        )
        self.assertEqual(deadline.department, self.department)
        self.assertEqual(deadline.handler, self.clerk)
        self.assertEqual(deadline.edition, workdays.load().edition)
        self.assertFalse(deadline.is_provisional)
        line = TrailEntry.objects.about(self.case).get()
        self.assertEqual((line.action, line.actor), ("registry.region.deadline_begun", self.clerk))  # fmt: skip
        self.assertEqual(
            line.after,
            {"limit": "verify", "started_on": "2026-03-02", "due_on": "2026-03-30"},
        )

    def test_is_refused_without_a_rule(self):
        with self.assertRaisesMessage(Refused, "没有有效规定"):
            self.begin(date(2015, 1, 1))


class MeetTests(Case):
    def setUp(self):
        make_limit("answer", 5)
        other = factories.make_region("350102", "鼓楼区")
        self.mine, self.answer = self.begin(), self.begin(code="answer")
        self.case, case = other, self.case
        self.theirs, self.case = self.begin(), case

    def dates(self):
        for deadline in (self.mine, self.answer, self.theirs):
            deadline.refresh_from_db()
        return [(one.met_on, one.dropped_on) for one in (self.mine, self.answer, self.theirs)]  # fmt: skip

    def test_ends_the_one_clock_of_the_one_case(self):
        on = date(2026, 3, 9)

        deadlines.meet(self.case, "verify", on=on)

        self.assertEqual(self.dates(), [(on, None), (None, None), (None, None)])

    def test_what_was_done_keeps_its_first_day(self):
        deadlines.meet(self.case, "verify", on=date(2026, 3, 9))

        deadlines.meet(self.case, "verify", on=date(2026, 3, 10))

        self.assertEqual(self.dates()[0], (date(2026, 3, 9), None))

    def test_every_open_clock_of_the_case_is_dropped_with_it(self):
        met, dropped = date(2026, 3, 9), date(2026, 3, 10)
        deadlines.meet(self.case, "answer", on=met)

        deadlines.drop_all(self.case, on=dropped)

        self.assertEqual(self.dates(), [(None, dropped), (met, None), (None, None)])


class PauseTests(Case):
    def test_what_was_not_paused_does_not_go_on(self):
        self.begin()

        for case in (self.case, factories.make_region("350102", "鼓楼区")):
            with self.assertRaisesMessage(Refused, "没有中止计时，不能恢复计时"):
                deadlines.resume(case, "verify", on=date(2026, 3, 16), by=self.clerk)

    def test_without_a_clock_is_refused(self):
        with self.assertRaisesMessage(Refused, "没有正在计时的期限"):
            deadlines.pause(
                self.case, "verify", on=date(2026, 3, 9), by=self.clerk, reason="补正"
            )

    def test_two_pauses_are_both_added_and_named(self):
        deadline = self.begin()
        for start, end in (("03-09", "03-16"), ("03-18", "03-20")):
            deadlines.pause(self.case, "verify", on=date.fromisoformat(f"2026-{start}"), by=self.clerk, reason="补正")  # fmt: skip
            deadlines.resume(self.case, "verify", on=date.fromisoformat(f"2026-{end}"), by=self.clerk)  # fmt: skip

        deadline.refresh_from_db()
        self.assertEqual(
            deadline.pauses,
            [["2026-03-09", "2026-03-16"], ["2026-03-18", "2026-03-20"]],
        )
        self.assertEqual(deadline.due_on, date(2026, 4, 8))
        self.assertIsNone(deadline.paused_on)
        text = deadlines.explain(deadline)
        self.assertIn("2026-03-09 至 2026-03-16 中止计时，不计入期限。", text)
        self.assertIn("2026-03-18 至 2026-03-20 中止计时，不计入期限。", text)

    def test_says_in_the_trail_who_paused_and_who_resumed(self):
        self.begin()
        deadlines.pause(
            self.case, "verify", on=date(2026, 3, 9), by=self.clerk, reason="补正"
        )
        deadlines.resume(self.case, "verify", on=date(2026, 3, 16), by=None)

        _, paused, resumed = TrailEntry.objects.about(self.case).order_by("pk")
        self.assertEqual(
            (paused.action, paused.actor, paused.reason, paused.after),
            (
                "registry.region.deadline_paused",
                self.clerk,
                "补正",
                {"limit": "verify"},
            ),
        )
        self.assertEqual(
            (resumed.action, resumed.actor, resumed.after),
            (
                "registry.region.deadline_resumed",
                None,
                {"limit": "verify", "due_on": "2026-04-06"},
            ),
        )

    def test_a_paused_clock_says_since_when(self):
        deadline = self.begin()
        deadlines.pause(
            self.case, "verify", on=date(2026, 3, 9), by=self.clerk, reason="补正"
        )

        deadline.refresh_from_db()

        self.assertEqual(deadlines.explain(deadline)[-1], "自 2026-03-09 起中止计时。")

    def test_adds_the_pause_to_the_end(self):
        self.begin()

        deadlines.pause(
            self.case, "verify", on=date(2026, 3, 9), by=self.clerk, reason="补正"
        )
        deadlines.resume(self.case, "verify", on=date(2026, 3, 16), by=self.clerk)

        self.assertEqual(Deadline.objects.get().due_on, date(2026, 4, 6))

    def test_nothing_is_overdue_while_paused(self):
        self.begin()

        deadlines.pause(
            self.case, "verify", on=date(2026, 3, 9), by=self.clerk, reason="补正"
        )

        self.assertFalse(Deadline.objects.overdue(date(2026, 6, 1)).exists())

    def test_is_refused_twice(self):
        self.begin()
        pause = {"on": date(2026, 3, 9), "by": self.clerk, "reason": "补正"}
        deadlines.pause(self.case, "verify", **pause)

        with self.assertRaises(Refused):
            deadlines.pause(self.case, "verify", **pause)


class RecomputeTests(Case):
    def close(self, day):
        CalendarDay.objects.create(date=day, is_workday=False, name="放假")
        year = CalendarYear.objects.get(year=day.year)
        year.edition += 1
        year.save()

    def test_a_settled_date_of_an_authority_never_moves_later(self):
        deadline = self.begin()
        self.close(date(2026, 3, 11))

        deadlines.recompute(by=self.clerk)

        deadline.refresh_from_db()
        self.assertEqual(deadline.due_on, date(2026, 3, 30))

    def test_an_applicants_date_never_moves_earlier(self):
        make_limit("supplement", 5, side=Limit.Side.APPLICANT)
        deadline = self.begin(code="supplement")
        self.close(date(2026, 3, 4))

        deadlines.recompute(by=self.clerk)

        deadline.refresh_from_db()
        self.assertEqual(deadline.due_on, date(2026, 3, 10))

    def test_a_provisional_date_becomes_what_the_notice_says(self):
        CalendarYear.objects.filter(year=2027).delete()
        deadline = self.begin(date(2026, 12, 15))
        provisional = deadline.due_on
        CalendarYear.objects.create(year=2027, state=CalendarYear.State.OFFICIAL)
        self.close(date(2027, 1, 4))

        deadlines.recompute(by=self.clerk)

        deadline.refresh_from_db()
        self.assertGreaterEqual(deadline.due_on, provisional)
        self.assertFalse(deadline.is_provisional)

    def test_an_authoritys_date_moves_earlier(self):
        self.close(date(2026, 3, 11))
        deadline = self.begin()
        CalendarDay.objects.all().delete()
        self.close_nothing()

        self.assertEqual(deadlines.recompute(by=self.clerk), 1)

        deadline.refresh_from_db()
        self.assertEqual(deadline.due_on, date(2026, 3, 30))
        self.assertEqual(deadline.edition, workdays.load().edition)

    def close_nothing(self):
        year = CalendarYear.objects.get(year=2026)
        year.edition += 1
        year.save()

    def test_what_is_met_does_not_move(self):
        make_limit("supplement", 5, side=Limit.Side.APPLICANT)
        deadline = self.begin(code="supplement")
        deadlines.meet(self.case, "supplement", on=date(2026, 3, 9))
        self.close(date(2026, 3, 4))

        self.assertEqual(deadlines.recompute(by=self.clerk), 0)

        deadline.refresh_from_db()
        self.assertEqual(deadline.due_on, date(2026, 3, 9))

    def test_writes_what_moved_and_is_quiet_the_second_time(self):
        make_limit("supplement", 5, side=Limit.Side.APPLICANT)
        deadline = self.begin(code="supplement")
        self.close(date(2026, 3, 4))

        self.assertEqual(deadlines.recompute(by=None), 1)
        self.assertEqual(deadlines.recompute(by=None), 0)

        line = TrailEntry.objects.about(deadline).get()
        self.assertEqual(line.before, {"due_on": "2026-03-09"})
        self.assertEqual(line.after, {"due_on": "2026-03-10"})


class ExplainTests(Case):
    def test_names_rule_event_and_every_day_off(self):
        CalendarDay.objects.create(date=date(2026, 3, 4), is_workday=False, name="某节")

        text = "".join(deadlines.explain(self.begin()))

        for part in ("签收核查通知", "264号", "2026-03-04", "某节", "2026-03-31"):
            self.assertIn(part, text)


class StageTests(Case):
    def keys(self, deadline, on):
        return [s.key for s in reminders.stages(deadline, workdays.load(), on)]

    def test_come_at_notice_half_time_before_on_and_after_the_day(self):
        deadline = self.begin()

        self.assertEqual(
            self.keys(deadline, date(2026, 4, 1)),
            ["notice", "half", "before-3", "before-1", "due", "late-2"],
        )

    def test_fall_on_their_days(self):
        deadline = self.begin()

        planned = reminders.stages(deadline, workdays.load(), deadline.due_on)
        days = {stage.key: stage.on for stage in planned}
        self.assertEqual(days["half"], date(2026, 3, 16))
        self.assertEqual(days["before-3"], date(2026, 3, 25))
        self.assertEqual(days["before-1"], date(2026, 3, 27))

    def test_come_on_every_working_day_after_it(self):
        deadline = self.begin()
        calendar = workdays.load()

        for passed in range(1, 30):
            on = deadline.due_on + timedelta(days=passed)
            late = calendar.between(deadline.due_on, on)
            self.assertEqual(f"late-{late}" in self.keys(deadline, on), late > 0)
