from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "disputes"
    verbose_name = "异议投诉"

    def ready(self):
        from registry import status
        from registry.management import demonstration
        from registry.management import seeding as ground

        from . import seeding, telling
        from .management.demonstration import play
        from .models import Complaint, Objection

        status.tells(Objection, telling.account_of)
        status.tells(Complaint, telling.account_of)
        ground.FURTHER.append(("异议投诉办理期限", seeding.load))
        demonstration.FURTHER.append(("异议、投诉和诉讼", play))
