"""The front door."""

from unittest import mock

from django.urls import reverse

from registry import actions
from registry.models import Hold, ListKind
from registry.views import front
from tests import bystander, factories
from tests.registry.cast import Cast


class HomePageTests(Cast):
    def setUp(self):
        self.red = factories.make_standard(self.department, list_kind=ListKind.RED)

    def get(self):
        return self.client.get(reverse("registry:home"))

    def test_shows_the_latest_of_both_lists_and_the_search(self):
        black, red = self.published(), self.published(standard=self.red)

        page = self.get()

        self.assertContains(page, black.subject.name)
        self.assertContains(page, red.subject.name)
        self.assertContains(page, 'role="search"')

    def test_counts_what_is_shown(self):
        self.published()
        self.published()
        self.draft()

        shown = 2 + len(bystander.kept().entries)
        self.assertContains(
            self.get(),
            f"<dt>黑名单在公示</dt><dd>{shown}<small>条</small></dd>",
            html=True,
        )

    def test_long_lists_are_counted_up_to_a_limit(self):
        self.published()
        self.published()

        with mock.patch.object(front, "COUNTED", 1):
            page = self.get()

        self.assertContains(page, "1+<small>条</small>")

    def test_marks_a_held_entry(self):
        entry = self.published()
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        page = self.get()

        self.assertContains(page, "存在异议（暂停执行）")
        self.assertNotContains(page, "执行中")

    def test_names_no_person(self):
        self.published(subject=factories.make_person("欧阳小明"))

        self.assertNotContains(self.get(), "欧阳")

    def test_takes_the_same_queries_for_one_row_and_for_three(self):
        self.published()
        self.get()
        with self.assertNumQueries(2):
            self.get()
        self.published()
        self.published()

        with self.assertNumQueries(2):
            self.get()
