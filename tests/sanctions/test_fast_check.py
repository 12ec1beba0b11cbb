"""The fast check returns and keeps what the ordinary check does, and refuses what that refuses."""

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
    "connection.vendor != 'postgresql'", reason="the fast check is for PostgreSQL"
)
WHY = {"purpose": "procurement", "case_number": "采2026-1"}
VARYING = {"receipt", "register"}


class FastCheckCast(MeasuresCast):
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

    def fast_answer(self, asked, more):
        """The answer of the fast way, with `more` queries by Django."""
        with CaptureQueriesContext(connection) as queries:
            answer = self.call(asked)
        self.assertEqual(len(queries), more, "not the fast way")
        return answer.json()

    def ordinary_answer(self, asked):
        """The answer of the ordinary way, to which a clarification leads, even an empty one."""
        return self.call({**asked, "clarification": ""}).json()

    def assert_same(self, asked, more=0):
        fast, ordinary = self.fast_answer(asked, more), self.ordinary_answer(asked)
        self.assertEqual(fast.keys(), ordinary.keys())
        for name in fast.keys() - VARYING:
            self.assertEqual(fast[name], ordinary[name], name)
        one, other = Check.objects.order_by("-pk")[:2][::-1]
        for field in Check._meta.concrete_fields:
            if field.name not in ("id", "receipt", "asked_at", "as_of", "version"):
                name = field.attname
                self.assertEqual(getattr(one, name), getattr(other, name), name)
        self.assertEqual(fast["register"].keys(), ordinary["register"].keys())
        return fast


class SameAnswerTests(FastCheckCast):
    """The same call both ways: answers and kept checks are equal."""

    def test_both_ways_agree_on_a_listed_subject_with_measures(self):
        order = self.order()

        answer = self.assert_same({"identifier": order.subject.identifier})

        self.assertEqual(answer["status"], "listed")
        self.assertEqual(answer["measures"][0]["order"], order.pk)

    def test_both_ways_agree_where_the_name_agrees(self):
        subject = self.order().subject

        answer = self.assert_same(
            {"identifier": subject.identifier, "name": f" {subject.name} "}
        )

        self.assertEqual(answer["strength"], "number_and_name")

    def test_both_ways_agree_on_a_held_entry_with_its_reason(self):
        order = self.executed()
        code = {"identifier": order.subject.identifier}
        registry.actions.holds.place(order.entry, kind="stay", reason="裁定", by=None)

        answer = self.assert_same(code, more=2)

        self.assertEqual(answer["held"][0]["because"], ["法院裁定停止执行"])

    def test_both_ways_agree_on_an_ended_entry(self):
        order = self.executed()
        registry.actions.entries.end(
            order.entry, because="repaired", reason="x", by=None
        )

        self.assert_same({"identifier": order.subject.identifier})

    def test_both_ways_agree_on_an_unknown_number(self):
        answer = self.assert_same({"identifier": factories.code_of(999)})

        self.assertEqual((answer["status"], answer["subject"]), ("clear", None))

    def test_both_ways_agree_on_a_person_by_number(self):
        entry = self.published(subject=factories.make_person("张三丰", 77))

        answer = self.assert_same({"identifier": factories.number_of(77)})

        self.assertEqual(answer["subject"]["name"], "张*")
        self.assertEqual(answer["entries"][0]["id"], entry.pk)

    def test_both_ways_agree_on_another_number_of_the_subject(self):
        subject = self.order().subject
        registry.actions.subjects.add_identifier(
            subject,
            identifier=Identifier(Kind.ORGANISATION_CODE, "733600011"),
            by=self.clerk,
        )

        self.assertEqual(
            self.assert_same({"identifier": "733600011"})["subject"]["id"], subject.pk
        )


class OrdinaryWayTests(FastCheckCast):
    """Uncommon calls go the ordinary way, and each check is kept once."""

    def setUp(self):
        self.subject = self.order().subject

    def answered(self, asked=(), **headers):
        asked = {"identifier": self.subject.identifier, **dict(asked)}
        before = Check.objects.count()
        with CaptureQueriesContext(connection) as queries:
            answer = self.call(asked, **headers)
        self.assertTrue(queries.captured_queries)
        return answer, Check.objects.count() - before

    def test_a_name_that_differs_goes_the_ordinary_way(self):
        answer, kept = self.answered({"name": "另一公司"})

        self.assertEqual((answer.json()["status"], kept), ("mismatch", 1))

    def test_a_former_name_goes_the_ordinary_way(self):
        former = self.subject.name
        registry.actions.subjects.rename(
            self.subject, name="新名公司", by=self.clerk, reason="更名"
        )

        answer, kept = self.answered({"name": former})

        self.assertEqual((answer.json()["status"], kept), ("listed", 1))

    def test_citizens_services_go_the_ordinary_way(self):
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

    def test_a_bad_body_is_refused(self):
        for asked in ({"case_number": " "}, {"purpose": "odd"}, {"purpose": ["funds"]}):
            self.assertEqual(self.answered(asked)[0].status_code, 400, asked)

    def test_the_use_of_a_key_is_still_noted(self):
        long_ago = timezone.now() - timedelta(days=1)
        ApiToken.objects.update(last_used_at=long_ago)

        self.answered()

        self.assertGreater(ApiToken.objects.get().last_used_at, long_ago)


class PermissionTests(FastCheckCast):
    """The first statement finds who may make a check, as `has_perm` does."""

    def setUp(self):
        self.accountant.user_permissions.clear()
        self.asked = {"identifier": self.order().subject.identifier}

    def test_a_group_may_give_the_permission(self):
        group = Group.objects.create(name="核查")
        group.permissions.add(Permission.objects.get(codename="make_check"))
        self.accountant.groups.add(group)
        self.assert_same(self.asked)

        group.permissions.clear()
        self.assertEqual(self.call(self.asked).status_code, 403)

    def test_another_permission_of_the_group_does_not_count(self):
        group = Group.objects.create(name="他事")
        group.permissions.add(Permission.objects.get(codename="view_check"))
        self.accountant.groups.add(group)

        self.assertEqual(self.call(self.asked).status_code, 403)

    def test_another_official_s_group_does_not_count(self):
        group = Group.objects.create(name="核查")
        group.permissions.add(Permission.objects.get(codename="make_check"))
        self.clerk.groups.add(group)

        self.assertEqual(self.call(self.asked).status_code, 403)

    def test_a_superuser_has_the_permission(self):
        self.accountant.is_superuser = True
        self.accountant.save()

        self.assert_same(self.asked)


class MiddlewareTests(FastCheckCast):
    """It is answered ahead of sessions and forms, and within what guards every response."""

    def setUp(self):
        self.asked = {"identifier": factories.code_of(999)}

    def test_the_address_with_a_slash_at_the_end_is_answered_too(self):
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.post(
                "/api/v1/checks/",
                {**WHY, **self.asked},
                content_type="application/json",
                headers={"Authorization": f"Token {self.key}"},
            )

        self.assertEqual((answer.status_code, len(queries)), (200, 0))

    def test_the_response_has_the_headers_of_every_response(self):
        fast, ordinary = (
            self.call(self.asked),
            self.call({**self.asked, "name": "无名"}),
        )

        own = {"Vary", "Allow"}
        self.assertEqual(set(fast.headers) | own, set(ordinary.headers) | own)
        self.assertEqual(fast["Content-Length"], str(len(fast.content)))

    def test_a_foreign_host_is_refused(self):
        before = Check.objects.count()
        with override_settings(ALLOWED_HOSTS=["credit.example"]):
            self.assertEqual(self.call(self.asked).status_code, 400)

        self.assertEqual(Check.objects.count(), before)


class StatementCountTests(FastCheckCast):
    """The second statement is sent only for a subject with an entry or an order, whatever its state."""

    def check_of(self, subject):
        with patch(
            "sanctions.checking.fast.checker.fetch_row", wraps=checker.fetch_row
        ) as fetch:
            answer = self.assert_same({"identifier": subject.identifier})
        return answer["status"], [call.args[0] for call in fetch.call_args_list]

    def test_a_subject_without_entries_and_orders_takes_one_statement(self):
        subject = factories.make_subject("清白公司", 41)

        self.assertEqual(self.check_of(subject), ("clear", [statements.opening]))

    def test_a_subject_with_a_draft_takes_two_statements(self):
        subject = factories.make_subject("拟列公司", 42)
        self.draft(subject=subject)

        self.assertEqual(
            self.check_of(subject), ("clear", [statements.opening, statements.judging])
        )

    def test_a_listed_subject_takes_two_statements(self):
        subject = self.published().subject

        self.assertEqual(
            self.check_of(subject), ("listed", [statements.opening, statements.judging])
        )


class CompiledTests(FastCheckCast):
    """The SQL of the two statements, as it is prepared."""

    def test_each_statement_takes_exactly_the_values_that_it_is_given(self):
        for statement, count in ((statements.opening, 9), (statements.judging, 10)):
            numbers = {int(one) for one in re.findall(r"\$(\d+)", statement())}
            self.assertEqual(numbers, set(range(1, count + 1)))

    def test_no_other_place_is_left_to_fill_in(self):
        for statement in (statements.opening, statements.judging):
            self.assertNotIn("%s", statement())
            self.assertNotIn("Placeholder", statement())


class ThrottleTests(FastCheckCast):
    """The fast and the ordinary way count the calls of a key together."""

    def test_calls_of_a_key_are_limited_whichever_way_they_go(self):
        asked = {"identifier": self.order().subject.identifier}
        before = Check.objects.count()
        rates = {"check": "3/min", "anon": "60/min"}
        with (
            patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates),
            time_machine.travel(timezone.now(), tick=False),
        ):
            both_ways = [self.call({**asked, **more}) for more in ({}, {"clarification": ""}, {})]  # fmt: skip
            refused = [self.call(asked), self.call({**asked, "clarification": ""})]
            other = key_of(self.accountant)
            elsewhere = self.client.post(
                "/api/v1/checks",
                {**WHY, **asked},
                content_type="application/json",
                headers={"Authorization": f"Token {other}"},
            )

        self.assertEqual([one.status_code for one in both_ways], [200] * 3)
        self.assertEqual([one.status_code for one in refused], [429, 429])
        self.assertIn("Retry-After", refused[0].headers)
        self.assertEqual(elsewhere.status_code, 200)
        self.assertEqual(Check.objects.count(), before + 4)

    def test_an_unknown_key_is_not_counted(self):
        self.key = "unknown"

        self.assertEqual(
            self.call({"identifier": factories.code_of(5)}).status_code, 401
        )
        counted = Allowance("check", throttle_key(tokens.digest("unknown")))
        self.assertIsNone(cache.get(counted.key))
