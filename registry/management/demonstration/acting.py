"""Playing the demonstration: the real actions, each on the day on which it would have happened.

A scene is a generator that yields the day of its next step. The steps of all scenes are played
in the order of their days, so that the trail reads as it would have been written.
"""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from itertools import count, cycle

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import workdays
from registry.actions import batches, receiving
from registry.models import Entry, Hold, Role, Standard

from . import lists, people, scenes

# Later days have no holiday notice yet, and nobody is listed on a provisional deadline.
LAST_SETTLED_DAY = date(2026, 12, 31)

OFFICE_HOURS = time(10, 0)
LONG_AGO = 1110  # days

# What upper apps play afterwards: (name, function of the last day that returns how many), from
# `apps.ready`.
EXTRA_SCENES = []


@contextmanager
def on_the_day(day):
    """What is done in the block happens on `day`: the one place in which the clock is set."""
    now = timezone.now
    moment = timezone.make_aware(datetime.combine(day, OFFICE_HOURS))
    moment = min(moment, now())
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = now


@transaction.atomic
def load() -> dict[str, int]:
    """Play every scene, then what upper apps add; returns how many there are, by name."""
    stage = Stage(min(timezone.localdate(), LAST_SETTLED_DAY))
    played = [stage.case(*case) for case in scenes.cases()]
    play([*played, stage.uploads(), stage.sweeps(), stage.office_work()])
    played = {"名单条目": Entry.objects.count()}
    return played | {name: play_on(stage.today) for name, play_on in EXTRA_SCENES}


def play(played):
    """Play the steps of all scenes, day by day."""
    turn = count()  # decides between scenes of the same day: generators have no order
    agenda = [(next(scene), next(turn), scene) for scene in played]
    heapify(agenda)
    while agenda:
        day, _, scene = heappop(agenda)
        with on_the_day(day):
            following = next(scene, None)
        if following is not None:
            heappush(agenda, (max(day, following), next(turn), scene))


class Stage:
    """The officials, companies and persons of the demonstration, and its last day."""

    def __init__(self, today):
        self.today = today
        self.calendar = workdays.load()
        self.cast = people.make_accounts()
        self.office = self.cast["credit_office"]
        with on_the_day(self.day(LONG_AGO)):
            self.companies = people.make_companies(today)
            self.persons = people.make_persons(today)
        self.praised = {
            False: cycle(self.companies[:24]),
            True: cycle(self.persons[:6]),
        }
        self.blamed = {
            False: cycle(self.companies[24:]),
            True: cycle(self.persons[6:14]),
        }
        self.managers = cycle(self.persons[14:])
        self.serial = count(1)
        in_force = Standard.objects.in_force(today).select_related("department")
        self.standards = {standard.code: standard for standard in in_force}

    def day(self, days_ago):
        """The last working day that is at least `days_ago` days ago."""
        return self.calendar.subtract(self.today - timedelta(days=days_ago), 0)

    def after(self, day, number):
        """`number` working days after `day`, but not later than today."""
        return min(self.calendar.add(day, number).due, self.today)

    def case(self, code, days_ago, fates):
        """One entry: drafted, submitted, approved, and what happens to it afterwards."""
        standard = self.standards[code]
        clerk = self.cast[f"{standard.department.code}_clerk"]
        reviewer = self.cast[f"{standard.department.code}_reviewer"]
        decided_on = self.day(days_ago)
        yield self.after(decided_on, 1)
        entry = self.draft(standard, decided_on, fates, by=clerk)
        if "discarded" in fates:
            registry.actions.entries.discard(entry, by=clerk, reason="重复登记，作废。")
        elif "draft" not in fates:
            registry.actions.entries.submit(entry, by=clerk)
        yield self.after(decided_on, 2)
        if "returned" in fates:
            reason = "认定事由过于简略，请补充违法事实和证据。"
            registry.actions.entries.return_to_drafter(
                entry, by=reviewer, reason=reason
            )
        elif not fates & scenes.UNDECIDED:
            registry.actions.entries.approve(entry, by=reviewer)
        if "seconded" in fates:
            registry.actions.entries.second(
                entry, by=self.office, reason="材料齐全，同意。"
            )
        yield from self.aftermath(entry, fates, by=reviewer)

    def draft(self, standard, decided_on, fates, *, by):
        """A draft that could be published: its subject has been heard."""
        serial = next(self.serial)
        side = self.blamed if standard.is_adverse else self.praised
        subject = next(side["person" in fates])
        served_on = self.calendar.subtract(decided_on, 15)
        heard = {
            "notice_served_on": served_on,
            "notice_proof": f"事先告知书第 {serial} 号，直接送达，有送达回证",
            "decision_served_on": decided_on,
            "decision_proof": "决定书直接送达，有送达回证",
        }
        prefix = scenes.DOCUMENTS[standard.department.code]
        entry = Entry(
            subject=subject,
            standard=standard,
            department=standard.department,
            region=subject.region,
            document_number=f"{prefix}〔{decided_on.year}〕{serial}号",
            decided_on=decided_on,
            occurred_on=decided_on - timedelta(days=60),
            facts=scenes.facts(standard.code),
            source=scenes.SOURCES.get(standard.code.split("_")[0], ""),
            **(heard if standard.is_adverse else {}),
        )
        registry.actions.entries.draft(entry, by=by)
        if "responsible" in fates:
            for role in [Role.LEGAL_REPRESENTATIVE, Role.DIRECT]:
                registry.actions.entries.name_responsible(
                    entry,
                    person=next(self.managers),
                    role=role,
                    by=by,
                    notice_served_on=served_on,
                    notice_proof="责任人告知书，直接送达",
                )
        return entry

    def aftermath(self, entry, fates, *, by):
        """What happens to the published `entry`."""
        later = self.after(entry.decided_on, 20)
        if "released" in fates:
            yield later
            hold = self.hold(entry, by=by)
            yield self.after(later, 12)
            reason = "经核查，认定事实无误，恢复效力。"
            registry.actions.holds.release(hold, by=by, reason=reason)
        if "corrected" in fates:
            yield self.day(12)
            changes = {"facts": f"{entry.facts}（经核实，处理结果已履行完毕。）"}
            registry.actions.entries.correct(
                entry, by=by, changes=changes, reason="补正认定事由。"
            )
        if "repaired" in fates:
            months = entry.standard.public_min_months
            later = entry.decided_on + timedelta(days=31 * months)
        if "revoked" in fates:
            later = self.day(30)
        for fate in fates & scenes.ENDINGS.keys():
            yield min(later, self.today)
            reason = scenes.ENDINGS[fate]
            registry.actions.entries.end(entry, because=fate, reason=reason, by=by)
        if "held" in fates:
            yield self.day(8)
            self.hold(entry, by=by)

    def hold(self, entry, *, by):
        return registry.actions.holds.place(
            entry,
            kind=Hold.Kind.OFFICE,
            reference=f"核查演示{entry.pk}号",
            reason="发现认定事实可能有误，本单位核查期间暂停。",
            by=by,
        )

    def uploads(self):
        """A list imported and approved, and one whose preview waits for its clerk."""
        yield self.day(40)
        clerk = self.cast["huanbao_clerk"]
        batch = self.upload("chufa_ordinary_huanbao", slice(30, 38), by=clerk)
        batches.confirm(batch, by=clerk)
        batches.write(batch)
        batches.tidy(batch)
        batches.submit_batch(batch, by=clerk)
        yield self.day(39)
        batches.approve_batch(batch, by=self.cast["huanbao_reviewer"])
        yield self.day(3)
        clerk = self.cast["shichang_clerk"]
        self.upload("chufa_ordinary_shichang", slice(38, 50), by=clerk)

    def upload(self, code, companies, *, by):
        """A list of penalties on those of the `companies`, received and read."""
        standard = self.standards[code]
        today = timezone.localdate()
        file = lists.penalties(
            self.companies[companies],
            scenes.DOCUMENTS[standard.department.code],
            self.calendar.subtract(today, 2),
            self.calendar.subtract(today, 15),
        )
        batch = receiving.receive(
            file,
            department=standard.department,
            standard=standard,
            filename=f"{standard.department}行政处罚名单（演示）.csv",
            by=by,
        )
        batches.stage(batch)
        return batch

    def sweeps(self):
        """The daily sweep, as of once in thirty days."""
        for ago in range(LONG_AGO, -1, -30):
            yield self.today - timedelta(days=ago)
            registry.actions.entries.end_expired(timezone.localdate())

    def office_work(self):
        """A new name, an older number, a namesake, a standard being revised, the key of a system."""
        yield self.day(25)
        renamed, numbered = self.companies[24:26]
        name = renamed.name.replace("福州", "福建")
        registry.actions.subjects.rename(
            renamed, name=name, by=self.office, reason="企业名称变更登记。"
        )
        number = people.registration_number(1, self.today)
        registry.actions.subjects.add_identifier(
            numbered, identifier=number, by=self.office
        )
        namesake = len(self.persons) - 1
        registry.actions.subjects.clarify(
            self.persons[people.NAMESAKE],
            name=self.persons[namesake].name,
            identifier=people.identity_number(namesake, self.today),
            reason="经核对证件，与被列入人员同名，并非同一人。",
            by=self.office,
        )
        registry.actions.standards.revise(
            self.standards["shengtai_huanjing"], by=self.cast["huanbao_clerk"]
        )
        registry.actions.tokens.issue(
            self.cast["huanbao_system"],
            name="审批系统对接（演示）",
            expires_at=timezone.now() + timedelta(days=365),
            by=self.office,
        )
