from datetime import UTC, date, datetime, timedelta
from unittest import mock

import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

import registry.actions
from registry import receipts, terms
from registry.errors import Refused
from registry.models import Deadline, ListKind, TrailEntry
from repair import actions, rules
from repair.models import Application, Rule
from tests import factories
from tests.all_or_nothing import check_all_or_nothing

from .cast import RepairCast, again, make_rule


class ReceiveTests(RepairCast):
    def refused(self, sentence, entry=None, **fields):
        with self.assertRaisesMessage(Refused, sentence):
            self.apply(entry, **fields)

    def test_receiving_an_application_starts_the_clocks_of_acceptance_and_feedback(
        self,
    ):
        application = self.apply()

        running = Deadline.objects.open().of(application)
        self.assertEqual(
            {deadline.limit.code for deadline in running},
            {"repair_accept", "repair_feedback"},
        )

    def test_receiving_an_application_returns_its_receipt(self):
        _, receipt, secret = actions.applications.receive(
            self.entry,
            channel=Application.Channel.COUNTER,
            contact_name="陈某",
            contact="13800000000",
            statement="已整改",
            promised=True,
            by=self.clerk,
        )

        self.assertEqual(receipts.check(receipt.number, secret), receipt)

    def test_the_contact_is_stored_sealed(self):
        application = self.apply(contact="13812345678")

        self.assertNotIn(b"13812345678", bytes(application.contact_sealed))

    def test_the_entry_stays_in_effect_while_the_application_is_handled(self):
        self.apply()

        self.assertTrue(self.entry.is_in_effect(timezone.now()))

    def test_an_early_application_is_refused_with_the_first_possible_day(self):
        strict = factories.make_standard(self.department)
        make_rule(strict, least_months=12)
        entry = self.published(standard=strict)
        free_on = terms.months_later(entry.decided_on, 12)

        self.refused(f"最短公示期至 {free_on}", entry)

    def test_an_application_is_received_on_the_first_possible_day(self):
        strict = factories.make_standard(self.department)
        rule = make_rule(strict, least_months=1)
        entry = self.published(
            standard=strict, decided_on=timezone.localdate() - timedelta(days=32)
        )

        self.assertEqual(self.apply(entry).rule, rule)

    def test_an_application_is_refused_where_the_law_forbids_repair(self):
        final = factories.make_standard(self.department)
        make_rule(final, repairable=False, not_repairable_reason="某法第一条")

        self.refused("某法第一条", self.published(standard=final))

    def test_an_application_is_refused_without_a_repair_rule(self):
        bare = factories.make_standard(self.department)
        Rule.objects.filter(standard=bare).delete()

        self.refused("尚未公布", self.published(standard=bare))

    def test_a_standard_gets_its_first_rule_when_it_is_published(self):
        standard = factories.make_standard(self.department, public_min_months=3)

        rule = Rule.objects.get(standard=standard)
        self.assertEqual((rule.version, rule.least_months), (1, 3))
        self.assertEqual(rule.valid_from, standard.valid_from)

    def test_a_standard_of_praise_gets_no_rule(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)

        self.assertFalse(Rule.objects.filter(standard=red).exists())

    def test_a_second_application_is_refused_while_the_first_is_open(self):
        self.apply()

        self.refused("已有正在办理")

    def test_one_open_case_per_entry_is_held_by_the_database(self):
        first = self.apply()
        first.pk = None

        with self.assertRaises(IntegrityError), transaction.atomic():
            first.save(force_insert=True)

    def test_an_application_is_refused_for_an_entry_of_praise(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)

        self.refused("不需要信用修复", self.published(standard=red))

    def test_an_application_is_refused_for_an_ended_entry(self):
        registry.actions.entries.end(
            self.entry, because="revoked", reason="有误", by=self.reviewer
        )

        self.refused("已退出")

    def test_an_application_for_an_entry_that_ended_since_it_was_read_is_refused(self):
        stale = type(self.entry).objects.get(pk=self.entry.pk)
        registry.actions.entries.end(
            self.entry, because="revoked", reason="有误", by=self.reviewer
        )

        self.refused("已退出", stale)

    def test_the_day_of_publication_is_the_civil_day(self):
        standard = factories.make_standard(
            self.department, public_runs_from="publication"
        )
        make_rule(standard, least_months=3)
        with time_machine.travel("2026-11-03 01:00+08:00", tick=False):
            entry = self.published(standard=standard, decided_on=date(2026, 10, 8))

        found = actions.applications.obstacles(entry, on=date(2026, 11, 4))

        self.assertEqual(found[0].until, date(2027, 2, 3))

    def test_an_application_is_refused_without_the_promise(self):
        self.refused("信用承诺", promised=False)

    def test_an_application_passed_on_by_credit_china_needs_its_number(self):
        self.refused("申请编号", channel=Application.Channel.CREDIT_CHINA)

    def test_an_application_passed_on_by_credit_china_keeps_its_number(self):
        application = self.apply(
            channel=Application.Channel.CREDIT_CHINA, external_number="XYZG-1"
        )

        self.assertEqual(application.external_number, "XYZG-1")

    def test_an_application_keeps_the_words_of_its_promise_and_who_received_it(self):
        application = again(self.apply(by=self.clerk, channel="counter"))

        self.assertEqual(application.promise, rules.PROMISE)
        self.assertEqual(application.received_by, self.clerk)
        self.assertEqual(application.department, self.department)
        line = TrailEntry.objects.about(application).first()
        self.assertEqual(
            (line.action, line.actor, line.after),
            ("repair.application.received", self.clerk, {"entry": self.entry.pk}),
        )

    def test_an_application_that_fails_at_its_end_leaves_nothing_behind(self):
        check_all_or_nothing(self.apply)

    def test_a_persons_entry_is_repaired_with_the_companys(self):
        self.refused("请由单位申请", self.derived())

    def test_an_application_is_refused_from_the_day_after_the_entrys_last(self):
        entry = self.entry
        with time_machine.travel(entry.valid_to + timedelta(days=1), tick=False):
            self.refused(f"该条目已于 {entry.valid_to} 期满", entry)
        noon = datetime.combine(entry.valid_to, datetime.min.time(), UTC)
        with time_machine.travel(noon + timedelta(hours=4), tick=False):
            self.assertTrue(self.apply(entry).pk)

    def test_the_least_time_in_public_runs_from_what_the_standard_says(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        months_ago = yesterday - timedelta(days=100)
        for event, ready in (("decision", True), ("publication", False)):
            with self.subTest(event):
                standard = factories.make_standard(
                    self.department, public_runs_from=event
                )
                make_rule(standard, least_months=3)
                entry = self.published(standard=standard, decided_on=months_ago)
                on = timezone.localdate()
                found = actions.applications.obstacles(entry, on=on)
                self.assertEqual(not found, ready)
                if not ready:
                    self.assertEqual(found[0].until, terms.months_later(on, 3))
                    self.assertEqual(
                        actions.applications.obstacles(entry, on=found[0].until), []
                    )

    def test_nothing_more_is_said_where_the_law_forbids_repair(self):
        final = factories.make_standard(self.department)
        make_rule(
            final, repairable=False, not_repairable_reason="某法", least_months=12
        )
        entry = self.published(standard=final)

        found = actions.applications.obstacles(entry, on=timezone.localdate())

        self.assertEqual(
            [one.text for one in found], ["依据某法，该失信信息不可修复。"]
        )

    def test_an_ended_entry_has_one_obstacle_only(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        entry = self.published(standard=red)
        registry.actions.entries.end(
            entry, because="revoked", reason="有误", by=self.reviewer
        )
        registry.actions.entries.end(
            self.entry, because="revoked", reason="有误", by=self.reviewer
        )

        on = entry.valid_to + timedelta(days=1)
        for one in (entry, self.entry):
            one.refresh_from_db()
            self.assertEqual(len(actions.applications.obstacles(one, on=on)), 1)

    def test_two_applications_at_once_are_one(self):
        self.apply()
        # The second has looked for an open application before the first was saved.
        unaware = mock.patch.object(
            actions.applications.receiving, "obstacles", return_value=[]
        )

        with unaware:
            self.refused("已有正在办理")

        self.assertEqual(Application.objects.of(self.entry).count(), 1)

    def test_the_later_of_two_versions_of_a_rule_counts(self):
        later = make_rule(self.standard, version=2, valid_from=timezone.localdate())

        on = timezone.localdate()
        self.assertEqual(actions.applications.rule_for(self.entry, on), later)
        before = on - timedelta(days=1)
        self.assertEqual(actions.applications.rule_for(self.entry, before), self.rule)

    def test_the_adverse_entries_of_a_company_are_named_with_their_obstacles(self):
        subject = self.entry.subject
        other = self.published(subject=subject)
        self.published()
        self.draft(subject=subject)
        ended = self.published(subject=subject)
        registry.actions.entries.end(
            ended, because="revoked", reason="有误", by=self.reviewer
        )
        self.apply(other)
        on = timezone.localdate()

        found = dict(actions.applications.adverse_entries_of(subject, on=on))

        self.assertEqual(set(found), {self.entry, other})
        self.assertEqual(found[self.entry], [])
        self.assertIn("已有正在办理", found[other][0].text)


class SupplementTests(RepairCast):
    def running(self, application):
        rows = Deadline.objects.open().of(application).filter(paused_on=None)
        return set(rows.values_list("limit__code", flat=True))

    def test_asking_for_a_supplement_stops_the_authoritys_clocks_until_it_comes(self):
        application = self.apply()

        actions.applications.ask_supplement(
            application, by=self.clerk, missing="缴款凭证"
        )
        self.assertEqual(self.running(application), {"repair_supplement"})

        actions.applications.supplement(application, statement="补交凭证", by=None)
        self.assertEqual(
            self.running(application), {"repair_accept", "repair_feedback"}
        )
        self.assertIn("补交凭证", application.statement)

    def test_days_of_waiting_are_added_to_the_departments_time(self):
        with time_machine.travel(datetime(2026, 11, 2, 2, tzinfo=UTC), tick=False):
            application = self.apply()
            actions.applications.ask_supplement(
                application, by=self.clerk, missing="缴款凭证"
            )
        with time_machine.travel(datetime(2026, 11, 6, 2, tzinfo=UTC), tick=False):
            actions.applications.supplement(application, statement="补交凭证", by=None)

        accept = Deadline.objects.of(application).get(limit__code="repair_accept")
        self.assertEqual(accept.due_on, date(2026, 11, 11))

    def test_an_application_cannot_be_declined_while_there_is_time_to_supplement(self):
        application = self.apply()
        actions.applications.ask_supplement(
            application, by=self.clerk, missing="缴款凭证"
        )

        with self.assertRaisesMessage(Refused, "申请人的补正期限至"):
            actions.applications.decline(
                application, by=self.reviewer, grounds="材料不齐"
            )

        later = timezone.now() + timedelta(days=30)
        with time_machine.travel(later, tick=False):
            actions.applications.decline(
                application, by=self.reviewer, grounds="逾期未补正"
            )
        self.assertEqual(application.status, Application.Status.NOT_ACCEPTED)
        self.assertFalse(Deadline.objects.open().of(application).exists())

    def test_a_supplement_needs_text_when_asked_for_and_when_brought(self):
        application = self.apply()

        with self.assertRaisesMessage(Refused, "请写明需要补正"):
            actions.applications.ask_supplement(application, by=self.clerk, missing="")
        actions.applications.ask_supplement(
            application, by=self.clerk, missing="缴款凭证"
        )
        with self.assertRaisesMessage(Refused, "请填写补正内容"):
            actions.applications.supplement(application, statement="", by=None)

    def test_another_department_cannot_record_a_supplement(self):
        application = self.apply()
        actions.applications.ask_supplement(
            application, by=self.clerk, missing="缴款凭证"
        )

        with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
            actions.applications.supplement(
                application, statement="补交", by=self.stranger
            )

    def test_a_supplement_is_asked_for_only_once(self):
        application = self.apply()
        actions.applications.ask_supplement(application, by=self.clerk, missing="凭证")
        actions.applications.supplement(application, statement="补交", by=None)

        with self.assertRaisesMessage(Refused, "一次性告知"):
            actions.applications.ask_supplement(
                application, by=self.clerk, missing="又一件"
            )

    def test_what_is_missing_is_kept_and_the_department_acts_on_its_own_applications(
        self,
    ):
        application = self.apply()
        with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
            actions.applications.ask_supplement(
                application, by=self.stranger, missing="凭证"
            )

        actions.applications.ask_supplement(
            application, by=self.clerk, missing="缴款凭证"
        )

        kept = again(application)
        self.assertEqual((kept.missing, kept.supplemented), ("缴款凭证", True))
        clock = Deadline.objects.of(kept).get(limit__code="repair_supplement")
        self.assertEqual((clock.event, clock.department), ("告知补正", self.department))

    def test_a_supplement_is_added_to_the_statement_and_stops_its_clock(self):
        application = self.apply()
        actions.applications.ask_supplement(application, by=self.clerk, missing="凭证")

        actions.applications.supplement(application, statement="补交", by=self.clerk)

        kept = again(application)
        self.assertTrue(kept.statement.startswith("已缴清罚款并完成整改"))
        self.assertEqual(kept.status, Application.Status.RECEIVED)
        clock = Deadline.objects.of(kept).get(limit__code="repair_supplement")
        self.assertEqual(clock.met_on, timezone.localdate())

    def test_asking_and_supplementing_that_fail_at_their_end_leave_nothing_behind(self):
        application = self.apply()
        check_all_or_nothing(
            lambda: actions.applications.ask_supplement(
                again(application), by=self.clerk, missing="凭证"
            )
        )
        actions.applications.ask_supplement(application, by=self.clerk, missing="凭证")

        check_all_or_nothing(
            lambda: actions.applications.supplement(
                again(application), statement="补交", by=None
            )
        )

    def test_an_application_is_declined_from_the_day_after_the_last_to_supplement(self):
        application = self.apply()
        actions.applications.ask_supplement(application, by=self.clerk, missing="凭证")
        clock = Deadline.objects.of(application).get(limit__code="repair_supplement")
        noon = datetime.combine(clock.due_on, datetime.min.time(), UTC)

        with (
            time_machine.travel(noon + timedelta(hours=4), tick=False),
            self.assertRaisesMessage(Refused, "申请人的补正期限至"),
        ):
            actions.applications.decline(application, by=self.reviewer, grounds="不齐")
        with time_machine.travel(noon + timedelta(hours=28), tick=False):
            actions.applications.decline(application, by=self.reviewer, grounds="不齐")

        self.assertEqual(application.status, Application.Status.NOT_ACCEPTED)

    def test_an_application_is_declined_with_grounds_by_its_department(self):
        application = self.apply()
        with self.assertRaisesMessage(Refused, "谁认定、谁修复"):
            actions.applications.decline(application, by=self.stranger, grounds="不齐")
        with self.assertRaisesMessage(Refused, "请填写理由"):
            actions.applications.decline(application, by=self.reviewer, grounds="")
        check_all_or_nothing(
            lambda: actions.applications.decline(
                again(application), by=self.reviewer, grounds="不齐"
            )
        )

        actions.applications.decline(application, by=self.reviewer, grounds="不齐")

        kept = again(application)
        self.assertEqual((kept.grounds, kept.decided_by), ("不齐", self.reviewer))


class RuleChangeTests(RepairCast):
    def test_an_open_application_keeps_the_rule_it_was_filed_under(self):
        application = self.apply()
        self.rule.valid_to = timezone.localdate() - timedelta(days=1)
        self.rule.save()
        make_rule(
            self.standard,
            version=2,
            repairable=False,
            not_repairable_reason="新规定",
            valid_from=timezone.localdate(),
        )

        actions.applications.accept(application, by=self.clerk)

        application.refresh_from_db()
        self.assertEqual(application.rule.version, 1)
