import re

import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from disputes import actions
from disputes.applicants import number_of
from disputes.models import Complaint, Objection
from disputes.views import cases
from registry.models import Attachment, SubjectKind
from tests import factories

from .cast import DisputeCast, applicant_of

PDF = b"%PDF-1.7 evidence"


class ObjectPageTests(DisputeCast):
    url = "/disputes/objections/new/"

    def typed(self, **fields):
        return {
            "entry": self.entry.pk,
            "ground": "error",
            "statement": "从未发生该行为",
            "relation": "self",
            "applicant_kind": SubjectKind.ORGANISATION,
            "applicant_name": self.entry.subject.name,
            "number": self.entry.subject.identifier,
            "phone": "0591-00000000",
            **fields,
        }

    def persons_entry(self, number=90):
        person = factories.make_person("陈某某", number)
        return self.published(subject=person), factories.number_of(number)

    def test_the_page_takes_objection_and_evidence_and_shows_a_receipt(self):
        evidence = SimpleUploadedFile("营业执照.pdf", PDF)

        page = self.client.post(self.url, self.typed(files=[evidence]))

        objection = Objection.objects.get(entry=self.entry)
        self.assertContains(page, objection.number)
        self.assertContains(page, page.context["secret"])
        self.assertEqual(Attachment.objects.of(objection).get().kind, "pdf")
        self.assertEqual(page["X-Robots-Tag"], "noindex, nofollow, noarchive")

    def test_the_page_fills_in_the_entry_that_the_visitor_came_from(self):
        page = self.client.get(f"{self.url}?entry={self.entry.pk}")

        self.assertContains(page, f'value="{self.entry.pk}"')
        self.client.get(f"{self.url}?entry=x%27--")

    def test_the_page_loses_nothing_typed_on_an_error_and_never_shows_the_number(self):
        entry, number = self.persons_entry()
        typed = self.typed(
            entry=entry.pk,
            applicant_kind="person",
            applicant_name="陈某某",
            number=number,
        )

        first = self.client.post(self.url, {**typed, "statement": "", "phone": "123"})
        self.assertNotContains(first, number)
        self.assertContains(first, "陈某某")
        self.assertContains(first, 'value="123"')
        kept = re.search(r'name="number-kept" value="([^"]+)"', first.text)[1]
        again = {**typed, "number": "", "number-kept": kept}
        page = self.client.post(self.url, again)

        self.assertNotContains(page, number)
        self.assertEqual(number_of(Objection.objects.get(entry=entry)), number)

    def test_a_forged_token_for_a_number_counts_as_no_number(self):
        page = self.client.post(
            self.url, self.typed(number="", **{"number-kept": "forged"})
        )

        self.assertContains(page, "请填写统一社会信用代码或者证件号码。")

    def test_a_persons_entry_cannot_be_found_by_others(self):
        entry, _ = self.persons_entry()
        stranger = {
            "applicant_kind": "person",
            "applicant_name": "王某某",
            "number": factories.number_of(91),
        }

        foreign = self.client.post(self.url, self.typed(entry=entry.pk, **stranger))
        unknown = self.client.post(self.url, self.typed(entry=9_999_999, **stranger))

        self.assertEqual(foreign.context["form"].errors, unknown.context["form"].errors)
        self.assertFalse(Objection.objects.filter(entry=entry).exists())

    def test_the_page_says_why_for_an_ended_entry_and_a_second_objection(self):
        self.client.post(self.url, self.typed())
        again = self.client.post(self.url, self.typed())
        self.assertContains(again, "请勿重复提出")

        entry, number = self.persons_entry()
        factories.registry.actions.entries.end(
            entry, because="repaired", reason="已修复", by=self.reviewer
        )
        person = {
            "entry": entry.pk,
            "applicant_kind": "person",
            "applicant_name": "陈某某",
            "number": number,
        }
        ended = self.client.post(self.url, self.typed(**person))
        self.assertContains(ended, "无需提出异议")

    def test_a_file_with_a_false_type_is_refused(self):
        lie = SimpleUploadedFile("照片.jpg", b"MZ\x90\0 this program cannot be run")

        page = self.client.post(self.url, self.typed(files=[lie]))

        self.assertContains(page, "文件内容与可接受的类型不符")
        self.assertFalse(Objection.objects.filter(entry=self.entry).exists())

    def test_an_empty_form_names_each_missing_field(self):
        page = self.client.post(self.url, {})

        for sentence in ("请填写条目编号", "请写明哪里有误", "请填写联系电话"):
            self.assertContains(page, sentence)

    def test_too_many_posts_are_turned_away(self):
        for _ in range(cases.ALLOWED):
            self.client.post(self.url, {})

        self.assertEqual(self.client.post(self.url, {}).status_code, 429)

    def test_showing_the_form_needs_no_query(self):
        with self.assertNumQueries(0):
            self.client.get(self.url)


class ComplainPageTests(DisputeCast):
    url = "/disputes/complaints/new/"

    def typed(self, **fields):
        return {
            "about": "conduct",
            "respondent": self.department.pk,
            "statement": "拒不说明理由",
            "relation": "self",
            "applicant_kind": SubjectKind.ORGANISATION,
            "applicant_name": self.entry.subject.name,
            "number": self.entry.subject.identifier,
            "phone": "0591-00000000",
            **fields,
        }

    def test_the_page_takes_a_complaint(self):
        page = self.client.post(self.url, self.typed())

        self.assertContains(page, Complaint.objects.get().number)

    def test_a_complaint_about_an_entry_asks_for_its_number(self):
        page = self.client.post(self.url, self.typed(about="entry"))

        self.assertContains(page, "投诉名单条目的，请填写条目编号。")


class StatusPageTests(DisputeCast):
    def setUp(self):
        self.objection, self.secret = actions.objections.file(
            self.entry,
            applicant=applicant_of(self.entry.subject),
            ground="error",
            statement="不实",
            by=None,
        )
        actions.cases.accept(self.objection, by=self.officer)

    def look(self, **fields):
        asked = {"number": self.objection.number, "secret": self.secret, **fields}
        return self.client.post(reverse("registry:status"), asked)

    def test_the_status_page_shows_the_stage_the_dates_and_the_hold(self):
        actions.cases.sign(
            self.objection, by=self.verifier, signed_on=timezone.localdate()
        )

        page = self.look()

        for part in ("核查中", "已经暂停", "20 个工作日", "264号"):
            self.assertContains(page, part)
        self.assertNotContains(page, self.objection.applicant_name)

    def test_the_status_page_says_when_the_provider_is_late(self):
        later = timezone.now() + timezone.timedelta(days=60)
        actions.cases.sign(
            self.objection, by=self.verifier, signed_on=timezone.localdate()
        )

        with time_machine.travel(later, tick=False):
            page = self.look()

        self.assertContains(page, "条目继续暂停，不会自动恢复")

    def test_the_status_page_offers_the_reply_as_word_file(self):
        self.finish()

        page = self.look(paper="答复书.docx")

        self.assertTrue(page.content.startswith(b"PK"))

    def test_evidence_can_be_added_and_the_case_withdrawn(self):
        picture = SimpleUploadedFile("证据.pdf", PDF)
        self.look(do="add", text="补充合同", files=[picture])
        self.objection.refresh_from_db()
        self.assertEqual(self.objection.supplement, "补充合同")
        self.assertEqual(Attachment.objects.of(self.objection).count(), 1)

        self.look(do="withdraw")
        self.assertTrue(self.is_in_effect())

    def test_a_reexamination_is_followed_with_the_same_receipt(self):
        self.finish()
        actions.cases.reply(
            self.objection,
            by=self.officer,
            way="平台",
            replied_on=timezone.localdate(),
        )

        page = self.look(do="reexamine", text="证据未采信")

        self.assertContains(page, "复核")
        self.assertContains(self.look(), "收到复核申请")
        self.assertEqual(Objection.objects.filter(previous=self.objection).count(), 1)

    def test_wrong_secrets_are_answered_as_unknown_numbers_are_until_throttled(self):
        wrong = self.look(secret="AAAAAAAAAAAA")
        unknown = self.look(number="YY20260101ABCDEF")
        self.assertEqual(wrong.context["form"].errors, unknown.context["form"].errors)
        with self.assertNumQueries(1):
            self.look(secret="BBBBBBBBBBBB")
        with self.assertNumQueries(1):
            self.look(number="YY20260101ABCDEG")

        statuses = [self.look(secret=f"{n:012}").status_code for n in range(20)]

        self.assertEqual(set(statuses[10:]), {429})
        self.assertEqual(self.look().status_code, 429)
        cache.clear()
        self.assertEqual(self.look().status_code, 200)

    def finish(self):
        actions.cases.sign(
            self.objection, by=self.verifier, signed_on=timezone.localdate()
        )
        actions.cases.record_finding(
            self.objection, by=self.verifier, finding="right", text="无误"
        )
        actions.cases.decide(
            self.objection, by=self.decider, outcome="kept", reason="事实清楚"
        )
