"""The app of monthly reporting; adds its seeds and its part of the demonstration."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "月报督导"

    def ready(self):
        from registry.management import demonstration
        from registry.management import seeding as registry_seeding

        from . import seeding
        from .management.demonstration import play

        registry_seeding.EXTRA_SEEDS.append(("月报期限和报送单位", seeding.load))
        demonstration.EXTRA_SCENES.append(("月报和典型案例", play))
