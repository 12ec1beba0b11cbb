from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.admin.entry_buttons import BUTTONS
from registry.models import (
    Department,
    Entry,
    ListKind,
    Notice,
    Official,
    Responsibility,
    TrailEntry,
)
from tests import factories
from tests.registry.desk import Desk

Status = Entry.Status


class ButtonTests(Desk):
    def submitted(self, **fields):
        entry = self.draft(**fields)
        actions.entries.submit(entry, by=self.clerk)
        return entry

    def awaiting(self, code):
        bank = factories.make_department(code, Department.Kind.FINANCIAL)
        clerk = factories.make_official(f"{code}_clerk", bank)
        reviewer = factories.make_official(f"{code}_reviewer", bank)
        return factories.make_published(factories.make_standard(bank), clerk, reviewer)

    def status(self, entry):
        entry.refresh_from_db()
        return entry.status

    def shown(self, entry):
        page = self.client.get(self.page_url(entry))
        return {one["button"].name for one in page.context["buttons"]}

    def test_shows_what_state_and_permission_allow(self):
        draft, submitted, published = self.draft(), self.submitted(), self.published()

        self.sign_in(self.clerk)
        self.assertEqual(self.shown(draft), {"submit", "responsible", "discard"})
        self.assertEqual(self.shown(submitted), {"discard"})
        self.assertEqual(self.shown(published), set())
        self.sign_in(self.reviewer)
        self.assertEqual(self.shown(draft), set())
        self.assertEqual(self.shown(submitted), {"approve", "give_back"})
        self.assertEqual(self.shown(published), {"hold", "correct", "end"})
        self.sign_in(self.auditor)
        self.assertEqual(self.shown(submitted), set())

    def test_a_look_does_nothing(self):
        entry = self.submitted()
        lines = TrailEntry.objects.count()
        self.sign_in(self.reviewer)

        for button in BUTTONS:
            self.client.get(self.action_url(entry, button.name))

        self.assertEqual(self.status(entry), Status.SUBMITTED)
        self.assertEqual(TrailEntry.objects.count(), lines)

    def test_refuses_those_without_the_permission(self):
        entry = self.submitted()
        self.sign_in(self.clerk)

        response = self.press(entry, "approve")

        self.assertEqual(response.status_code, 403)
        self.assertEqual(self.status(entry), Status.SUBMITTED)

    def test_knows_no_other_actions(self):
        self.sign_in(self.reviewer)

        response = self.client.get(self.action_url(self.draft(), "delete"))

        self.assertEqual(response.status_code, 404)

    def test_submits_at_one_press(self):
        entry = self.draft()
        self.sign_in(self.clerk)

        response = self.press(entry, "submit")

        self.assertEqual(self.status(entry), Status.SUBMITTED)
        self.assertEqual(
            self.says(response), ["已办理“提交审核”，当前状态为“待审核”。"]
        )

    def test_says_politely_that_it_was_pressed_before(self):
        entry = self.draft()
        self.sign_in(self.clerk)
        self.press(entry, "submit")

        response = self.press(entry, "submit")

        self.assertEqual(response.status_code, 200)
        self.assertIn("可能您或其他人刚才已经办理", self.says(response)[0])

    def test_approves(self):
        entry = self.submitted()
        self.sign_in(self.reviewer)

        response = self.press(entry, "approve")

        entry.refresh_from_db()
        self.assertEqual(entry.status, Status.PUBLISHED)
        self.assertEqual(entry.approved_by, self.reviewer)
        self.assertIn("已发布", self.says(response)[0])

    def test_foretells_what_approval_brings(self):
        self.sign_in(self.reviewer)

        page = self.client.get(self.action_url(self.submitted(), "approve"))

        self.assertContains(page, "有效期限自认定决定日期")
        self.assertContains(page, "向社会公示。")

    def test_foretells_what_speaks_against_approval_and_refuses_it(self):
        entry = self.submitted(notice_served_on=None, decision_proof="")
        self.sign_in(self.reviewer)

        page = self.client.get(self.action_url(entry, "approve"))
        response = self.press(entry, "approve")

        for reason in [
            "未填写事先告知书的送达日期和送达凭证。",
            "未填写决定书的送达日期和送达凭证。",
        ]:
            self.assertContains(page, f'<li class="warns">{reason}</li>')
        self.assertIn("未填写事先告知书", " ".join(self.said(response)))
        self.assertEqual(self.status(entry), Status.SUBMITTED)

    def said(self, response):
        return response.context["form"].non_field_errors()

    def test_refuses_the_superuser_who_drafted(self):
        root = factories.make_official("root", self.department, is_superuser=True)
        entry = factories.make_entry(self.standard, root)
        self.sign_in(root)
        self.press(entry, "submit")

        response = self.press(entry, "approve")

        self.assertIn("不能审核本条目", " ".join(self.said(response)))
        self.assertEqual(self.status(entry), Status.SUBMITTED)

    def test_refuses_another_departments_superuser(self):
        root = factories.make_official("root", self.elsewhere, is_superuser=True)
        entry = self.submitted()
        self.sign_in(root)

        response = self.press(entry, "approve")

        self.assertIn("应由该单位审核人办理", " ".join(self.said(response)))

    def test_the_second_of_two_officials_on_stale_pages_gets_a_sentence(self):
        entry = self.submitted()
        page = self.action_url(entry, "approve")
        self.sign_in(self.reviewer)
        seen = self.client.get(page).context["seen"]
        other = Official.objects.get(pk=self.reviewer.pk)
        actions.entries.return_to_drafter(entry, by=other, reason="补充材料")

        response = self.press(entry, "approve", seen=seen)

        self.assertEqual(response.status_code, 200)
        self.assertIn("已退回", self.says(response)[0])
        self.assertEqual(self.status(entry), Status.RETURNED)

    def test_refuses_to_approve_what_was_changed_since_it_was_read(self):
        entry = self.submitted()
        self.sign_in(self.reviewer)
        seen = self.client.get(self.page_url(entry)).context["seen"]
        actions.entries.return_to_drafter(entry, by=self.reviewer, reason="补充材料")
        actions.entries.edit(entry, by=self.clerk, changes={"facts": "偷排污染物"})
        actions.entries.submit(entry, by=self.clerk)

        response = self.press(entry, "approve", seen=seen)

        self.assertIn("您打开页面之后，陈经办于", " ".join(self.said(response)))
        self.assertEqual(self.status(entry), Status.SUBMITTED)

    def test_gives_back_with_a_reason_and_not_without(self):
        entry = self.submitted()
        self.sign_in(self.reviewer)

        missing = self.press(entry, "give_back", reason="")
        self.press(entry, "give_back", reason="事由过于简略")

        self.assertFormError(missing.context["form"], "reason", "该字段是必填项。")
        self.assertEqual(self.status(entry), Status.RETURNED)

    def test_the_credit_office_seconds_and_declines(self):
        first, second = self.awaiting("yinhang"), self.awaiting("baoxian")
        self.sign_in(self.officer)

        self.press(first, "second", reason="同意")
        self.press(second, "decline", reason="依据不足")

        self.assertEqual(self.status(first), Status.PUBLISHED)
        self.assertEqual(self.status(second), Status.RETURNED)

    def test_discards(self):
        entry = self.draft()
        self.sign_in(self.clerk)

        self.press(entry, "discard", reason="重复登记")

        self.assertEqual(self.status(entry), Status.DISCARDED)

    def test_places_and_releases_one_hold_after_the_other(self):
        entry = self.published()
        self.sign_in(self.reviewer)
        self.press(entry, "hold", kind="office", reference="核1", reason="自查")
        self.press(entry, "hold", kind="litigation", reference="行初1", reason="已起诉")
        hold = entry.holds.get(kind="office")

        self.press(entry, "release", hold=hold.pk, reason="核查无误")

        hold.refresh_from_db()
        self.assertEqual(hold.released_by, self.reviewer)
        self.assertFalse(entry.is_in_effect(timezone.now()))
        page = self.client.get(self.page_url(entry))
        self.assertContains(page, "暂停中：复议诉讼行初1")

    def test_a_double_click_places_one_hold(self):
        entry = self.published()
        self.sign_in(self.reviewer)
        seen = self.client.get(self.action_url(entry, "hold")).context["seen"]
        given = {"kind": "office", "reason": "自查", "seen": seen}
        self.press(entry, "hold", **given)

        response = self.press(entry, "hold", **given)

        self.assertIn("办理了“暂停”", " ".join(self.said(response)))
        self.assertContains(response, "自查</textarea>")
        self.assertEqual(entry.holds.count(), 1)

    def test_places_by_hand_no_hold_that_a_case_places_and_releases(self):
        entry = self.published()
        self.sign_in(self.reviewer)
        for kind in ("objection", "complaint", "stay", "restructuring"):
            response = self.press(entry, "hold", kind=kind, reason="提出异议")
            self.assertContains(response, "提出异议</textarea>")

        self.assertContains(response, "请在各自的事项中办理")
        self.assertFalse(entry.holds.exists())

    def test_releases_no_hold_of_another_entry(self):
        entry, other = self.published(), self.published()
        hold = actions.holds.place(
            other, kind="office", reason="核查", by=self.reviewer
        )
        actions.holds.place(entry, kind="office", reason="核查", by=self.reviewer)
        self.sign_in(self.reviewer)

        response = self.press(entry, "release", hold=hold.pk, reason="完毕")

        self.assertIn("hold", response.context["form"].errors)
        for held in (entry, other):
            self.assertIsNone(held.holds.get().released_at)

    def test_corrects_what_was_changed_on_the_form_and_nothing_else(self):
        entry = self.published(details={"罚款（元）": "5000"})
        self.sign_in(self.reviewer)
        form = self.client.get(self.action_url(entry, "correct")).context["form"]
        given = {name: form[name].value() or "" for name in form.fields}

        self.press(
            entry, "correct", **given | {"facts": "偷排污染物", "reason": "笔误"}
        )

        correction = entry.corrections.get()
        self.assertEqual(correction.before, {"facts": "超标排放污染物"})
        self.assertEqual(correction.after, {"facts": "偷排污染物"})

    def test_lets_nobody_correct_what_they_drafted(self):
        root = factories.make_official("root", self.department, is_superuser=True)
        entry = factories.make_published(self.standard, root, self.reviewer)
        self.sign_in(root)

        response = self.press(
            entry,
            "correct",
            decided_on=str(entry.decided_on),
            facts="偷排污染物",
            reason="笔误",
        )

        self.assertIn("不能办理更正", " ".join(self.said(response)))

    def test_ends_with_a_public_notice_where_it_was_wrong(self):
        entry = self.published()
        self.sign_in(self.reviewer)

        self.press(entry, "end", because="revoked", reason="认定有误")

        self.assertEqual(self.status(entry), Status.ENDED)
        self.assertEqual(entry.notices.get().kind, Notice.Kind.REVOCATION)

    def test_does_not_let_an_official_pretend_that_a_term_is_over(self):
        entry = self.published()
        self.sign_in(self.reviewer)

        self.press(entry, "end", because="expired", reason="到期")

        self.assertEqual(self.status(entry), Status.PUBLISHED)


class ResponsibleTests(Desk):
    def given(self, **fields):
        person = {
            "role": "principal",
            "name": "林某某",
            "identifier": factories.number_of(7),
            "notice_served_on": "2026-01-01",
            "notice_proof": "回证",
        }
        return {**person, **fields}

    def test_names_a_person_who_was_not_enrolled_before(self):
        entry = self.draft()
        self.sign_in(self.clerk)

        self.press(entry, "responsible", **self.given())

        named = Responsibility.objects.get()
        self.assertEqual((named.person.name, named.role), ("林某某", "principal"))

    def test_says_beside_the_number_why_it_is_wrong(self):
        entry = self.draft()
        self.sign_in(self.clerk)

        response = self.press(
            entry, "responsible", **self.given(identifier=factories.code_of(7))
        )

        self.assertIn("identifier", response.context["form"].errors)
        self.assertEqual(Responsibility.objects.count(), 0)

    def test_is_not_offered_for_praise_nor_for_a_person(self):
        praise = self.draft(
            standard=factories.make_standard(self.department, list_kind=ListKind.RED)
        )
        person = self.draft(subject=factories.make_person())
        self.sign_in(self.clerk)

        for entry in (praise, person):
            response = self.press(entry, "responsible", **self.given())
            self.assertIn("不能办理“登记责任人”", self.says(response)[0])


class RevealTests(Desk):
    def setUp(self):
        self.number = factories.number_of(8)
        self.entry = self.draft(subject=factories.make_person("林某某", 8))

    def test_shows_the_number_once_and_writes_who_looked_and_why(self):
        self.sign_in(self.reviewer)

        response = self.press(self.entry, "reveal", reason="核对身份")

        line = TrailEntry.objects.about(self.entry.subject).last()
        self.assertContains(response, self.number)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertEqual(
            (line.action, line.actor, line.reason),
            ("registry.subject.number_revealed", self.reviewer, "核对身份"),
        )

    def test_wants_a_reason(self):
        self.sign_in(self.reviewer)

        response = self.press(self.entry, "reveal", reason="")

        self.assertNotContains(response, self.number)

    def test_is_for_the_department_that_recognised_alone(self):
        self.sign_in(self.officer)

        response = self.press(self.entry, "reveal", reason="看看")

        self.assertEqual(response.status_code, 403)

    def test_stands_on_no_other_page(self):
        self.sign_in(self.reviewer)

        for url in [
            self.page_url(self.entry),
            self.page_url(self.entry.subject),
            self.list_url(),
            self.list_url("subject"),
            reverse("admin:registry_entry_history", args=[self.entry.pk]),
        ]:
            self.assertNotContains(self.client.get(url), self.number)
