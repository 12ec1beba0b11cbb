"""The accounts that read through the API in these tests."""

from rest_framework.test import APIClient

from tests import factories
from tests.registry.cast import Cast

MAY_READ = [
    f"view_{instance}"
    for instance in ["entry", "subject", "standard", "department", "field", "region"]
]


class Readers(Cast):
    """The cast, and three accounts of other systems: of the department, elsewhere, the office's."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.own = factories.make_official("system", cls.department, MAY_READ)
        cls.other = factories.make_official("elsewhere", cls.elsewhere, MAY_READ)
        cls.all = factories.make_official("all", cls.office, [*MAY_READ, "oversee"])

    def client_of(self, official):
        client = APIClient()
        client.force_login(official)
        return client

    def get(self, url, official=None, expect=200, **query):
        response = self.client_of(official or self.own).get(f"/api/v1/{url}", query)
        self.assertEqual(response.status_code, expect, response.content.decode())
        return response.json()

    def ids(self, url, official=None, **query):
        return [row["id"] for row in self.get(url, official, **query)["results"]]
