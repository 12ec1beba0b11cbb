from datetime import date, timedelta

from registry.models import Lead, Standard
from tests import factories
from tests.registry.readers import Readers


class StandardsApiTests(Readers):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.of_bystander = Standard.objects.get(department__code="pangguan")

    def test_shows_the_rule_in_full(self):
        answer = self.get(f"standards/{self.standard.pk}/")

        self.assertEqual(answer["code"], self.standard.code)
        self.assertEqual(answer["term_months"], 36)
        self.assertEqual(answer["department"], "huanbao")

    def test_shows_drafts_to_their_own_department_only(self):
        draft = factories.make_standard(self.department, published=False)

        published = [self.standard.pk, self.of_bystander.pk]
        self.assertEqual(self.ids("standards/"), [draft.pk, *published])
        self.assertEqual(self.ids("standards/", self.other), published)
        self.assertEqual(self.ids("standards/", self.all), [draft.pk, *published])
        self.get(f"standards/{draft.pk}/", self.other, expect=404)

    def test_filters(self):
        red = factories.make_standard(self.elsewhere, list_kind="red")
        before = factories.LONG_AGO - timedelta(days=1)
        everything = [red.pk, self.standard.pk, self.of_bystander.pk]

        for query, expected in [
            ({"list_kind": "red"}, [red.pk]),
            ({"department": "huanbao"}, [self.standard.pk]),
            ({"code": red.code}, [red.pk]),
            ({"field": red.field.code}, everything),
            ({"on": factories.LONG_AGO.isoformat()}, everything),
            ({"on": before.isoformat()}, []),
        ]:
            with self.subTest(query):
                self.assertEqual(self.ids("standards/", **query), expected)

    def test_needs_as_many_queries_for_three_as_for_one(self):
        client = self.client_of(self.own)

        with self.assertNumQueries(5):
            client.get("/api/v1/standards/")
        factories.make_standard(self.department)
        factories.make_standard(self.elsewhere)
        with self.assertNumQueries(5):
            client.get("/api/v1/standards/")


class PlacesApiTests(Readers):
    def codes(self, url, **query):
        return [row["code"] for row in self.get(url, **query)["results"]]

    def test_departments_are_addressed_by_their_codes(self):
        answer = self.get("departments/huanbao/")

        self.assertEqual(answer["region"], "350100")
        self.get("departments/nobody/", expect=404)

    def test_departments_are_filtered(self):
        heir = factories.make_department("shuiwu")
        gone = factories.make_department(
            "guoshui", valid_to=date(2018, 6, 14), successor=heir
        )

        self.assertIn(gone.code, self.codes("departments/"))
        self.assertEqual(self.get("departments/guoshui/")["successor"], "shuiwu")
        self.assertNotIn(gone.code, self.codes("departments/", on="2018-06-15"))
        self.assertIn(gone.code, self.codes("departments/", on="2018-06-14"))
        office = self.codes("departments/", kind="credit_office")
        self.assertEqual(office, [self.office.code])
        of_cast = ["huanbao", "jianwei", "xinyongban"]
        of_bystander = ["pangguan", "pangguan-zhixing"]
        self.assertCountEqual(
            self.codes("departments/", region="350100"),
            [*of_cast, *of_bystander, heir.code, gone.code],
        )

    def test_fields_name_all_who_ever_led_them(self):
        field = self.standard.field
        for department, since, until in [
            (self.department, date(2016, 1, 1), date(2018, 12, 31)),
            (self.elsewhere, date(2019, 1, 1), None),
        ]:
            Lead.objects.create(
                field=field,
                department=department,
                valid_from=since,
                valid_to=until,
                citation="四(二)",
            )

        leads = self.get(f"fields/{field.code}/")["leads"]

        self.assertEqual(
            [(lead["department"], lead["valid_to"]) for lead in leads],
            [("huanbao", "2018-12-31"), ("jianwei", None)],
        )

    def test_regions_are_addressed_by_their_codes(self):
        gulou = factories.make_region("350102", "鼓楼区")
        gulou.parent = factories.make_region()
        gulou.save()

        self.assertEqual(self.get("regions/350102/")["parent"], "350100")
        self.assertEqual(self.codes("regions/"), ["350102", "350100"])

    def test_requests_without_an_account_are_refused(self):
        for name in ("standards", "departments", "fields", "regions"):
            with self.subTest(name):
                self.assertEqual(self.client.get(f"/api/v1/{name}/").status_code, 401)
                self.get(f"{name}/", self.stranger, expect=403)

    def test_needs_as_many_queries_for_three_as_for_one(self):
        client = self.client_of(self.own)

        def asked():
            for name, queries in [("departments", 5), ("regions", 5), ("fields", 7)]:
                with self.assertNumQueries(queries):
                    client.get(f"/api/v1/{name}/")

        Lead.objects.create(
            field=self.standard.field, department=self.department, citation="四(二)"
        )
        asked()
        for number in range(2):
            department = factories.make_department(f"d{number}")
            field = factories.make_field(f"f{number}", f"领域{number}")
            factories.make_region(f"35010{number + 2}", f"区{number}")
            Lead.objects.create(field=field, department=department, citation="四(二)")
        asked()
