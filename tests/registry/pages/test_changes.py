"""What became of an entry, for the public."""

from django.urls import reverse

from registry import actions
from tests import factories
from tests.registry.cast import Cast


class ChangesPageTests(Cast):
    def page(self, entry):
        return self.client.get(reverse("registry:changes", args=[entry.pk]))

    def test_shows_what_happened_and_when_and_names_no_official(self):
        entry = self.published()
        hold = actions.holds.place(
            entry, kind="objection", reason="异议", by=self.reviewer
        )
        actions.holds.release(hold, by=self.reviewer, reason="无误")

        page = self.page(entry)

        text = page.content.decode()
        places = [text.index(f"<td>{word}") for word in ("发布", "暂停", "恢复")]
        self.assertEqual(places, sorted(places))
        for official in (self.clerk, self.reviewer):
            self.assertNotContains(page, official.name)

    def test_what_the_public_may_not_read_is_not_there(self):
        draft = self.draft()
        person = self.published(subject=factories.make_person())
        ended = self.published()
        actions.entries.end(ended, because="repaired", reason="修复", by=self.reviewer)

        for entry in (draft, person, ended):
            with self.subTest(entry):
                self.assertEqual(self.page(entry).status_code, 404)

    def test_takes_as_many_statements_for_one_change_as_for_three(self):
        entry = self.published()
        with self.assertNumQueries(2):
            self.page(entry)
        for _ in range(3):
            actions.entries.correct(
                entry, by=self.reviewer, changes={"facts": f"改{_}"}, reason="笔误"
            )
        with self.assertNumQueries(2):
            self.page(entry)
