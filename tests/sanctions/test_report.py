"""Credit reports: what they state, then and now, and who receives them (一(四))."""

import time_machine
from django.utils import timezone

import registry.actions
from registry.errors import Refused
from registry.models import TrailEntry
from sanctions import actions
from sanctions.credit_report import changes_since, counts, public_facts
from sanctions.models import OWN_DATA, Report
from tests import factories
from tests.registry.cast import Cast

from .breaking import failing


class ReportTests(Cast):
    def issue(self, subject, **given):
        return actions.reports.issue(subject, by=self.clerk, purpose="投标", **given)

    def test_a_report_states_the_entries_that_stand(self):
        entry = self.published()

        report = self.issue(entry.subject)

        self.assertEqual([one["id"] for one in report.facts["entries"]], [entry.pk])
        self.assertIn(("黑名单", 1), counts(report.facts))

    def test_a_report_keeps_who_issued_it_when_and_what_for(self):
        subject = factories.make_subject()

        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            version = TrailEntry.objects.order_by("pk").last().pk
            report = self.issue(subject)

        report.refresh_from_db()
        self.assertEqual(
            (report.subject, report.department, report.purpose, report.proof),
            (subject, self.department, "投标", ""),
        )
        self.assertEqual((report.made_at, report.made_by), (now, self.clerk))
        self.assertEqual(report.version, version)
        self.assertRegex(
            report.number, rf"^XB{timezone.localdate():%Y%m%d}[0-9A-Z]{{6}}$"
        )
        self.assertRegex(report.code, r"^[0-9A-Z]{16}$")
        line = TrailEntry.objects.about(report).get()
        self.assertEqual(
            (line.action, line.after, line.reason, line.at),
            (
                "sanctions.report.issued",
                {"number": report.number, "subject": subject.pk},
                "投标",
                now,
            ),
        )

    def test_an_official_without_a_department_issues_no_report(self):
        with self.assertRaisesMessage(Refused, "您的账号没有所属单位"):
            actions.reports.issue(
                factories.make_subject(),
                by=factories.make_official("nobody"),
                purpose="投标",
            )

    def test_no_report_is_issued_where_the_trail_cannot_be_written(self):
        subject = factories.make_subject()

        with failing(self, actions.reports.trail, "record"):
            self.issue(subject)

        self.assertFalse(Report.objects.filter(subject=subject).exists())

    def test_a_report_keeps_what_it_stated_and_says_what_became_of_it(self):
        entry = self.published()
        report = self.issue(entry.subject)
        self.assertEqual(
            changes_since(report, timezone.now()), {entry.pk: "仍然有效。"}
        )

        hold = registry.actions.holds.place(
            entry, kind="objection", reason="异议", by=None
        )
        self.assertEqual(
            changes_since(report, timezone.now()), {entry.pk: "正在核查，暂停效力。"}
        )
        registry.actions.holds.release(hold, by=None, reason="无误")
        registry.actions.entries.end(
            entry, because="repaired", reason="已修复", by=None
        )

        report.refresh_from_db()
        self.assertEqual(len(report.facts["entries"]), 1)
        self.assertIn(
            "退出（信用修复）", changes_since(report, timezone.now())[entry.pk]
        )

    def test_a_person_s_report_is_issued_only_after_the_identity_was_confirmed(self):
        person = factories.make_person()

        for proof in ("", "  "):
            with self.assertRaisesMessage(Refused, "只能出具给本人"):
                self.issue(person, identity_proof=proof)

        report = self.issue(person, identity_proof=" 核验身份证原件")
        self.assertEqual(report.proof, "核验身份证原件")
        line = TrailEntry.objects.about(report).get()
        self.assertEqual(line.actor, self.clerk)
        self.assertEqual(line.reason, "投标； 核验身份证原件")

    def test_a_person_s_name_is_not_shown_in_full_where_it_is_verified(self):
        report = self.issue(
            factories.make_person("张三丰"), identity_proof="核验身份证原件"
        )

        self.assertEqual(public_facts(report)["subject"]["name"], "张*")

    def test_an_association_s_data_is_marked_as_its_own(self):
        report = self.issue(factories.make_subject())

        self.assertEqual(report.facts["association"]["note"], OWN_DATA)
