"""Hooks credit repair into the status page, seeding and demonstration of the registry."""

from django.apps import AppConfig


class RepairConfig(AppConfig):
    name = "repair"
    verbose_name = "信用修复"

    def ready(self):
        from registry import case_status
        from registry.management import demonstration
        from registry.management import seeding as registry_seeding

        from . import receivers, seeding, status_page  # noqa: F401
        from .management.demonstration import play
        from .models import Application

        case_status.register_builder(Application, status_page.case_status_of)
        registry_seeding.EXTRA_SEEDS.append(("信用修复规则和期限", seeding.load))
        demonstration.EXTRA_SCENES.append(("信用修复申请", play))
