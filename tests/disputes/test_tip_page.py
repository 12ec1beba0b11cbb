from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from disputes import actions
from disputes.models import TipFile, TipOff
from disputes.views import tips

from .pictures import SECRET, a_jpeg
from .test_tips import PASSPHRASE, Tips

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
TYPED = {"company": "福州某公司", "text": "夜间偷排", "contact": ""}


class TipPageTests(Tips):
    url = "/disputes/tips/"

    def test_the_page_seals_the_tip_and_shows_its_receipt_once(self):
        picture = SimpleUploadedFile("IMG_1.jpg", a_jpeg())

        page = self.client.post(self.url, {**TYPED, "pictures": [picture]})

        self.assertRegex(page.context["receipt"], r"^\d{4} \d{4} \d{4} \d{4}$")
        self.assertIn("no-store", page["Cache-Control"])
        opened = actions.tips.unseal(
            TipOff.objects.get(), by=self.officer, passphrase=PASSPHRASE, reason="核查"
        )
        self.assertEqual(opened.content["text"], "夜间偷排")
        self.assertNotIn(SECRET, opened.pictures[0][1])

    @override_settings(TIP_PUBLIC_KEY="")
    def test_the_page_is_closed_without_a_key_and_says_so(self):
        page = self.client.get(self.url)
        self.assertContains(page, "暂不接收举报", status_code=503)

        page = self.client.post(self.url, TYPED)
        self.assertEqual(page.status_code, 503)
        self.assertFalse(TipOff.objects.exists())

    def test_files_that_cannot_be_cleaned_are_refused(self):
        paper = SimpleUploadedFile("证据.jpg", b"%PDF-1.7")

        page = self.client.post(self.url, {**TYPED, "pictures": [paper]})

        self.assertContains(page, "不是 JPG 或者 PNG")
        self.assertContains(page, "夜间偷排")
        self.assertFalse(TipFile.objects.exists())

    @override_settings(CACHES={"default": {"BACKEND": LOCMEM}})
    def test_the_page_stores_no_address(self):
        self.client.post(self.url, TYPED, REMOTE_ADDR="203.0.113.77")

        self.assertNotIn("203.0.113.77", str(cache._cache.keys()))

    def test_the_page_lets_browsers_send_the_origin_that_the_csrf_check_needs(self):
        page = self.client.get(self.url)

        self.assertEqual(page["Referrer-Policy"], "same-origin")

    def test_too_many_tips_from_one_address_are_turned_away(self):
        for _ in range(tips.ALLOWED):
            self.client.post(self.url, {})

        self.assertEqual(self.client.post(self.url, TYPED).status_code, 429)


class FollowPageTests(Tips):
    url = "/disputes/tips/follow/"

    def test_the_page_shows_the_reply_and_takes_more_text(self):
        digits, tip = self.hand_in()
        actions.tips.write_to_informant(tip, text="请补充时间", by=self.officer)

        page = self.client.post(self.url, {"receipt": digits, "text": "上周三"})

        self.assertContains(page, "请补充时间")
        self.assertContains(page, "上周三")
        self.assertNotContains(page, digits)

    def test_an_unknown_receipt_and_a_malformed_one_are_refused(self):
        self.hand_in()

        page = self.client.post(self.url, {"receipt": "1234 5678 9012 3456"})
        self.assertContains(page, "没有查到该回执编号")
        page = self.client.post(self.url, {"receipt": "12"})
        self.assertContains(page, "16 位数字")
