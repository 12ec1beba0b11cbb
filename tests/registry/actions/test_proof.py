"""Certificates: what the register said at an instant, also that it said nothing."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from registry import actions, ledger, proofs
from registry.commit_order import horizon
from registry.errors import Refused
from registry.models import Proof, SubjectKind, TrailEntry
from tests import factories
from tests.registry.cast import Cast
from tests.registry.settled import all_settled


class ProofTests(Cast):
    def certified(self, subject, **given):
        identifier = factories.recognised(subject.identifier)
        return actions.proofs.issue(
            identifier, by=self.officer, reason="核验介绍信", **given
        )

    def test_a_certificate_says_what_stood_at_the_instant(self):
        entry = self.published()

        proof = self.certified(entry.subject)

        [one] = proof.facts["entries"]
        self.assertEqual(
            (one["entry"], one["list"], one["in_effect"]), (entry.pk, "黑名单", True)
        )

    def test_says_that_nothing_stood_before_publication(self):
        entry = self.published()

        proof = self.certified(
            entry.subject, at=entry.published_at - timedelta(seconds=1)
        )

        self.assertEqual(proof.facts["entries"], [])

    def test_certifies_the_absence_of_somebody_unknown(self):
        identifier = factories.recognised(factories.code_of(987654321))

        proof = actions.proofs.issue(identifier, by=None)

        self.assertFalse(proof.facts["known"])
        self.assertEqual(proof.facts["entries"], [])

    def test_what_was_revoked_later_is_certified_only_at_the_counter(self):
        entry = self.published()
        then = timezone.now()
        actions.entries.end(
            entry, because="revoked", reason="认定有误", by=self.reviewer
        )

        proof = self.certified(entry.subject, at=then)
        now = actions.proofs.issue(
            factories.recognised(entry.subject.identifier), by=None
        )

        self.assertEqual(len(proof.facts["entries"]), 1)
        self.assertEqual(now.facts["entries"], [])

    def test_undoes_later_corrections(self):
        entry = self.published(document_number="旧号")
        then = timezone.now()
        actions.entries.correct(
            entry, by=self.reviewer, changes={"document_number": "新号"}, reason="笔误"
        )

        before, after = (
            self.certified(entry.subject, at=then),
            self.certified(entry.subject),
        )

        self.assertEqual(before.facts["entries"][0]["document_number"], "旧号")
        self.assertEqual(after.facts["entries"][0]["document_number"], "新号")

    def test_marks_what_was_held(self):
        entry = self.published()
        actions.holds.place(entry, kind="objection", reason="异议", by=self.reviewer)

        [one] = self.certified(entry.subject).facts["entries"]

        self.assertEqual((one["held"], one["in_effect"]), (True, False))

    def test_states_the_name_that_the_subject_had_at_the_instant(self):
        subject = factories.make_subject(name="福州旧名有限公司")
        then = timezone.now() - timedelta(days=1)
        actions.subjects.rename(
            subject, name="福州新名有限公司", by=self.clerk, reason="更名"
        )

        self.assertEqual(
            self.certified(subject, at=then).facts["name"], "福州旧名有限公司"
        )

    def test_states_the_last_seal_of_the_ledger(self):
        all_settled()
        ledger.seal_trail(timezone.now(), horizon())

        proof = actions.proofs.issue(
            factories.recognised(factories.code_of(1)), by=None
        )

        self.assertEqual(proof.seal.number, 1)

    def test_a_persons_certificate_is_made_by_an_official_with_name_and_number(self):
        number = factories.number_of(7)
        person = factories.make_person(name="陈某某", number=7)
        identifier = factories.recognised(number, SubjectKind.PERSON)

        for refused in (
            {"by": None, "name": "陈某某"},
            {"by": self.officer, "name": "陈某某"},
            {"by": self.officer, "name": "林某某", "reason": "窗口"},
            {"by": self.officer, "reason": "窗口"},
        ):
            with self.subTest(refused), self.assertRaises(Refused):
                actions.proofs.issue(identifier, **refused)
        proof = actions.proofs.issue(
            identifier, by=self.officer, name="陈某某", reason="核对身份证原件"
        )

        self.assertEqual(proof.subject, person)
        self.assertNotIn(number, str(proof.facts))
        line = TrailEntry.objects.about(proof).get()
        self.assertEqual((line.actor_name, line.reason), ("郑信用办", "核对身份证原件"))

    def test_the_future_cannot_be_certified(self):
        subject = factories.make_subject()

        with self.assertRaisesMessage(Refused, "只能证明现在或者过去"):
            self.certified(subject, at=timezone.now() + timedelta(minutes=5))

    def test_a_forged_certificate_is_found_out(self):
        entry = self.published()
        proof = self.certified(entry.subject)
        self.assertTrue(proofs.is_genuine(proof))

        facts = {**proof.facts, "entries": []}
        Proof.objects.filter(pk=proof.pk).update(
            facts=facts, digest=proofs.digest(facts)
        )

        proof.refresh_from_db()
        self.assertFalse(proofs.is_genuine(proof))


class PageTests(Cast):
    def test_an_organisations_certificate_is_made_and_verified_in_public(self):
        entry = self.published()

        page = self.client.post(
            reverse("registry:proof_desk"),
            {"number": entry.subject.identifier},
            follow=True,
        )

        self.assertContains(page, "证明真实")
        self.assertContains(page, entry.document_number)
        proof = Proof.objects.get()
        found = self.client.get(
            reverse("registry:proof_desk"), {"code": proof.code.lower()}
        )
        self.assertRedirects(found, reverse("registry:proof", args=[proof.code]))
        self.assertEqual(
            self.client.get(reverse("registry:proof_json", args=[proof.code])).json()[
                "digest"
            ],
            proof.digest,
        )

    def test_the_pdf_is_a_pdf(self):
        proof = actions.proofs.issue(
            factories.recognised(factories.code_of(1)), by=None
        )

        answer = self.client.get(reverse("registry:proof_pdf", args=[proof.code]))

        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.content.startswith(b"%PDF-"))

    def test_a_persons_page_shows_no_full_name_and_no_pdf(self):
        factories.make_person(name="陈某某", number=7)
        identifier = factories.recognised(factories.number_of(7), SubjectKind.PERSON)
        proof = actions.proofs.issue(
            identifier, by=self.officer, name="陈某某", reason="窗口"
        )

        page = self.client.get(reverse("registry:proof", args=[proof.code]))

        self.assertContains(page, "陈**")
        self.assertNotContains(page, "陈某某")
        self.assertNotIn(
            "陈某某",
            str(
                self.client.get(
                    reverse("registry:proof_json", args=[proof.code])
                ).json()
            ),
        )
        self.assertEqual(
            self.client.get(
                reverse("registry:proof_pdf", args=[proof.code])
            ).status_code,
            404,
        )

    def test_a_wrong_number_or_code_is_refused_with_a_sentence(self):
        wrong = self.client.post(
            reverse("registry:proof_desk"), {"number": "91350100000000000X"}
        )
        self.assertContains(wrong, "errorlist")
        self.assertContains(
            self.client.get(reverse("registry:proof_desk"), {"code": "X"}),
            "没有这个验证码",
            status_code=404,
        )
        self.assertEqual(
            self.client.get(reverse("registry:proof", args=["X"])).status_code, 404
        )

    def test_the_page_takes_as_many_statements_for_one_entry_as_for_three(self):
        def statements(number):
            subject = factories.make_subject()
            for _ in range(number):
                self.published(subject=subject)
            proof = actions.proofs.issue(
                factories.recognised(subject.identifier), by=None
            )
            with self.assertNumQueries(3):
                self.client.get(reverse("registry:proof", args=[proof.code]))

        statements(1)
        statements(3)


class LedgerPageTests(Cast):
    def test_shows_the_heads_and_what_waits(self):
        all_settled()
        ledger.seal_trail(timezone.now(), horizon())
        actions.proofs.issue(factories.recognised(factories.code_of(1)), by=None)

        page = self.client.get(reverse("registry:ledger"))

        [head] = ledger.daily_heads(timezone.now() - timedelta(days=1))
        self.assertContains(page, head.hash)
        self.assertContains(page, "尚待封存 1 条")
        answer = self.client.get(reverse("registry:ledger_json")).json()
        self.assertEqual(answer["heads"][0]["hash"], head.hash)
        seal = self.client.get(reverse("registry:seal_json", args=[1])).json()
        self.assertEqual(seal["hash"], head.hash)
        self.assertEqual(
            self.client.get(reverse("registry:seal_json", args=[99])).status_code, 404
        )
