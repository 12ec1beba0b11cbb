"""Credit reports: what they state, then and now, and who receives them (一(四))."""

from django.utils import timezone

import registry.actions
from registry.errors import Refused
from registry.models import TrailEntry
from sanctions import actions
from sanctions.credit_report import changes_since, counts, public_facts
from sanctions.models import OWN_DATA
from tests import factories
from tests.registry.cast import Cast


class ReportTests(Cast):
    def issue(self, subject, **given):
        return actions.reports.issue(subject, by=self.clerk, purpose="投标", **given)

    def test_a_report_states_the_entries_that_stand(self):
        entry = self.published()

        report = self.issue(entry.subject)

        self.assertEqual([one["id"] for one in report.facts["entries"]], [entry.pk])
        self.assertIn(("黑名单", 1), counts(report.facts))

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

        with self.assertRaisesMessage(Refused, "只能出具给本人"):
            self.issue(person)

        report = self.issue(person, identity_proof="核验身份证原件")
        line = TrailEntry.objects.about(report).get()
        self.assertEqual(line.actor, self.clerk)
        self.assertIn("核验身份证原件", line.reason)

    def test_a_person_s_name_is_not_shown_in_full_where_it_is_verified(self):
        report = self.issue(
            factories.make_person("张三丰"), identity_proof="核验身份证原件"
        )

        self.assertEqual(public_facts(report)["subject"]["name"], "张*")

    def test_an_association_s_data_is_marked_as_its_own(self):
        report = self.issue(factories.make_subject())

        self.assertEqual(report.facts["association"]["note"], OWN_DATA)
