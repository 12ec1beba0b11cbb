from django.apps import AppConfig


class RepairConfig(AppConfig):
    name = "repair"
    verbose_name = "信用修复"

    def ready(self):
        from registry import status
        from registry.management import demonstration
        from registry.management import seeding as ground

        from . import receivers, seeding, telling  # noqa: F401
        from .management.demonstration import play
        from .models import Application

        status.tells(Application, telling.account_of)
        ground.FURTHER.append(("信用修复规则和期限", seeding.load))
        demonstration.FURTHER.append(("信用修复申请", play))
