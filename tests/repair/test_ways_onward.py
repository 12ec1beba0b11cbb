"""Whatever happens to a case, somebody has a way onward, on the desk as on the status page."""

from datetime import timedelta

import time_machine
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.utils import timezone

import registry.actions
from registry.models import ListKind
from repair import actions, status_page
from repair.models import Application
from tests import factories

from .cast import RepairCast

Status = Application.Status


class WaysOnwardTests(RepairCast):
    """Each state is reached by real actions; then the desk is asked which buttons it offers."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        desk = Group.objects.create(name="修复经办和审核")
        desk.permissions.add(
            *Permission.objects.filter(content_type__app_label="repair")
        )
        for official in (cls.clerk, cls.verifier, cls.reviewer):
            official.groups.add(desk)

    def reach(self, status):
        way = {
            Status.RECEIVED: self.apply,
            Status.SUPPLEMENTING: self.supplementing,
            Status.ACCEPTED: self.accepted,
            Status.VERIFIED: self.verified,
            Status.GRANTED: self.granted,
            Status.REFUSED: self.refused,
            Status.NOT_ACCEPTED: self.declined,
            Status.WITHDRAWN: self.withdrawn,
            Status.LAPSED: self.lapsed,
            Status.REVOKED: self.revoked,
        }[status]
        application = way()
        self.assertEqual(application.status, status)
        return application

    def supplementing(self):
        application = self.apply()
        actions.applications.ask_supplement(
            application, by=self.clerk, missing="缴款凭证"
        )
        return application

    def accepted(self):
        application = self.apply()
        actions.applications.accept(application, by=self.clerk)
        return application

    def granted(self):
        application = self.verified()
        actions.applications.grant(application, by=self.reviewer, grounds="符合条件")
        return application

    def refused(self):
        application = self.verified()
        actions.applications.refuse(application, by=self.reviewer, grounds="整改未完成")
        return application

    def declined(self):
        application = self.apply()
        actions.applications.decline(
            application, by=self.reviewer, grounds="不属于本单位"
        )
        return application

    def withdrawn(self):
        application = self.apply()
        actions.applications.withdraw(application, by=None, reason="不再申请")
        return application

    def lapsed(self):
        application = self.accepted()
        registry.actions.entries.end(
            self.entry, because="revoked", reason="异议成立", by=self.reviewer
        )
        application.refresh_from_db()
        return application

    def revoked(self):
        false = factories.make_standard(self.department, list_kind=ListKind.BAD)
        application = self.granted()
        actions.applications.revoke(
            application, by=self.reviewer, reason="伪造", standard=false
        )
        return application

    def offered(self, application, by):
        desk = admin.site.get_model_admin(Application)
        request = RequestFactory().get("/")
        request.user = type(by).objects.get(pk=by.pk)
        return {
            button.name
            for button in desk.buttons
            if button.is_possible(application)
            and desk.may_press(request, button, application)
        }

    def test_the_desk_offers_an_action_in_every_open_state(self):
        wanted = {
            Status.RECEIVED: {"accept", "decline", "supplement", "withdraw"},
            Status.SUPPLEMENTING: {"supplemented", "decline", "withdraw"},
            Status.ACCEPTED: {"verify", "withdraw"},
            Status.VERIFIED: {"grant", "refuse", "withdraw"},
            Status.GRANTED: {"revoke"},
        }
        for status, bulk_actions in wanted.items():
            with self.subTest(status=status):
                application = self.reach(status)
                offered = self.offered(application, self.reviewer)
                self.assertEqual(offered - {"contact"}, bulk_actions)
                if status in Application.OPEN:
                    actions.applications.withdraw(application, by=None, reason="下一例")
        self.assertEqual(set(wanted), {*Application.OPEN, Status.GRANTED})

    def test_after_every_other_end_a_new_application_can_be_filed_or_is_not_needed(
        self,
    ):
        for status in (Status.REFUSED, Status.NOT_ACCEPTED, Status.WITHDRAWN):
            with self.subTest(status=status):
                self.assertFalse(Application.MOVES[self.reach(status).status])
                again = self.apply()
                actions.applications.withdraw(again, by=None, reason="下一例")

        self.assertEqual(self.reach(Status.LAPSED).entry.status, "ended")

    def test_a_revoked_repair_goes_on_as_a_new_entry(self):
        application = self.reach(Status.REVOKED)

        self.assertFalse(Application.MOVES[application.status])
        draft = type(self.entry).objects.get(subject=self.entry.subject, status="draft")
        self.assertIn(str(application), draft.facts)

    def test_the_status_page_explains_every_state_and_offers_what_is_possible(self):
        for status in Status:
            with self.subTest(status=status):
                self.entry = self.published()
                application = self.reach(status)
                account = status_page.case_status_of(application, timezone.localdate())
                self.assertTrue(account.summary)
                acts = {act.name for act in account.acts}
                self.assertEqual("withdraw" in acts, status in Application.OPEN)
                self.assertEqual("supplement" in acts, status == Status.SUPPLEMENTING)
                for paper in account.papers.values():
                    self.assertTrue(paper().body)

    def test_an_applicant_who_never_answers_does_not_block_a_new_application(self):
        application = self.reach(Status.SUPPLEMENTING)

        with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
            actions.applications.decline(
                application, by=self.reviewer, grounds="逾期未补正"
            )
            self.assertTrue(self.apply().pk)
