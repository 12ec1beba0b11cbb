from datetime import timedelta

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from registry import roles
from registry.apikit import tokens
from registry.models import ApiToken, Official, TrailEntry
from tests import factories
from tests.registry.desk import Desk

ADD = reverse("admin:registry_official_add")
PASSWORD = "an-invented-one-2016"


class OfficialTests(Desk):
    def add(self, **fields):
        given = {
            "username": "huanbao_new",
            "name": "新同志",
            "department": self.department.pk,
            "password1": PASSWORD,
            "password2": PASSWORD,
            **fields,
        }
        return self.client.post(ADD, given, follow=True)

    def save(self, official, **fields):
        given = {
            "username": official.username,
            "name": official.name,
            "department": official.department_id or "",
            "email": official.email,
            "is_active": "on",
            "is_staff": "on",
            **fields,
        }
        return self.client.post(self.page_url(official), given, follow=True)

    def test_is_added_by_the_credit_office_and_can_sign_in(self):
        self.sign_in(self.officer)

        self.add()

        official = Official.objects.get(username="huanbao_new")
        line = TrailEntry.objects.about(official).get()
        self.assertTrue(official.check_password(PASSWORD))
        self.assertTrue(official.is_staff)
        self.assertEqual(line.actor, self.officer)
        self.assertNotIn("password", line.after)

    def test_the_form_is_wholly_in_chinese(self):
        self.sign_in(self.officer)

        for url in (
            ADD,
            self.page_url(self.clerk),
            reverse("admin:auth_user_password_change", args=[self.clerk.pk]),
        ):
            page = self.client.get(url)
            self.assertNotContains(page, "user options")
            self.assertNotContains(page, "Password-based")

    def test_is_kept_by_no_department(self):
        for official in (self.clerk, self.reviewer, self.auditor):
            self.sign_in(official)

            self.assertEqual(self.client.get(ADD).status_code, 403)
            self.assertEqual(self.save(self.stranger).status_code, 403)

    def test_a_change_of_duties_is_in_the_trail(self):
        group = Group.objects.create(name=roles.REVIEWERS)
        self.sign_in(self.officer)

        self.save(self.clerk, groups=[group.pk])

        line = TrailEntry.objects.about(self.clerk).last()
        self.assertEqual(line.before, {"groups": []})
        self.assertEqual(line.after, {"groups": [roles.REVIEWERS]})

    def test_nobody_makes_themselves_or_others_a_superuser(self):
        self.sign_in(self.officer)

        self.save(self.clerk, is_superuser="on")
        own = self.save(self.officer, name="自己")

        self.clerk.refresh_from_db()
        self.assertFalse(self.clerk.is_superuser)
        self.assertEqual(own.status_code, 403)

    def test_a_superuser_is_out_of_the_credit_offices_reach(self):
        root = factories.make_official("root", is_superuser=True)
        self.sign_in(self.officer)

        url = reverse("admin:auth_user_password_change", args=[root.pk])
        response = self.client.post(url, {"password1": PASSWORD, "password2": PASSWORD})

        self.assertEqual(response.status_code, 403)
        self.assertEqual(self.save(root).status_code, 403)

    def test_a_short_password_is_refused_in_plain_chinese(self):
        self.sign_in(self.officer)
        url = reverse("admin:auth_user_password_change", args=[self.clerk.pk])

        response = self.client.post(
            url, {"password1": "短", "password2": "短", "usable_password": "true"}
        )

        self.assertContains(response, "密码太短，至少要 8 个字符。")

    def test_a_new_password_is_in_the_trail_without_itself(self):
        self.sign_in(self.officer)
        url = reverse("admin:auth_user_password_change", args=[self.clerk.pk])

        self.client.post(
            url,
            {
                "password1": PASSWORD,
                "password2": PASSWORD,
                "usable_password": "true",
                "set-password": "1",
            },
        )

        self.clerk.refresh_from_db()
        line = TrailEntry.objects.about(self.clerk).last()
        self.assertTrue(self.clerk.check_password(PASSWORD))
        self.assertEqual(line.action, "registry.official.password_set")
        self.assertIsNone(line.after)

    def test_lists_with_the_same_number_of_questions(self):
        self.sign_in(self.officer)
        for number in range(2):
            with self.assertNumQueries(8):
                self.client.get(self.list_url("official"))
            factories.make_official(f"a{number}", self.department)
            factories.make_official(f"b{number}", self.elsewhere)


class TokenTests(Desk):
    def setUp(self):
        self.account = factories.make_official("spxt", self.department, name="审批系统")
        self.account.groups.add(Group.objects.create(name=roles.SYSTEMS))

    def issue(self, official, days=90):
        until = timezone.localdate() + timedelta(days=days)
        return self.press(
            official, "issue_token", name="审批系统", until=str(until), scopes=["read"]
        )

    def test_is_shown_once_and_kept_as_a_digest(self):
        self.sign_in(self.officer)

        key = self.issue(self.account).context["answer"]

        token = ApiToken.objects.get()
        self.assertEqual(token.digest, tokens.digest(key))
        self.assertEqual(
            (token.official, token.created_by), (self.account, self.officer)
        )
        self.assertNotContains(self.client.get(self.page_url(token)), key)
        self.assertNotIn(key, str(TrailEntry.objects.about(token).get().after))

    def test_is_made_for_no_person(self):
        self.sign_in(self.officer)

        response = self.issue(self.clerk)

        self.assertContains(response, "请先为对接的系统单独建立账号。")
        self.assertEqual(ApiToken.objects.count(), 0)

    def test_ends_within_a_year(self):
        self.sign_in(self.officer)

        for days in (0, 400):
            self.assertContains(self.issue(self.account, days), "且不超过一年")

    def test_is_revoked_for_good(self):
        self.sign_in(self.officer)
        self.issue(self.account)
        token = ApiToken.objects.get()

        self.press(token, "revoke", reason="对接结束")
        again = self.press(token, "revoke", reason="再撤")

        self.assertFalse(ApiToken.objects.usable(timezone.now()).exists())
        self.assertIn("不能办理“撤销”", self.says(again)[0])

    def test_is_made_by_the_credit_office_alone(self):
        self.sign_in(self.auditor)

        self.assertEqual(self.issue(self.account).status_code, 403)
