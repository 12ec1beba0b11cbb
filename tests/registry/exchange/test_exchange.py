"""Entries across regions."""

import json
from datetime import timedelta
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from registry import actions
from registry.errors import IllegalMove, Refused
from registry.exchange import regions
from registry.models import Agreement, Department, Incoming, ListKind, Scope, TrailEntry
from tests import bystander, factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_changes import client_of

NUMBER = "闽赣信合〔2026〕1号"


class Regions(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.partner = factories.make_department("nanping", Department.Kind.ELSEWHERE)
        cls.agreement = Agreement.objects.create(
            partner=cls.partner,
            name="闽北互认协议",
            document_number=NUMBER,
            list_kinds=["red", "black"],
        )
        cls.praise = factories.make_standard(cls.office, list_kind=ListKind.RED)
        cls.today = timezone.localdate()

    def facts(self, **changes):
        return {
            "foreign_id": "NP-1", "subject_kind": "organisation", "name": "南平某某有限公司", "list_kind": "red",
            "authority": "南平市税务局", "document_number": "南税〔2026〕1号", "decided_on": self.today - timedelta(days=30),
            "valid_to": self.today + timedelta(days=300), "facts": "A 级纳税人", **changes,
        }  # fmt: skip

    def received(self, **changes):
        identifier = factories.recognised(factories.code_of(77))
        return actions.incoming.receive(
            self.agreement, identifier=identifier, by=None, **self.facts(**changes)
        )


class ReceiveTests(Regions):
    def test_has_no_effect_here(self):
        incoming = self.received()

        self.assertEqual((incoming.status, incoming.entry), ("received", None))

    def test_the_same_number_twice_is_refused(self):
        self.received()

        with self.assertRaisesMessage(Refused, "已经收到过"):
            self.received()

    def test_what_the_agreement_does_not_cover_is_refused(self):
        for changes in (
            {"list_kind": "bad"},
            {"decided_on": self.today + timedelta(days=1)},
            {"valid_to": self.today - timedelta(days=1)},
            {"subject_kind": "person"},
        ):
            with self.subTest(changes), self.assertRaises(Refused):
                self.received(**changes)
        Agreement.objects.update(valid_to=self.today - timedelta(days=1))
        self.agreement.refresh_from_db()
        with self.assertRaisesMessage(Refused, "现不接收"):
            self.received()

    def test_a_persons_number_is_sealed(self):
        number = factories.number_of(9)
        identifier = factories.recognised(number, "person")

        incoming = actions.incoming.receive(
            self.agreement,
            identifier=identifier,
            by=None,
            **self.facts(subject_kind="person", name="陈某某"),
        )

        self.assertNotIn(number, incoming.identifier)
        self.assertIsNotNone(incoming.sealed)


class DecideTests(Regions):
    def test_recognition_makes_a_draft_that_others_approve(self):
        incoming = self.received()

        entry = actions.incoming.recognise(
            incoming, standard=self.praise, by=self.officer, reason="协议第三条"
        )

        incoming.refresh_from_db()
        self.assertEqual((incoming.status, incoming.entry), ("recognised", entry))
        self.assertEqual(
            (entry.status, entry.asked_until), ("draft", incoming.valid_to)
        )
        self.assertEqual(entry.region, self.partner.region)
        self.assertEqual(TrailEntry.objects.about(incoming).last().reason, "协议第三条")
        actions.entries.submit(entry, by=self.officer)
        with self.assertRaises(Refused):
            actions.entries.approve(entry, by=self.officer)

    def test_a_persons_entry_is_recognised_under_the_whole_number(self):
        identifier = factories.recognised(factories.number_of(9), "person")
        person = factories.make_person(name="陈某某", number=9)
        incoming = actions.incoming.receive(
            self.agreement,
            identifier=identifier,
            by=None,
            **self.facts(subject_kind="person", name="陈某某"),
        )

        entry = actions.incoming.recognise(
            incoming, standard=self.praise, by=self.officer, reason="协议第三条"
        )

        self.assertEqual(entry.subject, person)

    def test_declining_needs_a_reason_and_makes_nothing(self):
        incoming = self.received()
        with self.assertRaisesMessage(Refused, "理由"):
            actions.incoming.decline(incoming, by=self.officer, reason=" ")

        actions.incoming.decline(incoming, by=self.officer, reason="本市无对应标准")

        incoming.refresh_from_db()
        self.assertEqual(
            (incoming.status, incoming.decision, incoming.entry),
            ("declined", "本市无对应标准", None),
        )

    def test_is_decided_once_and_by_the_credit_office(self):
        incoming = self.received()
        with self.assertRaisesMessage(Refused, "由信用办办理"):
            actions.incoming.decline(incoming, by=self.clerk, reason="不认")
        actions.incoming.decline(incoming, by=self.officer, reason="不认")

        with self.assertRaises(IllegalMove):
            actions.incoming.decline(incoming, by=self.officer, reason="再次")
        with self.assertRaises(IllegalMove):
            actions.incoming.recognise(
                incoming, standard=self.praise, by=self.officer, reason="改认"
            )
        self.assertFalse(self.praise.entries.exists())

    def test_a_standard_of_another_list_does_not_fit(self):
        with self.assertRaisesMessage(Refused, "名单类别"):
            actions.incoming.recognise(
                self.received(), standard=self.standard, by=self.officer, reason="协议"
            )


class ApiTests(Regions):
    def push(self, official, expect, key="k", **changes):
        facts = {name: str(value) for name, value in self.facts(**changes).items()}
        body = {**facts, "agreement": NUMBER, "identifier": factories.code_of(77)}
        answer = client_of(official, Scope.PUSH).post(
            "/api/v1/incoming/", body, format="json", headers={"Idempotency-Key": key}
        )
        self.assertEqual(answer.status_code, expect, answer.content.decode())
        return answer.json()

    def test_the_partner_sends_and_reads_what_became_of_it(self):
        system = factories.make_official("nanping", self.partner, ["add_entry"])

        self.assertEqual(self.push(system, 201)["status"], "received")
        actions.incoming.decline(
            Incoming.objects.get(), by=self.officer, reason="无对应标准"
        )

        [answer] = client_of(system, Scope.PUSH).get("/api/v1/incoming/").json()
        self.assertEqual(
            (answer["status"], answer["decision"]), ("declined", "无对应标准")
        )

    def test_nobody_else_speaks_for_the_partner(self):
        system = factories.make_official("other", self.department, ["add_entry"])

        self.push(system, 404)

        self.assertFalse(Incoming.objects.exists())


class FileTests(Regions):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.root = tmp_path

    def file(self, *args):
        out = StringIO()
        path = self.root / "file"
        call_command(
            "exchange_file",
            NUMBER,
            str(self.today),
            str(self.today),
            "--output",
            str(path),
            *args,
            stdout=out,
        )
        return path

    def of_bystander(self):
        """What changed about the bystander, whose entries are of a list that the agreement covers."""
        listed, held, repaired = sorted(bystander.kept().entries)
        published = [("发布", pk) for pk in (listed, held, repaired)]
        return [*published, ("更正", listed), ("暂停", held), ("暂停", held)]

    def test_the_file_has_what_changed_in_the_period(self):
        entry = self.published()
        actions.entries.end(entry, because="revoked", reason="有误", by=self.reviewer)

        document = json.loads(self.file("--format", "json").read_text("utf-8"))

        self.assertEqual(
            [(one["what"], one["entry"]) for one in document["changes"]],
            [*self.of_bystander(), ("发布", entry.pk), ("退出", entry.pk)],
        )
        own = [one for one in document["changes"] if one["entry"] == entry.pk]
        self.assertEqual({one["facts"] for one in own}, {""})
        self.assertEqual(
            list(
                regions.changes(
                    self.agreement,
                    self.today - timedelta(days=9),
                    self.today - timedelta(days=1),
                )
            ),
            [],
        )

    def test_names_no_person_and_no_list_outside_the_agreement(self):
        self.published(subject=factories.make_person())
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)
        self.published(standard=bad)

        document = json.loads(self.file("--format", "json").read_text("utf-8"))
        self.assertEqual(
            [(one["what"], one["entry"]) for one in document["changes"]],
            self.of_bystander(),
        )

    def test_the_workbook_has_the_codes_as_text(self):
        entry = self.published()

        with self.file().open("rb") as file:
            heading, *rows = openpyxl.load_workbook(file).active.values

        self.assertEqual(len(rows), len(self.of_bystander()) + 1)
        self.assertEqual(list(heading), list(regions.COLUMNS.values()))
        self.assertEqual(
            rows[-1][heading.index("统一社会信用代码")], entry.subject.identifier
        )

    def test_impossible_requests_are_refused_with_a_sentence(self):
        with self.assertRaisesMessage(CommandError, "没有文号"):
            call_command(
                "exchange_file",
                "无",
                str(self.today),
                str(self.today),
                "--output",
                str(self.root / "x"),
            )
        with self.assertRaisesMessage(CommandError, "起止日期"):
            call_command(
                "exchange_file",
                NUMBER,
                str(self.today),
                "2020-01-01",
                "--output",
                str(self.root / "x"),
            )
        Agreement.objects.update(sends=False)
        with self.assertRaisesMessage(CommandError, "不向对方提供"):
            self.file()
