"""The departments and officials of the register's tests."""

from django.db import connection
from django.test import TestCase

from tests import bystander, factories


class Cast(TestCase):
    """A department with a clerk and a reviewer, a stranger, the credit office, one standard.

    The database also has a bystander (`tests/bystander.py`). Nothing about it may have changed
    after a test, unless `touches_bystander` says why.
    """

    touches_bystander = ""

    @classmethod
    def setUpTestData(cls):
        bystander.join()
        factories.make_calendar()
        cls.department = factories.make_department()
        cls.office = factories.make_credit_office()
        cls.elsewhere = factories.make_department("jianwei")
        cls.clerk = factories.make_official("chen", cls.department, name="陈经办")
        cls.reviewer = factories.make_official("lin", cls.department, name="林审核")
        cls.stranger = factories.make_official("wang", cls.elsewhere, name="王外单位")
        cls.officer = factories.make_official(
            "zheng", cls.office, ["oversee", "second_entry"], name="郑信用办"
        )
        cls.standard = factories.make_standard(cls.department)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bystander_before = bystander.state()

    def _fixture_teardown(self):
        try:
            if not (self.touches_bystander or connection.needs_rollback):
                assert bystander.changes(self.bystander_before) == []
        finally:
            super()._fixture_teardown()

    def draft(self, **fields):
        return factories.make_entry(
            fields.pop("standard", self.standard), self.clerk, **fields
        )

    def published(self, **fields):
        return factories.make_published(
            fields.pop("standard", self.standard), self.clerk, self.reviewer, **fields
        )
