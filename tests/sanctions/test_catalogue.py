"""No measure without basis, none mandatory without law; editions follow one another (三(三))."""

from datetime import timedelta

import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.errors import IllegalMove, Refused
from registry.models import TrailEntry
from sanctions import actions
from sanctions.models import Basis, Edition, Measure
from tests.registry.cast import Cast

from . import makers
from .breaking import failing


class MeasureTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.edition = makers.make_edition(published=False)

    def keep(self, implementers=None, **fields):
        measure = makers.measure_of(self.edition, **fields)
        return actions.catalogue.save_measure(
            measure, by=self.officer, implementers=implementers
        )

    def test_a_measure_is_kept_with_its_basis(self):
        measure = self.keep()

        self.assertEqual(self.edition.measures.get(), measure)

    def test_a_measure_is_kept_with_implementers_bases_and_a_line_in_the_trail(self):
        bases = [("《招标投标法》", "第五十三条", "law")]
        measure = actions.catalogue.save_measure(
            makers.measure_of(self.edition),
            by=self.officer,
            implementers=[self.elsewhere],
            bases=bases,
        )

        self.assertEqual(list(measure.implementers.all()), [self.elsewhere])
        kept = measure.bases.values_list("document", "article", "level")
        self.assertEqual(list(kept), bases)
        line = TrailEntry.objects.about(measure).get()
        self.assertEqual(
            (line.action, line.actor), ("sanctions.measure.added", self.officer)
        )

    def test_what_is_not_given_again_stays_and_what_is_given_replaces_the_old(self):
        measure, other = (
            actions.catalogue.save_measure(
                makers.measure_of(self.edition),
                by=self.officer,
                implementers=[self.elsewhere],
                bases=[("《招标投标法》", "第五十三条", "law")],
            )
            for _ in range(2)
        )

        actions.catalogue.save_measure(measure, by=self.officer)
        self.assertEqual((measure.bases.count(), measure.implementers.count()), (1, 1))

        actions.catalogue.save_measure(
            measure, by=self.officer, implementers=[], bases=[]
        )
        self.assertEqual((measure.bases.count(), measure.implementers.count()), (0, 0))
        self.assertEqual((other.bases.count(), other.implementers.count()), (1, 1))

    def test_a_measure_that_a_bank_carries_out_does_not_become_mandatory_later(self):
        measure = self.keep(
            implementers=[makers.make_bank()], force="recommended", level="normative"
        )
        measure.force, measure.level = "mandatory", "law"

        with self.assertRaisesMessage(
            Refused, "由yinhang实施，属于引导，只能列为推荐性措施"
        ):
            actions.catalogue.save_measure(measure, by=self.officer)

    def test_nothing_of_a_measure_is_kept_where_its_bases_cannot_be_written(self):
        with failing(self, Basis.objects, "bulk_create"):
            actions.catalogue.save_measure(
                makers.measure_of(self.edition),
                by=self.officer,
                bases=[("《招标投标法》", "第五十三条", "law")],
            )

        self.assertFalse(self.edition.measures.exists())

    def test_a_measure_without_a_basis_is_refused(self):
        for missing in ("document", "article", "level"):
            with self.assertRaisesMessage(Refused, "没有注明依据文件、条款和层级"):
                self.keep(**{missing: ""})

    def test_the_database_refuses_a_measure_without_a_basis_too(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            makers.measure_of(self.edition, document="").save()

    def test_a_mandatory_measure_needs_a_law_regulation_or_state_document(self):
        for level in ("local_regulation", "rule", "normative"):
            with self.assertRaisesMessage(Refused, "只能列为推荐性措施"):
                self.keep(level=level)
            with self.assertRaises(IntegrityError), transaction.atomic():
                makers.measure_of(self.edition, level=level).save()

    def test_a_measure_with_a_weaker_basis_may_be_recommended(self):
        self.keep(level="normative", force="recommended")

        self.assertTrue(self.edition.measures.exists())

    def test_a_bank_s_measure_is_never_mandatory(self):
        with self.assertRaisesMessage(Refused, "属于引导，只能列为推荐性措施"):
            self.keep(implementers=[makers.make_bank()])
        with self.assertRaisesMessage(Refused, "属于引导，只能列为推荐性措施"):
            self.keep(carried_by="financial")

    def test_a_measure_that_is_aimed_at_nobody_is_refused(self):
        with self.assertRaisesMessage(Refused, "没有指明对象"):
            self.keep(subject_kinds=[], roles=[])

    def test_an_unknown_role_is_bad_input(self):
        with self.assertRaises(ValidationError):
            self.keep(roles=["cousin"])

    def test_a_published_edition_is_not_changed(self):
        self.touches_bystander = "a new edition replaces the one of its measures"
        edition = makers.make_edition({})
        measure = edition.measures.get()

        with self.assertRaisesMessage(Refused, "请编制新版次"):
            actions.catalogue.save_measure(measure, by=self.officer)


class EditionTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.edition = makers.make_edition({"code": "one"}, {"code": "two"})

    def publish(self, edition, **given):
        on = timezone.localdate()
        facts = {"published_on": on, "valid_from": on, "published_where": "网站"}
        actions.catalogue.publish_edition(
            edition, by=self.officer, **{**facts, **given}
        )

    def draft(self, like=None):
        return actions.catalogue.draft_edition(name="下一版", by=self.clerk, like=like)

    def test_a_new_edition_begins_with_the_measures_of_the_last(self):
        after = self.draft(like=self.edition)

        codes = after.measures.order_by("code").values_list("code", flat=True)
        self.assertEqual(list(codes), ["one", "two"])
        self.assertEqual(after.drafted_by, self.clerk)
        line = TrailEntry.objects.about(after).get()
        self.assertEqual(
            (line.action, line.after, line.actor),
            ("sanctions.edition.drafted", {"name": "下一版"}, self.clerk),
        )

    def test_a_copied_measure_has_everything_that_the_old_one_had(self):
        edition = makers.make_edition(published=False)
        measure = actions.catalogue.save_measure(
            makers.measure_of(
                edition,
                "whole",
                remark="备注",
                roles=["shareholder"],
                clause="二（三）",
            ),
            by=self.officer,
            implementers=[self.elsewhere],
            bases=[("《招标投标法》", "第五十三条", "law")],
        )

        copy = self.draft(like=edition).measures.get()

        for name in actions.catalogue.COPIED:
            self.assertEqual(getattr(copy, name), getattr(measure, name), name)
        self.assertEqual(list(copy.implementers.all()), [self.elsewhere])
        self.assertEqual(
            list(copy.bases.values_list("document", "article", "level")),
            [("《招标投标法》", "第五十三条", "law")],
        )
        line = TrailEntry.objects.about(copy).get()
        self.assertEqual(line.actor, self.clerk)

    def test_a_withdrawn_measure_is_not_copied(self):
        self.withdraw("one")

        after = self.draft(like=self.edition)

        self.assertEqual(after.measures.get().code, "two")

    def test_an_edition_of_a_name_in_use_is_bad_input(self):
        self.draft()

        with self.assertRaises(ValidationError):
            self.draft()

    def test_no_edition_is_begun_where_a_measure_cannot_be_copied(self):
        with failing(self, actions.catalogue, "copy_measure"):
            self.draft(like=self.edition)

        self.assertFalse(Edition.objects.filter(name="下一版").exists())

    def withdraw(self, code, edition=None, **given):
        facts = {"since": timezone.localdate(), "reason": "依据废止"}
        actions.catalogue.withdraw_measure(
            (edition or self.edition).measures.get(code=code),
            by=self.officer,
            **{**facts, **given},
        )

    def test_a_measure_that_goes_on_stays_good_in_its_old_edition(self):
        after = makers.make_edition({"code": "one"}, published=False)
        today = timezone.localdate()

        self.publish(after)

        one, two = (self.edition.measures.get(code=code) for code in ("one", "two"))
        self.assertTrue(one.is_in_force(today))
        self.assertEqual((one.valid_to, one.withdrawn_because), (None, ""))
        self.assertFalse(two.is_in_force(today))
        self.assertTrue(two.is_in_force(today - timedelta(days=1)))
        self.assertEqual(two.withdrawn_because, f"未列入《{after}》")
        self.assertEqual(after.measures.get().valid_from, today)

    def test_a_measure_withdrawn_before_keeps_its_day_and_its_reason(self):
        today = timezone.localdate()
        self.withdraw("two", since=today)

        self.publish(makers.make_edition({"code": "one"}, published=False))

        two = self.edition.measures.get(code="two")
        self.assertEqual(two.valid_to, today - timedelta(days=1))
        self.assertEqual(two.withdrawn_because, "依据废止")

    def test_the_trail_says_by_which_edition_one_was_replaced(self):
        after = self.draft(like=self.edition)

        self.publish(after)

        line = TrailEntry.objects.about(self.edition).order_by("pk").last()
        self.assertEqual(
            (line.action, line.reason, line.actor),
            ("sanctions.edition.replaced", "由《下一版》取代", self.officer),
        )
        line = TrailEntry.objects.about(after).order_by("pk").last()
        self.assertEqual(
            (line.action, line.actor), ("sanctions.edition.published", self.officer)
        )

    def test_an_edition_is_not_published_where_the_last_one_cannot_be_ended(self):
        after = self.draft(like=self.edition)

        with failing(self, actions.catalogue, "replace_earlier"):
            self.publish(after)

        after.refresh_from_db()
        self.assertEqual(after.status, Edition.Status.DRAFT)
        self.assertIsNone(after.measures.first().valid_from)

    def test_an_edition_is_not_published_with_a_measure_that_lost_its_basis(self):
        after = self.draft(like=self.edition)
        after.measures.get(code="one").implementers.set([makers.make_bank()])

        with self.assertRaisesMessage(Refused, "属于引导，只能列为推荐性措施"):
            self.publish(after)

    def test_a_withdrawal_needs_a_reason(self):
        with self.assertRaisesMessage(Refused, "请填写停用理由"):
            self.withdraw("one", reason="")

    def test_a_measure_of_a_draft_is_not_withdrawn(self):
        with self.assertRaisesMessage(Refused, "尚未公布的措施不需要停用"):
            self.withdraw("one", self.draft(like=self.edition))

    def test_a_withdrawal_is_written_into_the_trail_of_the_measure(self):
        today = timezone.localdate()
        measure, other = (
            self.edition.measures.get(code=code) for code in ("one", "two")
        )
        with time_machine.travel(timezone.now(), tick=False):
            self.withdraw("one", since=today + timedelta(days=9))

        measure.refresh_from_db()
        last = today + timedelta(days=8)
        self.assertEqual(
            (measure.valid_to, measure.withdrawn_because), (last, "依据废止")
        )
        line = TrailEntry.objects.about(measure).order_by("pk").last()
        self.assertEqual(
            (line.action, line.before, line.after, line.reason, line.actor),
            (
                "sanctions.measure.withdrawn",
                {"valid_to": None},
                {"valid_to": str(last)},
                "依据废止",
                self.officer,
            ),
        )
        other.refresh_from_db()
        self.assertIsNone(other.valid_to)

    def test_a_withdrawal_to_come_may_be_brought_forward_and_not_put_off(self):
        today = timezone.localdate()
        self.withdraw("one", since=today + timedelta(days=9))

        self.withdraw("one", since=today + timedelta(days=5), reason="提前")
        self.withdraw("one", since=today + timedelta(days=20), reason="推迟")

        measure = self.edition.measures.get(code="one")
        self.assertEqual(measure.valid_to, today + timedelta(days=4))
        self.assertEqual(measure.withdrawn_because, "提前")
        line = TrailEntry.objects.about(measure).order_by("pk").last()
        self.assertEqual(line.before, {"valid_to": str(today + timedelta(days=8))})

    def test_a_measure_is_not_withdrawn_where_the_trail_cannot_be_written(self):
        with failing(self, actions.catalogue.trail, "record"):
            self.withdraw("one")

        self.assertIsNone(self.edition.measures.get(code="one").valid_to)

    def test_a_withdrawal_leaves_drafts_of_the_next_edition_alone(self):
        after = self.draft(like=self.edition)

        self.withdraw("one")

        self.assertIsNone(after.measures.get(code="one").valid_to)

    def test_a_new_edition_replaces_the_last_from_its_day(self):
        after = self.draft(like=self.edition)

        self.publish(after)

        self.edition.refresh_from_db()
        today = timezone.localdate()
        self.assertEqual(self.edition.status, Edition.Status.REPLACED)
        self.assertEqual(self.edition.valid_to, today - timedelta(days=1))
        self.assertEqual(Edition.objects.in_force(today).get(), after)

    def test_before_the_new_edition_s_day_the_last_stays_in_force(self):
        after = self.draft(like=self.edition)
        today = timezone.localdate()

        self.publish(after, valid_from=today + timedelta(days=30))

        self.assertEqual(Edition.objects.in_force(today).get(), self.edition)

    def test_an_edition_does_not_take_effect_before_it_is_public(self):
        today = timezone.localdate()
        with self.assertRaisesMessage(Refused, "应先公布、后施行"):
            self.publish(
                self.draft(like=self.edition), valid_from=today - timedelta(days=1)
            )

    def test_the_official_who_compiled_an_edition_cannot_publish_it(self):
        edition = self.draft(like=self.edition)
        on = timezone.localdate()

        with self.assertRaisesMessage(Refused, "不能公布自己起草的措施清单"):
            actions.catalogue.publish_edition(
                edition,
                by=self.clerk,
                published_on=on,
                published_where="网站",
                valid_from=on,
            )

    def test_an_empty_edition_is_not_published(self):
        with self.assertRaisesMessage(Refused, "清单中没有措施"):
            self.publish(self.draft())

    def test_a_published_edition_is_not_published_again(self):
        with self.assertRaises(IllegalMove):
            self.publish(self.edition)

    def test_a_withdrawn_measure_is_withdrawn_in_every_edition(self):
        after = self.draft(like=self.edition)
        self.publish(after)
        today = timezone.localdate()

        actions.catalogue.withdraw_measure(
            after.measures.get(code="one"), by=self.officer, since=today, reason="废止"
        )

        codes = Measure.objects.in_force(today).values_list("code", flat=True)
        bystanders = ["pangguan-a", "pangguan-b"]
        self.assertEqual(sorted(codes), [*bystanders, "two", "two"])

    def test_a_measure_is_not_withdrawn_for_the_past(self):
        with self.assertRaisesMessage(Refused, "不能溯及既往"):
            actions.catalogue.withdraw_measure(
                self.edition.measures.get(code="one"),
                by=self.officer,
                since=timezone.localdate() - timedelta(days=1),
                reason="废止",
            )
