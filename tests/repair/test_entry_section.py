import re

from django.contrib.auth.models import Permission
from django.urls import reverse

from repair import actions
from repair.models import RepairNotice
from tests import factories

from .cast import RepairCast


class EntrySectionTests(RepairCast):
    """An entry's own page shows its repair to those who may see it."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        view = Permission.objects.filter(codename__in=["view_entry", "view_subject"])
        more = Permission.objects.filter(
            codename__in=["view_application", "view_order", "view_objection"]
        )
        for official in (cls.clerk, cls.stranger):
            official.user_permissions.add(*view)
        cls.clerk.user_permissions.add(*more)

    def page(self, by, entry=None):
        self.client.force_login(by)
        entry = entry or self.entry
        return self.client.get(reverse("admin:registry_entry_change", args=[entry.pk]))

    def titles(self, response):
        return re.findall(r"<h2>([^<]+)</h2>", response.content.decode())

    def test_an_entrys_page_links_to_the_notice_and_each_application(self):
        application = self.apply()
        notice = RepairNotice.objects.get(entry=self.entry)

        page = self.page(self.clerk)

        for url in (
            reverse("admin:repair_application_change", args=[application.pk]),
            reverse("admin:repair_repairnotice_paper", args=[notice.pk, "pdf"]),
        ):
            self.assertContains(page, url)

    def test_an_entrys_page_shows_applications_only_to_those_who_may_see_them(self):
        reader = factories.make_official("reader", self.department)
        reader.user_permissions.add(Permission.objects.get(codename="view_entry"))
        self.apply()

        self.assertIn("信用修复", self.titles(self.page(self.clerk)))
        self.assertNotIn("信用修复", self.titles(self.page(reader)))

    def test_an_entrys_page_needs_as_many_queries_for_three_applications_as_for_one(
        self,
    ):
        def asked():
            with self.assertNumQueries(29):
                self.page(self.clerk)

        actions.applications.withdraw(self.apply(), by=None, reason="改日再提")
        self.page(self.clerk)
        asked()
        for _ in range(2):
            actions.applications.withdraw(self.apply(), by=None, reason="改日再提")
        asked()
