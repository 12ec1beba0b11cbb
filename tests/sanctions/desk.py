"""The measures' cast at their desks, with what their groups may do."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from registry.data import groups as ground
from registry.roles import CLERKS, OFFICE, REVIEWERS
from sanctions.data import groups

from .cast import MeasuresCast


def put_in(official, group):
    """Give `official` what members of `group` may do."""
    for app, table in (("registry", ground.GROUPS), ("sanctions", groups.GROUPS)):
        names = [name.partition(".")[2] for name in table[group]]
        official.user_permissions.add(
            *Permission.objects.filter(content_type__app_label=app, codename__in=names)
        )


class MeasuresDesk(MeasuresCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for official, group in [
            (cls.clerk, CLERKS),
            (cls.reviewer, REVIEWERS),
            (cls.accountant, CLERKS),
            (cls.stranger, CLERKS),
            (cls.officer, OFFICE),
        ]:
            put_in(official, group)

    def sign_in(self, official):
        self.client.force_login(
            official, backend="django.contrib.auth.backends.ModelBackend"
        )

    def list_url(self, model):
        return reverse(f"admin:sanctions_{model}_changelist")

    def add(self, model, **given):
        """Fill in the page on which a `model` is added; returns the page that follows."""
        url = reverse(f"admin:sanctions_{model}_add")
        return self.client.post(url, given, follow=True)

    def page_of(self, instance):
        name = f"admin:sanctions_{instance._meta.model_name}_change"
        return self.client.get(reverse(name, args=[instance.pk]))

    def press(self, instance, button, /, **given):
        """Press the `button` of `instance`; returns the page that follows."""
        name = f"admin:sanctions_{instance._meta.model_name}_do"
        url = reverse(name, args=[instance.pk, button])
        return self.client.post(url, given, follow=True)
