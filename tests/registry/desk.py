"""The cast signed in to the admin, with the permissions of their groups."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from registry.data.groups import AUDITORS, CLERKS, GROUPS, OFFICE, REVIEWERS
from tests import factories
from tests.registry.cast import Cast


def put_in(official, group):
    """Give `official` the permissions of the group `group`."""
    names = [name.partition(".")[2] for name in GROUPS[group]]
    official.user_permissions.set(Permission.objects.filter(codename__in=names))


class Desk(Cast):
    """The cast with their duties; `sign_in` says which official uses the admin."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.auditor = factories.make_official("duban", cls.office, name="杜督查")
        for official, group in [
            (cls.clerk, CLERKS),
            (cls.reviewer, REVIEWERS),
            (cls.stranger, CLERKS),
            (cls.officer, OFFICE),
            (cls.auditor, AUDITORS),
        ]:
            put_in(official, group)

    def sign_in(self, official):
        self.client.force_login(
            official, backend="django.contrib.auth.backends.ModelBackend"
        )
        return official

    def list_url(self, model="entry"):
        return reverse(f"admin:registry_{model}_changelist")

    def page_url(self, instance):
        name = f"admin:registry_{instance._meta.model_name}_change"
        return reverse(name, args=[instance.pk])

    def action_url(self, instance, name):
        route = f"admin:registry_{instance._meta.model_name}_do"
        return reverse(route, args=[instance.pk, name])

    def press(self, instance, name, /, **given):
        """Press the button `name` of `instance`; returns the page that follows."""
        return self.client.post(self.action_url(instance, name), given, follow=True)

    def says(self, response):
        """The messages shown on the page."""
        return [str(message) for message in response.context["messages"]]
