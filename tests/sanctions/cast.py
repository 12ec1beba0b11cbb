"""Who acts in the tests of measures: a department that lists, and one that takes measures."""

from django.utils import timezone

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
