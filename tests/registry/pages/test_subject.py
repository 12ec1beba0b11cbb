"""All that is shown of an organisation: what stands, since when, until when and why."""

from datetime import date, timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.models import Hold, ListKind
from tests import factories
from tests.registry.cast import Cast

NAME = "福州榕江建材有限公司"


class SubjectPageTests(Cast):
    def setUp(self):
        self.subject = factories.make_subject(NAME)

    def get(self, subject=None, **query):
        subject = subject or self.subject
        return self.client.get(reverse("registry:subject", args=[subject.key]), query)

    def listed(self, **fields):
        return self.published(subject=self.subject, **fields)

    def test_shows_the_entry_with_its_ground_its_dates_and_how_they_were_computed(self):
        entry = self.listed(decided_on=date(2026, 9, 15), facts="超标排放")

        page = self.get()

        for text in [
            NAME,
            self.subject.identifier,
            self.standard.name,
            self.department.name,
            entry.document_number,
            "超标排放",
            "2026年9月15日至2029年9月15日",
            "有效期限自认定决定日期 2026-09-15 起 36 个月",
            "执行中",
            f"{reverse('disputes:object')}?entry={entry.pk}",
            reverse("registry:guide") + "#repair",
        ]:
            self.assertContains(page, text)

    def test_a_subject_with_nothing_shown_has_no_page(self):
        self.draft(subject=self.subject)
        actions.entries.submit(self.draft(subject=self.subject), by=self.clerk)

        self.assertEqual(self.get().status_code, 404)

    def test_an_unknown_code_has_no_page(self):
        page = self.client.get(
            reverse("registry:subject", args=[factories.code_of(999)])
        )

        self.assertEqual(page.status_code, 404)

    def test_a_person_has_no_page_even_under_the_key(self):
        person = factories.make_person()
        self.published(subject=person)

        self.assertEqual(self.get(person).status_code, 404)

    def test_shows_neither_drafts_nor_what_has_ended(self):
        self.listed(facts="公示中的事由")
        self.draft(subject=self.subject, facts="草稿的事由")
        ended = self.listed(facts="已退出的事由")
        actions.entries.end(
            ended, because="repaired", reason="已修复", by=self.reviewer
        )

        page = self.get()

        self.assertContains(page, "公示中的事由")
        self.assertNotContains(page, "草稿的事由")
        self.assertNotContains(page, "已退出的事由")

    def test_shows_nothing_that_is_out_of_its_window_though_no_sweep_has_run(self):
        self.listed()

        with time_machine.travel(timezone.now() + timedelta(days=366 * 4)):
            self.assertEqual(self.get().status_code, 404)

    def test_a_held_entry_is_marked_and_never_called_executed(self):
        entry = self.listed()
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议内情", by=None)

        page = self.get()

        self.assertContains(page, "存在异议（暂停执行）")
        self.assertContains(page, "任何单位不得据此限制、拒绝或者惩戒当事人")
        self.assertNotContains(page, "执行中")
        self.assertNotContains(page, "异议内情")

    def test_a_former_name_is_shown(self):
        self.listed()
        actions.subjects.rename(
            self.subject, name="福州新名有限公司", by=self.clerk, reason="更名"
        )

        self.assertContains(self.get(), f"<dt>曾用名</dt><dd>{NAME}</dd>", html=True)

    def test_another_number_leads_to_the_main_one(self):
        self.listed()
        other = factories.recognised(factories.code_of(990))
        actions.subjects.add_identifier(self.subject, identifier=other, by=self.clerk)

        page = self.client.get(reverse("registry:subject", args=[other.value]))

        self.assertRedirects(page, reverse("registry:subject", args=[self.subject.key]))

    def test_another_number_of_a_subject_with_nothing_shown_is_not_found(self):
        other = factories.recognised(factories.code_of(990))
        actions.subjects.add_identifier(self.subject, identifier=other, by=self.clerk)

        page = self.client.get(reverse("registry:subject", args=[other.value]))

        self.assertEqual(page.status_code, 404)

    def test_shows_a_correction_and_what_is_right_now(self):
        entry = self.listed(facts="写错的事由")
        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "改正的事由"}, reason="笔误"
        )

        page = self.get()

        self.assertContains(page, "改正的事由")
        self.assertContains(page, "更正公告")
        self.assertNotContains(page, "写错的事由")

    def test_shows_a_revocation_when_nothing_else_is_left_to_show(self):
        entry = self.listed(facts="撤销的事由")
        actions.entries.end(
            entry, because="revoked", reason="认定有误", by=self.reviewer
        )

        page = self.get()

        self.assertContains(page, "撤销公告")
        self.assertNotContains(page, "撤销的事由")

    def test_escapes_what_officials_wrote(self):
        self.listed(facts="<script>alert(1)</script>")

        self.assertNotContains(self.get(), "<script>alert(1)</script>")

    def test_takes_the_same_queries_for_one_entry_and_for_three(self):
        self.listed()
        with self.assertNumQueries(5):
            self.get()
        red = factories.make_standard(self.department, list_kind=ListKind.GOOD)
        self.listed()
        self.listed(standard=red)

        with self.assertNumQueries(5):
            self.get()


class AsOfTests(Cast):
    """Published on 3 May 2026 at nine in the morning, Fuzhou time."""

    def setUp(self):
        self.subject = factories.make_subject(NAME)
        with self.on("2026-05-03 09:00"):
            self.entry = self.published(
                subject=self.subject, decided_on=date(2026, 4, 20), facts="五月的事由"
            )

    def on(self, moment):
        return time_machine.travel(f"{moment}+08:00", tick=False)

    def get(self, at):
        url = reverse("registry:subject", args=[self.subject.key])
        return self.client.get(url, {"at": at})

    def test_says_clearly_that_it_is_the_past(self):
        page = self.get("2026-05-03")

        self.assertContains(page, "您正在查看历史情况：2026年5月3日 23:59 时的公示")
        self.assertContains(page, "五月的事由")
        self.assertContains(page, "noindex")

    def test_a_day_means_its_end_and_an_instant_itself(self):
        self.assertNotContains(self.get("2026-05-02"), "五月的事由")
        self.assertNotContains(self.get("2026-05-03T08:59"), "五月的事由")
        self.assertContains(self.get("2026-05-03T09:00"), "五月的事由")
        self.assertContains(self.get("2026-05-03T01:00:00Z"), "五月的事由")
        self.assertContains(self.get("2026-05-03T09:00:00 08:00"), "五月的事由")

    def test_today_is_the_present(self):
        today = timezone.localdate()

        self.assertNotContains(self.get(f"{today}"), "历史情况")

    def test_shows_a_hold_that_was_open_then(self):
        with self.on("2026-06-01 10:00"):
            hold = actions.holds.place(
                self.entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None
            )
        with self.on("2026-06-20 10:00"):
            actions.holds.release(hold, by=None, reason="核查无误")

        self.assertContains(self.get("2026-06-10"), "存在异议（暂停执行）")
        self.assertNotContains(self.get("2026-06-21"), "存在异议（暂停执行）")

    def test_shows_the_facts_as_they_stood_before_each_correction(self):
        for day, facts in (("2026-06-01", "六月的事由"), ("2026-07-01", "七月的事由")):
            with self.on(f"{day} 10:00"):
                actions.entries.correct(
                    self.entry,
                    by=self.reviewer,
                    changes={"facts": facts},
                    reason="更正",
                )

        self.assertContains(self.get("2026-05-20"), "五月的事由")
        self.assertContains(self.get("2026-06-20"), "六月的事由")
        self.assertContains(self.get("2026-07-20"), "七月的事由")

    def test_shows_the_dates_as_they_stood_before_a_correction(self):
        with self.on("2026-06-01 10:00"):
            actions.entries.correct(
                self.entry,
                by=self.reviewer,
                changes={"asked_until": date(2028, 1, 1)},
                reason="更正",
            )

        self.assertContains(self.get("2026-05-20"), "2026年4月20日至2029年4月20日")
        self.assertContains(self.get("2026-06-20"), "2026年4月20日至2028年1月1日")

    def test_shows_no_notice_that_came_later_or_is_no_longer_public(self):
        with self.on("2026-06-01 10:00"):
            actions.entries.correct(
                self.entry,
                by=self.reviewer,
                changes={"facts": "六月的事由"},
                reason="更正",
            )

        with self.on("2026-06-20 10:00"):
            self.assertContains(self.get("2026-06-10"), "更正公告")
            self.assertNotContains(self.get("2026-05-20"), "曾作更正")
        with self.on("2026-09-01 10:00"):
            self.assertNotContains(self.get("2026-06-10"), "更正公告")

    def test_the_past_does_not_show_what_has_been_repaired_since(self):
        kept = self.published(subject=self.subject, facts="仍在公示")
        with self.on("2026-08-01 10:00"):
            actions.entries.end(
                self.entry, because="repaired", reason="已修复", by=self.reviewer
            )

        page = self.get("2026-05-20")

        self.assertNotContains(page, "五月的事由")
        self.assertNotContains(page, kept.facts)
        self.assertContains(page, "不再向公众提供")

    def test_refuses_the_future_and_what_is_no_date_with_a_plain_word(self):
        tomorrow = timezone.localdate() + timedelta(days=1)
        for text, sentence in [
            (f"{tomorrow}", "只能查看现在或者过去的公示情况"),
            ("昨天", "日期写法有误"),
            ("2026-02-30", "日期写法有误"),
            ("2026-13-01T25:00", "日期写法有误"),
            ("0001-01-01T00:00:00+23:00", "日期写法有误"),
        ]:
            with self.subTest(text):
                self.assertContains(self.get(text), sentence, status_code=400)

    def test_takes_the_same_queries_as_the_present(self):
        with self.assertNumQueries(5):
            self.get("2026-05-20")
