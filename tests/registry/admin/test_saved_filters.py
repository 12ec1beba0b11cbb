from urllib.parse import quote

from django.urls import reverse

from registry.models import SavedFilter
from tests import factories
from tests.registry.desk import Desk

SAVE = reverse("admin:registry_entry_save_filter")
DRAFTS = "status__exact=draft"


class SavedFilterTests(Desk):
    def setUp(self):
        self.sign_in(self.clerk)

    def save(self, name="我的草稿", query=DRAFTS):
        return self.client.post(SAVE, {"name": name, "query": query}, follow=True)

    def test_is_kept_and_offered_above_its_list(self):
        response = self.save()

        self.assertIn("已保存常用筛选“我的草稿”", self.says(response)[0])
        self.assertContains(self.client.get(self.list_url()), f'href="?{DRAFTS}"')
        self.assertNotContains(self.client.get(self.list_url("batch")), "我的草稿")

    def test_shows_which_one_the_list_follows_and_does_not_offer_to_save_it_again(self):
        self.save()

        shown = self.client.get(f"{self.list_url()}?{DRAFTS}&p=1")

        self.assertContains(shown, 'aria-current="true">我的草稿')
        self.assertNotContains(shown, "把当前筛选存为")
        other = self.client.get(f"{self.list_url()}?status__exact=published")
        self.assertContains(other, "把当前筛选存为")

    def test_keeps_the_order_but_neither_the_page_nor_what_was_searched_for(self):
        number = factories.number_of(12)

        self.save(query=f"{DRAFTS}&o=-2&p=3&q={number}&e=1&_popup=1")

        self.assertEqual(SavedFilter.objects.get().query, f"o=-2&{DRAFTS}")

    def test_never_keeps_a_persons_number(self):
        number = factories.number_of(12)

        response = self.save(query=f"batch={number}")

        self.assertIn("证件号码", self.says(response)[0])
        self.assertFalse(SavedFilter.objects.exists())

    def test_the_same_name_means_the_newer_conditions(self):
        self.save()
        self.save(query="status__exact=ended")

        self.assertEqual(SavedFilter.objects.get().query, "status__exact=ended")

    def test_is_nobody_elses(self):
        self.save()
        kept = SavedFilter.objects.get()
        self.sign_in(self.reviewer)

        self.assertNotContains(self.client.get(self.list_url()), "我的草稿")
        gone = self.client.post(
            reverse("admin:registry_entry_forget_filter", args=[kept.pk])
        )

        self.assertEqual(gone.status_code, 404)
        self.assertTrue(SavedFilter.objects.exists())

    def test_is_given_up_by_its_owner(self):
        self.save()
        kept = SavedFilter.objects.get()
        url = reverse("admin:registry_entry_forget_filter", args=[kept.pk])

        response = self.client.post(url, follow=True)

        self.assertEqual(self.says(response), ["已删除常用筛选“我的草稿”。"])
        self.assertFalse(SavedFilter.objects.exists())

    def test_is_refused_with_the_reason(self):
        for name, query, reason in [
            ("", DRAFTS, "名称"),
            ("名" * 21, DRAFTS, "20"),
            ("无条件", "q=" + quote("福州"), "没有筛选条件"),
            ("假条件", "no_such__field=1", "筛选条件无效"),
            ("太长", f"of={'1' * 1000}", "太长"),
        ]:
            with self.subTest(name=name):
                self.assertIn(reason, self.says(self.save(name, query))[0])
        self.assertFalse(SavedFilter.objects.exists())

    def test_no_list_has_more_than_one_can_read(self):
        for number in range(SavedFilter.MOST):
            self.save(f"第{number}个")

        response = self.save("再一个")

        self.assertIn("最多保存 12 个", self.says(response)[0])
        self.assertEqual(SavedFilter.objects.count(), SavedFilter.MOST)
        self.save("第3个", "status__exact=ended")
        self.assertEqual(
            SavedFilter.objects.get(name="第3个").query, "status__exact=ended"
        )

    def test_a_list_that_may_not_be_seen_keeps_none(self):
        url = reverse("admin:registry_trailentry_save_filter")

        response = self.client.post(url, {"name": "过程", "query": "o=1"})

        self.assertEqual(response.status_code, 403)
