"""Supervisions: issued, answered, closed."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from registry.errors import IllegalMove, Refused
from registry.models import Deadline, Message, TrailEntry
from reporting import actions, letters
from reporting.models import Supervision
from tests import factories

from .test_desk import Desk

Status, Kind = Supervision.Status, Supervision.Kind


class SuperviseTests(Desk):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.chief = factories.make_official(
            "zhou", cls.office, ["oversee"], name="周主任"
        )
        cls.chief.groups.set(cls.officer.groups.all())

    def draft(self, **fields):
        fields = {
            "kind": Kind.CIRCULAR,
            "department": self.department,
            "starts_on": date(2026, 10, 1),
            "ends_on": date(2026, 10, 31),
            "facts": "月报逾期",
            "demands": "限期补报",
            **fields,
        }
        return actions.supervisions.save(Supervision(**fields), by=self.officer)

    def issued(self, **fields):
        made = self.draft(**fields)
        actions.supervisions.issue(made, by=self.chief)
        return made

    def test_a_supervision_is_issued_with_the_scores_of_its_period(self):
        made = self.issued()

        self.assertEqual(made.scores["hearing"], [1, 1])
        notified = Message.objects.filter(of="reporting.supervision", of_pk=made.pk, stage="issued")  # fmt: skip
        self.assertEqual(
            {one.official for one in notified}, {self.reviewer, self.clerk}
        )
        deadline = Deadline.objects.open().of(made).get()
        self.assertEqual(deadline.department, self.department)
        self.assertEqual((made.drafted_by, made.issued_by), (self.officer, self.chief))
        lines = TrailEntry.objects.about(made)
        self.assertEqual([one.action.rpartition(".")[2] for one in lines], ["drafted", "issued", "deadline_begun"])  # fmt: skip
        self.assertEqual(lines[0].after, {"kind": "circular", "facts": "月报逾期"})

    def test_the_drafter_cannot_issue_a_supervision(self):
        with self.assertRaisesMessage(Refused, "起草或者修改过的人员不能签发"):
            actions.supervisions.issue(self.draft(), by=self.officer)

    def test_who_edited_a_supervision_cannot_issue_it_either(self):
        made = self.draft()
        made.facts = "月报逾期两次"
        actions.supervisions.save(made, by=self.chief)

        self.assertEqual(made.drafted_by, self.officer)
        self.assertEqual(
            TrailEntry.objects.about(made).last().after["facts"], "月报逾期两次"
        )
        with self.assertRaisesMessage(Refused, "起草或者修改过的人员不能签发"):
            actions.supervisions.issue(made, by=self.chief)

    def test_a_period_that_is_not_over_is_refused(self):
        today = timezone.localdate()
        for ends_on in (today, today + timedelta(days=1)):
            made = self.draft(ends_on=ends_on)
            with self.assertRaisesMessage(Refused, "考核期间还没有结束"):
                actions.supervisions.issue(made, by=self.chief)

    def test_a_discarded_supervision_cannot_be_issued(self):
        made = self.draft()
        actions.supervisions.discard(made, by=self.officer, reason="重复")

        self.assertEqual(made.status, Status.DISCARDED)
        self.assertEqual(TrailEntry.objects.about(made).last().reason, "重复")
        with self.assertRaises(IllegalMove):
            actions.supervisions.issue(made, by=self.chief)

    def test_a_talk_needs_a_date(self):
        with self.assertRaisesMessage(ValidationError, "约谈应填写约谈日期"):
            self.draft(kind=Kind.TALK)

    def test_a_supervision_is_answered_asked_about_again_and_closed(self):
        made = self.issued()

        actions.supervisions.answer(made, by=self.reviewer, text="已补报")
        self.assertEqual(made.answer, "已补报")
        self.assertFalse(Deadline.objects.open().of(made).exists())
        actions.supervisions.ask_again(made, by=self.officer, reason="请说明原因")
        self.assertTrue(Deadline.objects.open().of(made).exists())
        actions.supervisions.answer(made, by=self.reviewer, text="已补报，原因为…")
        actions.supervisions.close(made, by=self.officer, reason="整改到位")

        self.assertEqual(made.status, Status.CLOSED)
        self.assertFalse(Deadline.objects.open().of(made).exists())
        with self.assertRaises(IllegalMove):
            actions.supervisions.answer(made, by=self.reviewer, text="再答")

    def test_an_issued_supervision_cannot_be_changed(self):
        made = self.issued()
        self.draft()

        with self.assertRaisesMessage(Refused, "不能修改"):
            actions.supervisions.save(made, by=self.officer)

    def test_the_paper_has_the_scores_of_the_period(self):
        letter = letters.supervision_paper(self.issued(), "市信用办")

        self.assertIn("通报批评", letter.title)
        self.assertIn("各县（市）区", letter.addressee)
        rows = next(block.rows for block in letter.body if hasattr(block, "rows"))
        self.assertEqual(rows[0][:2], ["月报按时报送", "无"])

    def test_the_department_sees_an_issued_supervision_and_answers_it(self):
        made, draft = self.issued(), self.draft()
        self.sign_in(self.reviewer)

        self.assertEqual(self.page(draft).status_code, 302)
        response = self.press(made, "answer", text="已补报")

        self.assertContains(response, "已反馈整改")

    def test_another_department_cannot_see_a_supervision(self):
        made = self.issued()
        self.sign_in(self.stranger)

        self.assertEqual(self.page(made).status_code, 302)

    def test_the_scorecard_is_for_those_who_see_all_departments(self):
        url = reverse("admin:reporting_scorecard")
        self.sign_in(self.reviewer)
        self.assertEqual(self.client.get(url).status_code, 403)
        self.sign_in(self.officer)

        response = self.client.get(url, {"first": "2026-10", "last": "2026-10"})

        self.assertContains(response, "1／1")
        self.assertEqual(self.client.get(url, {"first": "x"}).status_code, 404)
        csv = self.client.get(reverse("admin:reporting_scorecard_csv")).getvalue()
        self.assertIn("月报按时报送".encode(), csv)
