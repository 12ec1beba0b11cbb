"""The desk as a whole: its menu, what waits, and nothing that the browser would refuse."""

import re

from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from registry import actions
from tests import factories
from tests.registry.desk import Desk

ENGLISH = re.compile(r">\s*[A-Z][a-z]+(?: [a-z]+)+[.!?]?\s*<")
FILTER = re.compile(r'data-filter-title="[^"]*[a-z]{3,}[^"]*"')
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<script>|<style")


class SiteTests(Desk):
    def test_shows_nothing_without_signing_in(self):
        response = self.client.get(reverse("admin:index"))

        self.assertRedirects(response, reverse("admin:login") + "?next=/admin/")

    def test_groups_the_menu_by_the_work(self):
        self.sign_in(self.officer)

        groups = self.client.get(reverse("admin:index")).context["app_list"]

        names = [group["name"] for group in groups]
        models = [model["object_name"] for model in groups[0]["models"]]
        self.assertEqual(names[0], "名单管理")
        self.assertEqual(names[-1], "系统")
        self.assertEqual(models[0], "Entry")

    def test_says_what_waits_for_whom(self):
        entry = self.draft()
        self.sign_in(self.clerk)
        drafts = self.client.get(reverse("admin:index"))
        actions.entries.submit(entry, by=self.clerk)
        self.sign_in(self.reviewer)
        submitted = self.client.get(reverse("admin:index"))
        self.sign_in(self.stranger)
        nothing = self.client.get(reverse("admin:index"))

        self.assertContains(drafts, "条草稿待提交")
        self.assertContains(submitted, "条待审核")
        self.assertContains(nothing, "目前没有等您办理的条目。")

    def test_every_page_is_in_chinese_and_runs_no_inline_script(self):
        self.published()
        self.sign_in(
            factories.make_official("root", self.department, is_superuser=True)
        )
        for model, desk in admin.site._registry.items():
            for page in self.pages(model, desk):
                if not page["Content-Type"].startswith("text/html"):
                    page.getvalue()  # a file read to its end closes itself
                    continue
                content = page.content.decode()
                where = page.wsgi_request.path
                self.assertEqual(ENGLISH.findall(content), [], where)
                self.assertEqual(FILTER.findall(content), [], where)
                self.assertEqual(INLINE.findall(content), [], where)

    def pages(self, model, desk):
        for action in ("changelist", "add", "import", "export"):
            try:
                url = reverse(
                    f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}"
                )
            except NoReverseMatch:
                continue
            response = self.client.get(url)
            if response.status_code == 200:
                yield response
        row = model._default_manager.first()
        if row is not None:
            for action in ("change", "history"):
                name = (
                    f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}"
                )
                yield self.client.get(reverse(name, args=[row.pk]))
