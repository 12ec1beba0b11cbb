"""The public page of examples."""

from django.urls import reverse

import registry.actions
from registry.models import Hold
from reporting.models import Example
from tests import factories

from .cast import OCTOBER
from .test_examples import ExampleCast


class PageTests(ExampleCast):
    def get(self, **query):
        return self.client.get(reverse("reporting:examples"), query)

    def test_the_page_shows_published_examples_only(self):
        self.published(title="已公开的案例")
        self.example(self.good, title="未公开的案例")

        response = self.get()

        self.assertContains(response, "已公开的案例")
        self.assertNotContains(response, "未公开的案例")

    def test_models_of_integrity_have_their_own_section(self):
        self.published(self.good, is_model=True, title="诚信一例")

        self.assertContains(self.get(), 'id="models"')

    def test_an_example_whose_entry_is_held_is_not_shown(self):
        self.published(title="已公开的案例")
        registry.actions.holds.place(
            self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

        self.assertNotContains(self.get(), "已公开的案例")

    def test_the_page_does_not_name_a_person_in_full(self):
        self.published(self.entry_of_a_person(), story="某人拒不履行")

        response = self.get()

        self.assertContains(response, "欧某某")
        self.assertNotContains(response, "欧阳某明")

    def test_the_page_is_filtered_by_kind_and_field(self):
        self.published(title="失信一例")

        self.assertNotContains(self.get(polarity="good"), "失信一例")
        self.assertContains(self.get(field="huanjing"), "失信一例")
        self.assertContains(self.get(field="x"), "筛选条件有误", status_code=400)

    def test_an_entry_with_examples_of_two_months_is_shown_once_with_the_newest(self):
        self.published(title="先前的案例")
        Example.objects.update(month=OCTOBER.previous.first)
        self.published(title="后来的案例")

        response = self.get()

        self.assertContains(response, "后来的案例")
        self.assertNotContains(response, "先前的案例")

    def test_the_page_takes_as_many_statements_for_three_examples_as_for_one(self):
        self.published()
        with self.assertNumQueries(2):
            self.get()
        for _ in range(2):
            self.published(self.publish(factories.make_standard(self.department)))
        with self.assertNumQueries(2):
            self.get()
