"""The workbench: what waits, what is due, what has changed, the month, and the city for those who oversee."""

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

import registry.actions
from registry import deadlines, messages
from registry.models import Hold, Limit, Message
from tests.registry.desk import Desk


class WorkbenchTests(Desk):
    def setUp(self):
        cache.clear()

    def bench(self, official):
        self.sign_in(official)
        return self.client.get(reverse("admin:index"))

    def titles(self, response):
        return [panel.title.split("20")[0] for panel in response.context["panels"]]

    def clock(self, number=1):
        limit = Limit.objects.get_or_create(
            code="verify",
            defaults={"name": "核查", "number": 20, "starts_with": "签收", "citation": "依据"},
        )[0]  # fmt: skip
        entry = self.published()
        deadlines.begin(
            entry, limit.code, started_on=timezone.localdate(), event="签收",
            title=f"异议 {number} 号", department=self.department, by=None,
        )  # fmt: skip
        return entry

    def test_has_a_panel_for_each_question_of_an_official(self):
        response = self.bench(self.clerk)

        self.assertEqual(
            self.titles(response),
            ["最近的期限", "未读提醒", "昨天以来的变动", "本单位"],
        )

    def test_shows_the_city_to_those_who_oversee_alone(self):
        self.assertIn("全市概况", self.titles(self.bench(self.officer)))
        self.assertNotIn("全市概况", self.titles(self.bench(self.reviewer)))

    def test_shows_the_days_left_and_leads_to_the_case(self):
        entry = self.clock()

        response = self.bench(self.clerk)

        self.assertContains(response, "还剩 20 个工作日")
        self.assertContains(response, self.page_url(entry))

    def test_shows_what_has_changed_to_the_department_it_belongs_to(self):
        entry = self.published()
        registry.actions.holds.place(
            entry, kind=Hold.Kind.OBJECTION, reference="异议1", reason="核查", by=self.reviewer,
        )  # fmt: skip

        own, other = self.bench(self.clerk), self.bench(self.stranger)

        self.assertContains(own, f"条目 {entry.pk}　")
        self.assertNotContains(other, f"条目 {entry.pk}　")

    def test_takes_as_many_statements_for_three_cases_as_for_one(self):
        self.clock()
        self.bench(self.officer)
        with self.assertNumQueries(QUERIES):
            self.client.get(reverse("admin:index"))
        for number in (2, 3):
            self.clock(number)
        with self.assertNumQueries(QUERIES):
            self.client.get(reverse("admin:index"))


QUERIES = 19


class InboxTests(Desk):
    def message_to(self, official, title="报送月报"):
        entry = self.published()
        messages.notify([official], entry, "due", title=title, text="请办理。")
        return Message.objects.get(official=official)

    def test_is_each_officials_own(self):
        mine = self.message_to(self.clerk)
        self.sign_in(self.officer)

        self.assertNotContains(self.client.get(self.list_url("message")), "报送月报")
        self.assertEqual(self.client.get(self.page_url(mine)).status_code, 302)

    def test_opening_is_reading(self):
        mine = self.message_to(self.clerk)
        self.sign_in(self.clerk)
        self.assertContains(self.client.get(self.list_url("message")), "未读")

        self.assertContains(self.client.get(self.page_url(mine)), "请办理。")

        mine.refresh_from_db()
        self.assertIsNotNone(mine.read_at)

    def test_everything_is_read_at_a_press(self):
        mine, other = self.message_to(self.clerk), self.message_to(self.reviewer)
        self.sign_in(self.clerk)

        self.client.post(reverse("admin:registry_message_read"))

        mine.refresh_from_db(), other.refresh_from_db()
        self.assertIsNotNone(mine.read_at)
        self.assertIsNone(other.read_at)

    def test_nothing_in_it_is_changed_or_deleted(self):
        mine = self.message_to(self.clerk)
        self.sign_in(self.clerk)

        self.assertEqual(self.client.post(self.page_url(mine), {"title": "x"}).status_code, 403)  # fmt: skip
