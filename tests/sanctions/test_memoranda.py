"""Memoranda: drafted with their provisions, published with dates, ended (三(三)、三(六))."""

from datetime import timedelta

import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.errors import IllegalMove, Refused
from registry.models import TrailEntry
from sanctions import actions
from sanctions.models import Memorandum, Provision
from tests import factories
from tests.registry.cast import Cast

from . import makers
from .breaking import failing


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


class MemorandumLifeTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.measure = makers.make_edition({}).measures.get()

    def draft(self, **fields):
        facts = {"title": "备忘录", "initiator": self.department}
        return actions.memoranda.draft(
            Memorandum(**{**facts, **fields}),
            standards=[self.standard],
            by=self.clerk,
        )

    def published(self):
        return makers.make_memorandum(self.standard, [(self.measure, self.elsewhere)])

    def provision(self, memorandum, **fields):
        facts = {"measure": self.measure, "department": self.elsewhere}
        return actions.memoranda.save_provision(
            Provision(memorandum=memorandum, **{**facts, **fields}), by=self.clerk
        )

    def end(self, memorandum, **given):
        facts = {"valid_to": timezone.localdate(), "reason": "到期"}
        actions.memoranda.end(memorandum, by=self.officer, **{**facts, **given})

    def last_line(self, instance):
        return TrailEntry.objects.about(instance).order_by("pk").last()

    def test_a_draft_is_kept_with_its_standards_and_a_line_in_the_trail(self):
        with time_machine.travel(timezone.now(), tick=False):
            now = timezone.now()
            memorandum = self.draft()

        self.assertEqual(list(memorandum.standards.all()), [self.standard])
        self.assertEqual(
            (memorandum.drafted_at, memorandum.drafted_by), (now, self.clerk)
        )
        line = self.last_line(memorandum)
        self.assertEqual(
            (line.action, line.after, line.actor),
            (
                "sanctions.memorandum.drafted",
                {"title": "备忘录", "standards": [str(self.standard)]},
                self.clerk,
            ),
        )

    def test_a_memorandum_without_a_title_is_bad_input(self):
        with self.assertRaises(ValidationError):
            self.draft(title="")

    def test_nothing_is_kept_of_a_draft_where_the_trail_cannot_be_written(self):
        with failing(self, actions.memoranda.trail, "record"):
            self.draft()

        self.assertFalse(Memorandum.objects.filter(title="备忘录").exists())

    def test_changes_of_a_draft_are_kept_and_written_into_the_trail(self):
        memorandum = self.draft()
        other = factories.make_standard(self.department)
        memorandum.title = "改名备忘录"

        actions.memoranda.edit(memorandum, by=self.clerk, standards=[other])

        memorandum.refresh_from_db()
        self.assertEqual(memorandum.title, "改名备忘录")
        self.assertEqual(list(memorandum.standards.all()), [other])
        changed, edited = TrailEntry.objects.about(memorandum).order_by("pk")[1:]
        self.assertEqual(changed.after["title"], "改名备忘录")
        self.assertEqual(
            (edited.action, edited.after, edited.actor),
            ("sanctions.memorandum.edited", {"standards": [str(other)]}, self.clerk),
        )

    def test_standards_that_are_not_given_stay(self):
        memorandum = self.draft()

        actions.memoranda.edit(memorandum, by=self.clerk)

        self.assertEqual(list(memorandum.standards.all()), [self.standard])

    def test_nothing_is_changed_where_the_trail_cannot_be_written(self):
        memorandum = self.draft()

        with failing(self, actions.memoranda.trail, "record"):
            memorandum.title = "改名备忘录"
            actions.memoranda.edit(memorandum, by=self.clerk, standards=[])

        memorandum.refresh_from_db()
        self.assertEqual(memorandum.title, "备忘录")
        self.assertEqual(list(memorandum.standards.all()), [self.standard])

    def test_what_is_published_is_neither_edited_nor_enlarged(self):
        memorandum, draft = self.published(), self.draft()
        sentence = "已经公布，不能修改；请终止后另行起草。"

        with self.assertRaisesMessage(Refused, sentence):
            actions.memoranda.edit(memorandum, by=self.clerk, standards=[])
        with self.assertRaisesMessage(Refused, sentence):
            self.provision(memorandum, department=self.department)
        self.provision(draft)

        self.assertEqual(memorandum.provisions.count(), 1)

    def test_a_provision_gives_at_least_one_day(self):
        with self.assertRaises(ValidationError):
            self.provision(self.draft(), response_workdays=0)

    def test_a_provision_is_added_and_dropped_with_a_line_in_the_trail(self):
        memorandum = self.draft()
        kept = self.provision(memorandum, department=self.department)
        provision = self.provision(memorandum)
        line = self.last_line(provision)
        self.assertEqual(
            (line.action, line.actor), ("sanctions.provision.added", self.clerk)
        )
        dropped = Provision.objects.get(pk=provision.pk)

        actions.memoranda.drop_provision(dropped, by=self.officer)

        self.assertEqual(memorandum.provisions.get(), kept)
        line = self.last_line(provision)
        self.assertEqual(
            (line.action, line.before, line.actor),
            (
                "sanctions.provision.removed",
                {"provision": str(provision)},
                self.officer,
            ),
        )

    def test_no_line_says_that_a_provision_was_dropped_which_is_there_still(self):
        provision = self.provision(self.draft())

        with failing(self, Provision, "delete"):
            actions.memoranda.drop_provision(provision, by=self.officer)

        self.assertEqual(self.last_line(provision).action, "sanctions.provision.added")

    def test_a_memorandum_without_standards_is_not_published(self):
        memorandum = self.draft()
        self.provision(memorandum)
        actions.memoranda.edit(memorandum, by=self.clerk, standards=[])

        with self.assertRaisesMessage(Refused, "没有列出适用的认定标准"):
            actions.memoranda.publish(memorandum, by=self.officer, **makers.PUBLISHED)

    def test_a_memorandum_is_published_by_somebody_else_with_its_dates(self):
        memorandum = self.draft()
        self.provision(memorandum)

        with self.assertRaisesMessage(Refused, "起草人不能公布自己起草的备忘录"):
            actions.memoranda.publish(memorandum, by=self.clerk, **makers.PUBLISHED)
        actions.memoranda.publish(memorandum, by=self.officer, **makers.PUBLISHED)

        memorandum.refresh_from_db()
        self.assertEqual(memorandum.status, Memorandum.Status.PUBLISHED)
        self.assertEqual(
            (
                memorandum.published_on,
                memorandum.published_where,
                memorandum.valid_from,
            ),
            tuple(makers.PUBLISHED.values()),
        )
        self.assertEqual(self.last_line(memorandum).actor, self.officer)

    def test_a_memorandum_is_ended_with_a_reason_and_not_before_it_began(self):
        memorandum = self.published()

        with self.assertRaisesMessage(Refused, "请填写终止理由"):
            self.end(memorandum, reason="")
        with self.assertRaisesMessage(Refused, "终止日期不能早于生效日期 2020-01-01"):
            self.end(memorandum, valid_to=makers.LONG_AGO - timedelta(days=1))
        self.end(memorandum, valid_to=makers.LONG_AGO)

        memorandum.refresh_from_db()
        self.assertEqual(
            (memorandum.status, memorandum.valid_to),
            (Memorandum.Status.ENDED, makers.LONG_AGO),
        )
        line = self.last_line(memorandum)
        self.assertEqual((line.reason, line.actor), ("到期", self.officer))

    def test_a_draft_has_no_end(self):
        with self.assertRaises(IllegalMove):
            self.end(self.draft())
