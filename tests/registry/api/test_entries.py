from datetime import timedelta
from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

import registry.actions
from registry.models import Entry, Hold, Role
from tests import bystander, factories
from tests.registry.readers import Readers


class EntriesApiTests(Readers):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.entry = factories.make_published(cls.standard, cls.clerk, cls.reviewer)

    def hold(self, entry):
        return registry.actions.holds.place(
            entry, kind=Hold.Kind.OBJECTION, reason="当事人提出异议", by=self.reviewer
        )

    def test_returns_an_entry_with_its_effect(self):
        answer = self.get(f"entries/{self.entry.pk}/")

        self.assertEqual(answer["id"], self.entry.pk)
        self.assertIs(answer["in_effect"], True)
        self.assertIs(answer["held"], False)
        self.assertEqual(answer["subject"]["identifier"], self.entry.subject.identifier)
        self.assertEqual(answer["department"], self.department.code)
        self.assertEqual(answer["standard"]["code"], self.standard.code)

    def test_lists_what_the_department_has(self):
        draft = self.draft()

        self.assertEqual(self.ids("entries/"), [draft.pk, self.entry.pk])

    def test_hides_what_other_departments_have(self):
        self.assertEqual(self.ids("entries/", self.other), [])
        self.get(f"entries/{self.entry.pk}/", self.other, expect=404)

    def test_shows_everything_to_the_credit_office(self):
        self.assertEqual(
            self.ids("entries/", self.all),
            [self.entry.pk, *sorted(bystander.kept().entries, reverse=True)],
        )

    def test_refuses_requests_without_an_account(self):
        self.assertEqual(APIClient().get("/api/v1/entries/").status_code, 401)
        self.get("entries/", self.stranger, expect=403)

    def test_cannot_change_anything(self):
        client = self.client_of(self.all)

        for method in (client.post, client.put, client.patch, client.delete):
            response = method(f"/api/v1/entries/{self.entry.pk}/", {}, format="json")
            self.assertEqual(response.status_code, 405)

    def test_returns_an_entry_as_of_an_instant(self):
        yesterday = timezone.localdate() - timedelta(days=1)

        before = self.get(f"entries/{self.entry.pk}/", at=yesterday.isoformat())

        self.assertIs(before["in_effect"], False)
        self.assertEqual(self.ids("entries/", at=yesterday.isoformat()), [])
        today = timezone.localdate().isoformat()
        self.assertEqual(self.ids("entries/", at=today), [self.entry.pk])

    def test_says_that_a_held_entry_has_no_effect(self):
        self.hold(self.entry)

        answer = self.get(f"entries/{self.entry.pk}/")

        self.assertIs(answer["in_effect"], False)
        self.assertIs(answer["held"], True)
        self.assertEqual(self.ids("entries/", at=timezone.now().isoformat()), [])

    def test_refuses_an_instant_that_is_none_or_lies_ahead(self):
        tomorrow = (timezone.now() + timedelta(days=1)).isoformat()

        for wrong in ("yesterday", "2026-13-01", tomorrow):
            answer = self.get("entries/", expect=400, at=wrong)
            self.assertEqual(list(answer), ["detail"])

    def test_filters(self):
        other = self.draft(subject=factories.make_subject())
        entry, standard = self.entry, self.standard

        for query, expected in [
            ({"status": "published"}, [entry.pk]),
            ({"status": "draft"}, [other.pk]),
            ({"list_kind": "black"}, [other.pk, entry.pk]),
            ({"list_kind": "red"}, []),
            ({"department": "huanbao"}, [other.pk, entry.pk]),
            ({"department": "jianwei"}, []),
            ({"standard": standard.code}, [other.pk, entry.pk]),
            ({"standard": "no-such-standard"}, []),
            ({"field": standard.field.code}, [other.pk, entry.pk]),
            ({"subject": entry.subject.pk}, [entry.pk]),
            ({"identifier": entry.subject.identifier}, [entry.pk]),
            ({"identifier": factories.code_of(98765)}, []),
            ({"batch": 1}, []),
        ]:
            with self.subTest(query):
                self.assertEqual(self.ids("entries/", **query), expected)

    def test_filters_by_region(self):
        gulou = factories.make_region("350102", "鼓楼区")
        there = self.draft(region=gulou)

        self.assertEqual(self.ids("entries/", region="350102"), [there.pk])

    def test_refuses_a_filter_that_means_nothing(self):
        for query in [
            {"department": "no-such-department"},
            {"status": "gone"},
            {"changed_since": "yesterday"},
            {"identifier": "91350100"},
        ]:
            with self.subTest(query):
                self.get("entries/", expect=400, **query)

    def test_takes_no_number_of_a_person_in_an_address(self):
        answer = self.get("entries/", expect=400, identifier=factories.number_of(7))

        self.assertIn("subjects/lookup/", " ".join(answer["detail"]))

    def test_masks_the_number_of_a_person(self):
        person = factories.make_person()
        entry = self.draft(subject=person)

        answer = self.get(f"entries/{entry.pk}/")

        self.assertEqual(answer["subject"]["identifier"], person.identifier)
        self.assertIn("*", answer["subject"]["identifier"])
        self.assertNotIn("sealed", answer["subject"])
        self.assertNotIn("key", answer["subject"])

    def test_finds_what_has_changed_since(self):
        later = timezone.now()
        self.assertEqual(self.ids("entries/", changed_since=later.isoformat()), [])

        hold = self.hold(self.entry)
        self.assertEqual(
            self.ids("entries/", changed_since=later.isoformat()), [self.entry.pk]
        )

        later = timezone.now()
        registry.actions.holds.release(hold, reason="异议不成立", by=self.reviewer)
        self.assertEqual(
            self.ids("entries/", changed_since=later.isoformat()), [self.entry.pk]
        )

    def test_a_derived_entry_changes_with_its_cause(self):
        cause = self.draft()
        registry.actions.entries.name_responsible(
            cause,
            person=factories.make_person(),
            role=Role.PRINCIPAL,
            notice_served_on=cause.notice_served_on,
            notice_proof="送达回证",
            by=self.clerk,
        )
        registry.actions.entries.submit(cause, by=self.clerk)
        registry.actions.entries.approve(cause, by=self.reviewer)
        derived = Entry.objects.get(cause=cause)
        later = timezone.now()

        self.hold(cause)

        changed = self.ids("entries/", changed_since=later.isoformat())
        self.assertEqual(changed, [derived.pk, cause.pk])
        self.assertIs(self.get(f"entries/{derived.pk}/")["in_effect"], False)

    def test_pages_lead_to_every_entry_once_and_count_nothing(self):
        for _ in range(4):
            self.draft()
        seen, url = [], "/api/v1/entries/?page_size=2"
        client = self.client_of(self.own)

        with CaptureQueriesContext(
            connection,
        ) as queries:
            while url:
                page = client.get(url).json()
                seen += [row["id"] for row in page["results"]]
                url = page["next"]

        own = Entry.objects.filter(department=self.department).order_by("-pk")
        self.assertEqual(seen, list(own.values_list("pk", flat=True)))
        self.assertFalse([q for q in queries if "COUNT(" in q["sql"].upper()])

    def test_needs_as_many_queries_for_three_entries_as_for_one(self):
        url = f"/api/v1/entries/?at={timezone.localdate()}"
        client = self.client_of(self.own)

        with self.assertNumQueries(5):
            self.assertEqual(len(client.get(url).json()["results"]), 1)

        for _ in range(2):
            self.published(subject=factories.make_subject())
        with self.assertNumQueries(5):
            self.assertEqual(len(client.get(url).json()["results"]), 3)

    @patch.dict(SimpleRateThrottle.THROTTLE_RATES, {"read": "2/min"})
    def test_is_throttled(self):
        client = self.client_of(self.own)

        answers = [client.get("/api/v1/entries/").status_code for _ in range(3)]

        self.assertEqual(answers, [200, 200, 429])
