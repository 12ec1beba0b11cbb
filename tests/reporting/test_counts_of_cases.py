"""Objections, repairs and imported lists of October 2026, counted by hand for two departments.

As in `test_counts`: each class says what was done around that month, and what must be counted.
Of the calendar only Saturdays and Sundays are free; October 1 is a Thursday.
"""

from datetime import date

from django.core.files.base import ContentFile

import disputes.actions
import disputes.seeding
import repair.actions
from disputes.models import Objection
from registry.actions import batches, receiving
from reporting import figures, statistics
from tests import factories
from tests.disputes.cast import applicant_of
from tests.registry.lists import csv_of, row
from tests.repair.cast import apply_for, make_limits, make_rule

from .cast import OCTOBER, CountsCast, at

Finding, Outcome = Objection.Finding, Objection.Outcome


class ObjectionsTests(CountsCast):
    """Twenty working days from the receipt of the notice are the time of a verification."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        disputes.seeding.load()
        cls.verifiers = {
            one: factories.make_official(f"verifier-{one.code}", one) for one in cls.staff
        }  # fmt: skip
        cls.deciders = {
            one: factories.make_official(f"decider-{one.code}", one) for one in cls.staff
        }  # fmt: skip
        cls.of_the_first_department()
        cls.of_the_second_department()
        cls.reexamined_in_the_second_department()

    @classmethod
    def of_the_first_department(cls):
        # Due on September 29, found on October 5 after 24 working days.
        late = cls.verifying(cls.department, "2026-08-20", "2026-09-01")
        cls.find(late, Finding.RIGHT, "2026-10-05 00:00")
        cls.decide(late, Outcome.KEPT, "2026-10-06 10:00")
        # Due on October 13, found in November.
        later = cls.verifying(cls.department, "2026-09-14", "2026-09-15")
        cls.find(later, Finding.RIGHT, "2026-11-01 00:00")
        # Found after two working days.
        upheld = cls.verifying(cls.department, "2026-10-01", "2026-10-08")
        cls.find(upheld, Finding.REVOKE, "2026-10-12 10:00")
        cls.decide(upheld, Outcome.REVOKED, "2026-10-31 23:59")
        # Due on September 30, not late on that day; withdrawn while it was late.
        withdrawn = cls.verifying(cls.department, "2026-09-01", "2026-09-02")
        cls.withdraw(withdrawn, "2026-10-31 10:00")
        # Due on October 1, withdrawn in November.
        withdrawn = cls.verifying(cls.department, "2026-09-01", "2026-09-03")
        cls.withdraw(withdrawn, "2026-11-02 10:00")

    @classmethod
    def of_the_second_department(cls):
        corrected = cls.verifying(cls.elsewhere, "2026-09-07", "2026-09-08")
        cls.find(corrected, Finding.CORRECT, "2026-09-14 10:00")
        cls.decide(corrected, Outcome.CORRECTED, "2026-09-18 10:00")
        # Its decision is late, not its verification.
        undecided = cls.verifying(cls.elsewhere, "2026-08-31", "2026-09-08")
        cls.find(undecided, Finding.RIGHT, "2026-09-15 10:00")
        cls.file(cls.elsewhere, "2026-10-31 23:59")
        cls.file(cls.elsewhere, "2026-11-01 00:00")

    @classmethod
    def reexamined_in_the_second_department(cls):
        first = cls.verifying(cls.elsewhere, "2026-08-03", "2026-08-04")
        cls.find(first, Finding.RIGHT, "2026-08-05 10:00")
        cls.decide(first, Outcome.KEPT, "2026-08-06 10:00")
        with at("2026-08-07 10:00"):
            disputes.actions.cases.reply(first, by=cls.officer, way="电话", replied_on=date(2026, 8, 7))  # fmt: skip
        with at("2026-08-20 10:00"):
            again = disputes.actions.objections.reexamine(first, statement="不服", by=None)  # fmt: skip
        cls.sign(again, "2026-09-10")  # due on October 8

    @classmethod
    def file(cls, department, moment):
        standard = {cls.department: cls.standard, cls.elsewhere: cls.elsewhere_standard}[department]  # fmt: skip
        entry = cls.publish_at("2026-07-01 10:00", standard)
        with at(moment):
            return disputes.actions.objections.file(
                entry, applicant=applicant_of(entry.subject), ground="error", statement="有误", by=None
            )[0]  # fmt: skip

    @classmethod
    def verifying(cls, department, filed_on, signed_on):
        """An objection filed at the first instant of a day, its notice signed for on another."""
        objection = cls.file(department, f"{filed_on} 00:00")
        cls.sign(objection, signed_on)
        return objection

    @classmethod
    def sign(cls, objection, on):
        with at(f"{on} 10:00"):
            disputes.actions.cases.accept(objection, by=cls.officer)
            disputes.actions.cases.sign(objection, by=cls.verifiers[objection.respondent], signed_on=date.fromisoformat(on))  # fmt: skip

    @classmethod
    def find(cls, objection, finding, moment):
        changes = {"facts": "更正后的事实"} if finding == Finding.CORRECT else None
        with at(moment):
            disputes.actions.cases.record_finding(
                objection, by=cls.verifiers[objection.respondent], finding=finding, text="核对", changes=changes
            )  # fmt: skip

    @classmethod
    def decide(cls, objection, outcome, moment):
        with at(moment):
            disputes.actions.cases.decide(objection, by=cls.deciders[objection.respondent], outcome=outcome, reason="理由")  # fmt: skip

    @classmethod
    def withdraw(cls, objection, moment):
        with at(moment):
            disputes.actions.cases.withdraw(objection, by=None, reason="不再异议")

    def test_the_objections_of_the_first_department(self):
        self.assert_figures(
            "异议处理",
            self.department,
            {
                "objections.received": [1, 3, 5],
                "objections.decided": [2, 0, 2],
                "objections.upheld": [1, 0, 1],
                "objections.mean": [13.0, None, 13.0],
                "objections.overdue": [2, 1, None],
            },
        )

    def test_the_objections_of_the_second_department(self):
        self.assert_figures(
            "异议处理",
            self.elsewhere,
            {
                "objections.received": [1, 1, 5],
                "objections.decided": [0, 1, 2],
                "objections.upheld": [0, 1, 1],
                "objections.mean": [None, 4.5, 3.3],
                "objections.overdue": [1, 0, None],
            },
        )

    def test_the_scores_of_both_departments(self):
        # Deadlines in October: one found late, one withdrawn; two found in time, one still open.
        self.assert_scores(self.department, objections=(0, 1))
        self.assert_scores(self.elsewhere, objections=(2, 3))

    def test_the_statistics_of_the_year_have_every_outcome(self):
        rows = [
            ("收到异议", [10]),
            ("决定：撤销条目", [1]),
            ("决定：更正条目", [1]),
            ("决定：维持原条目", [2]),
        ]

        self.assertEqual(statistics.objections(OCTOBER).rows, rows)

    def test_the_mean_of_the_city_is_that_of_all_its_findings(self):
        # 24 and 2 days of the first department, 4, 5 and 1 of the second.
        rows = figures.of_all(OCTOBER).total()["rows"]

        self.assertEqual(rows["objections.mean"], [13.0, 4.5, 7.2])


class RepairsTests(CountsCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_limits()
        for standard in (cls.standard, cls.elsewhere_standard):
            make_rule(standard)
        cls.verifiers = {
            one: factories.make_official(f"verifier-{one.code}", one) for one in cls.staff
        }  # fmt: skip
        revoked = cls.verified(cls.standard, "2026-09-20 10:00")
        cls.grant(revoked, "2026-10-01 00:00")
        with at("2026-10-20 10:00"):
            repair.actions.applications.revoke(revoked, by=cls.reviewer, reason="虚假材料", standard=cls.standard)  # fmt: skip
        not_accepted = cls.apply(cls.standard, "2026-10-01 00:00")
        with at("2026-10-05 10:00"):
            repair.actions.applications.decline(not_accepted, by=cls.clerk, grounds="材料不全")  # fmt: skip
        refused = cls.verified(cls.standard, "2026-10-10 10:00")
        with at("2026-10-31 23:59"):
            repair.actions.applications.refuse(refused, by=cls.reviewer, grounds="未整改")  # fmt: skip
        withdrawn = cls.apply(cls.standard, "2026-10-12 10:00")
        with at("2026-10-13 10:00"):
            repair.actions.applications.withdraw(withdrawn, by=None, reason="不再申请")
        cls.apply(cls.standard, "2026-11-01 00:00")
        other = cls.elsewhere_standard
        cls.grant(cls.verified(other, "2025-12-31 23:59"), "2026-01-01 00:00")
        cls.grant(cls.verified(other, "2026-10-31 23:59"), "2026-11-01 00:00")

    @classmethod
    def apply(cls, standard, moment):
        entry = cls.publish_at("2025-06-01 10:00", standard)
        with at(moment):
            return apply_for(entry)

    @classmethod
    def verified(cls, standard, moment):
        application = cls.apply(standard, moment)
        with at(moment):
            repair.actions.applications.accept(application, by=cls.staff[standard.department][0])  # fmt: skip
            repair.actions.applications.verify(application, by=cls.verifiers[standard.department], finding="属实")  # fmt: skip
        return application

    @classmethod
    def grant(cls, application, moment):
        with at(moment):
            repair.actions.applications.grant(application, by=cls.staff[application.department][1], grounds="符合条件")  # fmt: skip

    def test_the_repairs_of_the_first_department(self):
        self.assert_figures(
            "信用修复",
            self.department,
            {
                "repairs.received": [3, 1, 4],
                "repairs.granted": [1, 0, 1],
                "repairs.refused": [2, 0, 2],
            },
        )

    def test_the_repairs_of_the_second_department(self):
        self.assert_figures(
            "信用修复",
            self.elsewhere,
            {"repairs.received": [1, 0, 1], "repairs.granted": [0, 0, 1]},
        )

    def test_the_statistics_of_the_year_have_every_outcome(self):
        rows = [("收到修复申请", [5]), ("准予修复", [2]), ("不予受理或者不予修复", [2])]

        self.assertEqual(statistics.repairs(OCTOBER).rows, rows)


class ImportsTests(CountsCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        black, other = cls.standard, cls.elsewhere_standard
        undated, unnamed = {"认定日期": ""}, {"企业名称": ""}
        cls.confirm(cls.staged(black, row(1), row(2, **undated), row(3, **undated), row(4, **unnamed)), "2026-10-01 00:00")  # fmt: skip
        cls.confirm(cls.staged(black, row(5), row(6)), "2026-10-31 23:59")
        cls.confirm(cls.staged(black, row(7), row(8, **undated)), "2026-11-01 00:00")
        cls.staged(black, row(9), row(10, **undated))
        cls.confirm(cls.staged(other, row(11), row(12, **undated)), "2026-09-30 23:59")
        cls.confirm(cls.staged(other, row(13)), "2025-12-31 23:59")

    @classmethod
    def staged(cls, standard, *rows):
        batch = receiving.receive(
            ContentFile(csv_of(*rows)), department=standard.department, standard=standard,
            filename="名单.csv", by=cls.staff[standard.department][0],
        )  # fmt: skip
        batches.stage(batch)
        batch.refresh_from_db()
        return batch

    @classmethod
    def confirm(cls, batch, moment):
        with at(moment):
            batches.confirm(batch, by=cls.staff[batch.department][0])

    def test_the_rows_of_the_first_department(self):
        self.assert_figures(
            "数据质量",
            self.department,
            {"imports.rows": [6, 0, 6], "imports.rejected": [3, 0, 3]},
        )

    def test_the_rows_of_the_second_department(self):
        self.assert_figures(
            "数据质量",
            self.elsewhere,
            {"imports.rows": [0, 2, 2], "imports.rejected": [0, 1, 1]},
        )

    def test_the_most_frequent_reasons_come_first(self):
        computed = figures.of_all(OCTOBER)
        reasons = computed.of(self.department)["rejections"]

        self.assertEqual([number for _, number in reasons], [2, 1])
        self.assertIn("认定日期", reasons[0][0])
        self.assertIn("名称", reasons[1][0])
        self.assertEqual(computed.of(self.elsewhere)["rejections"], [])
        self.assertEqual(computed.total()["rejections"], reasons)
