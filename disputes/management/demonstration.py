"""Disputes for the demonstration: the real actions, each on the day on which it would have happened."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from disputes import actions
from disputes.applicants import Applicant
from disputes.models import CourtDate, Litigation, Objection
from registry import identifiers, messages, workdays
from registry.errors import CreditError
from registry.management.demonstration.acting import on_the_day
from registry.models import ADVERSE, Department, Entry, Official, SubjectKind
from registry.roles import CLERKS, OFFICE, REVIEWERS

NEEDED = 8
OLD_ENOUGH = timedelta(days=60)
Finding, Outcome = Objection.Finding, Objection.Outcome


class NotEnough(CreditError):
    """There are not enough entries or officials for the demonstration."""


class DisputeScene(NamedTuple):
    """An entry, and who may verify and decide on it."""

    entry: Entry
    verifier: Official
    office: Official


def play(today: date) -> int:
    """Make one case for each stage; returns how many. Raises NotEnough."""
    calendar = workdays.load()

    def ago(number):
        """The day that was `number` working days before today."""
        return calendar.subtract(today, number)

    stages = [
        just_received,
        waiting_for_receipt,
        half_way,
        overdue,
        found,
        kept,
        revoked,
    ]
    scenes = scenes_of(today)
    for stage, scene in zip(stages, scenes, strict=False):
        stage(scene, ago)
    suit(scenes[-1], ago, today)
    complaint(scenes[0], ago)
    return len(stages) + 2


def scenes_of(today):
    """Entries published long enough ago whose department has somebody to verify them."""
    office = messages.officials_of_kind(Department.Kind.CREDIT_OFFICE, OFFICE).first()
    now = timezone.now()
    entries = (
        Entry.objects.in_effect(now)
        .filter(list_kind__in=ADVERSE, cause=None, published_at__lt=now - OLD_ENOUGH)
        .filter(subject__kind=SubjectKind.ORGANISATION, derived=None)
        .select_related("subject", "department", "standard")
        .order_by("-pk")
    )
    scenes = []
    for entry in entries:
        verifier = next(
            (one for one in of_department(entry) if one.pk != entry.drafted_by_id), None
        )
        if office is not None and verifier is not None:
            scenes.append(DisputeScene(entry, verifier, office))
        if len(scenes) == NEEDED:
            return scenes
    raise NotEnough("演示条目或者演示账号不足。")


def of_department(entry):
    """The officials of the entry's department, reviewers first."""
    for group in (REVIEWERS, CLERKS):
        yield from messages.officials_of(entry.department, group)


def applicant_of(entry, today):
    subject = entry.subject
    return Applicant(
        kind=subject.kind,
        name=subject.name,
        identifier=identifiers.recognise(subject.identifier, today=today),
        relation="self",
        phone="0591-00000000",
    )


def filed(scene, day):
    with on_the_day(day):
        return actions.objections.file(
            scene.entry,
            applicant=applicant_of(scene.entry, day),
            ground=Objection.Ground.ERROR,
            statement="处罚决定书所载事实与本公司实际情况不符，请核查。（演示）",
            by=None,
        )[0]


def accepted(scene, received, day):
    objection = filed(scene, received)
    with on_the_day(day):
        actions.cases.accept(objection, by=scene.office)
    return objection


def verifying(scene, received, day):
    objection = accepted(scene, received, day)
    with on_the_day(day):
        actions.cases.sign(objection, by=scene.verifier, signed_on=day)
    return objection


def decided(scene, ago, finding, outcome):
    objection = verifying(scene, ago(30), ago(29))
    with on_the_day(ago(15)):
        actions.cases.record_finding(
            objection, by=scene.verifier, finding=finding, text="已调取原始案卷核对。"
        )
    with on_the_day(ago(13)):
        reason = "经核对原始案卷，理由充分。"
        actions.cases.decide(objection, by=scene.office, outcome=outcome, reason=reason)
        actions.cases.reply(
            objection, by=scene.office, way="平台公布", replied_on=ago(13)
        )


def just_received(scene, ago):
    filed(scene, ago(1))


def waiting_for_receipt(scene, ago):
    accepted(scene, ago(2), ago(1))


def half_way(scene, ago):
    verifying(scene, ago(13), ago(12))


def overdue(scene, ago):
    verifying(scene, ago(25), ago(24))


def found(scene, ago):
    objection = verifying(scene, ago(18), ago(17))
    with on_the_day(ago(1)):
        actions.cases.record_finding(
            objection, by=scene.verifier, finding=Finding.UNPROVEN, text="案卷不全。"
        )


def kept(scene, ago):
    decided(scene, ago, Finding.RIGHT, Outcome.KEPT)


def revoked(scene, ago):
    decided(scene, ago, Finding.REVOKE, Outcome.REVOKED)


def suit(scene, ago, today):
    """A suit with a stay and a hearing ahead."""
    with on_the_day(ago(8)):
        litigation = actions.litigations.register(
            Litigation(
                kind=Litigation.Kind.SUIT,
                department=scene.entry.department,
                entry=scene.entry,
                brought_by=scene.entry.subject.name,
                body="福州市鼓楼区人民法院",
                case_number="（演示）闽0102行初1号",
                stage=Litigation.Stage.FIRST,
                matter="请求撤销认定决定。（演示）",
                accepted_on=ago(10),
                notified_on=ago(8),
            ),
            by=scene.verifier,
        )
        actions.litigations.add_date(
            litigation,
            kind=CourtDate.Kind.HEARING,
            on=today + timedelta(days=9),
            place="第三法庭",
            by=scene.verifier,
        )
        actions.litigations.stay(
            litigation,
            by=scene.office,
            document="（演示）行初1号裁定书",
            reason="法院裁定停止执行。",
        )


def complaint(scene, ago):
    day = ago(3)
    with on_the_day(day):
        case, _ = actions.complaints.file(
            about="conduct",
            respondent=scene.entry.department,
            applicant=applicant_of(scene.entry, day),
            statement="窗口工作人员拒绝说明理由。（演示）",
            by=None,
        )
        actions.cases.accept(case, by=scene.office)
