from django.urls import reverse

from .test_admin import Desk


class EntrySectionTests(Desk):
    """An entry's own page shows the disputes about it."""

    def test_an_entrys_page_links_to_each_objection(self):
        objection = self.object_to()

        page = self.page(self.entry)

        self.assertContains(page, "异议和诉讼")
        url = reverse("admin:disputes_objection_change", args=[objection.pk])
        self.assertContains(page, url)
