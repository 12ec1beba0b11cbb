"""The check in one statement says what the ordinary way says, and is refused where that refuses."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

import registry.actions
from registry.apikit import tokens
from registry.apikit.access import Allowance, throttle_key
from registry.identifiers import Identifier, Kind
from registry.models import ApiToken
from sanctions.checking.fast import checker, statements
from sanctions.models import Check
from tests import factories

from .callers import give, key_of
from .cast import MeasuresCast

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="one statement is PostgreSQL's"
)
WHY = {"purpose": "procurement", "case_number": "采2026-1"}
VARYING = {"receipt", "register"}


class QuickCast(MeasuresCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        give(cls.accountant)
        cls.key = key_of(cls.accountant)
        for one in (statements.opening, statements.judging):
            one()  # asks for the permission's number, once in each process

    def call(self, asked, **headers):
        return self.client.post(
            "/api/v1/checks",
            {**WHY, **asked},
            content_type="application/json",
            headers={"Authorization": f"Token {self.key}", **headers},
        )

    def quickly(self, asked, more):
        """The answer, made by the one statement and, of Django's own, `more`."""
        with CaptureQueriesContext(connection) as queries:
            answer = self.call(asked)
        self.assertEqual(len(queries), more, "not by the one statement")
        return answer.json()

    def slowly(self, asked):
        """The answer by the ordinary way, which a given instant asks for."""
        return self.call({**asked, "clarification": ""}).json()

    def assert_same(self, asked, more=0):
        fast, slow = self.quickly(asked, more), self.slowly(asked)
        self.assertEqual(fast.keys(), slow.keys())
        for name in fast.keys() - VARYING:
            self.assertEqual(fast[name], slow[name], name)
        one, other = Check.objects.order_by("-pk")[:2][::-1]
        for field in Check._meta.concrete_fields:
            if field.name not in ("id", "receipt", "asked_at", "as_of", "version"):
                name = field.attname
                self.assertEqual(getattr(one, name), getattr(other, name), name)
        self.assertEqual(fast["register"].keys(), slow["register"].keys())
        return fast


class SameAnswerTests(QuickCast):
    def test_listed_with_measures(self):
        order = self.order()

        told = self.assert_same({"identifier": order.subject.identifier})

        self.assertEqual(told["status"], "listed")
        self.assertEqual(told["measures"][0]["order"], order.pk)

    def test_listed_with_the_name_that_agrees(self):
        subject = self.order().subject

        told = self.assert_same(
            {"identifier": subject.identifier, "name": f" {subject.name} "}
        )

        self.assertEqual(told["strength"], "number_and_name")

    def test_held_with_the_reason(self):
        order = self.executed()
        code = {"identifier": order.subject.identifier}
        registry.actions.holds.place(order.entry, kind="stay", reason="裁定", by=None)

        told = self.assert_same(code, more=2)

        self.assertEqual(told["held"][0]["because"], ["法院裁定停止执行"])

    def test_ended(self):
        order = self.executed()
        registry.actions.entries.end(
            order.entry, because="repaired", reason="x", by=None
        )

        self.assert_same({"identifier": order.subject.identifier})

    def test_unknown_number(self):
        told = self.assert_same({"identifier": factories.code_of(999)})

        self.assertEqual((told["status"], told["subject"]), ("clear", None))

    def test_a_person_by_number(self):
        entry = self.published(subject=factories.make_person("张三丰", 77))

        told = self.assert_same({"identifier": factories.number_of(77)})

        self.assertEqual(told["subject"]["name"], "张*")
        self.assertEqual(told["entries"][0]["id"], entry.pk)

    def test_by_another_number_of_the_subject(self):
        subject = self.order().subject
        registry.actions.subjects.add_identifier(
            subject,
            identifier=Identifier(Kind.ORGANISATION_CODE, "733600011"),
            by=self.clerk,
        )

        self.assertEqual(
            self.assert_same({"identifier": "733600011"})["subject"]["id"], subject.pk
        )


class ElsewhereTests(QuickCast):
    """What is uncommon goes the ordinary way, and is recorded once."""

    def setUp(self):
        self.subject = self.order().subject

    def answered(self, asked=(), **headers):
        asked = {"identifier": self.subject.identifier, **dict(asked)}
        before = Check.objects.count()
        with CaptureQueriesContext(connection) as queries:
            answer = self.call(asked, **headers)
        self.assertTrue(queries.captured_queries)
        return answer, Check.objects.count() - before

    def test_a_name_that_differs(self):
        answer, kept = self.answered({"name": "另一公司"})

        self.assertEqual((answer.json()["status"], kept), ("mismatch", 1))

    def test_a_former_name(self):
        former = self.subject.name
        registry.actions.subjects.rename(
            self.subject, name="新名公司", by=self.clerk, reason="更名"
        )

        answer, kept = self.answered({"name": former})

        self.assertEqual((answer.json()["status"], kept), ("listed", 1))

    def test_citizens_services(self):
        answer, _ = self.answered({"purpose": "citizen"})

        self.assertEqual(answer.json()["status"], "clear")

    def test_a_revoked_key_is_refused_at_once(self):
        ApiToken.objects.update(revoked_at=timezone.now(), revoked_by=self.accountant)

        answer, kept = self.answered()

        self.assertEqual((answer.status_code, kept), (401, 0))

    def test_an_expired_key_is_refused(self):
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        self.assertEqual(self.answered()[0].status_code, 401)

    def test_a_key_without_the_scope_is_refused(self):
        ApiToken.objects.update(scopes=["read"])

        self.assertEqual(self.answered()[0].status_code, 403)

    def test_a_permission_taken_away_is_gone_at_once(self):
        self.accountant.user_permissions.clear()

        self.assertEqual(self.answered()[0].status_code, 403)

    def test_an_account_closed_is_refused_at_once(self):
        self.accountant.is_active = False
        self.accountant.save()

        self.assertEqual(self.answered()[0].status_code, 401)

    def test_a_bad_body_is_told(self):
        for asked in ({"case_number": " "}, {"purpose": "odd"}, {"purpose": ["funds"]}):
            self.assertEqual(self.answered(asked)[0].status_code, 400, asked)

    def test_the_use_of_a_key_is_still_noted(self):
        long_ago = timezone.now() - timedelta(days=1)
        ApiToken.objects.update(last_used_at=long_ago)

        self.answered()

        self.assertGreater(ApiToken.objects.get().last_used_at, long_ago)


class PermittedTests(QuickCast):
    """The one statement knows who may make a check as `has_perm` does."""

    def setUp(self):
        self.accountant.user_permissions.clear()
        self.asked = {"identifier": self.order().subject.identifier}

    def test_by_a_group(self):
        group = Group.objects.create(name="核查")
        group.permissions.add(Permission.objects.get(codename="make_check"))
        self.accountant.groups.add(group)
        self.assert_same(self.asked)

        group.permissions.clear()
        self.assertEqual(self.call(self.asked).status_code, 403)

    def test_by_another_permission_of_the_group_not(self):
        group = Group.objects.create(name="他事")
        group.permissions.add(Permission.objects.get(codename="view_check"))
        self.accountant.groups.add(group)

        self.assertEqual(self.call(self.asked).status_code, 403)

    def test_by_another_official_in_the_group_not(self):
        group = Group.objects.create(name="核查")
        group.permissions.add(Permission.objects.get(codename="make_check"))
        self.clerk.groups.add(group)

        self.assertEqual(self.call(self.asked).status_code, 403)

    def test_as_superuser(self):
        self.accountant.is_superuser = True
        self.accountant.save()

        self.assert_same(self.asked)


class PlaceTests(QuickCast):
    """It is answered ahead of sessions and forms, and within what guards every answer."""

    def setUp(self):
        self.asked = {"identifier": factories.code_of(999)}

    def test_with_a_slash_at_the_end(self):
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.post(
                "/api/v1/checks/",
                {**WHY, **self.asked},
                content_type="application/json",
                headers={"Authorization": f"Token {self.key}"},
            )

        self.assertEqual((answer.status_code, len(queries)), (200, 0))

    def test_it_bears_what_every_answer_bears(self):
        quick, slow = self.call(self.asked), self.call({**self.asked, "name": "无名"})

        own = {"Vary", "Allow"}
        self.assertEqual(set(quick.headers) | own, set(slow.headers) | own)
        self.assertEqual(quick["Content-Length"], str(len(quick.content)))

    def test_a_host_that_is_not_ours_is_refused(self):
        with override_settings(ALLOWED_HOSTS=["credit.example"]):
            self.assertEqual(self.call(self.asked).status_code, 400)

        self.assertFalse(Check.objects.exists())


class BriefTests(QuickCast):
    """Of whom nothing is kept, nothing is judged; of everybody else the one question is asked."""

    def asked_of(self, subject):
        with patch(
            "sanctions.checking.fast.checker.fetch_row", wraps=checker.fetch_row
        ) as fetch:
            told = self.assert_same({"identifier": subject.identifier})
        return told["status"], [call.args[0] for call in fetch.call_args_list]

    def test_a_subject_of_whom_nothing_is_kept(self):
        subject = factories.make_subject("清白公司", 41)

        self.assertEqual(self.asked_of(subject), ("clear", [statements.opening]))

    def test_a_subject_with_a_draft_only(self):
        subject = factories.make_subject("拟列公司", 42)
        self.draft(subject=subject)

        self.assertEqual(
            self.asked_of(subject), ("clear", [statements.opening, statements.judging])
        )

    def test_a_subject_that_is_listed(self):
        subject = self.published().subject

        self.assertEqual(
            self.asked_of(subject), ("listed", [statements.opening, statements.judging])
        )


class CompiledTests(QuickCast):
    """The SQL of the two statements, as it is prepared."""

    def test_each_statement_takes_exactly_the_values_that_it_is_given(self):
        for statement, count in ((statements.opening, 9), (statements.judging, 10)):
            numbers = {int(one) for one in re.findall(r"\$(\d+)", statement())}
            self.assertEqual(numbers, set(range(1, count + 1)))

    def test_no_other_place_is_left_to_fill_in(self):
        for statement in (statements.opening, statements.judging):
            self.assertNotIn("%s", statement())
            self.assertNotIn("Placeholder", statement())


class MeasureTests(QuickCast):
    """The one statement and the ordinary way count the calls of a key together."""

    def test_a_key_that_calls_too_often_waits_whichever_way_it_goes(self):
        asked = {"identifier": self.order().subject.identifier}
        rates = {"check": "3/min", "anon": "60/min"}
        with (
            patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates),
            time_machine.travel(timezone.now(), tick=False),
        ):
            quick_and_slow = [self.call({**asked, **more}) for more in ({}, {"clarification": ""}, {})]  # fmt: skip
            refused = [self.call(asked), self.call({**asked, "clarification": ""})]
            other = key_of(self.accountant)
            elsewhere = self.client.post(
                "/api/v1/checks",
                {**WHY, **asked},
                content_type="application/json",
                headers={"Authorization": f"Token {other}"},
            )

        self.assertEqual([one.status_code for one in quick_and_slow], [200] * 3)
        self.assertEqual([one.status_code for one in refused], [429, 429])
        self.assertIn("Retry-After", refused[0].headers)
        self.assertEqual(elsewhere.status_code, 200)
        self.assertEqual(Check.objects.count(), 4)

    def test_an_unknown_key_is_not_counted(self):
        self.key = "unknown"

        self.assertEqual(
            self.call({"identifier": factories.code_of(5)}).status_code, 401
        )
        counted = Allowance("check", throttle_key(tokens.digest("unknown")))
        self.assertIsNone(cache.get(counted.key))
