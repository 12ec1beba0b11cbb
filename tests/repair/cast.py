"""Who acts in the tests of credit repair."""

from datetime import date

import registry.actions
from registry.management.seeding import load_limits
from repair import actions, data
from repair.models import Application, Rule
from tests import factories
from tests.registry.cast import Cast


class RepairCast(Cast):
    """The register's cast, with limits, a rule, a published adverse entry and a second decider."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_limits()
        cls.rule = make_rule(cls.standard)
        cls.verifier = factories.make_official("huang", cls.department, name="黄核查")
        cls.entry = factories.make_published(cls.standard, cls.clerk, cls.reviewer)

    def apply(self, entry=None, **fields):
        return apply_for(entry or self.entry, **fields)

    def accepted(self):
        application = self.apply()
        actions.applications.accept(application, by=self.clerk)
        return application

    def derived(self):
        """The published entry of a person who answers for a company's."""
        entry = self.draft()
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
        return entry.derived.get()

    def verified(self):
        application = self.apply()
        actions.applications.accept(application, by=self.clerk)
        actions.applications.verify(application, by=self.verifier, finding="整改属实")
        return application


def again(application):
    """`application` as the database has it now: another official's copy of it."""
    return Application.objects.get(pk=application.pk)


def make_rule(standard, **fields):
    """The first rule of `standard`, put in place of the one that its publication gave it."""
    if "version" not in fields:
        Rule.objects.filter(standard=standard).delete()
    defaults = {
        "conditions": data.CONDITIONS,
        "materials": data.MATERIALS,
        "citation": "依据",
        "valid_from": date(2020, 1, 1),
    }
    return Rule.objects.create(standard=standard, **{**defaults, **fields})


def make_limits():
    """The limits of credit repair, as they are loaded."""
    load_limits(data.LIMITS, data.SINCE)


def apply_for(entry, **fields):
    """An application to repair `entry`, filed on the public page unless `fields` say otherwise."""
    defaults = {
        "channel": Application.Channel.PUBLIC,
        "contact_name": "陈某",
        "contact": "13800000000",
        "statement": "已缴清罚款并完成整改",
        "promised": True,
        "by": None,
    }
    return actions.applications.receive(entry, **{**defaults, **fields})[0]
