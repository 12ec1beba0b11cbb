import registry.actions
from registry.models import Subject
from tests import bystander, factories
from tests.registry.readers import Readers


class SubjectsApiTests(Readers):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.number = factories.number_of(5)
        cls.person = factories.make_person("陈某某", 5)
        cls.company = factories.make_subject("福州海峡环保有限公司", 4321)
        factories.make_entry(cls.standard, cls.clerk, subject=cls.person)
        cls.of_bystander = Subject.objects.get(name=bystander.NAME)

    def look_up(self, official=None, expect=200, **asked):
        response = self.client_of(official or self.own).post(
            "/api/v1/subjects/lookup/", asked, format="json"
        )
        self.assertEqual(response.status_code, expect, response.content.decode())
        return response.json()

    def test_finds_an_organisation_by_its_code(self):
        found = self.look_up(identifier=factories.code_of(4321))

        self.assertEqual(found["id"], self.company.pk)
        self.assertEqual(found["identifier"], factories.code_of(4321))

    def test_finds_a_person_by_the_whole_number_and_shows_a_part(self):
        found = self.look_up(identifier=self.number)

        self.assertEqual(found["id"], self.person.pk)
        self.assertNotIn(self.number, str(found))
        self.assertEqual(found["identifier"], self.person.identifier)

    def test_finds_nobody_by_a_part_of_a_number(self):
        self.look_up(expect=400, identifier=self.number[:-1])
        self.look_up(expect=400, identifier=self.person.identifier)

    def test_finds_a_subject_by_another_of_its_numbers(self):
        other = factories.recognised(factories.code_of(777))
        registry.actions.subjects.add_identifier(
            self.company, identifier=other, by=self.clerk
        )

        found = self.look_up(identifier=factories.code_of(777))

        self.assertEqual(found["id"], self.company.pk)

    def test_hides_persons_without_an_entry_of_the_department(self):
        self.look_up(self.other, expect=404, identifier=self.number)
        self.assertEqual(self.ids("subjects/", self.other, kind="person"), [])
        self.get(f"subjects/{self.person.pk}/", self.other, expect=404)

    def test_the_hidden_and_the_unknown_get_the_same_answer(self):
        hidden = self.look_up(self.other, expect=404, identifier=self.number)
        unknown = self.look_up(
            self.other, expect=404, identifier=factories.number_of(999)
        )

        self.assertEqual(hidden, unknown)

    def test_returns_nothing_where_number_and_name_disagree(self):
        refused = self.look_up(expect=409, identifier=self.number, name="林某某")
        found = self.look_up(identifier=self.number, name=" 陈某某 ")

        self.assertEqual(list(refused), ["detail"])
        self.assertEqual(found["id"], self.person.pk)

    def test_asks_for_the_kind_where_a_number_could_be_of_two_kinds(self):
        passport = registry.actions.subjects.enrol(
            kind="person",
            name="SMITH",
            identifier=factories.identifiers.recognise(
                "E12345678",
                today=factories.LONG_AGO,
                kinds=[factories.identifiers.Kind.PASSPORT],
            ),
            by=None,
        )

        self.look_up(self.all, expect=400, identifier="12345678", identifier_kind="x")
        found = self.look_up(
            self.all, identifier="E12345678", identifier_kind="passport"
        )

        self.assertEqual(found["id"], passport.pk)

    def test_lists_and_filters(self):
        self.assertEqual(
            self.ids("subjects/"),
            [self.company.pk, self.person.pk, self.of_bystander.pk],
        )
        self.assertEqual(self.ids("subjects/", kind="person"), [self.person.pk])
        self.assertEqual(self.ids("subjects/", region=self.department.region.code), [])
        self.get("subjects/", expect=400, region="000000")

    def test_refuses_requests_without_an_account(self):
        self.assertEqual(self.client.get("/api/v1/subjects/").status_code, 401)
        self.get("subjects/", self.stranger, expect=403)
        self.look_up(self.stranger, expect=403, identifier=self.number)

    def test_a_lookup_from_a_signed_in_browser_needs_its_token(self):
        client = type(self.client)(enforce_csrf_checks=True)
        client.force_login(self.own)

        answer = client.post("/api/v1/subjects/lookup/", {"identifier": self.number})

        self.assertEqual(answer.status_code, 403)

    def test_needs_as_many_queries_for_three_subjects_as_for_one(self):
        client = self.client_of(self.own)

        with self.assertNumQueries(5):
            page = client.get("/api/v1/subjects/?kind=organisation").json()
        self.assertEqual(len(page["results"]), 2)  # and the bystander

        factories.make_subject()
        factories.make_subject()
        with self.assertNumQueries(5):
            page = client.get("/api/v1/subjects/?kind=organisation").json()
        self.assertEqual(len(page["results"]), 4)
        self.assertEqual(Subject.objects.organisations().count(), 4)
