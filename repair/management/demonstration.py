"""Credit repair for the demonstration: the real actions, each on the day on which it would have happened."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from registry import messages, workdays
from registry.management.demonstration.acting import on_the_day
from registry.models import Entry, Official, SubjectKind
from registry.roles import CLERKS, REVIEWERS
from repair import actions
from repair.models import Application

LONGEST = 12  # working days between the first day of a case and today


class RepairScene(NamedTuple):
    """An entry that may be repaired, with its verifier and decider."""

    entry: Entry
    verifier: Official
    decider: Official


def play(today: date) -> int:
    """Make one application for each stage, as far as there are entries; returns how many."""
    calendar = workdays.load()

    def ago(number):
        """The day that was `number` working days before today."""
        return calendar.subtract(today, number)

    stages = [received, supplementing, accepted, verified, granted, refused]
    played = 0
    for stage, scene in zip(stages, scenes_of(ago(LONGEST)), strict=False):
        stage(scene, ago)
        played += 1
    return played


def scenes_of(on):
    """Entries that could be repaired on the day `on` already, the oldest first."""
    entries = (
        Entry.objects.in_effect(timezone.now())
        .adverse()
        .filter(cause=None, subject__kind=SubjectKind.ORGANISATION)
        .filter(published_at__date__lt=on)
        .select_related("subject", "department", "standard")
        .order_by("published_at", "pk")
    )
    for entry in entries:
        verifier = messages.officials_of(entry.department, CLERKS).first()
        decider = messages.officials_of(entry.department, REVIEWERS).first()
        if verifier and decider and not actions.applications.obstacles(entry, on=on):
            yield RepairScene(entry, verifier, decider)


def applied(scene, day):
    with on_the_day(day):
        return actions.applications.receive(
            scene.entry,
            channel=Application.Channel.PUBLIC,
            contact_name="林某某",
            contact="0591-00000000",
            statement="罚款已经缴清，违法行为已经改正，有关凭证附后。（演示）",
            promised=True,
            by=None,
        )[0]


def received(scene, ago):
    applied(scene, ago(1))


def supplementing(scene, ago):
    application = applied(scene, ago(3))
    with on_the_day(ago(2)):
        missing = "请补交缴款凭证的清晰扫描件。（演示）"
        actions.applications.ask_supplement(
            application, by=scene.verifier, missing=missing
        )


def accepted(scene, ago, day=3):
    application = applied(scene, ago(day + 2))
    with on_the_day(ago(day)):
        actions.applications.accept(application, by=scene.verifier)
    return application


def verified(scene, ago, day=1):
    application = accepted(scene, ago, day + 3)
    with on_the_day(ago(day)):
        finding = "缴款凭证属实，整改已经现场核实。（演示）"
        actions.applications.verify(application, by=scene.verifier, finding=finding)
    return application


def granted(scene, ago):
    application = verified(scene, ago, 4)
    with on_the_day(ago(3)):
        grounds = "已履行义务、纠正失信行为并作出信用承诺。（演示）"
        actions.applications.grant(application, by=scene.decider, grounds=grounds)


def refused(scene, ago):
    application = verified(scene, ago, 4)
    with on_the_day(ago(3)):
        grounds = "现场核查发现整改尚未完成，完成后可以再次申请。（演示）"
        actions.applications.refuse(application, by=scene.decider, grounds=grounds)
