"""The exchange on the officials' desk."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registry import actions, ledger
from registry.commit_order import horizon
from registry.exchange import recalls, subscriptions
from registry.models import (
    Agreement,
    Delivery,
    Department,
    Incoming,
    ListKind,
    Proof,
    RecallReceipt,
    Scope,
    Seal,
    Subscription,
    TrailEntry,
    What,
)
from tests import factories
from tests.registry.cast import Cast
from tests.registry.exchange.test_changes import client_of
from tests.registry.settled import all_settled

VIEWS = [
    "seal",
    "feedreader",
    "subscription",
    "delivery",
    "recallreceipt",
    "agreement",
    "incoming",
    "proof",
]
MAY = [f"view_{name}" for name in VIEWS]
MAY += [
    "manage_subscription",
    "decide_incoming",
    "certify_person",
    "change_recallreceipt",
    "view_official",
]


def page(name, what="changelist", *args):
    return reverse(f"admin:registry_{name}_{what}", args=args)


class DeskTests(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        all_settled()
        cls.chief = factories.make_official(
            "chief", cls.office, [*MAY, "oversee"], name="信用办主任"
        )
        cls.system = factories.make_official("system", cls.department, ["view_entry"])
        cls.red = factories.make_standard(cls.office, list_kind=ListKind.RED)

    def setUp(self):
        self.client.force_login(self.chief)

    def subscribed(self):
        return subscriptions.subscribe(
            official=self.system,
            name="审批系统",
            url="http://127.0.0.1:9/",
            private=True,
            by=self.chief,
        )[0]

    def received(self):
        partner = factories.make_department("nanping", Department.Kind.ELSEWHERE)
        agreement, _ = Agreement.objects.get_or_create(
            partner=partner,
            document_number="一号",
            defaults={"name": "互认", "list_kinds": ["red"]},
        )
        return actions.incoming.receive(
            agreement, identifier=factories.recognised(factories.code_of(5)), by=None, foreign_id=f"N{Incoming.objects.count()}",
            subject_kind="organisation", name="南平某某有限公司", list_kind="red", authority="南平市税务局",
            document_number="一号", decided_on=timezone.localdate(), facts="A 级",
        )  # fmt: skip

    def fill(self):
        """One row on every list."""
        subscription = self.subscribed()
        entry = self.published()
        client_of(self.system, Scope.FEED).get("/api/v1/changes/")
        recalls.issue(What.ENDED, [entry.pk], at=timezone.now())
        ledger.seal_trail(timezone.now(), horizon())
        self.received()
        actions.proofs.issue(factories.recognised(entry.subject.identifier), by=None)
        return subscription

    def test_every_list_takes_as_many_statements_for_one_row_as_for_three(self):
        self.fill()
        one = self.counts()
        self.fill()
        self.fill()
        self.assertEqual(self.counts() | {"feedreader": one["feedreader"]}, one)

    def statements(self, name):
        with CaptureQueriesContext(connection) as found:
            self.assertEqual(self.client.get(page(name)).status_code, 200)
        return found

    def counts(self):
        return {name: len(self.statements(name)) for name in VIEWS}

    def test_strangers_see_none_of_it(self):
        self.client.force_login(self.stranger)

        for name in VIEWS:
            with self.subTest(name):
                self.assertEqual(self.client.get(page(name)).status_code, 403)

    def test_a_department_sees_its_own_only(self):
        self.fill()
        clerk = factories.make_official("own", self.department, MAY)
        other = factories.make_official("other", self.elsewhere, MAY)

        for official, seen in ((clerk, True), (other, False)):
            self.client.force_login(official)
            for name in ("subscription", "delivery"):
                found = "审批系统" in self.client.get(page(name)).content.decode()
                self.assertEqual(found, seen, (name, official))

    def test_the_secret_of_a_subscription_is_shown_once(self):
        url = reverse("admin:registry_official_do", args=[self.system.pk, "subscribe"])
        with self.settings(WEBHOOKS_MAY_REACH_PRIVATE=True):
            response = self.client.post(
                url, {"name": "审批", "url": "http://127.0.0.1:9/"}
            )

        subscription = Subscription.objects.get()
        self.assertContains(response, "shown-once")
        self.assertContains(
            self.client.get(page("subscription", "change", subscription.pk)),
            "127.0.0.1",
        )

    def test_a_refused_address_is_explained_on_the_form(self):
        url = reverse("admin:registry_official_do", args=[self.system.pk, "subscribe"])

        response = self.client.post(url, {"name": "审批", "url": "https://127.0.0.1/"})

        self.assertContains(response, "内部网络")

    def test_a_paused_subscription_is_resumed_by_a_button(self):
        subscription = self.subscribed()
        Subscription.objects.update(paused_at=timezone.now())

        self.client.post(
            reverse("admin:registry_subscription_do", args=[subscription.pk, "resume"])
        )

        subscription.refresh_from_db()
        self.assertIsNone(subscription.paused_at)

    def test_a_recall_is_confirmed_by_a_button(self):
        self.fill()
        receipt = RecallReceipt.objects.get()

        self.client.post(
            reverse(
                "admin:registry_recallreceipt_do", args=[receipt.pk, "acknowledge"]
            ),
            {"done": "已移除"},
        )

        receipt.refresh_from_db()
        self.assertEqual(
            (receipt.acknowledged_by, receipt.done), (self.chief, "已移除")
        )

    def test_an_incoming_entry_is_recognised_by_a_button(self):
        incoming = self.received()

        self.client.post(
            reverse("admin:registry_incoming_do", args=[incoming.pk, "recognise"]),
            {"standard": self.red.pk, "reason": "协议第三条"},
        )

        incoming.refresh_from_db()
        self.assertEqual(incoming.status, "recognised")

    def test_a_person_is_certified_at_the_counter(self):
        factories.make_person(name="陈某某", number=7)
        asked = {
            "subject_kind": "person",
            "name": "陈某某",
            "number": factories.number_of(7),
            "reason": "核对身份证原件",
        }

        wrong = self.client.post(page("proof", "add"), {**asked, "name": "林某某"})
        self.client.post(page("proof", "add"), asked)

        self.assertContains(wrong, "名称与号码不一致")
        proof = Proof.objects.get()
        self.assertEqual(proof.issued_by, self.chief)
        pdf = self.client.get(reverse("admin:registry_proof_pdf", args=[proof.pk]))
        self.assertTrue(pdf.content.startswith(b"%PDF-"))

    def test_who_is_behind_is_visible(self):
        client_of(self.system, Scope.FEED).get("/api/v1/changes/")
        self.published()

        self.assertContains(self.client.get(page("feedreader")), "1 条")

    def test_what_waits_to_be_sealed_is_visible(self):
        self.assertContains(self.client.get(page("seal")), "尚待封存")

    def test_an_agreement_is_kept_with_its_lists(self):
        partner = factories.make_department("nanping", Department.Kind.ELSEWHERE)
        keeper = factories.make_official(
            "keeper",
            self.office,
            ["view_agreement", "add_agreement", "change_agreement"],
        )
        self.client.force_login(keeper)
        asked = {
            "partner": partner.pk,
            "name": "互认",
            "document_number": "二号",
            "list_kinds": ["red", "black"],
            "sends": "on",
        }

        self.client.post(page("agreement", "add"), asked)

        agreement = Agreement.objects.get()
        self.assertEqual(
            (agreement.list_kinds, agreement.sends, agreement.receives),
            (["red", "black"], True, False),
        )
        self.assertTrue(TrailEntry.objects.about(agreement).exists())

    def test_every_kind_of_row_has_its_page(self):
        self.fill()

        for model in (
            Seal,
            Delivery,
            Subscription,
            RecallReceipt,
            Agreement,
            Incoming,
            Proof,
        ):
            with self.subTest(model):
                url = page(model._meta.model_name, "change", model.objects.first().pk)
                self.assertEqual(self.client.get(url).status_code, 200)
