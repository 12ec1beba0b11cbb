from datetime import UTC, date, datetime, timedelta

import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

import registry.actions
from registry import receipts, terms
from registry.errors import Refused
from registry.models import Deadline, ListKind
from repair import actions
from repair.models import Application, Rule
from tests import factories

from .cast import RepairCast, make_rule


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

    def test_an_application_is_refused_without_the_promise(self):
        self.refused("信用承诺", promised=False)

    def test_an_application_passed_on_by_credit_china_needs_its_number(self):
        self.refused("申请编号", channel=Application.Channel.CREDIT_CHINA)


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
