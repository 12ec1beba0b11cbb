"""What was wrong is corrected where it was published."""

from datetime import timedelta

import time_machine
from django.urls import reverse

from registry import actions
from tests import factories
from tests.registry.cast import Cast


class NoticePageTests(Cast):
    def get(self, **query):
        return self.client.get(reverse("registry:notices"), query)

    def revoked(self, **fields):
        entry = self.published(**fields)
        actions.entries.end(
            entry, because="revoked", reason="认定有误", by=self.reviewer
        )
        return entry

    def test_shows_corrections_and_revocations(self):
        revoked, corrected = self.revoked(), self.published()
        actions.entries.correct(
            corrected, by=self.reviewer, changes={"facts": "改正"}, reason="笔误"
        )

        page = self.get()

        self.assertContains(page, "撤销公告")
        self.assertContains(page, revoked.subject.name)
        self.assertContains(page, "更正公告")
        self.assertContains(page, corrected.subject.name)

    def test_has_no_notice_of_those_repaired_or_never_shown(self):
        repaired = self.published()
        actions.entries.end(
            repaired, because="repaired", reason="已修复", by=self.reviewer
        )
        hidden = factories.make_standard(self.department, is_public=False)
        never = self.revoked(standard=hidden)

        page = self.get()

        self.assertNotContains(page, repaired.subject.name)
        self.assertNotContains(page, never.subject.name)

    def test_names_no_person_and_nothing_written_about_them(self):
        entry = self.published(subject=factories.make_person("欧阳榕江"))
        actions.entries.correct(
            entry,
            by=self.reviewer,
            changes={"facts": "改正"},
            reason="欧阳榕江来函说明",
        )

        page = self.get()

        self.assertContains(page, "自然人（不公开姓名）")
        self.assertNotContains(page, "欧阳")
        self.assertNotContains(page, entry.subject.key)

    def test_a_notice_is_not_shown_after_its_last_day(self):
        entry = self.revoked()
        last = entry.notices.get().shown_until

        with time_machine.travel(last + timedelta(days=2)):
            self.assertNotContains(self.get(), entry.subject.name)

    def test_refuses_a_broken_mark_with_a_plain_word(self):
        self.assertContains(self.get(after="x"), "翻页地址不完整", status_code=400)

    def test_takes_the_same_queries_for_one_row_and_for_three(self):
        self.revoked()
        with self.assertNumQueries(1):
            self.get()
        self.revoked()
        self.revoked()

        with self.assertNumQueries(1):
            page = self.get()
        # Three revocations and the correction of the bystander.
        self.assertEqual(len(page.context["page"].items), 4)
