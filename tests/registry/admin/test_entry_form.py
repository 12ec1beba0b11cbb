from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.models import Entry, ListKind, Subject, TrailEntry
from tests import factories
from tests.registry.desk import Desk

ADD = reverse("admin:registry_entry_add")
PAGE_QUERIES = 16


class AddTests(Desk):
    def given(self, **fields):
        on = timezone.localdate()
        facts = {
            "standard": self.standard.pk,
            "document_number": "榕环罚〔2026〕1号",
            "decided_on": str(on),
            "facts": "超标排放污染物",
            "details": "处罚金额（元）：5000",
        }
        return {**facts, **fields}

    def new(self, **fields):
        subject = {
            "new_kind": "organisation",
            "new_name": "福州新登某某有限公司",
            "new_identifier": factories.code_of(770),
        }
        return self.given(**{**subject, **fields})

    def add(self, given):
        return self.client.post(ADD, given, follow=True)

    def added(self):
        """The entries with the document number of `given`."""
        return Entry.objects.filter(document_number="榕环罚〔2026〕1号")

    def enrolled(self):
        """The subjects with the name of `new`."""
        return Subject.objects.filter(name="福州新登某某有限公司")

    def test_drafts_an_entry_on_a_known_subject(self):
        subject = factories.make_subject()
        self.sign_in(self.clerk)

        response = self.add(self.given(subject=subject.pk))

        entry = self.added().get()
        self.assertRedirects(response, self.page_url(entry))
        self.assertEqual(
            (entry.subject, entry.status, entry.drafted_by, entry.department),
            (subject, Entry.Status.DRAFT, self.clerk, self.department),
        )
        self.assertEqual(entry.details, {"处罚金额（元）": "5000"})

    def test_enrols_a_new_subject_with_its_entry(self):
        self.sign_in(self.clerk)

        self.add(self.new())

        subject = self.added().get().subject
        self.assertEqual(subject.name, "福州新登某某有限公司")
        self.assertEqual(subject.identifier, factories.code_of(770))

    def test_finds_the_subject_that_has_the_number_already(self):
        known = factories.make_person("林某某", 5)
        self.sign_in(self.clerk)

        self.add(
            self.new(
                new_kind="person",
                new_name="林某某",
                new_identifier=factories.number_of(5),
            )
        )

        self.assertEqual(self.added().get().subject, known)

    def test_takes_nobody_for_another_and_keeps_what_was_typed(self):
        factories.make_person("林某某", 5)
        self.sign_in(self.clerk)

        response = self.add(
            self.new(
                new_kind="person",
                new_name="陈某某",
                new_identifier=factories.number_of(5),
            )
        )

        self.assertContains(response, "该号码已登记在另一名称之下")
        self.assertContains(response, 'value="陈某某"')
        self.assertFalse(self.added().exists())

    def test_says_beside_the_number_why_it_is_wrong(self):
        wrong = factories.code_of(770)[:-1] + "I"
        self.sign_in(self.clerk)

        response = self.add(self.new(new_identifier=wrong))

        self.assertFormError(
            response.context["adminform"],
            "new_identifier",
            response.context["adminform"].errors["new_identifier"],
        )
        self.assertContains(response, wrong)
        self.assertFalse(self.enrolled().exists())

    def test_says_what_is_missing_of_a_new_subject(self):
        self.sign_in(self.clerk)

        response = self.add(self.new(new_identifier="", new_kind=""))

        self.assertContains(response, "请填写证件号码。仅凭名称不能登记。")
        self.assertContains(response, "请选择主体类别。")

    def test_asks_for_one_subject_and_no_second(self):
        subject = factories.make_subject()
        self.sign_in(self.clerk)

        neither = self.add(self.given())
        both = self.add(self.new(subject=subject.pk))

        self.assertContains(neither, "请选择已登记的主体，或在下面填写新主体。")
        self.assertContains(both, "请只保留一处。")
        self.assertFalse(self.added().exists())

    def test_shows_a_refusal_on_the_form_and_undoes_the_enrolment(self):
        self.sign_in(self.clerk)

        response = self.add(self.new(decided_on="2019-01-01"))

        self.assertContains(response, "不在“认定标准")
        self.assertContains(response, 'value="榕环罚〔2026〕1号"')
        self.assertFalse(self.enrolled().exists())
        self.assertFalse(self.added().exists())

    def test_refuses_the_same_recognition_a_second_time(self):
        given = self.new()
        self.sign_in(self.clerk)
        self.add(given)

        response = self.add(given)

        self.assertContains(response, "请勿重复登记")
        self.assertEqual(self.added().count(), 1)

    def test_refuses_another_departments_standard(self):
        self.sign_in(self.stranger)

        response = self.add(self.new())

        self.assertContains(response, "其他单位不能登记")
        self.assertFalse(self.added().exists())

    def test_refuses_a_superuser_without_a_department(self):
        self.sign_in(factories.make_official("root", is_superuser=True))

        response = self.add(self.new())

        self.assertContains(response, "其他单位不能登记")

    def test_is_closed_to_a_reviewer_and_an_auditor(self):
        for official in (self.reviewer, self.auditor):
            self.sign_in(official)

            self.assertEqual(self.client.get(ADD).status_code, 403)

    def test_wants_particulars_as_name_and_content(self):
        self.sign_in(self.clerk)

        response = self.add(self.new(details="罚款五千元"))

        self.assertContains(response, "请每行填一项，写成“名称：内容”。")

    def test_follows_the_order_of_the_paper_file(self):
        self.sign_in(self.clerk)

        page = self.client.get(ADD).content.decode()

        names = [
            "standard",
            "subject",
            "new_identifier",
            "document_number",
            "notice_served_on",
            "decision_proof",
        ]
        places = [page.index(f'name="{name}"') for name in names]
        self.assertEqual(places, sorted(places))


class EditTests(Desk):
    def setUp(self):
        self.entry = self.draft()
        self.url = self.page_url(self.entry)

    def given(self, **fields):
        form = self.client.get(self.url).context["adminform"].form
        kept = {
            name: form[name].value() or "" for name in form.fields if name != "details"
        }
        seen = self.client.get(self.url).context["seen"]
        return {**kept, "seen": seen, **fields}

    def test_changes_the_facts_and_writes_before_and_after(self):
        self.sign_in(self.clerk)

        self.client.post(self.url, self.given(facts="偷排污染物"))

        self.entry.refresh_from_db()
        line = TrailEntry.objects.about(self.entry).last()
        self.assertEqual(self.entry.facts, "偷排污染物")
        self.assertEqual(line.before, {"facts": "超标排放污染物"})
        self.assertEqual(line.after, {"facts": "偷排污染物"})

    def test_refuses_a_page_that_a_colleague_has_overtaken(self):
        self.sign_in(self.clerk)
        given = self.given(facts="偷排污染物")
        actions.entries.edit(
            self.entry, by=self.reviewer, changes={"facts": "暗管排放"}
        )

        response = self.client.post(self.url, given)

        self.entry.refresh_from_db()
        self.assertContains(response, "您打开页面之后，林审核于")
        self.assertContains(response, "偷排污染物")
        self.assertEqual(self.entry.facts, "暗管排放")

    def test_is_read_only_once_submitted(self):
        actions.entries.submit(self.entry, by=self.clerk)
        self.sign_in(self.clerk)

        page = self.client.get(self.url)
        posted = self.client.post(self.url, {"facts": "偷排污染物"})

        self.assertNotContains(page, 'name="facts"')
        self.assertContains(page, "超标排放污染物")
        self.assertEqual(posted.status_code, 403)

    def test_does_not_show_a_stranger_that_there_is_such_an_entry(self):
        self.sign_in(self.stranger)

        pages = [
            self.client.get(self.url),
            self.client.post(self.url, {"facts": "x"}),
            self.client.get(
                reverse("admin:registry_entry_history", args=[self.entry.pk])
            ),
            self.client.post(self.action_url(self.entry, "discard"), {"reason": "x"}),
        ]

        for page in pages:
            self.assertRedirects(page, reverse("admin:index"))
        self.entry.refresh_from_db()
        self.assertEqual(self.entry.status, Entry.Status.DRAFT)

    def test_is_never_deleted(self):
        self.sign_in(factories.make_official("root", is_superuser=True))

        response = self.client.post(
            reverse("admin:registry_entry_delete", args=[self.entry.pk]),
            {"post": "yes"},
        )

        self.assertEqual(response.status_code, 403)
        self.assertTrue(Entry.objects.filter(pk=self.entry.pk).exists())


class PageTests(Desk):
    def test_shows_the_computed_term_the_officials_and_what_belongs_to_it(self):
        person = factories.make_person("林某某", 6)
        entry = self.draft()
        day = entry.notice_served_on
        actions.entries.name_responsible(
            entry,
            person=person,
            role="principal",
            by=self.clerk,
            notice_served_on=day,
            notice_proof="回证",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        self.sign_in(self.clerk)

        page = self.client.get(self.page_url(entry))

        self.assertContains(page, entry.term_basis["valid_to"])
        self.assertContains(page, "林审核，")
        self.assertContains(page, "由本条目产生的责任人条目")
        self.assertContains(page, person.identifier)
        self.assertNotContains(page, factories.number_of(6))

    def test_asks_the_same_number_of_questions_with_one_hold_and_with_three(self):
        entry = self.published()
        self.sign_in(self.officer)
        actions.holds.place(entry, kind="office", reason="一", by=self.reviewer)
        self.client.get(
            self.page_url(entry)
        )  # its ContentType is looked up once a process
        with self.assertNumQueries(PAGE_QUERIES):
            self.client.get(self.page_url(entry))
        for reason in "二三":
            actions.holds.place(entry, kind="office", reason=reason, by=self.reviewer)

        with self.assertNumQueries(PAGE_QUERIES):
            self.client.get(self.page_url(entry))

    def test_shows_the_history_in_chinese(self):
        entry = self.published()
        actions.entries.end(
            entry, because="revoked", reason="认定有误", by=self.reviewer
        )
        self.sign_in(self.clerk)

        page = self.client.get(reverse("admin:registry_entry_history", args=[entry.pk]))

        for words in [
            "登记",
            "转为待审核",
            "转为已退出",
            "认定有误",
            "状态：已发布",
        ]:
            self.assertContains(page, words)
        self.assertNotContains(page, "published")

    def test_every_kind_of_list_has_its_page(self):
        self.sign_in(self.clerk)
        for kind in ListKind:
            standard = factories.make_standard(self.department, list_kind=kind)
            entry = self.published(standard=standard)

            self.assertContains(self.client.get(self.page_url(entry)), kind.label)
