from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.core import mail

from registry import deadlines, messages, reminders
from registry.models import Message
from registry.roles import CLERKS, OFFICE, REVIEWERS
from tests import factories

from .test_deadline import Case

START = date(2026, 3, 2)


class RemindTests(Case):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        office = factories.make_credit_office()
        cls.reviewer = factories.make_official("lin", cls.department)
        cls.officer = factories.make_official("zheng", office)
        for official, group in (
            (cls.clerk, CLERKS),
            (cls.reviewer, REVIEWERS),
            (cls.officer, OFFICE),
        ):
            official.groups.add(Group.objects.get_or_create(name=group)[0])

    def stages_of(self, official):
        return [
            m.stage for m in Message.objects.filter(official=official).order_by("pk")
        ]

    def each_day(self, days):
        for day in range(days):
            reminders.remind(START + timedelta(days=day))

    def test_the_clerk_hears_each_stage_once_whatever_runs_how_often(self):
        self.begin(START)

        self.each_day(28)
        self.each_day(28)

        self.assertEqual(
            self.stages_of(self.clerk), ["notice", "half", "before-3", "before-1"]
        )

    def test_reviewer_hears_on_the_day_and_the_credit_office_after_it(self):
        self.begin(START)

        self.each_day(31)

        self.assertEqual(self.stages_of(self.reviewer), ["due", "late-1", "late-2"])
        self.assertEqual(self.stages_of(self.officer), ["late-1", "late-2"])

    def test_an_outage_loses_no_reminder_that_is_still_needed(self):
        self.begin(START)

        reminders.remind(START + timedelta(days=27))

        self.assertEqual(self.stages_of(self.clerk), ["before-1"])

    def test_the_handler_is_notified_in_place_of_all_clerks(self):
        other = factories.make_official("huang", self.department)
        self.begin(START, handler=other)

        reminders.remind(START)

        self.assertEqual(
            (self.stages_of(other), self.stages_of(self.clerk)), (["notice"], [])
        )

    def test_nobody_hears_of_what_is_met_dropped_or_paused(self):
        self.begin(START)
        deadlines.meet(self.case, "verify", on=START)

        reminders.remind(START + timedelta(days=40))

        self.assertFalse(Message.objects.exists())

    def test_nothing_new_takes_as_many_statements_for_three_as_for_one(self):
        self.begin(START)
        reminders.remind(START)
        with self.assertNumQueries(6):
            reminders.remind(START)
        for number in (2, 3):
            deadlines.begin(
                factories.make_official(f"matter{number}", self.department),
                "verify",
                started_on=START,
                event="签收",
                title=f"异议 {number} 号",
                department=self.department,
                by=None,
            )
        reminders.remind(START)
        with self.assertNumQueries(6):
            reminders.remind(START)


class SendTests(RemindTests):
    def test_each_message_is_mailed_once(self):
        self.begin(START)
        reminders.remind(START)

        sent = [messages.send_waiting(), messages.send_waiting()]

        self.assertEqual((sent, len(mail.outbox)), ([1, 0], 1))
        self.assertIn("异议 1 号", mail.outbox[0].subject)

    def test_a_dead_mail_server_loses_nothing(self):
        self.begin(START)
        reminders.remind(START)
        with self.settings(EMAIL_BACKEND="tests.registry.test_remind.DeadBackend"):
            self.assertEqual(messages.send_waiting(), 0)
        Message.objects.update(claimed_at=None)

        self.assertEqual(messages.send_waiting(), 1)

    def test_a_mail_that_another_sweep_is_sending_is_left_alone(self):
        self.begin(START)
        reminders.remind(START)
        messages.Message.objects.update(claimed_at=messages.timezone.now())

        self.assertEqual(messages.send_waiting(), 0)


class DeadBackend:
    def __init__(self, **kwargs):
        pass

    def send_messages(self, mails):
        raise ConnectionRefusedError
