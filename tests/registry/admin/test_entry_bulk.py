from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone

from registry import actions, impact
from registry.adminkit.bulk import LIMIT, packed, unpacked
from registry.models import Entry, TrailEntry
from tests import factories
from tests.registry.desk import Desk

Status = Entry.Status


class PackTests(SimpleTestCase):
    def test_packs_and_unpacks(self):
        pks = [7, 1, 2, 3, 9, 8]

        self.assertEqual(packed(pks), "1-3,7-9")
        self.assertEqual(unpacked(packed(pks)), sorted(pks))

    def test_refuses_nonsense_and_endless_runs(self):
        for text in ["", "x", "1-", "-", "1,,2", f"1-{LIMIT + 1}", "1-99999999999999"]:
            with self.assertRaises(ValueError, msg=text):
                unpacked(text)


class BulkTests(Desk):
    def submitted(self, number=3, **fields):
        entries = [self.draft(**fields) for _ in range(number)]
        actions.entries.submit_all([one.pk for one in entries], by=self.clerk)
        return entries

    def choose(self, action, entries, query=""):
        return self.client.post(
            self.list_url() + query,
            {"action": action, "_selected_action": [one.pk for one in entries]},
            follow=True,
        )

    def confirm(self, action, page, **given):
        url = reverse("admin:registry_entry_bulk", args=[action])
        kept = {name: page.context[name] for name in ("pks", "seen", "back")}
        return self.client.post(url, {**kept, "confirm": "1", **given}, follow=True)

    def statuses(self):
        listed = Entry.objects.filter(department__in=[self.department, self.elsewhere])
        return set(listed.values_list("status", flat=True))

    def test_shows_the_reach_and_does_nothing_yet(self):
        person = factories.make_person()
        entries = [*self.submitted(2), *self.submitted(1, subject=person)]
        lines = TrailEntry.objects.count()
        self.sign_in(self.reviewer)

        page = self.choose("approve", entries)

        figures = dict(page.context["preview"].figures)
        self.assertEqual(figures["条目"], "3 条")
        self.assertEqual(figures["主体"], "3 个，其中自然人 1 名")
        self.assertIn("单日上限 500 条", figures["认定标准"])
        self.assertEqual(self.statuses(), {Status.SUBMITTED})
        self.assertEqual(TrailEntry.objects.count(), lines)

    def test_publishes_all_when_confirmed_and_leads_back_to_the_same_list(self):
        entries = self.submitted()
        self.sign_in(self.reviewer)
        page = self.choose("approve", entries, "?status__exact=submitted")

        response = self.confirm("approve", page)

        self.assertEqual(self.statuses(), {Status.PUBLISHED})
        self.assertEqual(self.says(response), ["已发布 3 条。"])
        self.assertRedirects(response, self.list_url() + "?status__exact=submitted")

    def test_warns_of_what_is_unusual_or_disputed(self):
        subject = factories.make_subject()
        published = self.published(subject=subject)
        actions.holds.place(
            published, kind="objection", reason="异议", by=self.reviewer
        )
        entries = [*self.submitted(2), *self.submitted(1, subject=subject)]
        self.sign_in(self.reviewer)

        warnings = " ".join(self.choose("approve", entries).context["preview"].warnings)

        self.assertIn("1 个主体有其他条目正在异议", warnings)
        self.assertIn("月均发布量的 36.0 倍", warnings)

    def test_says_that_the_credit_office_will_be_asked(self):
        standard = factories.make_standard(self.department, batch_limit=2)
        entries = self.submitted(standard=standard)
        self.sign_in(self.reviewer)
        page = self.choose("approve", entries)

        response = self.confirm("approve", page)

        self.assertIn("超过单日上限 2 条", " ".join(page.context["preview"].warnings))
        self.assertIn("3 条须经信用办复核", self.says(response)[0])
        self.assertEqual(self.statuses(), {Status.AWAITING})

    def test_lists_who_cannot_be_treated_and_offers_the_others(self):
        good = self.submitted(2)
        [bad] = self.submitted(1, notice_proof="")
        self.sign_in(self.reviewer)

        page = self.choose("approve", [*good, bad])

        self.assertContains(page, f'<a href="{self.page_url(bad)}">{bad}</a>')
        self.assertContains(page, "未填写事先告知书的送达日期和送达凭证。")
        self.assertContains(page, "去掉这 1 条，看其余 2 条")
        self.assertNotContains(page, 'name="confirm"')
        self.assertEqual(page.context["others"], packed(one.pk for one in good))

    def test_does_nothing_where_one_of_them_may_not_be_treated(self):
        entries = self.submitted()
        self.sign_in(self.reviewer)
        page = self.choose("give_back", entries)
        actions.entries.approve(entries[0], by=self.reviewer)
        seen = TrailEntry.objects.latest("pk").pk

        response = self.confirm("give_back", page, reason="补充", seen=seen)

        self.assertContains(
            response, f"条目 {entries[0].pk} 当前状态为“已发布”，不能退回"
        )
        self.assertContains(response, "补充</textarea>")
        self.assertEqual(self.statuses(), {Status.PUBLISHED, Status.SUBMITTED})

    def test_a_second_press_gets_a_sentence(self):
        entries = self.submitted()
        self.sign_in(self.reviewer)
        page = self.choose("approve", entries)
        self.confirm("approve", page)
        lines = TrailEntry.objects.count()

        response = self.confirm("approve", page)

        self.assertContains(response, "3 条已有变动（可能您刚才已经提交）")
        self.assertEqual(TrailEntry.objects.count(), lines)

    def test_wants_the_reason(self):
        entries = self.submitted()
        self.sign_in(self.reviewer)
        page = self.choose("give_back", entries)

        response = self.confirm("give_back", page, reason="")

        self.assertContains(response, "该字段是必填项。")
        self.assertEqual(self.statuses(), {Status.SUBMITTED})

    def test_a_foreign_entry_spoils_the_set(self):
        entries = self.submitted()
        foreign = factories.make_entry(
            factories.make_standard(self.elsewhere), self.stranger
        )
        actions.entries.submit(foreign, by=self.stranger)
        self.sign_in(self.reviewer)
        page = self.choose("approve", entries)

        response = self.confirm(
            "approve", page, pks=packed([*(one.pk for one in entries), foreign.pk])
        )

        self.assertIn("您无权办理", self.says(response)[0])
        self.assertEqual(self.statuses(), {Status.SUBMITTED})

    def test_refuses_the_official_who_drafted_them(self):
        root = factories.make_official("root", self.department, is_superuser=True)
        entries = [factories.make_entry(self.standard, root) for _ in range(2)]
        actions.entries.submit_all([one.pk for one in entries], by=root)
        self.sign_in(root)
        page = self.choose("approve", entries)

        response = self.confirm("approve", page)

        self.assertEqual(page.context["refusals"], 2)
        self.assertContains(response, "不能审核本条目")
        self.assertEqual(self.statuses(), {Status.SUBMITTED})

    def test_offers_only_what_the_official_may_do(self):
        entries = self.submitted()
        self.sign_in(self.clerk)
        listed = self.client.get(self.list_url())
        page = self.choose("discard", entries)

        response = self.client.post(
            reverse("admin:registry_entry_bulk", args=["approve"]),
            {"pks": page.context["pks"], "confirm": "1"},
        )

        names = {
            name for name, _ in listed.context["action_form"].fields["action"].choices
        }
        self.assertEqual(names, {"", "submit", "discard"})
        self.assertEqual(response.status_code, 403)
        self.assertEqual(self.statuses(), {Status.SUBMITTED})

    def test_nonsense_is_answered_with_a_sentence(self):
        self.sign_in(self.reviewer)

        response = self.client.post(
            reverse("admin:registry_entry_bulk", args=["approve"]),
            {"pks": "1-x", "confirm": "1"},
            follow=True,
        )

        self.assertEqual(self.says(response), ["请先在列表中选择要办理的条目。"])

    def test_a_whole_filtered_list_is_chosen_beyond_its_first_page(self):
        entries = self.submitted(3)
        self.sign_in(self.reviewer)

        page = self.client.post(
            self.list_url() + "?status__exact=submitted",
            {
                "action": "approve",
                "_selected_action": [entries[0].pk],
                "select_across": "1",
            },
        )

        self.assertEqual(page.context["number"], 3)

    def test_the_other_actions_are_done_in_bulk_too(self):
        drafts = [self.draft() for _ in range(2)]
        self.sign_in(self.clerk)
        self.confirm("submit", self.choose("submit", drafts))
        self.assertEqual(self.statuses(), {Status.SUBMITTED})
        self.sign_in(self.reviewer)
        self.confirm("approve", self.choose("approve", drafts))
        self.confirm("hold", self.choose("hold", drafts), kind="office", reason="核查")
        effective = Entry.objects.in_effect(timezone.now())
        self.assertFalse(effective.filter(standard=self.standard).exists())

        self.confirm(
            "end", self.choose("end", drafts), because="revoked", reason="认定有误"
        )

        self.assertEqual(self.statuses(), {Status.ENDED})


class ImpactTests(Desk):
    def test_asks_the_same_number_of_questions_for_one_entry_and_for_three(self):
        one = [self.draft().pk]
        three = [*one, self.draft().pk, self.draft().pk]
        at = timezone.now()

        for pks in (one, three):
            with self.assertNumQueries(5):
                impact.measure(pks, at=at)
