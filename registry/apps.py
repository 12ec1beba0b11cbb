from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "名单管理"

    def ready(self):
        from . import receivers  # noqa: F401 (hears what the register announces)
