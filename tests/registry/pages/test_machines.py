"""What search engines read: where to look, and where not to."""

from django.core.cache import cache
from django.urls import reverse

from tests import factories
from tests.registry.cast import Cast


class MachinePageTests(Cast):
    def setUp(self):
        cache.clear()

    def test_robots_stay_away_from_persons_and_from_the_admin(self):
        text = self.client.get("/robots.txt").content.decode()

        for path in ("/person/", "/admin/", "/api/", "/search/"):
            self.assertIn(f"Disallow: {path}\n", text)
        self.assertIn("Sitemap: http://testserver/sitemap.xml", text)

    def test_the_sitemap_names_organisations_and_standards_and_no_person(self):
        entry = self.published()
        person = factories.make_person()
        self.published(subject=person)

        page = self.client.get("/sitemap.xml")

        self.assertEqual(page["Content-Type"], "application/xml")
        subject = reverse("registry:subject", args=[entry.subject.key])
        self.assertContains(page, f"<loc>http://testserver{subject}</loc>")
        self.assertContains(
            page, reverse("registry:standard", args=[self.standard.code])
        )
        self.assertNotContains(page, person.key)
        self.assertNotContains(page, reverse("registry:person"))


class GuidePageTests(Cast):
    def test_the_guide_says_how_to_object_and_how_to_apply_for_repair(self):
        page = self.client.get(reverse("registry:guide"))

        for anchor in ("objection", "repair", "same-name", "accessibility"):
            self.assertContains(page, f'id="{anchor}"')
        self.assertContains(page, "20 个工作日")


class ErrorPageTests(Cast):
    def test_a_page_that_is_not_there_offers_the_search(self):
        page = self.client.get("/nowhere/")

        self.assertContains(page, "没有找到这一页", status_code=404)
        self.assertContains(page, 'name="q"', status_code=404)
