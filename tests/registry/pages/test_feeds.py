"""A department's lists for its own website: what stands, and what is to be shown no longer."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import time_machine
from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.feeds import name_of
from registry.models import Hold, ListKind
from tests import factories
from tests.registry.cast import Cast

ATOM = "{http://www.w3.org/2005/Atom}"
REMOVED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


class FeedTests(Cast):
    def get(self, form="json", code="huanbao", kind="black"):
        return self.client.get(reverse(f"registry:{form}", args=[code, kind]))

    def document(self):
        return json.loads(self.get().content)

    def ids(self):
        return [item["id"] for item in self.document()["items"]]

    def removed(self):
        return [item["id"] for item in self.document()["_removed"]]

    def test_the_json_feed_has_what_stands_on_the_list(self):
        entry = self.published(facts="超标排放")

        document = self.document()

        self.assertEqual(document["version"], "https://jsonfeed.org/version/1.1")
        (item,) = document["items"]
        self.assertEqual(item["id"], name_of(entry.pk))
        self.assertEqual(item["title"], entry.subject.name)
        self.assertIn("超标排放", item["content_text"])
        self.assertTrue(
            item["url"].endswith(reverse("registry:subject", args=[entry.subject.key]))
        )
        self.assertEqual(item["_state"], "effect")

    def test_the_atom_feed_has_the_same(self):
        entry = self.published()

        page = self.get("atom")

        self.assertIn("application/atom+xml", page["Content-Type"])
        root = ElementTree.fromstring(page.content)
        self.assertEqual(root.findtext(f"{ATOM}title"), "福州市huanbao黑名单")
        (item,) = root.findall(f"{ATOM}entry")
        self.assertEqual(item.findtext(f"{ATOM}id"), name_of(entry.pk))

    def test_holds_only_this_department_and_this_list(self):
        good = factories.make_standard(self.department, list_kind=ListKind.GOOD)
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        self.published(standard=good)
        self.published(standard=red)

        self.assertEqual(self.ids(), [])
        self.assertEqual(len(json.loads(self.get(kind="red").content)["items"]), 1)
        self.assertEqual(
            json.loads(self.get(code="jianwei", kind="red").content)["items"], []
        )

    def test_holds_no_person(self):
        person = self.published(subject=factories.make_person("欧阳榕江"))
        self.assertNotIn("欧阳", self.get().content.decode())

        actions.entries.end(person, because="revoked", reason="有误", by=self.reviewer)

        self.assertEqual((self.ids(), self.removed()), ([], []))

    def test_marks_a_held_entry(self):
        entry = self.published()
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        (item,) = self.document()["items"]

        self.assertEqual(item["_state"], "held")
        self.assertIn("存在异议（暂停执行）", item["content_text"])
        self.assertNotIn("执行中", item["content_text"])

    def test_lists_what_has_ended_by_number_alone(self):
        entry = self.published()
        actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )

        self.assertEqual((self.ids(), self.removed()), ([], [name_of(entry.pk)]))
        self.assertNotIn(entry.subject.name, self.get().content.decode())
        (gone,) = ElementTree.fromstring(self.get("atom").content).findall(REMOVED)
        self.assertEqual(gone.get("ref"), name_of(entry.pk))

    def test_says_until_when_each_entry_may_be_shown_and_then_shows_it_no_more(self):
        brief = factories.make_standard(self.department, public_max_months=3)
        entry = self.published(standard=brief)

        (item,) = self.document()["items"]

        self.assertEqual(item["_shown_until"], str(entry.public_until))
        with time_machine.travel(entry.public_until + timedelta(days=2)):
            self.assertEqual(self.ids(), [])

    def test_a_correction_makes_the_entry_new(self):
        entry = self.published()
        before = self.document()["items"][0]["date_modified"]
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"facts": "改正"}, reason="笔误"
            )
            after = self.document()["items"][0]["date_modified"]

        self.assertGreater(after, before)

    def test_is_not_there_for_other_lists_or_units(self):
        self.assertEqual(self.get(kind="bad").status_code, 404)
        self.assertEqual(self.get(code="nobody").status_code, 404)

    def test_takes_the_same_queries_for_one_row_and_for_three(self):
        self.published()
        with self.assertNumQueries(3):
            self.get()
        self.published()
        self.published()

        with self.assertNumQueries(3):
            self.get()
