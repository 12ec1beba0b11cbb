from django.urls import reverse

from registry.models import Clarification, Subject, TrailEntry
from tests import factories
from tests.registry.desk import Desk

ADD = reverse("admin:registry_subject_add")
QUERIES = 7


class SubjectTests(Desk):
    def setUp(self):
        self.subject = factories.make_subject("福州鼓山茶业有限公司")
        self.person = factories.make_person("林某某", 11)

    def names(self, response):
        return [one.name for one in response.context["cl"].result_list]

    def find(self, text):
        return self.client.post(
            reverse("admin:registry_subject_find"), {"q": text}, follow=True
        )

    def test_is_enrolled_with_a_checked_number(self):
        self.sign_in(self.clerk)
        given = {
            "new_kind": "person",
            "new_name": "陈某某",
            "new_identifier": factories.number_of(12),
        }

        response = self.client.post(ADD, given, follow=True)

        subject = Subject.objects.get(name="陈某某")
        self.assertNotContains(response, factories.number_of(12))
        self.assertEqual(TrailEntry.objects.about(subject).get().actor, self.clerk)

    def test_says_what_is_wrong_with_the_number(self):
        wrong = factories.number_of(12)[:-1] + "0"
        wrong = wrong if wrong != factories.number_of(12) else wrong[:-1] + "1"
        self.sign_in(self.clerk)

        response = self.client.post(
            ADD, {"new_kind": "person", "new_name": "陈某某", "new_identifier": wrong}
        )

        self.assertTrue(response.context["adminform"].errors["new_identifier"])
        self.assertFalse(Subject.objects.filter(name="陈某某").exists())

    def test_persons_are_seen_by_departments_with_an_entry_on_them(self):
        self.sign_in(self.clerk)
        before = self.client.get(self.page_url(self.person))
        self.draft(subject=self.person)

        listed = self.client.get(self.list_url("subject"))
        self.assertRedirects(before, reverse("admin:index"))
        organisations = {"福州鼓山茶业有限公司", "福州旁观者有限公司"}
        self.assertEqual(set(self.names(listed)), {*organisations, "林某某"})
        self.sign_in(self.stranger)
        listed = self.client.get(self.list_url("subject"))
        self.assertEqual(set(self.names(listed)), organisations)

    def test_organisations_are_found_by_name_and_code(self):
        self.sign_in(self.stranger)

        for text in ("鼓山茶业", self.subject.identifier):
            self.assertEqual(self.names(self.find(text)), ["福州鼓山茶业有限公司"])

    def test_persons_are_found_by_the_whole_number_which_never_stands_in_the_address(
        self,
    ):
        self.draft(subject=self.person)
        self.sign_in(self.clerk)

        response = self.find(factories.number_of(11))

        self.assertRedirects(response, self.page_url(self.person))
        self.assertEqual(self.names(self.find("林某某")), [])

    def test_does_not_show_a_stranger_that_a_person_is_known(self):
        self.draft(subject=self.person)
        self.sign_in(self.stranger)

        known = self.says(self.find(factories.number_of(11)))
        unknown = self.says(self.find(factories.number_of(13)))

        self.assertEqual(known, unknown)

    def test_is_renamed_and_still_found_by_the_old_name(self):
        self.sign_in(self.officer)

        self.press(self.subject, "rename", name="福州鼓岭茶业有限公司", reason="更名")

        self.subject.refresh_from_db()
        page = self.client.get(self.page_url(self.subject))
        self.assertEqual(self.subject.name, "福州鼓岭茶业有限公司")
        self.assertContains(page, "福州鼓山茶业有限公司")

    def test_gets_another_number(self):
        self.sign_in(self.officer)

        self.press(self.subject, "number", identifier=factories.code_of(990))
        again = self.press(self.subject, "number", identifier=factories.code_of(990))

        self.assertEqual(self.subject.other_identifiers.count(), 1)
        self.assertContains(again, "不能再次登记")

    def test_is_changed_by_the_credit_office_alone(self):
        self.sign_in(self.clerk)

        response = self.press(self.subject, "rename", name="别名", reason="x")

        self.assertEqual(response.status_code, 403)

    def test_clears_a_namesake_and_takes_the_clearance_back(self):
        self.sign_in(self.officer)
        self.press(
            self.person,
            "clarify",
            name="林某某",
            identifier=factories.number_of(14),
            reason="同名同姓",
        )
        clarification = Clarification.objects.get()

        self.press(clarification, "withdraw", reason="出具有误")

        clarification.refresh_from_db()
        self.assertEqual(clarification.withdrawn_by, self.officer)
        again = self.press(clarification, "withdraw", reason="再撤")
        self.assertIn("不能办理“撤回”", self.says(again)[0])

    def test_shows_officials_their_own_entries_on_it(self):
        own = self.draft(subject=self.subject)
        self.sign_in(self.clerk)
        self.assertContains(self.client.get(self.page_url(self.subject)), str(own))
        self.sign_in(self.stranger)

        self.assertNotContains(self.client.get(self.page_url(self.subject)), str(own))

    def test_reveals_a_number_only_to_the_department_with_an_entry(self):
        self.draft(subject=self.person)
        self.sign_in(self.reviewer)
        shown = self.press(self.person, "reveal", reason="核对")
        self.sign_in(self.officer)
        refused = self.press(self.person, "reveal", reason="核对")

        self.assertContains(shown, factories.number_of(11))
        self.assertEqual(refused.status_code, 403)

    def test_lists_with_the_same_number_of_questions(self):
        self.sign_in(self.auditor)
        with self.assertNumQueries(QUERIES):
            self.client.get(self.list_url("subject"))
        factories.make_subject()
        factories.make_person()

        with self.assertNumQueries(QUERIES):
            self.client.get(self.list_url("subject"))


class AutocompleteTests(Desk):
    def ask(self, term, field="subject", method="post"):
        given = {
            "term": term,
            "app_label": "registry",
            "model_name": "entry",
            "field_name": field,
        }
        response = getattr(self.client, method)(reverse("admin:autocomplete"), given)
        return [one["text"] for one in response.json()["results"]]

    def test_finds_organisations_by_name_and_known_persons_by_number_only(self):
        subject = factories.make_subject("福州鼓山茶业有限公司")
        person = factories.make_person("林某某", 15)
        self.draft(subject=person)
        self.sign_in(self.clerk)

        self.assertEqual(
            self.ask("鼓山"), [f"福州鼓山茶业有限公司（{subject.identifier}）"]
        )
        self.assertEqual(self.ask("林某某"), [])
        self.assertEqual(
            self.ask(factories.number_of(15)), [f"林某某（{person.identifier}）"]
        )

    def test_asks_for_subjects_without_writing_them_into_an_address(self):
        self.sign_in(self.clerk)

        page = self.client.get(reverse("admin:registry_entry_add")).content.decode()

        [field] = [tag for tag in page.split("<select") if 'name="subject"' in tag]
        self.assertIn('data-ajax--type="POST"', field)

    def test_offers_officials_the_standards_of_their_own_department(self):
        factories.make_standard(self.elsewhere)
        self.sign_in(self.clerk)

        for method in ("get", "post"):
            found = self.ask("", field="standard", method=method)
            self.assertEqual(found, [str(self.standard)])

    def test_is_closed_to_those_who_are_not_signed_in(self):
        response = self.client.post(reverse("admin:autocomplete"), {"term": "鼓山"})

        self.assertEqual(response.status_code, 302)

    def test_works_without_the_token_that_its_script_does_not_send(self):
        client = self.client_class(enforce_csrf_checks=True)
        client.force_login(
            self.clerk, backend="django.contrib.auth.backends.ModelBackend"
        )
        given = {
            "app_label": "registry",
            "model_name": "entry",
            "field_name": "subject",
        }

        response = client.post(reverse("admin:autocomplete"), given)

        self.assertEqual(response.status_code, 200)
