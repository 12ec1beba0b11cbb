"""The admin as an app, with the site of `admin_site` and the deployment checks."""

from django.contrib.admin.apps import AdminConfig


class CreditAdminConfig(AdminConfig):
    default_site = "credit_fuzhou.admin_site.CreditAdminSite"

    def ready(self):
        super().ready()
        from . import checks  # noqa: F401 (registers the checks)
