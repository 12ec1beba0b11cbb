from django.test import TestCase

from registry import trail
from registry.models import TrailEntry
from tests import factories


class TrailTests(TestCase):
    def test_keeps_the_officials_name_as_text(self):
        official = factories.make_official("chen", name="陈经办")
        region = factories.make_region()

        trail.record(region, "seen", by=official)

        self.assertEqual(TrailEntry.objects.about(region).get().actor_name, "陈经办")

    def test_the_clock_is_called_the_system(self):
        region = factories.make_region()

        trail.record(region, "seen", by=None)

        self.assertEqual(TrailEntry.objects.get().actor_name, "系统")

    def test_is_only_ever_added_to(self):
        trail.record(factories.make_region(), "seen", by=None)
        line = TrailEntry.objects.get()

        for action in (
            line.save,
            line.delete,
            TrailEntry.objects.all().delete,
            lambda: TrailEntry.objects.update(reason="改"),
            lambda: TrailEntry.objects.bulk_update([line], ["reason"]),
        ):
            with self.assertRaises(TypeError):
                action()

    def test_lines_in_bulk_read_like_single_ones(self):
        region = factories.make_region()
        trail.record(
            region, "seen", by=None, before={"一": 1}, after=None, reason="理由"
        )

        trail.record_all(
            type(region), "seen", [(region.pk, {"一": 1}, None)], by=None, reason="理由"
        )

        one, two = TrailEntry.objects.about(region)
        for name in (
            "action",
            "of",
            "of_pk",
            "before",
            "after",
            "reason",
            "actor_name",
        ):
            self.assertEqual(getattr(one, name), getattr(two, name))
        self.assertEqual(one.at.tzinfo, two.at.tzinfo)
