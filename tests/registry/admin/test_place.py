from unittest import mock
from urllib.parse import parse_qs, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry import actions
from registry.adminkit import RegisterAdmin
from tests.registry.desk import Desk

WAITING = "status__exact=submitted&o=1"


class PlaceTests(Desk):
    def setUp(self):
        self.entries = [self.submitted() for _ in range(3)]
        self.sign_in(self.reviewer)

    def submitted(self):
        entry = self.draft()
        actions.entries.submit(entry, by=self.clerk)
        return entry

    def open(self, entry, kept=WAITING):
        return self.client.get(self.page_url(entry), {"_changelist_filters": kept})

    def place(self, entry, kept=WAITING):
        return self.open(entry, kept).context["place"]

    def number_of(self, url):
        return int(urlsplit(url).path.split("/")[-3])

    def test_leads_back_to_the_list_as_it_was_and_along_it(self):
        first, second, third = self.entries

        place = self.place(second)

        self.assertEqual((place.number, place.count), (2, "3"))
        self.assertEqual(place.back, f"{self.list_url()}?{WAITING}")
        self.assertEqual(self.number_of(place.previous), first.pk)
        self.assertEqual(self.number_of(place.next), third.pk)

    def test_has_no_neighbour_beyond_its_ends(self):
        first, _, third = self.entries

        self.assertEqual(self.place(first).previous, "")
        self.assertEqual(self.place(third).next, "")

    def test_goes_on_over_the_edge_of_a_page(self):
        self.enterContext(mock.patch.object(RegisterAdmin, "list_per_page", 2))
        _, second, third = self.entries

        ahead = self.place(second, f"{WAITING}&p=1").next
        behind = self.place(third, f"{WAITING}&p=2")

        self.assertEqual(self.number_of(ahead), third.pk)
        self.assertIn("p=2", parse_qs(urlsplit(ahead).query)["_changelist_filters"][0])
        self.assertEqual(behind.number, 3)
        self.assertEqual(self.number_of(behind.previous), second.pk)
        self.assertIn(
            "p=1", parse_qs(urlsplit(behind.previous).query)["_changelist_filters"][0]
        )

    def test_what_was_dealt_with_is_followed_by_the_first_that_is_left(self):
        first, second, _ = self.entries
        url = f"{self.action_url(first, 'give_back')}?_changelist_filters={WAITING.replace('&', '%26')}"

        response = self.client.post(url, {"reason": "缺送达回证。"}, follow=True)

        place = response.context["place"]
        self.assertEqual((place.number, place.count), (0, "2"))
        self.assertEqual(self.number_of(place.next), second.pk)
        self.assertContains(response, "继续办理列表中的第一件")

    def test_when_the_last_page_is_empty_the_list_goes_back_to_its_first(self):
        self.enterContext(mock.patch.object(RegisterAdmin, "list_per_page", 2))
        first, _, third = self.entries
        actions.entries.return_to_drafter(
            third, by=self.reviewer, reason="缺送达回证。"
        )

        place = self.place(third, f"{WAITING}&p=2")

        self.assertEqual((place.number, place.count), (0, "2"))
        self.assertNotIn("p=2", place.back)
        self.assertEqual(self.number_of(place.next), first.pk)

    def test_buttons_and_their_questions_keep_the_list(self):
        response = self.open(self.entries[0])

        self.assertContains(response, "_changelist_filters=status__exact%3Dsubmitted")
        asked = self.client.get(
            self.action_url(self.entries[0], "give_back"),
            {"_changelist_filters": WAITING},
        )
        self.assertContains(asked, "_changelist_filters=status__exact%3Dsubmitted")

    def test_opened_from_nowhere_or_from_nonsense_there_is_none(self):
        self.assertIsNone(
            self.client.get(self.page_url(self.entries[0])).context["place"]
        )
        for kept in ["no_such__field=1", "p=99999999", "q=%00", "p=-1", "p=x"]:
            with self.subTest(kept):
                response = self.open(self.entries[0], kept)
                self.assertEqual(response.status_code, 200)

    def test_asks_as_often_in_a_long_list_as_in_a_short_one(self):
        self.open(self.entries[0])  # what is remembered between requests
        few = self.questions()
        for _ in range(3):
            self.submitted()
        self.assertEqual(self.questions(), few)

    def questions(self):
        with CaptureQueriesContext(connection) as asked:
            self.open(self.entries[0])
        return len(asked)
