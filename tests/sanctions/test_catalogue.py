"""No measure without basis, none mandatory without law; editions follow one another (三(三))."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.errors import IllegalMove, Refused
from sanctions import actions
from sanctions.models import Edition, Measure
from tests.registry.cast import Cast

from . import makers


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


class MemorandumTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.edition = makers.make_edition({})
        cls.measure = cls.edition.measures.get()

    def test_a_bank_is_not_given_a_mandatory_measure(self):
        with self.assertRaisesMessage(Refused, "对其只能引导"):
            makers.make_memorandum(
                self.standard, [(self.measure, makers.make_bank())], published=False
            )

    def test_a_department_that_the_catalogue_does_not_name_is_refused(self):
        self.measure.implementers.set([self.elsewhere])

        with self.assertRaisesMessage(Refused, "实施单位不包括"):
            makers.make_memorandum(self.standard, [(self.measure, self.department)])

    def test_a_memorandum_without_provisions_is_not_published(self):
        with self.assertRaisesMessage(Refused, "没有列出措施"):
            makers.make_memorandum(self.standard, [])

    def test_a_memorandum_with_measures_of_an_unpublished_edition_is_not_published(
        self,
    ):
        draft = makers.make_edition({"code": "draft"}, published=False)

        with self.assertRaisesMessage(Refused, "所在的清单尚未公布"):
            makers.make_memorandum(
                self.standard, [(draft.measures.get(), self.elsewhere)]
            )

    def test_a_published_memorandum_is_not_changed(self):
        memorandum = makers.make_memorandum(
            self.standard, [(self.measure, self.elsewhere)]
        )

        with self.assertRaisesMessage(Refused, "已经公布，不能修改"):
            actions.memoranda.drop_provision(
                memorandum.provisions.get(), by=self.officer
            )
