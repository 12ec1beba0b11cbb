"""No response of the API contains a natural person's identity number."""

from contextlib import suppress

from django.contrib.auth.models import Permission
from drf_spectacular.generators import SchemaGenerator

from registry.models import Entry, Scope
from tests import factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_changes import client_of

NUMBER = factories.number_of(90210)


class PrivacyTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        person = factories.make_person("欧阳某某", 90210)
        cls.entry = factories.make_published(
            cls.standard, cls.clerk, cls.reviewer, subject=person
        )
        cls.officer.user_permissions.add(*Permission.objects.all())

    def paths(self):
        """Yield every address of the API that can be read, with keys of real rows."""
        known = {
            "id": self.entry.pk,
            "key": self.entry.subject.key,
            "code": self.standard.code,
        }
        for path, operations in (
            SchemaGenerator().get_schema(public=True)["paths"].items()
        ):
            with suppress(KeyError):
                if "get" in operations:
                    yield path.format(**known)

    def test_no_address_that_can_be_read_returns_the_number(self):
        readers = [client_of(self.officer, *Scope.values), self.client]
        paths = list(self.paths())
        self.assertGreater(len(paths), 10)
        for reader in readers:
            for path in paths:
                with self.subTest(path=path):
                    answer = reader.get(path)
                    self.assertLess(answer.status_code, 500)
                    body = b"".join(answer) if answer.streaming else answer.content
                    self.assertNotIn(NUMBER, body.decode())

    def test_a_check_by_the_number_does_not_return_it(self):
        system = client_of(self.officer, *Scope.values)
        asked = {"identifier": NUMBER, "purpose": "approval", "case_number": "办1"}

        answer = system.post("/api/v1/checks/", asked, format="json")

        self.assertEqual(answer.json()["status"], "listed")
        self.assertNotIn(NUMBER, answer.content.decode())
        receipt = answer.json()["receipt"]
        kept = system.get(f"/api/v1/checks/{receipt}/")
        self.assertNotIn(NUMBER, kept.content.decode())

    def test_the_tables_do_not_contain_the_number(self):
        rows = Entry.objects.values().get(pk=self.entry.pk)
        rows |= type(self.entry.subject).objects.values().get(pk=self.entry.subject_id)

        self.assertNotIn(NUMBER, str(rows))
