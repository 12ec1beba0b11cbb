"""Random lives of one entry under many holds, compared with a simple model of what has effect."""

from contextlib import suppress
from datetime import date, timedelta

import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

import registry.actions
from disputes import actions
from disputes.models import Case, Litigation, Objection
from registry.errors import CreditError
from registry.identifiers import Identifier, Kind
from registry.models import Entry
from sanctions.checking.questions import Asker, Question
from sanctions.checking.results import answer_all
from tests import bystander, factories
from tests.examples import examples

from .cast import DisputeCast, Finding, Outcome, organisation

STEPS = st.lists(
    st.sampled_from(
        [
            "open",
            "open on derived",
            "withdraw",
            "keep",
            "correct",
            "revoke",
            "stay",
            "lift",
            "place an own hold",
            "release by hand",
            "repair",
            "expire",
            "day",
        ]
    ),
    min_size=3,
    max_size=10,
)
# Of the entry's term, two months from its decision.
LAST_DAY = date(2026, 4, 20)


class HoldsThroughAnyLifeTests(DisputeCast, TestCase):
    @classmethod
    def setUpTestData(cls):
        # Made while time goes on: a correction comes later than what it corrects.
        bystander.kept()
        with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
            super().setUpTestData()
            standard = factories.make_standard(cls.department, term_months=2)
            cls.entry = factories.make_entry(
                standard, cls.clerk, decided_on=date(2026, 2, 20)
            )
            registry.actions.entries.name_responsible(
                cls.entry,
                person=factories.make_person("张责任", 7171),
                role="principal",
                by=cls.clerk,
                notice_served_on=date(2026, 1, 5),
                notice_proof="邮寄送达",
            )
            registry.actions.entries.submit(cls.entry, by=cls.clerk)
            registry.actions.entries.approve(cls.entry, by=cls.reviewer)
            cls.derived = cls.entry.derived.get()

    @given(steps=STEPS)
    @settings(
        max_examples=examples(20),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def test_no_entry_has_effect_under_a_hold_or_after_its_end(self, steps):
        self.serial, self.holds, self.gone = 500, {}, set()
        self.is_stayed = self.is_over = self.is_looked_at = False
        with time_machine.travel("2026-03-02 10:00+08:00", tick=False) as self.clock:
            self.suit = actions.litigations.register(self.new_suit(), by=self.verifier)
            for step in steps:
                self.clock.shift(timedelta(minutes=1))
                with suppress(CreditError):
                    self.actions_of_steps()[step]()
                self.check()

    def check(self):
        """Compare the entries in effect with what the steps so far allow."""
        over = self.is_over or timezone.localdate() > LAST_DAY
        held = (
            self.is_stayed or self.entry.pk in self.holds.values() or self.is_looked_at
        )
        free = set()
        if not over and not held:
            free = {self.entry.pk, self.derived.pk} - self.gone
            free -= set(self.holds.values())
        both = Entry.objects.filter(pk__in=[self.entry.pk, self.derived.pk])
        now = both.in_effect(timezone.now()).values_list("pk", flat=True)
        self.assertEqual(set(now), free)
        self.check_what_others_are_shown(free)

    def check_what_others_are_shown(self, free):
        """A check, alone or in a batch, says “listed” of the subjects of the entries `free` only."""
        both = [self.entry, self.derived]
        asked = [
            Question(Identifier(Kind.USCC, self.entry.subject.identifier)),
            Question(Identifier(Kind.RESIDENT, factories.number_of(7171))),
        ]
        asker = Asker(self.elsewhere.pk, self.elsewhere.kind, "approval")
        at = timezone.now()
        batch = answer_all(asked, asker=asker, at=at)
        alone = [answer_all([one], asker=asker, at=at)[0] for one in asked]
        self.assertEqual(alone, batch)
        listed = {
            e.pk
            for e, answer in zip(both, batch, strict=True)
            if answer.status == "listed"
        }
        self.assertEqual(listed, free)

    def actions_of_steps(self):
        return {
            "open": lambda: self.lodge(self.entry),
            "open on derived": lambda: self.lodge(self.derived),
            "withdraw": self.withdraw,
            "keep": lambda: self.decide(Finding.RIGHT, Outcome.KEPT),
            "correct": lambda: self.decide(
                Finding.CORRECT,
                Outcome.CORRECTED,
                changes={"facts": f"更正 {timezone.now():%d%H%M}"},
            ),
            "revoke": self.revoke,
            "stay": self.stay,
            "lift": self.lift,
            "place an own hold": self.look,
            "release by hand": self.release_hold,
            "repair": lambda: self.end("repaired"),
            "expire": self.expire,
            "day": lambda: self.clock.shift(timedelta(days=25)),
        }

    def new_suit(self):
        return Litigation(
            kind="suit",
            department=self.department,
            entry=self.entry,
            brought_by="某公司",
            body="法院",
            case_number="1号",
            stage="first",
            matter="撤销",
            accepted_on=timezone.localdate(),
        )

    def lodge(self, entry):
        self.serial += 1
        objection, _ = actions.objections.file(
            entry,
            applicant=organisation(self.serial),
            ground="error",
            statement="不实",
            by=None,
        )
        actions.cases.accept(objection, by=self.officer)
        if objection.hold_id:
            self.holds[objection.pk] = entry.pk

    def first(self):
        """The oldest hold that is open."""
        if not self.holds:
            raise CreditError("没有正在办理的异议。")
        return Objection.objects.get(pk=min(self.holds))

    def withdraw(self):
        objection = self.first()
        actions.cases.withdraw(objection, by=None, reason="撤回")
        del self.holds[objection.pk]

    def decide(self, finding, outcome, **changes):
        objection = self.first()
        if objection.status == Case.Status.ACCEPTED:
            actions.cases.sign(
                objection, by=self.verifier, signed_on=timezone.localdate()
            )
        if objection.status == Case.Status.VERIFYING:
            actions.cases.record_finding(
                objection, by=self.verifier, finding=finding, text="证据", **changes
            )
        actions.cases.decide(objection, by=self.decider, outcome=outcome, reason="理由")
        return self.holds.pop(objection.pk)

    def revoke(self):
        if self.decide(Finding.REVOKE, Outcome.REVOKED) == self.entry.pk:
            self.is_over = True
        else:
            self.gone.add(self.derived.pk)

    def stay(self):
        actions.litigations.stay(
            self.suit, by=self.decider, document="裁定", reason="停止执行"
        )
        self.is_stayed = True

    def lift(self):
        actions.litigations.lift_stay(self.suit, by=self.decider, reason="解除")
        self.is_stayed = False

    def look(self):
        registry.actions.holds.place(
            self.entry, kind="office", reason="自行核查", by=self.reviewer
        )
        self.is_looked_at = True

    def release_hold(self):
        """Try to release every hold by hand; those of a case are refused."""
        for hold in self.entry.holds.filter(released_at=None):
            with suppress(CreditError):
                registry.actions.holds.release(hold, by=self.reviewer, reason="恢复")
        self.is_looked_at = False

    def end(self, because):
        registry.actions.entries.end(
            self.entry, because=because, reason="已修复", by=self.reviewer
        )
        self.is_over = True

    def expire(self):
        self.clock.shift(timedelta(days=60))
        registry.actions.entries.end_expired(timezone.localdate())
