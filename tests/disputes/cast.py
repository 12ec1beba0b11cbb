"""Who acts in the tests of disputes."""

from django.contrib.auth.models import Group
from django.utils import timezone

import registry.actions
from disputes import actions, seeding
from disputes.applicants import Applicant
from disputes.models import Objection
from registry.models import SubjectKind
from registry.roles import CLERKS, OFFICE, REVIEWERS
from tests import factories
from tests.registry.cast import Cast

Finding, Outcome = Objection.Finding, Objection.Outcome


class DisputeCast(Cast):
    """The register's cast, with 黄 who verifies, 吴 who decides, and a published black entry."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        seeding.load()
        cls.verifier = factories.make_official("huang", cls.department, name="黄核查")
        cls.decider = factories.make_official("wu", cls.department, name="吴决定")
        groups = {
            CLERKS: [cls.clerk, cls.verifier],
            REVIEWERS: [cls.reviewer, cls.decider],
            OFFICE: [cls.officer],
        }
        for name, officials in groups.items():
            Group.objects.get_or_create(name=name)[0].user_set.add(*officials)
        cls.entry = factories.make_published(cls.standard, cls.clerk, cls.reviewer)

    def object_to(self, entry=None, *, by=None, number=None, **fields):
        """An objection by the listed company itself, or by the organisation `number`."""
        entry = entry or self.entry
        applicant = organisation(number) if number else applicant_of(entry.subject)
        return actions.objections.file(
            entry,
            applicant=applicant,
            by=by,
            **{"ground": "error", "statement": "从未发生该行为", **fields},
        )[0]

    def accepted(self, entry=None, **fields):
        objection = self.object_to(entry, **fields)
        actions.cases.accept(objection, by=self.officer)
        return objection

    def verifying(self, entry=None, **fields):
        objection = self.accepted(entry, **fields)
        actions.cases.sign(objection, by=self.verifier, signed_on=timezone.localdate())
        return objection

    def found(self, finding=Finding.RIGHT, entry=None, changes=None, **fields):
        objection = self.verifying(entry, **fields)
        actions.cases.record_finding(
            objection,
            by=self.verifier,
            finding=finding,
            text="已调取原始案卷核对",
            changes=changes,
        )
        return objection

    def decided(self, outcome=Outcome.KEPT, finding=Finding.RIGHT, **fields):
        objection = self.found(finding, **fields)
        actions.cases.decide(
            objection, by=self.decider, outcome=outcome, reason="事实清楚"
        )
        return objection

    def replied(self, **fields):
        objection = self.decided(**fields)
        actions.cases.reply(
            objection,
            by=self.officer,
            way="平台公布并电话告知",
            replied_on=timezone.localdate(),
        )
        return objection

    def edited_by(self, official):
        """A published entry that `official` edited before its last editor did."""
        entry = self.draft()
        registry.actions.entries.edit(entry, by=official, changes={"facts": "另一事实"})
        registry.actions.entries.edit(entry, by=self.clerk, changes={"facts": "事实"})
        registry.actions.entries.submit(entry, by=self.clerk)
        registry.actions.entries.approve(entry, by=self.reviewer)
        return entry

    def with_responsible_person(self, entry=None):
        """A published entry of which a natural person answers as well; returns both entries."""
        entry = entry or self.draft()
        registry.actions.entries.name_responsible(
            entry,
            person=factories.make_person(),
            role="principal",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="直接送达",
        )
        registry.actions.entries.submit(entry, by=self.clerk)
        registry.actions.entries.approve(entry, by=self.reviewer)
        return entry, entry.derived.get()

    def is_in_effect(self, entry=None):
        entry = entry or self.entry
        return entry.is_in_effect(timezone.now())


def again(instance):
    """`instance` as the database has it now: another official's copy of it."""
    return type(instance)._base_manager.get(pk=instance.pk)


def organisation(number):
    return Applicant(
        kind=SubjectKind.ORGANISATION,
        name=f"福州利害关系{number}有限公司",
        identifier=factories.recognised(factories.code_of(number)),
        relation="interested",
        phone="0591-00000000",
    )


def applicant_of(subject, **fields):
    """The listed organisation itself."""
    return Applicant(
        **{
            "kind": subject.kind,
            "name": subject.name,
            "identifier": factories.recognised(subject.identifier),
            "relation": "self",
            "phone": "0591-00000000",
            **fields,
        }
    )


def a_person(name="陈某某", number=7):
    """A natural person who brings a case in their own name."""
    return Applicant(
        kind=SubjectKind.PERSON,
        name=name,
        identifier=factories.recognised(
            factories.number_of(number), SubjectKind.PERSON
        ),
        relation="self",
        phone="13900000000",
        email="chen@example.invalid",
    )
