from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from disputes import actions, seeding
from disputes.models import Case, Complaint, Litigation, Objection
from registry.actions import calendar_feeds
from registry.management import seeding as ground
from registry.models import (
    Attachment,
    CalendarFeed,
    Deadline,
    Message,
    SubjectKind,
    TrailEntry,
)
from registry.roles import TIP_OFFICERS
from tests import factories
from tests.all_or_nothing import check_all_or_nothing

from .cast import DisputeCast, a_person, organisation
from .test_tips import CONTENT, PASSPHRASE, Tips


class Desk(DisputeCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        ground.load_groups()
        seeding.load()

    def page(self, instance, official=None):
        self.client.force_login(official or self.officer)
        name = f"admin:{instance._meta.app_label}_{instance._meta.model_name}_change"
        return self.client.get(reverse(name, args=[instance.pk]))

    def press(self, instance, name, official, **typed):
        self.client.force_login(official)
        label = f"admin:{instance._meta.app_label}_{instance._meta.model_name}_do"
        return self.client.post(reverse(label, args=[instance.pk, name]), typed)

    def offered(self, instance, official):
        context = self.page(instance, official).context
        return [one["button"].name for one in context["buttons"]]


class ObjectionDeskTests(Desk):
    def test_an_objection_goes_from_receipt_to_reply_by_buttons(self):
        objection = self.object_to()
        today = str(timezone.localdate())

        self.press(objection, "accept", self.officer)
        self.press(objection, "sign", self.verifier, signed_on=today)
        self.press(
            objection, "find", self.verifier, finding="unproven", text="案卷缺失"
        )
        self.press(
            objection, "decide", self.decider, outcome="revoked", reason="无法证实"
        )
        self.press(objection, "reply", self.officer, way="平台", replied_on=today)

        objection.refresh_from_db()
        self.entry.refresh_from_db()
        self.assertEqual(objection.status, Case.Status.REPLIED)
        self.assertEqual(self.entry.ended_because, "revoked")

    def test_a_correction_is_proposed_on_the_form_and_done_by_the_decision(self):
        objection = self.verifying()
        facts = {
            "document_number": self.entry.document_number,
            "decided_on": str(self.entry.decided_on),
            "facts": "情节轻微",
            "finding": "correct",
            "text": "笔误",
        }

        self.press(objection, "find", self.verifier, **facts)
        objection.refresh_from_db()
        self.assertEqual(objection.changes, {"facts": "情节轻微"})

        self.press(
            objection, "decide", self.decider, outcome="corrected", reason="更正"
        )
        self.entry.refresh_from_db()
        self.assertEqual(self.entry.facts, "情节轻微")

    def test_a_refused_action_says_why_and_keeps_what_was_typed(self):
        objection = self.found("unproven")

        page = self.press(
            objection, "decide", self.decider, outcome="kept", reason="坚持原认定"
        )

        self.assertContains(page, "负举证责任")
        self.assertContains(page, "坚持原认定")

    def test_officials_are_offered_the_buttons_of_their_department(self):
        objection = self.object_to()
        self.assertIn("accept", self.offered(objection, self.officer))
        self.assertNotIn("accept", self.offered(objection, self.verifier))

        actions.cases.accept(objection, by=self.officer)
        self.assertNotIn("sign", self.offered(objection, self.officer))
        self.assertIn("sign", self.offered(objection, self.verifier))

    def test_an_official_of_another_department_sees_no_objection(self):
        objection = self.accepted()
        self.stranger.groups.add(Group.objects.get(name="单位经办人"))

        self.client.force_login(self.stranger)
        listed = self.client.get(reverse("admin:disputes_objection_changelist"))
        self.assertNotContains(listed, objection.number)
        self.assertEqual(self.page(objection, self.stranger).status_code, 302)

    def test_a_persons_number_is_shown_only_on_request_which_is_recorded(self):
        person = a_person()
        objection, _ = actions.objections.file(
            self.entry, applicant=person, ground="error", statement="不实", by=None
        )
        number = person.identifier.value
        self.assertNotContains(self.page(objection), number)

        page = self.press(objection, "reveal", self.officer, reason="电话核实")

        self.assertContains(page, number)
        self.assertContains(page, "13900000000")
        line = TrailEntry.objects.about(objection).last()
        self.assertEqual(line.action, "disputes.objection.applicant_revealed")

    def test_the_counter_takes_a_case_in_and_shows_its_receipt_once(self):
        self.client.force_login(self.clerk)
        subject = self.entry.subject
        typed = {
            "entry": self.entry.pk,
            "ground": "error",
            "statement": "不实",
            "relation": "self",
            "applicant_kind": SubjectKind.ORGANISATION,
            "applicant_name": subject.name,
            "number": subject.identifier,
            "phone": "0591",
        }

        page = self.client.post(reverse("admin:disputes_objection_add"), typed)

        objection = Objection.objects.get(entry=self.entry)
        self.assertContains(page, objection.number)
        self.assertEqual(objection.received_by, self.clerk)
        again = self.client.post(reverse("admin:disputes_objection_add"), typed)
        self.assertContains(again, "请勿重复提出")

    def test_the_provider_keeps_its_evidence_with_the_case(self):
        objection = self.verifying()
        self.client.force_login(self.verifier)
        url = reverse("admin:disputes_objection_attach", args=[objection.pk])
        paper = SimpleUploadedFile("决定书.pdf", b"%PDF-1.7")
        lie = SimpleUploadedFile("决定书.pdf", b"MZ")

        self.client.post(url, {"files": [paper]})
        refused = self.client.post(url, {"files": [lie]})

        kept = Attachment.objects.of(objection).get()
        self.assertEqual(kept.kept_by, self.verifier)
        self.assertContains(refused, "文件内容与可接受的类型不符")
        self.assertContains(self.page(objection, self.decider), "决定书.pdf")
        file = reverse("admin:disputes_objection_file", args=[objection.pk, kept.pk])
        self.assertEqual(self.client.get(file).content, b"%PDF-1.7")
        self.client.force_login(self.stranger)
        self.assertNotEqual(self.client.get(file).status_code, 200)

    def test_papers_can_be_downloaded_once_they_exist(self):
        objection = self.accepted()
        self.client.force_login(self.verifier)
        name = "admin:disputes_objection_paper"

        notice = self.client.get(
            reverse(name, args=[objection.pk, "核查通知书", "docx"])
        )
        self.assertTrue(notice.content.startswith(b"PK"))
        early = self.client.get(reverse(name, args=[objection.pk, "答复书", "docx"]))
        self.assertEqual(early.status_code, 404)

    def test_the_list_needs_as_many_queries_for_three_objections_as_for_one(self):
        self.accepted()
        first = self.questions()
        self.accepted(number=77)
        self.accepted(number=78)

        self.assertEqual(self.questions(), first)

    def questions(self):
        self.client.force_login(self.verifier)
        url = reverse("admin:disputes_objection_changelist")
        self.client.get(url)
        with self.assertNumQueries(7) as asked:
            self.client.get(url)
        return len(asked)


class OtherDesksTests(Desk):
    def test_a_complaint_goes_from_receipt_to_reply_by_buttons(self):
        complaint, _ = actions.complaints.file(
            about="entry",
            respondent=self.department,
            applicant=organisation(5),
            statement="不公",
            by=None,
            entry=self.entry,
        )
        today = str(timezone.localdate())

        self.press(complaint, "accept", self.officer)
        self.press(complaint, "hold", self.decider, reason="存疑")
        self.assertFalse(self.is_in_effect())
        self.press(complaint, "sign", self.verifier, signed_on=today)
        self.press(complaint, "find", self.verifier, finding="true", text="属实")
        self.press(
            complaint,
            "decide",
            self.decider,
            outcome="founded",
            reason="属实",
            remedy="道歉",
        )

        self.assertEqual(Complaint.objects.get().outcome, "founded")
        self.assertFalse(self.is_in_effect())
        self.assertContains(self.page(complaint), "道歉")

    def test_a_suit_is_registered_stayed_and_concluded(self):
        self.client.force_login(self.officer)
        today = str(timezone.localdate())
        self.client.post(
            reverse("admin:disputes_litigation_add"),
            {
                "kind": "suit",
                "department": self.department.pk,
                "entry": self.entry.pk,
                "brought_by": "某公司",
                "body": "鼓楼区人民法院",
                "case_number": "1号",
                "stage": "first",
                "matter": "撤销",
                "accepted_on": today,
                "notified_on": today,
            },
        )
        suit = Litigation.objects.get()

        self.press(suit, "date", self.decider, kind="hearing", on="2026-12-30")
        self.press(suit, "stay", self.decider, document="裁定", reason="停止执行")
        self.assertFalse(self.is_in_effect())
        self.press(
            suit,
            "judge",
            self.decider,
            outcome="kept",
            judgment="驳回",
            judged_on=today,
        )
        self.press(suit, "effect", self.decider, effective_on=today)
        self.press(suit, "conclude", self.decider, reason="驳回诉讼请求")

        suit.refresh_from_db()
        self.assertEqual(suit.status, Litigation.Status.CLOSED)
        self.assertTrue(self.is_in_effect())
        self.assertContains(self.page(suit), "诉讼日程")

    def test_the_desk_shows_how_many_cases_wait(self):
        self.accepted()
        self.client.force_login(self.verifier)

        page = self.client.get(reverse("admin:index"))

        self.assertContains(page, "待签收核查通知的异议")
        self.assertTrue(Message.objects.filter(official=self.verifier).exists())


class DeadlineDeskTests(Desk):
    url = "/admin/registry/deadline/"

    def look(self, official, query=""):
        self.client.force_login(official)
        return self.client.get(f"{self.url}{query}")

    def test_shows_what_is_due_in_words(self):
        self.verifying()

        page = self.look(self.verifier)

        for part in ("异议核查", "还剩 20 个工作日", "期限看板"):
            self.assertContains(page, part)

    def test_says_day_by_day_how_the_date_was_computed(self):
        objection = self.verifying()
        clock = objection_clock(objection)

        page = self.look(self.verifier, f"{clock.pk}/change/")

        self.assertContains(page, "当日不计入")
        self.assertContains(page, "264号")

    def test_is_the_departments_and_side_by_side_for_the_credit_office(self):
        self.verifying()
        self.object_to(number=77)
        self.clerk.groups.add(Group.objects.get(name="单位经办人"))

        own = self.look(self.clerk).context["departments"]
        every = self.look(self.officer).context["departments"]

        self.assertEqual([one["name"] for one in own], ["huanbao"])
        # The credit office sees the bystander's as well.
        self.assertEqual(
            {one["name"] for one in every}, {"huanbao", "xinyongban", "pangguan"}
        )

    def test_can_be_narrowed_and_taken_along(self):
        self.verifying()
        self.assertNotContains(self.look(self.verifier, "?state=overdue"), "还剩 20")
        self.assertContains(self.look(self.verifier, "?state=later"), "还剩 20")

        sheet = self.look(self.verifier, "export/")

        self.assertTrue(b"".join(sheet.streaming_content).startswith(b"PK"))

    def test_asks_as_many_questions_for_three_rows_as_for_one(self):
        self.verifying()
        self.look(self.verifier)
        with self.assertNumQueries(14):
            self.look_again()
        self.verifying(number=77)
        self.verifying(number=78)
        with self.assertNumQueries(14):
            self.look_again()

    def look_again(self):
        self.client.get(self.url)


class CalendarFeedTests(Desk):
    def issue(self):
        self.client.force_login(self.verifier)
        page = self.client.post("/admin/registry/deadline/calendar/")
        return page.context["address"].replace("http://testserver", "")

    def test_gives_the_departments_days_without_anything_personal(self):
        objection = self.verifying()
        address = self.issue()
        self.client.logout()

        feed = self.client.get(address)

        text = feed.content.decode().replace("\r\n ", "")
        self.assertEqual(feed["Content-Type"], "text/calendar; charset=utf-8")
        self.assertIn(objection.number, text)
        self.assertIn(
            f"DTSTART;VALUE=DATE:{objection_clock(objection).due_on:%Y%m%d}", text
        )
        self.assertNotIn(objection.applicant_name, text)
        self.assertLessEqual(max(map(len, feed.content.split(b"\r\n"))), 75)

    def test_ends_when_it_is_taken_back_replaced_or_its_official_leaves(self):
        first = self.issue()
        second = self.issue()
        self.assertEqual(self.client.get(first).status_code, 404)
        self.assertEqual(self.client.get(second).status_code, 200)

        self.client.post("/admin/registry/deadline/calendar/", {"revoke": "1"})
        self.assertEqual(self.client.get(second).status_code, 404)

        third = self.issue()
        type(self.verifier).objects.filter(pk=self.verifier.pk).update(is_active=False)
        self.assertEqual(self.client.get(third).status_code, 404)
        self.assertEqual(self.client.get("/disputes/calendar/x.ics").status_code, 404)

    def test_a_new_address_ends_nobody_elses_and_each_is_in_the_trail(self):
        own = self.issue()
        calendar_feeds.issue(self.decider)
        calendar_feeds.revoke(self.decider)
        calendar_feeds.issue(self.decider)

        self.assertEqual(self.client.get(own).status_code, 200)
        lines = TrailEntry.objects.filter(
            of="registry.calendarfeed", actor=self.decider
        ).order_by("pk")
        self.assertEqual(
            [line.action.rpartition(".")[2] for line in lines],
            ["issued", "revoked", "issued"],
        )
        standing = CalendarFeed.objects.get(official=self.decider, revoked_at=None)
        self.assertLess(timezone.now() - standing.created_at, timedelta(minutes=5))

    def test_an_address_that_fails_at_its_end_leaves_the_old_one(self):
        own = self.issue()

        check_all_or_nothing(lambda: calendar_feeds.issue(self.verifier))
        check_all_or_nothing(lambda: calendar_feeds.revoke(self.verifier))

        self.assertEqual(self.client.get(own).status_code, 200)


class TipDeskTests(Tips):
    def setUp(self):
        super().setUp()
        ground.load_groups()
        seeding.load()
        _, self.tip = self.hand_in()
        self.url = reverse("admin:disputes_tipoff_open", args=[self.tip.pk])
        self.client.force_login(self.officer)

    def test_opens_with_the_passphrase_in_this_answer_only(self):
        typed = {"passphrase": PASSPHRASE, "reason": "核查"}

        page = self.client.post(self.url, typed)

        self.assertContains(page, CONTENT["text"])
        self.assertContains(page, "data:image/png;base64,")
        self.assertIn("no-store", page["Cache-Control"])
        self.assertContains(page, 'http-equiv="refresh" content="180')
        self.assertNotContains(self.client.get(self.url), CONTENT["text"])

    def test_guessing_is_slowed_down(self):
        wrong = {"passphrase": "wrong wrong wrong", "reason": "核查"}
        for _ in range(5):
            self.assertContains(self.client.post(self.url, wrong), "口令不正确")

        right = {"passphrase": PASSPHRASE, "reason": "核查"}
        self.assertContains(self.client.post(self.url, right), "尝试次数过多")

    def test_is_nobody_elses(self):
        self.clerk.groups.add(Group.objects.get(name="单位审核人"))
        self.client.force_login(self.clerk)

        self.assertEqual(self.client.get(self.url).status_code, 403)
        listed = self.client.get(reverse("admin:disputes_tipoff_changelist"))
        self.assertEqual(listed.status_code, 403)
        self.assertNotContains(self.client.get(reverse("admin:index")), "失信举报")

    def test_becomes_a_draft_by_its_buttons(self):
        standard = factories.make_standard(self.department)
        self.assertTrue(self.officer.groups.filter(name=TIP_OFFICERS).exists())

        for name, typed in {
            "answer": {"text": "已收到"},
            "check": {},
            "conclude": {"outcome": "verified", "conclusion": "属实"},
            "draft": {
                "name": "福州被举报有限公司",
                "number": factories.code_of(777),
                "standard": standard.pk,
                "facts": "存在偷排",
            },
        }.items():
            url = reverse("admin:disputes_tipoff_do", args=[self.tip.pk, name])
            page = self.client.post(url, typed)
            self.assertEqual(page.status_code, 302, name)

        self.tip.refresh_from_db()
        self.assertEqual(self.tip.status, "drafted")


def objection_clock(objection):
    return Deadline.objects.of(objection).get(limit__code="objection_verify")
