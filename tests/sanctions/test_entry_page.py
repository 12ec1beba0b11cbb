"""The orders on an entry's own page."""

from django.urls import reverse

import registry.actions

from .desk import MeasuresDesk


class EntryPageTests(MeasuresDesk):
    def page(self, official, entry):
        self.sign_in(official)
        return self.client.get(reverse("admin:registry_entry_change", args=[entry.pk]))

    def test_the_department_that_listed_finds_every_order_on_the_entry_s_page(self):
        order = self.executed()

        page = self.page(self.clerk, order.entry)

        self.assertContains(page, "联合奖惩任务")
        self.assertContains(page, self.measure.name)
        url = reverse("admin:sanctions_order_change", args=[order.pk])
        self.assertContains(page, url)

    def test_orders_are_marked_while_their_entry_is_held(self):
        order = self.executed()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )

        self.assertContains(self.page(self.clerk, order.entry), "须暂停")
