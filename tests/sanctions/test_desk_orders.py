"""Orders in the admin: what waits for a department, and which buttons an official has."""

from django.urls import reverse
from django.utils import timezone

import registry.actions
from sanctions.models import Call, Order
from tests import factories

from .desk import MeasuresDesk

TODAY = timezone.localdate


class OrderDeskTests(MeasuresDesk):
    def test_the_start_page_shows_what_waits_for_the_department(self):
        self.order()
        self.sign_in(self.accountant)

        self.assertContains(self.client.get("/admin/"), "项任务待执行")

    def test_the_list_shows_the_department_s_own(self):
        order = self.order()
        self.sign_in(self.accountant)
        self.assertContains(self.client.get(self.list_url("order")), order.subject.name)

        self.sign_in(self.stranger)
        self.assertNotContains(
            self.client.get(self.list_url("order")), order.subject.name
        )

    def test_the_list_takes_as_many_queries_for_three_as_for_one(self):
        self.sign_in(self.accountant)
        self.order()
        with self.assertNumQueries(8):
            self.client.get(self.list_url("order"))
        self.order(), self.order()
        with self.assertNumQueries(8):
            self.client.get(self.list_url("order"))

    def test_an_order_is_found_by_its_subject(self):
        order, other = self.order(), self.order()
        self.sign_in(self.accountant)

        page = self.client.get(self.list_url("order"), {"q": order.subject.identifier})

        self.assertContains(page, order.subject.name)
        self.assertNotContains(page, other.subject.name)

    def test_an_order_is_executed_by_a_button(self):
        order = self.order()
        self.sign_in(self.accountant)

        self.press(order, "execute", executed_on=TODAY(), document="财〔2026〕1号")

        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.EXECUTED)

    def test_on_a_held_entry_the_button_says_why_not(self):
        order = self.order()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )
        self.sign_in(self.accountant)

        page = self.press(
            order, "execute", executed_on=TODAY(), document="财〔2026〕1号"
        )

        self.assertContains(page, "正在异议核查，期间暂不执行")
        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.PENDING)

    def test_the_initiator_sees_the_order_and_may_not_answer_it(self):
        order = self.order()
        self.sign_in(self.clerk)

        self.assertEqual(self.page_of(order).status_code, 200)
        self.assertEqual(self.press(order, "execute").status_code, 403)

    def test_another_department_does_not_see_the_order(self):
        order = self.order()
        self.sign_in(self.stranger)

        self.assertNotContains(self.press(order, "execute"), order.subject.name)

    def test_many_are_executed_at_once(self):
        orders = [self.order(), self.order()]
        self.sign_in(self.accountant)

        self.client.post(
            reverse("admin:sanctions_order_bulk", args=["execute_all"]),
            {
                "pks": ",".join(str(order.pk) for order in orders),
                "confirm": "1",
                "seen": "999999999",
                "executed_on": TODAY(),
                "document": "财〔2026〕1号",
            },
        )

        executed = Order.objects.filter(
            department=self.treasury, status=Order.Status.EXECUTED
        )
        self.assertCountEqual(executed, orders)

    def test_the_list_is_exported_without_whole_numbers_of_persons(self):
        self.order()
        self.sign_in(self.accountant)

        answer = self.client.get(reverse("admin:sanctions_order_export"))

        sheet = b"".join(answer.streaming_content).decode()
        self.assertIn("限制参与政府采购", sheet)

    def test_a_call_is_acknowledged(self):
        self.order()
        self.sign_in(self.accountant)
        call = Call.objects.get(department=self.treasury)

        self.press(call, "acknowledge")

        call.refresh_from_db()
        self.assertEqual(call.seen_by, self.accountant)

    def test_a_subject_s_name_is_escaped(self):
        entry = self.published(subject=factories.make_subject("<b>公司</b>"))
        self.sign_in(self.accountant)

        page = self.client.get(self.list_url("order"))

        self.assertContains(page, "&lt;b&gt;公司")
        self.assertTrue(Order.objects.filter(entry=entry).exists())
