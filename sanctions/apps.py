from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    name = "sanctions"
    verbose_name = "联合奖惩"

    def ready(self):
        from . import receivers  # noqa: F401 (connects them)
