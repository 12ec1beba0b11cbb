import ast

from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.adminkit.history import VERBS, word_of
from registry.models import TrailEntry
from tests import factories
from tests.architecture.source import MAY_USE, ROOT
from tests.registry.desk import Desk

APPS = list(MAY_USE)
RECORD = ("trail.record", "trail.record_all")


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


def calls(app):
    """(name of the file, name of the function, arguments) of each call in the code of `app`."""
    for file in (ROOT / app).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield file.name, ast.unparse(node.func), node.args


def recorded_verbs(app):
    """What the code of `app` writes into the trail, besides moves to a status."""
    verbs = set()
    for _, name, given in calls(app):
        if name in RECORD:
            verbs |= words_in(given[1])
        elif name == "_record":  # of the seeding: the third argument, or "seeded"
            verbs |= words_in(given[2]) if given[2:] else {"seeded"}
    return verbs


def words_in(expression):
    """The possible values of `expression`; none for a variable."""
    return {
        part.value for part in ast.walk(expression) if isinstance(part, ast.Constant)
    }


def unnamed(app, verbs):
    """Those of `verbs` for which neither `app` nor the register has a word."""
    own = set().union(
        *(words for owner, words in VERBS.items() if owner.partition(".")[0] == app)
    )
    return verbs - own - set(VERBS["registry"])


class VerbTests(SimpleTestCase):
    def test_every_action_of_every_app_has_a_chinese_word(self):
        for app in APPS:
            with self.subTest(app=app):
                without = unnamed(app, recorded_verbs(app))
                self.assertEqual(
                    without,
                    set(),
                    f"name {without} in Chinese: docs/extension-points.md, name_verbs",
                )

    def test_verbs_are_found_in_folders_and_in_seeding(self):
        self.assertLessEqual(
            {"drafted", "seeded", "recomputed"}, recorded_verbs("registry")
        )
        self.assertLessEqual({"published", "recorded"}, recorded_verbs("repair"))
        self.assertEqual(unnamed("repair", {"published", "revoked", "x"}), {"x"})

    def test_what_is_no_literal_is_a_status_or_comes_from_the_seeding(self):
        variables = {
            (file, ast.unparse(given[1]))
            for app in APPS
            for file, name, given in calls(app)
            if name in RECORD and not words_in(given[1])
        }

        self.assertEqual(variables, {("workflow.py", "to"), ("seeding.py", "action")})

    def test_an_app_names_its_own_actions_without_renaming_those_of_others(self):
        self.assertEqual(word_of("withdrawn", "registry.clarification"), "撤回")
        self.assertEqual(word_of("withdrawn", "sanctions.measure"), "停用")
        self.assertEqual(word_of("opened", "disputes.tipoff"), "拆封")
        self.assertEqual(word_of("opened", "reporting.monthlyreport"), "开启")
        self.assertEqual(word_of("ordered", "registry.entry"), "发出奖惩任务")
        self.assertEqual(word_of("x", "registry.entry"), "x")


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
        self.instances = [self.hold, entry.corrections.get(), entry.notices.get()]

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

    def test_open_holds_are_found(self):
        self.sign_in(self.clerk)

        response = self.client.get(self.list_url("hold"), {"released_at__isempty": "1"})
        self.assertContains(response, "暂停中</a>")
        self.assertNotContains(response, "非空")

        self.assertEqual(list(response.context["cl"].result_list), [self.hold])

    def test_list_with_the_same_number_of_questions(self):
        self.sign_in(self.auditor)
        for _ in range(2):
            with self.assertNumQueries(7):
                self.client.get(self.list_url("hold"))
            entry = self.published()
            actions.holds.place(entry, kind="office", reason="核查", by=self.reviewer)
