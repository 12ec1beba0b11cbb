"""Examples: drafted, approved, published, and gone from the page when their entry has no effect."""

from django.core.exceptions import ValidationError

import registry.actions
from registry.errors import Refused
from registry.models import FormerName, Hold, Role, TrailEntry
from reporting import actions
from reporting.models import Example
from tests import factories

from .cast import OCTOBER, ReportCast

Basis = Example.Basis


class ExampleCast(ReportCast):
    def published(self, entry=None, **fields):
        """A published example of `entry`, by default the bad one."""
        made = self.example(entry or self.bad, **fields)
        actions.examples.publish(
            made, by=self.officer, basis=Basis.LAW, basis_text="《条例》第一条"
        )
        return made

    def shown(self):
        return list(Example.objects.shown(self.now()))

    def now(self):
        return factories.timezone.now()

    def entry_of_a_person(self):
        person = factories.make_person("欧阳某明")
        return self.publish(self.standard, subject=person)


class DraftTests(ExampleCast):
    def test_an_example_takes_its_polarity_from_the_entry(self):
        self.assertEqual(self.example(self.good).polarity, "good")
        self.assertEqual(self.example(self.bad).polarity, "bad")

    def test_an_example_is_of_the_drafters_department_and_of_the_month(self):
        made = self.example(self.good, reviewed=False, is_model=True)

        made.refresh_from_db()
        self.assertEqual(
            (made.department, made.month), (self.department, OCTOBER.first)
        )
        self.assertEqual(made.drafted_by, self.clerk)
        line = TrailEntry.objects.about(made).get()
        self.assertEqual((line.action, line.actor), ("reporting.example.drafted", self.clerk))  # fmt: skip
        words = {"title": "一例", "story": "某企业的事例", "is_model": True, "entry_id": self.good.pk}  # fmt: skip
        self.assertEqual(line.after, words)

    def test_a_company_and_persons_of_other_entries_may_be_named(self):
        self.entry_of_a_person()

        made = self.example(self.bad, story=f"{self.bad.subject.name}诉欧阳某明")
        self.assertEqual(made.status, "approved")

    def test_seven_digits_in_the_story_of_a_person_are_allowed_and_eight_refused(self):
        entry = self.entry_of_a_person()
        with self.assertRaisesMessage(Refused, "长串数字"):
            self.example(entry, story="编号 12345678")

        self.assertEqual(self.example(entry, story="编号 1234567").status, "approved")

    def test_an_example_of_an_entry_without_effect_is_refused(self):
        registry.actions.entries.end(
            self.bad, because="revoked", reason="认定有误", by=self.reviewer
        )

        with self.assertRaisesMessage(Refused, "当前没有效力"):
            self.example(self.bad)

    def test_an_example_of_another_departments_entry_is_refused(self):
        with self.assertRaisesMessage(Refused, "只能选择本单位认定的条目"):
            actions.examples.draft(
                Example(entry=self.bad, title="一例", story="事例"),
                month=OCTOBER,
                by=self.stranger,
            )

    def test_a_second_example_of_the_entry_in_the_month_is_refused(self):
        self.example(self.bad)

        with self.assertRaisesMessage(ValidationError, "已是这个月的典型案例"):
            self.example(self.bad)

    def test_a_person_is_never_named_in_full(self):
        entry = self.entry_of_a_person()

        with self.assertRaisesMessage(Refused, "“欧某某”"):
            self.example(entry, story="欧阳某明拒不履行")

    def test_spaces_and_a_former_name_do_not_hide_a_person(self):
        entry = self.entry_of_a_person()
        FormerName.objects.create(
            subject=entry.subject, name="欧阳旧", name_key="欧阳旧"
        )

        for story in ("欧阳 某\n明拒不履行", "欧阳旧拒不履行"):
            with self.assertRaisesMessage(Refused, "“欧某某”"):
                self.example(entry, story=story)

    def test_a_responsible_person_of_a_company_is_not_named_either(self):
        entry = factories.make_entry(self.standard, self.clerk)
        registry.actions.entries.name_responsible(
            entry,
            person=factories.make_person("欧阳某明"),
            role=Role.PRINCIPAL,
            notice_served_on=entry.notice_served_on,
            notice_proof="送达回证",
            by=self.clerk,
        )
        registry.actions.entries.submit(entry, by=self.clerk)
        registry.actions.entries.approve(entry, by=self.reviewer)

        with self.assertRaisesMessage(Refused, "自然人全名"):
            self.example(entry, story="法定代表人欧阳某明拒不履行")

    def test_a_resident_number_in_the_story_is_refused(self):
        for number in ("350102 19900307 001X", "350102-19900307-001X"):
            with self.assertRaisesMessage(Refused, "居民身份证号码"):
                self.example(self.bad, story=f"负责人号码{number}")

    def test_a_date_in_the_story_is_no_number_of_a_person(self):
        made = self.example(self.entry_of_a_person(), story="2026-10-12 拒不履行")

        self.assertEqual(made.status, "approved")

    def test_a_long_number_in_the_story_of_a_person_is_refused(self):
        entry = self.entry_of_a_person()

        with self.assertRaisesMessage(Refused, "长串数字"):
            self.example(entry, story="身份证号 35010219900307")

    def test_only_a_red_entry_makes_an_integrity_model(self):
        with self.assertRaisesMessage(Refused, "只能从红名单条目中推荐"):
            self.example(self.bad, is_model=True)


class EditTests(ExampleCast):
    def test_an_edited_example_keeps_what_was_not_changed(self):
        made = self.example(self.bad, reviewed=False)

        actions.examples.edit(made, by=self.reviewer, title="另一标题")

        made.refresh_from_db()
        self.assertEqual((made.title, made.story), ("另一标题", "某企业的事例"))
        line = TrailEntry.objects.about(made).last()
        self.assertEqual((line.action, line.actor), ("reporting.example.edited", self.reviewer))  # fmt: skip
        self.assertEqual(
            (line.before["title"], line.after["title"]), ("一例", "另一标题")
        )

    def test_an_edit_cannot_name_a_person_or_leave_the_title_out(self):
        made = self.example(self.entry_of_a_person(), reviewed=False)

        with self.assertRaisesMessage(Refused, "自然人全名"):
            actions.examples.edit(made, by=self.clerk, story="欧阳某明拒不履行")
        made.refresh_from_db()
        with self.assertRaises(ValidationError):
            actions.examples.edit(made, by=self.clerk, title="")

    def test_an_example_that_was_approved_meanwhile_cannot_be_edited(self):
        made = self.example(self.bad, reviewed=False)
        opened_before = Example.objects.get(pk=made.pk)
        actions.examples.approve(made, by=self.reviewer)

        with self.assertRaisesMessage(Refused, "不能修改"):
            actions.examples.edit(opened_before, by=self.clerk, title="改")


class ApproveTests(ExampleCast):
    def test_an_example_whose_entry_is_held_meanwhile_is_not_approved(self):
        made = self.example(self.bad, reviewed=False)
        registry.actions.holds.place(self.bad, kind=Hold.Kind.OFFICE, reason="核查", by=self.reviewer)  # fmt: skip

        with self.assertRaisesMessage(Refused, "当前没有效力"):
            actions.examples.approve(made, by=self.reviewer)

    def test_the_drafter_of_an_example_cannot_approve_it(self):
        made = self.example(self.bad, reviewed=False)

        with self.assertRaisesMessage(Refused, "起草或者修改过本案例的人员不能审核"):
            actions.examples.approve(made, by=self.clerk)

    def test_who_edited_an_example_cannot_approve_it(self):
        made = self.example(self.bad, reviewed=False)
        actions.examples.edit(made, by=self.reviewer, title="另一标题")

        with self.assertRaisesMessage(Refused, "起草或者修改过"):
            actions.examples.approve(made, by=self.reviewer)

    def test_an_approved_example_cannot_be_edited_until_it_is_returned(self):
        made = self.example(self.bad)
        with self.assertRaisesMessage(Refused, "不能修改"):
            actions.examples.edit(made, by=self.clerk, title="改")

        self.assertEqual(made.approved_by, self.reviewer)

        actions.examples.return_to_drafter(made, by=self.reviewer, reason="请补充")
        self.assertIsNone(made.approved_by)
        actions.examples.edit(made, by=self.clerk, title="改")

        self.assertEqual(made.title, "改")


class PublishTests(ExampleCast):
    def test_an_example_is_shown_once_it_is_published(self):
        made = self.published()

        self.assertEqual(self.shown(), [made])

    def test_an_example_is_not_shown_while_its_entry_is_held(self):
        made = self.published()
        hold = registry.actions.holds.place(
            self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip
        self.assertEqual(self.shown(), [])

        registry.actions.holds.release(hold, by=self.reviewer, reason="核实无误")

        self.assertEqual(self.shown(), [made])

    def test_an_example_is_not_shown_after_its_entry_is_repaired_or_revoked(self):
        for entry, because in [(self.bad, "repaired"), (self.good, "revoked")]:
            self.published(entry)
            registry.actions.entries.end(
                entry, because=because, reason="结束", by=self.reviewer
            )

        self.assertEqual(self.shown(), [])

    def test_after_a_correction_only_a_new_example_is_shown(self):
        made = self.published()
        self.correct()

        self.assertEqual(self.shown(), [])
        actions.examples.withdraw(made, by=self.officer, reason="条目已更正")
        again = self.published(story="更正后的事例")
        self.assertEqual(self.shown(), [again])

    def test_publication_is_refused_when_the_entry_was_corrected_after_the_review(self):
        made = self.example(self.bad)
        self.example(self.good)  # another one that stands
        self.correct()

        with self.assertRaisesMessage(Refused, "审核后作过更正"):
            actions.examples.publish(made, by=self.officer, basis=Basis.LAW, basis_text="x")  # fmt: skip

        actions.examples.return_to_drafter(made, by=self.reviewer, reason="条目已更正")
        actions.examples.approve(made, by=self.reviewer)
        actions.examples.publish(made, by=self.officer, basis=Basis.LAW, basis_text="x")
        self.assertEqual(self.shown(), [made])

    def test_an_example_of_an_entry_that_is_not_public_is_not_published(self):
        entry = self.publish(factories.make_standard(self.department, is_public=False))
        made = self.example(entry)

        with self.assertRaisesMessage(Refused, "不对外公示"):
            actions.examples.publish(made, by=self.officer, basis=Basis.LAW, basis_text="x")  # fmt: skip

    def test_a_published_example_says_on_which_basis_and_who_recognised_it(self):
        made = self.published()

        made.refresh_from_db()
        self.assertEqual((made.basis, made.basis_text), (Basis.LAW, "《条例》第一条"))
        self.assertEqual(made.published_by, self.officer)

    def test_an_example_of_a_corrected_entry_counts_for_no_report(self):
        made = self.example(self.bad)
        self.correct()

        standing = Example.objects.with_standing(self.now()).get(pk=made.pk)

        self.assertFalse(standing.stands)

    def correct(self):
        registry.actions.entries.correct(
            self.bad, by=self.reviewer, changes={"facts": "更正后事实"}, reason="笔误"
        )

    def test_publication_is_refused_while_the_entry_is_held(self):
        made = self.example(self.bad)
        registry.actions.holds.place(
            self.bad, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

        with self.assertRaisesMessage(Refused, "当前没有效力"):
            actions.examples.publish(made, by=self.officer, basis=Basis.LAW, basis_text="x")  # fmt: skip

    def test_a_withdrawn_example_is_not_shown_and_its_entry_may_have_another(self):
        made = self.published()

        actions.examples.withdraw(made, by=self.officer, reason="表述不当")

        self.assertEqual(self.shown(), [])
        self.assertEqual(self.example(self.bad, reviewed=False).status, "draft")
