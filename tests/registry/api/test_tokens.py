from datetime import timedelta

from django.utils import timezone
from rest_framework.test import APIClient

from registry.apikit import tokens
from registry.models import ApiToken, Scope
from tests.registry.readers import Readers


class TokenTests(Readers):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.now = timezone.now()
        cls.key = tokens.fresh()
        cls.token = ApiToken.objects.create(
            official=cls.own,
            name="审批系统",
            digest=tokens.digest(cls.key),
            hint=cls.key[:4],
            created_at=cls.now,
            created_by=cls.officer,
            expires_at=cls.now + timedelta(days=365),
        )

    def ask(self, authorization=None):
        client = APIClient(
            headers={"Authorization": authorization or f"Token {self.key}"}
        )
        return client.get("/api/v1/regions/")

    def change(self, **fields):
        ApiToken.objects.filter(pk=self.token.pk).update(**fields)

    def test_a_token_signs_its_official_in(self):
        self.assertEqual(self.ask().status_code, 200)
        self.assertEqual(self.ask(f"token  {self.key} ").status_code, 200)

    def test_only_the_digest_of_a_token_is_kept(self):
        self.assertNotIn(self.key, str(ApiToken.objects.values().get()))

    def test_is_refused_when_wrong(self):
        for wrong in ("Token", "Token x", f"Token {self.key}x", "Token \xe4\xbb\xa4"):
            with self.subTest(wrong):
                answer = self.ask(wrong)
                self.assertEqual(answer.status_code, 401)
                self.assertEqual(answer["WWW-Authenticate"], "Token")

    def test_is_refused_once_expired_or_revoked(self):
        self.change(expires_at=self.now - timedelta(seconds=1))
        self.assertEqual(self.ask().json(), {"detail": tokens.REFUSED})

        self.change(
            expires_at=self.now + timedelta(days=1),
            revoked_at=self.now,
            revoked_by=self.officer,
        )
        self.assertEqual(self.ask().status_code, 401)

    def test_is_refused_when_its_account_is_closed(self):
        self.own.is_active = False
        self.own.save()

        self.assertEqual(self.ask().status_code, 401)

    def test_gives_no_more_than_the_account_has(self):
        self.own.user_permissions.clear()

        self.assertEqual(self.ask().status_code, 403)

    def test_does_not_read_where_it_was_given_for_something_else(self):
        self.change(scopes=[Scope.PUSH, Scope.CHECK])
        self.assertEqual(self.ask().status_code, 403)

        self.change(scopes=[Scope.PUSH, Scope.READ])
        self.assertEqual(self.ask().status_code, 200)

    def test_its_last_use_is_written_only_every_few_minutes(self):
        long_ago = self.now - timedelta(hours=1)
        self.change(last_used_at=long_ago)

        self.ask()
        first = ApiToken.objects.get().last_used_at
        self.ask()
        second = ApiToken.objects.get().last_used_at

        self.assertGreater(first, long_ago)
        self.assertEqual(first, second)
