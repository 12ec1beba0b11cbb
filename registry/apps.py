from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "名单管理"

    def ready(self):
        from . import (
            lookups,
            receivers,  # noqa: F401 (listens to what the register announces)
        )

        lookups.register()
