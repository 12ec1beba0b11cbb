"""The two stories of `docs/stories`, played through the pages, the API and the clock."""

from datetime import date, timedelta

import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import sanctions.actions
from disputes import actions, seeding
from disputes.models import Case, Objection, Redress
from registry import reminders, workdays
from registry.management import seeding as ground
from registry.models import CalendarYear, Deadline, Message, Notice
from registry.roles import REVIEWERS
from sanctions.models import Order
from tests import bystander, factories
from tests.sanctions import makers
from tests.sanctions.callers import Caller, give, key_of

from .cast import DisputeCast

LISTED_ON, OBJECTED_ON = "2026-09-01", "2026-09-14"


def on(day, time="10:00"):
    return time_machine.travel(f"{day} {time}+08:00", tick=False)


class Story(DisputeCast):
    """A company listed by mistake; 财政 keeps it out of procurement, 建委 refuses it a licence."""

    @classmethod
    def setUpTestData(cls):
        # Made while time goes on: a correction comes later than what it corrects.
        bystander.kept()
        with on(LISTED_ON):
            super().setUpTestData()
            # The stories count with the real holidays, the cast knows none.
            CalendarYear.objects.all().delete()
            ground.load_calendar()
            ground.load_groups()
            seeding.load()
            cls.treasury = factories.make_department("caizheng")
            cls.accountant = factories.make_official("xu", cls.treasury)
            cls.accountant.groups.add(Group.objects.get(name=REVIEWERS))
            cls.stranger.groups.add(Group.objects.get(name=REVIEWERS))
            give(cls.stranger)
            edition = makers.make_edition({"code": "zhengfu_caigou"})
            makers.make_memorandum(
                cls.standard, [(edition.measures.get(), cls.treasury)]
            )
            cls.entry = factories.make_published(cls.standard, cls.clerk, cls.reviewer)
            cls.order = Order.objects.get(entry=cls.entry)
            sanctions.actions.orders.execute(
                cls.order,
                by=cls.accountant,
                executed_on=timezone.localdate(),
                document="榕财采〔2026〕1号",
            )

    def setUp(self):
        self.public = Client()

    def ask_the_api(self):
        """The answer that the licensing system of 建委 gets."""
        answer = Caller(Client(), key_of(self.stranger)).post(
            "checks/",
            {
                "identifier": self.entry.subject.identifier,
                "purpose": "licensing",
                "case_number": "许可2026-1",
            },
        )
        return answer.json()

    def object_on_the_public_page(self):
        page = self.public.post(
            "/disputes/objections/new/",
            {
                "entry": self.entry.pk,
                "ground": "not_me",
                "statement": "处罚决定书上的企业与本公司只差一个字，本公司没有排污设施。",
                "relation": "self",
                "applicant_kind": "organisation",
                "applicant_name": self.entry.subject.name,
                "number": self.entry.subject.identifier,
                "phone": "0591-00000000",
            },
        )
        self.secret = page.context["secret"]
        return Objection.objects.get(entry=self.entry)

    def press(self, instance, name, official, **typed):
        desk = Client()
        desk.force_login(official)
        label = f"admin:{instance._meta.app_label}_{instance._meta.model_name}_do"
        page = desk.post(reverse(label, args=[instance.pk, name]), typed)
        self.assertEqual(page.status_code, 302, page.content.decode()[-3000:])
        instance.refresh_from_db()

    def status(self, objection, **more):
        return self.public.post(
            reverse("registry:status"),
            {"number": objection.number, "secret": self.secret, **more},
        )

    def live_until(self, first, last):
        """Every day's sweeps from `first` to `last`, as the clock would run them."""
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            with on(day, "08:30"):
                actions.cases.deem_received(day)
                reminders.remind(day)
            day += timedelta(days=1)

    def stages(self, official, code):
        sent = Message.objects.filter(of="registry.deadline", official=official)
        clocks = Deadline.objects.filter(limit__code=code).values("pk")
        return [m.stage for m in sent.filter(of_pk__in=clocks).order_by("pk")]


class ListedByMistakeTests(Story):
    def test_the_objection_is_upheld_and_the_harm_undone(self):
        with on(LISTED_ON, "15:00"):
            self.assertEqual(self.ask_the_api()["status"], "listed")

        with on(OBJECTED_ON):
            objection = self.object_on_the_public_page()
            self.press(objection, "accept", self.officer)
            answer = self.ask_the_api()
            self.assertEqual((answer["status"], answer["measures"]), ("clear", []))
            self.assertEqual(answer["held"][0]["because"], ["异议核查"])
            shown = self.public.get(f"/subjects/{self.entry.subject.key}/")
            self.assertContains(shown, "存在异议")

        with on("2026-09-15"):
            self.press(objection, "sign", self.verifier, signed_on="2026-09-15")
            self.assertContains(self.status(objection), "2026年10月19日")

        self.live_until("2026-09-15", "2026-10-16")
        self.assertEqual(
            self.stages(self.verifier, "objection_verify"),
            ["notice", "half", "before-3", "before-1"],
        )

        self.find_the_mistake_on_the_nineteenth_day(objection)
        self.undo_the_harm()

        with on("2026-10-23"):
            page = self.status(objection)
            self.assertContains(page, "异议成立：条目已经撤销，并已公告。")
            self.assertContains(page, "恢复投标资格")
            reply = self.status(objection, paper="答复书.docx")
            self.assertTrue(reply.content.startswith(b"PK"))

    def find_the_mistake_on_the_nineteenth_day(self, objection):
        calendar = workdays.load()
        day = date(2026, 10, 16)
        self.assertEqual(calendar.between(date(2026, 9, 15), day), 19)
        with on(day):
            self.press(
                objection,
                "find",
                self.verifier,
                finding="revoke",
                text="调取决定书原件：当事人为另一企业，登记时号码录错。",
            )
            self.assertEqual(self.ask_the_api()["status"], "clear")
            self.press(
                objection,
                "decide",
                self.decider,
                outcome="revoked",
                reason="认定对象有误，予以撤销。",
            )
            answer = self.ask_the_api()
            self.assertEqual((answer["status"], answer["held"]), ("clear", []))
            notice = Notice.objects.get(entry=self.entry)
            self.assertContains(self.public.get("/notices/"), str(self.entry.pk))
            self.assertEqual((notice.shown_until - day).days, 45)
            self.press(
                objection, "reply", self.officer, way="平台", replied_on=str(day)
            )

    def undo_the_harm(self):
        redress = Redress.objects.get()
        tasks = {task.department: task for task in redress.tasks.all()}
        self.assertEqual(set(tasks), {self.treasury, self.elsewhere})
        self.order.refresh_from_db()
        self.assertEqual(self.order.status, Order.Status.LIFTING)
        with on("2026-10-20"):
            sanctions.actions.orders.lift(
                self.order,
                by=self.accountant,
                lifted_on=date(2026, 10, 20),
                document="榕财采〔2026〕2号",
            )
            self.press(
                tasks[self.treasury], "confirm", self.accountant, done="恢复投标资格"
            )
            self.press(
                tasks[self.elsewhere],
                "confirm",
                self.stranger,
                done="重新审查，准予许可",
            )
            self.press(redress, "close", self.officer, closing="影响已经消除")
        self.assertEqual(redress.status, Redress.Status.CLOSED)


class SilentProviderTests(Story):
    def test_a_late_provider_harms_nobody_and_the_office_is_reminded_every_day(self):
        with on(OBJECTED_ON):
            objection = self.object_on_the_public_page()
            self.press(objection, "accept", self.officer)

        self.live_until("2026-09-15", "2026-11-02")

        objection.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.VERIFYING)
        self.assertTrue(objection.is_deemed)
        self.assertEqual(objection.signed_on, date(2026, 9, 17))
        due = workdays.load().add(objection.signed_on, 20).due
        late = workdays.load().between(due, date(2026, 11, 2))
        self.assertEqual(
            self.stages(self.officer, "objection_verify"),
            [f"late-{n}" for n in range(1, late + 1)],
        )
        self.assertIn("due", self.stages(self.decider, "objection_verify"))

        with on("2026-11-02"):
            page = self.status(objection)
            self.assertContains(page, "条目继续暂停，不会自动恢复")
            self.assertContains(page, "已逾期，尚未完成")
            answer = self.ask_the_api()
            self.assertEqual((answer["status"], answer["measures"]), ("clear", []))

        with on("2027-06-01"):
            self.assertEqual(self.ask_the_api()["status"], "clear")

    def test_an_entry_the_provider_cannot_prove_is_revoked(self):
        with on(OBJECTED_ON):
            objection = self.object_on_the_public_page()
            self.press(objection, "accept", self.officer)
        self.live_until("2026-09-15", "2026-10-27")

        with on("2026-10-28"):
            self.press(
                objection, "find", self.verifier, finding="unproven", text="案卷遗失"
            )
            self.press(
                objection, "decide", self.decider, outcome="revoked", reason="无法证实"
            )

        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, "revoked")
