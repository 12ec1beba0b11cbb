"""Hooks disputes into the status page, seeding and demonstration of the registry."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "disputes"
    verbose_name = "异议投诉"

    def ready(self):
        from registry import calendar_feeds, case_status
        from registry.management import demonstration
        from registry.management import seeding as registry_seeding

        from . import court_days, seeding, status_page
        from .management.demonstration import play
        from .models import Complaint, Objection

        case_status.register_builder(Objection, status_page.case_status_of)
        case_status.register_builder(Complaint, status_page.case_status_of)
        calendar_feeds.EXTRA_DAYS.append(court_days.days_of)
        registry_seeding.EXTRA_SEEDS.append(("异议投诉办理期限", seeding.load))
        demonstration.EXTRA_SCENES.append(("异议、投诉和诉讼", play))
