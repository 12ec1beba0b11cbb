"""Who acts in the tests of measures: a department that lists, and one that takes measures."""

from datetime import datetime, time, timedelta

from django.utils import timezone

import registry.actions
from sanctions import actions
from sanctions.models import Order
from tests import factories
from tests.registry.cast import Cast

from . import makers


class MeasuresCast(Cast):
    """One black standard whose entries have 市财政局 keep the subject out of procurement."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.treasury = factories.make_department("caizheng")
        cls.accountant = factories.make_official("huang", cls.treasury, name="黄财政")
        cls.edition = makers.make_edition({"code": "zhengfu_caigou"})
        cls.measure = cls.edition.measures.get()
        cls.memorandum = makers.make_memorandum(
            cls.standard, [(cls.measure, cls.treasury)]
        )

    def order(self, **fields):
        """The order that a newly published entry triggered."""
        entry = self.published(**fields)
        return Order.objects.get(entry=entry)

    def executed(self, **fields):
        order = self.order(**fields)
        self.execute(order)
        return order

    def execute(self, order, **given):
        facts = {"executed_on": timezone.localdate(), "document": "榕财采〔2026〕1号"}
        actions.orders.execute(order, by=self.accountant, **{**facts, **given})

    def lift(self, order, **given):
        facts = {"lifted_on": timezone.localdate(), "document": "榕财采〔2026〕2号"}
        actions.orders.lift(order, by=self.accountant, **{**facts, **given})

    def decline(self, order, **given):
        facts = {"ground": Order.Ground.IDENTITY, "explanation": "登记信息不一致"}
        actions.orders.decline(order, by=self.accountant, **{**facts, **given})

    def hold(self, order, **given):
        facts = {"kind": "objection", "reason": "异议", "by": None}
        return registry.actions.holds.place(order.entry, **{**facts, **given})

    def release(self, hold):
        registry.actions.holds.release(hold, by=None, reason="无误")

    def end(self, order, because="repaired"):
        registry.actions.entries.end(order.entry, because=because, reason="x", by=None)
        order.refresh_from_db()

    def ordered(self, **fields):
        """A new order of the treasury under a memorandum with one provision of these `fields`."""
        standard = factories.make_standard(self.department)
        provision = {"measure": self.measure, "department": self.treasury, **fields}
        makers.make_memorandum(standard, [provision])
        return self.order(standard=standard)


def noon(day, **later):
    """Noon of the `day`, or later by so much (keywords of timedelta)."""
    return timezone.make_aware(datetime.combine(day, time(12))) + timedelta(**later)
