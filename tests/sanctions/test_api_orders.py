"""Orders as the implementing department's system reads and answers them (三(六))."""

from django.utils import timezone

import registry.actions
from sanctions.models import Order

from .callers import Caller, give, key_of
from .cast import MeasuresCast


class OrderApiTests(MeasuresCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        give(cls.accountant)
        give(cls.stranger)
        cls.key, cls.strange_key = key_of(cls.accountant), key_of(cls.stranger)

    def setUp(self):
        self.system = Caller(self.client, self.key)
        self.stranger_s = Caller(self.client, self.strange_key)

    def execute(self, order, system=None, **given):
        facts = {"executed_on": str(timezone.localdate()), "document": "财〔2026〕1号"}
        path = f"orders/{order.pk}/execution/"
        return (system or self.system).post(path, {**facts, **given})

    def test_the_list_has_the_orders_addressed_to_the_department(self):
        order = self.order()

        listed = self.system.get("orders/").json()["results"]

        self.assertEqual([one["id"] for one in listed], [order.pk])
        self.assertTrue(listed[0]["executable"])
        self.assertEqual(self.stranger_s.get("orders/").json()["results"], [])

    def test_the_list_takes_as_many_queries_for_three_as_for_one(self):
        self.order()
        with self.assertNumQueries(4):
            self.system.get("orders/")
        self.order(), self.order()
        with self.assertNumQueries(4):
            self.system.get("orders/")

    def test_the_list_can_be_narrowed_to_what_may_be_executed_now(self):
        held, free = self.order(), self.order()
        registry.actions.holds.place(
            held.entry, kind="objection", reason="异议", by=None
        )

        listed = self.system.get("orders/?executable=true").json()["results"]

        self.assertEqual([one["id"] for one in listed], [free.pk])

    def test_an_order_is_executed(self):
        order = self.order()

        answer = self.execute(order)

        self.assertEqual(answer.json()["status"], "executed")

    def test_the_execution_of_a_held_order_is_refused_with_the_reason(self):
        order = self.order()
        registry.actions.holds.place(
            order.entry, kind="objection", reason="异议", by=None
        )

        answer = self.execute(order)

        self.assertEqual(answer.status_code, 409)
        self.assertIn("期间暂不执行", answer.json()["detail"])

    def test_another_department_s_order_is_not_found(self):
        order = self.order()

        answer = self.execute(order, self.stranger_s)

        self.assertEqual(answer.status_code, 404)
        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.PENDING)

    def test_an_order_is_declined_for_a_lawful_reason(self):
        order = self.order()

        answer = self.system.post(
            f"orders/{order.pk}/refusal/",
            {"ground": "identity", "explanation": "登记信息不一致"},
        )

        self.assertEqual(answer.json()["status"], "declined")

    def test_a_measure_is_lifted(self):
        order = self.executed()
        registry.actions.entries.end(
            order.entry, because="repaired", reason="已修复", by=None
        )

        answer = self.system.post(
            f"orders/{order.pk}/lifting/",
            {"lifted_on": str(timezone.localdate()), "document": "财〔2026〕2号"},
        )

        self.assertEqual(answer.json()["status"], "lifted")

    def test_the_catalogue_in_force_is_read(self):
        listed = self.system.get("measures/").json()["results"]

        self.assertEqual([one["code"] for one in listed], ["zhengfu_caigou"])
