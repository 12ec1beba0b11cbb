import ast
from pathlib import Path

from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone

import registry.actions
from registry import actions
from registry.adminkit.history import VERBS
from registry.models import Hold, Notice, TrailEntry
from tests import factories
from tests.registry.desk import Desk


class TrailTests(Desk):
    def listed(self, **given):
        response = self.client.get(self.list_url("trailentry"), given)
        return list(response.context["cl"].result_list)

    def test_is_only_read(self):
        line = TrailEntry.objects.about(self.draft()).get()
        self.sign_in(factories.make_official("root", is_superuser=True))

        for url in (
            reverse("admin:registry_trailentry_add"),
            reverse("admin:registry_trailentry_delete", args=[line.pk]),
        ):
            self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 403)
        self.assertEqual(self.client.post(self.page_url(line), {}).status_code, 403)
        self.assertEqual(self.client.get(self.page_url(line)).status_code, 200)

    def test_is_read_by_the_credit_office_and_the_auditors_alone(self):
        for official, expected in [
            (self.clerk, 403),
            (self.reviewer, 403),
            (self.officer, 200),
            (self.auditor, 200),
        ]:
            self.sign_in(official)
            self.assertEqual(
                self.client.get(self.list_url("trailentry")).status_code, expected
            )

    def test_is_filtered_by_who_what_and_when(self):
        self.published()
        today = str(timezone.localdate())
        self.sign_in(self.auditor)

        by_name = self.listed(who="林审核", since=today, until=today)
        by_action = self.listed(action="registry.entry.submitted")

        self.assertEqual({line.actor for line in by_name}, {self.reviewer})
        self.assertEqual(
            {line.action for line in by_action}, {"registry.entry.submitted"}
        )
        self.assertEqual(self.listed(since="2019-01-01", until="2019-12-31"), [])

    def test_lists_with_the_same_number_of_questions(self):
        self.sign_in(self.auditor)
        for _ in range(2):
            with self.assertNumQueries(7):
                self.client.get(self.list_url("trailentry"))
            self.published()


class VerbTests(SimpleTestCase):
    def test_every_deed_of_the_register_has_a_chinese_word(self):
        folder = Path(registry.actions.__file__).parent
        verbs = set()
        for file in folder.glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                    "trail.record",
                    "trail.record_all",
                ):
                    verbs |= {
                        part.value
                        for part in ast.walk(node.args[1])
                        if isinstance(part, ast.Constant)
                    }

        self.assertIn("drafted", verbs)
        self.assertEqual(verbs - set(VERBS), set())


class BesideEntryTests(Desk):
    """Holds, corrections and notices: seen with the entry, never kept by hand."""

    def setUp(self):
        entry = self.published()
        self.hold = actions.holds.place(
            entry, kind="office", reason="核查", by=self.reviewer
        )
        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "偷排"}, reason="笔误"
        )
        self.instances = [self.hold, entry.corrections.get(), Notice.objects.get()]

    def test_are_seen_by_the_department_and_by_no_stranger(self):
        for instance in self.instances:
            url = self.list_url(instance._meta.model_name)
            self.sign_in(self.clerk)
            self.assertEqual(
                list(self.client.get(url).context["cl"].result_list), [instance]
            )
            self.assertEqual(self.client.get(self.page_url(instance)).status_code, 200)
            self.sign_in(self.stranger)
            self.assertEqual(list(self.client.get(url).context["cl"].result_list), [])
            self.assertRedirects(
                self.client.get(self.page_url(instance)), reverse("admin:index")
            )

    def test_are_only_read(self):
        self.sign_in(factories.make_official("root", is_superuser=True))

        for instance in self.instances:
            response = self.client.post(self.page_url(instance), {"reason": "x"})
            self.assertEqual(response.status_code, 403)

    def test_open_claims_are_found(self):
        self.sign_in(self.clerk)

        response = self.client.get(self.list_url("hold"), {"released_at__isempty": "1"})
        self.assertContains(response, "暂停中</a>")
        self.assertNotContains(response, "非空")

        self.assertEqual(
            list(response.context["cl"].result_list), list(Hold.objects.all())
        )

    def test_list_with_the_same_number_of_questions(self):
        self.sign_in(self.auditor)
        for _ in range(2):
            with self.assertNumQueries(7):
                self.client.get(self.list_url("hold"))
            entry = self.published()
            actions.holds.place(entry, kind="office", reason="核查", by=self.reviewer)
