from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry import attachments
from registry.models import Attachment, TrailEntry
from repair.models import Application, RepairNotice, Restructuring, Rule
from tests import factories

from .cast import RepairCast

ALL = [
    "view_application",
    "view_rule",
    "add_rule",
    "view_repairnotice",
    "view_restructuring",
    "add_restructuring",
    "receive_application",
    "accept_application",
    "decide_application",
    "record_restructuring",
]


def a_picture():
    return SimpleUploadedFile("缴款凭证.pdf", b"%PDF-1.7 receipt")


class RepairAdminTests(RepairCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        held = Permission.objects.filter(
            content_type__app_label="repair", codename__in=ALL
        )
        more = Permission.objects.filter(codename__in=["view_entry", "view_subject"])
        for official in (cls.clerk, cls.reviewer, cls.verifier, cls.stranger):
            official.user_permissions.add(*held, *more)

    def press(self, application, name, by, **fields):
        self.client.force_login(by)
        url = reverse("admin:repair_application_do", args=[application.pk, name])
        return self.client.post(url, fields, follow=True)

    def hand_in(self, **fields):
        """Fill in the page of the counter; returns the page that follows."""
        given = {
            "entry": self.entry.pk,
            "applicant": self.entry.subject.name,
            "channel": "counter",
            "contact_name": "陈某",
            "contact": "13800000000",
            "statement": "已整改",
            "promised": "on",
        }
        url = reverse("admin:repair_application_add")
        return self.client.post(url, {**given, **fields}, follow=True)

    def test_an_application_granted_by_buttons_ends_its_entry(self):
        application = self.apply()

        self.press(application, "accept", self.clerk)
        self.press(application, "verify", self.verifier, finding="整改属实")
        response = self.press(application, "grant", self.reviewer, grounds="符合条件")

        self.assertContains(response, "准予修复")
        self.entry.refresh_from_db()
        self.assertEqual(self.entry.ended_because, "repaired")

    def test_the_desk_says_why_the_verifier_may_not_decide(self):
        application = self.apply()
        self.press(application, "accept", self.clerk)
        self.press(application, "verify", self.verifier, finding="整改属实")

        response = self.press(application, "grant", self.verifier, grounds="符合")

        self.assertContains(response, "核查人不能作出修复决定")

    def test_a_button_pressed_twice_says_that_it_is_too_late(self):
        application = self.apply()
        self.press(application, "accept", self.clerk)

        response = self.press(application, "accept", self.clerk)

        self.assertContains(response, "不能办理“受理”")

    def test_another_department_sees_no_application(self):
        application = self.apply()
        self.client.force_login(self.stranger)

        page = reverse("admin:repair_application_change", args=[application.pk])
        self.assertEqual(self.client.get(page).status_code, 302)
        listed = self.client.get(reverse("admin:repair_application_changelist"))
        self.assertNotContains(listed, str(application))

    def test_the_counter_takes_an_application_in_and_prints_the_receipt(self):
        self.client.force_login(self.clerk)

        response = self.hand_in(
            channel="credit_china", external_number="XYZG-1", files=a_picture()
        )

        self.assertContains(response, "查询码")
        application = Application.objects.of(self.entry).get()
        self.assertEqual(Attachment.objects.of(application).count(), 1)
        self.assertEqual(application.received_by, self.clerk)

    def test_the_counter_form_shows_each_obstacle(self):
        self.apply()
        self.client.force_login(self.clerk)

        response = self.hand_in()

        self.assertContains(response, "已有正在办理")
        self.assertContains(response, "已整改")

    def test_the_counter_takes_nothing_in_for_somebody_else(self):
        self.client.force_login(self.clerk)

        response = self.hand_in(applicant="福州另一家有限公司")

        self.assertContains(response, "主体与申请人名称不一致")
        self.assertFalse(Application.objects.of(self.entry).exists())

    def test_the_counter_saves_nothing_where_a_file_has_a_false_type(self):
        self.client.force_login(self.clerk)

        response = self.hand_in(files=SimpleUploadedFile("凭证.pdf", b"MZ virus"))

        self.assertContains(response, "文件内容与可接受的类型不符")
        self.assertFalse(Application.objects.of(self.entry).exists())

    def test_the_contact_is_shown_once_and_the_reading_recorded(self):
        application = self.apply()

        response = self.press(application, "contact", self.clerk, reason="约谈申请人")

        self.assertContains(response, "13800000000")
        line = TrailEntry.objects.about(application).last()
        self.assertEqual(
            (line.actor_name, line.reason), (self.clerk.name, "约谈申请人")
        )

    def test_the_contact_is_not_shown_without_a_reason(self):
        response = self.press(self.apply(), "contact", self.clerk, reason="")

        self.assertNotContains(response, "13800000000")

    def test_the_files_of_the_applicant_can_be_read(self):
        application = self.apply()
        attachments.keep_all(application, [a_picture()], by=None)
        kept = Attachment.objects.of(application).get()
        self.client.force_login(self.verifier)

        page = self.client.get(
            reverse("admin:repair_application_change", args=[application.pk])
        )
        url = reverse("admin:repair_application_file", args=[application.pk, kept.pk])
        self.assertContains(page, url)
        self.assertTrue(self.client.get(url).content.startswith(b"%PDF-"))
        self.client.force_login(self.stranger)
        self.assertEqual(self.client.get(url).status_code, 404)

    def test_papers_that_come_later_are_kept_with_the_case(self):
        application = self.apply()
        self.client.force_login(self.clerk)

        url = reverse("admin:repair_application_attach", args=[application.pk])
        self.client.post(url, {"files": a_picture()})

        self.assertEqual(Attachment.objects.of(application).count(), 1)

    def test_papers_can_be_downloaded(self):
        application = self.apply()
        notice = RepairNotice.objects.get(entry=self.entry)
        self.client.force_login(self.clerk)

        for url in (
            reverse(
                "admin:repair_application_paper",
                args=[application.pk, "信用承诺书", "docx"],
            ),
            reverse("admin:repair_repairnotice_paper", args=[notice.pk, "docx"]),
        ):
            self.assertTrue(self.client.get(url).content.startswith(b"PK"))

    def test_the_list_needs_as_many_queries_for_three_applications_as_for_one(self):
        self.client.force_login(self.clerk)
        url = reverse("admin:repair_application_changelist")
        self.apply()
        self.client.get(url)

        with self.assertNumQueries(7):
            self.client.get(url)
        for _ in range(2):
            self.apply(self.published())
        with self.assertNumQueries(7):
            self.client.get(url)

    def test_a_new_rule_ends_the_one_before(self):
        self.client.force_login(self.clerk)

        self.client.post(
            reverse("admin:repair_rule_add"),
            {
                "standard": self.standard.pk,
                "repairable": "on",
                "least_months": 6,
                "conditions": "条件",
                "materials": "缴款凭证\n\n整改报告 ",
                "accept_limit": "repair_accept",
                "supplement_limit": "repair_supplement",
                "decide_limit": "repair_decide",
                "feedback_limit": "repair_feedback",
                "citation": "依据",
                "effective_from": "2026-12-01",
            },
        )

        old, new = Rule.objects.filter(standard=self.standard).order_by("version")
        self.assertEqual(str(old.valid_to), "2026-11-30")
        self.assertEqual(new.version, 2)
        self.assertEqual(new.materials, ["缴款凭证", "整改报告"])

    def test_recording_a_ruling_holds_the_companys_entries(self):
        self.client.force_login(self.reviewer)

        response = self.client.post(
            reverse("admin:repair_restructuring_add"),
            {
                "subject": self.entry.subject_id,
                "court": "福州市中级人民法院",
                "ruling": "（2026）闽01破1号",
                "ruled_on": "2026-11-01",
                "until": "2027-11-01",
                "conditions": "按计划清偿",
            },
            follow=True,
        )

        self.assertContains(response, "已全部暂停")
        recorded = Restructuring.objects.filter(subject=self.entry.subject)
        self.assertEqual(recorded.count(), 1)


def test_every_page_of_the_desk_opens(admin_client, db):
    factories.make_calendar()
    for name in ("application", "rule", "repairnotice", "restructuring"):
        url = reverse(f"admin:repair_{name}_changelist")
        assert admin_client.get(url).status_code == 200
