"""The admin of the reporting duties."""

from datetime import date

from django.contrib.auth.models import Permission
from django.urls import reverse

from reporting.models import ReportingDuty
from tests.registry.desk import Desk


class DutyTests(Desk):
    def setUp(self):
        self.officer.user_permissions.add(
            *Permission.objects.filter(content_type__model="reportingduty")
        )
        self.sign_in(self.officer)
        self.duty = ReportingDuty.objects.create(
            department=self.department,
            valid_from=date(2016, 12, 1),
            citation="榕政办〔2016〕264号",
        )
        self.url = reverse("admin:reporting_reportingduty_change", args=[self.duty.pk])

    def test_a_duty_is_ended_by_its_last_day(self):
        self.client.post(self.url, {"valid_to": "2026-11-30"})

        self.duty.refresh_from_db()
        self.assertEqual(self.duty.valid_to, date(2026, 11, 30))

    def test_a_duty_cannot_end_before_the_first_day_that_the_page_only_shows(self):
        response = self.client.post(self.url, {"valid_to": "2016-11-30"})

        self.assertContains(response, "失效日期不能早于生效日期。")
        self.duty.refresh_from_db()
        self.assertIsNone(self.duty.valid_to)
