"""Departments' systems send entries in."""

from threading import Event, Thread
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from registry import actions
from registry.errors import Refused
from registry.models import ApiToken, Entry, Idempotency, Scope, Subject, TrailEntry
from tests import bystander, factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_changes import client_of

URL = "/api/v1/submissions/"


def document(of, /, **changes):
    on = timezone.localdate() - timezone.timedelta(days=30)
    dates = {
        name: str(value) if hasattr(value, "year") else value
        for name, value in factories.heard(on).items()
    }
    return {
        "standard": of.code,
        "subject": {
            "kind": "organisation",
            "name": "福州甲有限公司",
            "identifier": factories.code_of(1),
        },
        "document_number": "榕环罚〔2026〕1号",
        "facts": "超标排放污染物",
        **dates,
        **changes,
    }


class PushTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.system = factories.make_official(
            "system", cls.department, ["add_entry", "submit_entry"]
        )
        cls.pushing = client_of(cls.system, Scope.PUSH)

    def push(self, key="k1", expect=201, client=None, **changes):
        headers = {"Idempotency-Key": key} if key else {}
        answer = (client or self.pushing).post(
            URL, document(self.standard, **changes), format="json", headers=headers
        )
        self.assertEqual(answer.status_code, expect, answer.content.decode())
        return answer

    def test_makes_a_draft_of_the_department(self):
        answer = self.push().json()

        entry = Entry.objects.get(pk=answer["entry"])
        self.assertEqual(
            (entry.status, entry.department, entry.drafted_by),
            ("draft", self.department, self.system),
        )
        self.assertTrue(TrailEntry.objects.about(entry).exists())

    def test_submits_it_too_and_a_person_approves(self):
        answer = self.push(submit=True).json()

        entry = Entry.objects.get(pk=answer["entry"])
        self.assertEqual(answer["status"], "submitted")
        with self.assertRaises(Refused):
            actions.entries.approve(entry, by=self.system)
        actions.entries.approve(entry, by=self.reviewer)
        self.assertEqual(entry.status, "published")

    def test_the_same_call_again_is_answered_the_same_and_done_once(self):
        first, second = self.push(), self.push()

        self.assertEqual(first.json(), second.json())
        self.assertEqual(second.headers["Idempotent-Replay"], "true")
        self.assertEqual(self.department.entries.count(), 1)

    def test_an_idempotency_key_is_good_for_one_request(self):
        self.push()

        answer = self.push(expect=409, facts="别的事")

        self.assertIn("已用于另一个请求", answer.json()["detail"])

    def test_an_idempotency_key_is_required(self):
        self.push(key=None, expect=400)
        self.push(key="k" * 101, expect=400)
        self.push(key="k" * 100)

    def test_a_refused_call_leaves_its_key_free(self):
        self.push(expect=400, decided_on="2026-02-30")
        self.push(
            expect=400,
            subject={
                "kind": "organisation",
                "name": "甲",
                "identifier": "91350100000000000X",
            },
        )
        self.push(
            expect=409,
            decided_on=str(timezone.localdate() + timezone.timedelta(days=9)),
        )

        self.assertFalse(Idempotency.objects.exists())
        self.assertEqual(Subject.objects.get().name, bystander.NAME)
        self.push()

    def test_two_systems_may_use_the_same_key(self):
        other = factories.make_official("other", self.department, ["add_entry"])
        self.push()

        self.push(
            client=client_of(other, Scope.PUSH), document_number="榕环罚〔2026〕2号"
        )

        self.assertEqual(self.department.entries.count(), 2)

    def test_another_departments_standard_is_refused(self):
        foreign = factories.make_standard(self.elsewhere)

        answer = self.push(expect=409, standard=foreign.code)

        self.assertIn("其他单位不能登记", answer.json()["detail"])

    def test_an_unknown_standard_is_refused(self):
        self.assertIn("标准", str(self.push(expect=400, standard="none").json()))

    def test_name_and_number_must_belong_together(self):
        self.push()

        other = {
            "kind": "organisation",
            "name": "福州乙有限公司",
            "identifier": factories.code_of(1),
        }
        self.push(key="k2", expect=409, subject=other)

    def test_a_persons_number_is_kept_nowhere_in_the_open(self):
        number = factories.number_of(5)
        person = {"kind": "person", "name": "陈某某", "identifier": number}

        self.push(subject=person)
        self.push(key="k2", expect=409, subject={**person, "name": "林某某"})

        self.assertNotIn(number, str(list(Idempotency.objects.values())))
        self.assertNotIn(number, str(list(TrailEntry.objects.values())))

    def test_only_tokens_with_the_push_scope_may_push(self):
        self.push(client=client_of(self.system, Scope.READ, Scope.FEED), expect=403)
        self.push(client=client_of(self.clerk, Scope.PUSH), expect=403)

    def test_a_revoked_or_expired_token_is_refused(self):
        ApiToken.objects.update(revoked_at=timezone.now(), revoked_by=self.officer)
        self.push(expect=401)
        ApiToken.objects.update(
            revoked_at=None, revoked_by=None, expires_at=timezone.now()
        )
        self.push(expect=401)

    def test_each_token_has_its_own_allowance(self):
        second = client_of(self.system, Scope.PUSH)
        rates = {"push": "1/min", "anon": "60/min"}
        with (
            patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates),
            time_machine.travel(timezone.now(), tick=False),
        ):
            self.push()
            self.push(key="k2", expect=429)
            self.push(client=second)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs two connections")
class TwiceAtOnceTests(TransactionTestCase):
    def test_the_same_call_twice_at_once_is_done_once(self):
        factories.make_calendar()
        department = factories.make_department()
        system = factories.make_official("system", department, ["add_entry"])
        standard = factories.make_standard(department)
        clients = [client_of(system, Scope.PUSH) for _ in range(4)]
        sent, answers, at_once = document(standard), [], Event()

        def push(client):
            at_once.wait(5)
            answers.append(
                client.post(URL, sent, format="json", headers={"Idempotency-Key": "k"})
            )
            connection.close()

        callers = [Thread(target=push, args=[client]) for client in clients]
        for caller in callers:
            caller.start()
        at_once.set()
        for caller in callers:
            caller.join()

        self.assertEqual({answer.status_code for answer in answers}, {201})
        self.assertEqual(len({answer.json()["entry"] for answer in answers}), 1)
        self.assertEqual(Entry.objects.count(), 1)
