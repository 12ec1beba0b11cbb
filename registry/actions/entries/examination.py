"""What speaks against publishing entries: every reason, for every member of a set."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet

from registry import identifiers, rules, sealing, terms, trail, workdays
from registry.entry_facts import Use, names_for
from registry.models import Entry, ListKind, Responsibility, Subject
from registry.sets import chunks, refuse

ACTORS = ["drafted", "edited"]
JUDGED = [
    "pk",
    "subject_id",
    "standard_id",
    "department_id",
    "list_kind",
    *names_for(Use.JUDGE),
    "urgent_reason",
    "drafted_by_id",
    "edited_by_id",
    "approved_by_id",
]
DATES = ["valid_from", "valid_to", "public_until", "is_public"]


class Examination:
    """One reviewer's look at a set of entries on one day: their dates, or every reason why not.

    Rows are read without making models of them: a hundred thousand at once are normal.
    """

    def __init__(self, standards, *, by, on, urgent_reason="", seconding=False):
        self.standards, self.by, self.on = standards, by, on
        self.urgent_reason, self.seconding = urgent_reason, seconding
        self.calendar = workdays.load()
        self.computed = {}

    def of(self, pks) -> dict:
        """The dates that each of `pks` gets; Refused or ManyRefused where anything speaks against."""
        dates, refusals = {}, {}
        for chunk in chunks(pks):
            rows = list(rows_of(chunk))
            black = blacklisted({row.subject_id for row in rows}, self.on)
            actors = trail.actors(Entry, chunk, ACTORS)
            answering = responsibilities(chunk)
            for row in rows:
                standard = self.standards[row.standard_id]
                born = born_on(row.identifier_kind, row.sealed)
                term = self.term(row, standard, born)
                dates[row.pk] = term_columns(term)
                reasons = [
                    *self.eyes(row, standard, actors.get(row.pk, set())),
                    *self.facts(row, standard, born),
                    *self.heard(row, standard, answering.get(row.pk, [])),
                    *rules.red_obstacles(row, blacklisted=row.subject_id in black),
                    *rules.term_obstacles(term, on=self.on),
                ]
                if reasons:
                    refusals[row.pk] = reasons
        refuse(refusals, len(dates))
        return dates

    def term(self, row, standard, born) -> terms.Term:
        """The computation is the same for all rows of a standard with the same dates."""
        minor = rules.is_younger(born, rules.FULL_AGE, self.on)
        case = (standard.pk, row.decided_on, row.asked_until, minor)
        if case not in self.computed:
            self.computed[case] = terms.compute(
                standard,
                decided_on=row.decided_on,
                published_on=self.on,
                asked_until=row.asked_until,
                minor=minor,
            )
        return self.computed[case]

    def eyes(self, row, standard, touched) -> Iterator[str]:
        if not self.seconding:
            yield from rules.decider_obstacles(
                row, by=self.by, department=standard.department, actors=touched
            )
        elif (
            self.by.pk
            in {row.drafted_by_id, row.edited_by_id, row.approved_by_id} | touched
        ):
            yield "登记、修改或审核过本条目的人员不能复核，请由信用办其他工作人员办理。"

    def facts(self, row, standard, born) -> Iterator[str]:
        yield from rules.standard_obstacles(
            standard,
            department_id=row.department_id,
            subject_kind=row.subject_kind,
            decided_on=row.decided_on,
        )
        yield from rules.date_obstacles(row, on=self.on)
        yield from rules.age_obstacles(row, born=born)

    def heard(self, row, standard, answering) -> Iterator[str]:
        """What is missing of the hearing, of the subject and of each responsible person."""
        if self.urgent_reason or (self.seconding and row.urgent_reason):
            if not standard.urgent_exception:
                yield f"“{standard}”不允许紧急情形先行公布。"
            return
        yield from rules.hearing_obstacles(
            row, standard, calendar=self.calendar, on=self.on
        )
        for responsibility in answering:
            yield from rules.responsibility_obstacles(
                responsibility,
                standard,
                calendar=self.calendar,
                decided_on=row.decided_on,
            )


def rows_of(pks) -> QuerySet:
    """The facts on which a set is judged, row by row."""
    return (
        Entry.objects.filter(pk__among=pks)
        .annotate(
            subject_kind=F("subject__kind"),
            identifier_kind=F("subject__identifier_kind"),
            sealed=F("subject__sealed"),
        )
        .order_by("pk")
        .values_list(*JUDGED, "subject_kind", "identifier_kind", "sealed", named=True)
    )


def born_on(identifier_kind, sealed) -> date | None:
    """The birth date in a person's number; None for an organisation or a number without one."""
    if sealed is None:
        return None
    number = sealing.unseal(sealed)
    return identifiers.born_on(identifiers.Identifier(identifier_kind, number))


def term_columns(term) -> dict:
    """The dates of an entry as the columns that keep them."""
    columns = {name: getattr(term, name) for name in DATES}
    return {**columns, "term_basis": term.basis}


def blacklisted(subjects, on) -> set[int]:
    """Those of `subjects` whom a published blacklist entry names on the day `on`, held or not.

    Subjects are locked, so that a red and a black entry decided at the same moment cannot both pass.
    """
    locked = Subject.objects.filter(pk__among=subjects).order_by("pk")
    list(locked.select_for_update().values_list("pk", flat=True))
    return set(
        Entry.objects.filter(
            subject__among=subjects,
            list_kind=ListKind.BLACK,
            status=Entry.Status.PUBLISHED,
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .values_list("subject_id", flat=True)
    )


def responsibilities(pks) -> dict[int, list[Responsibility]]:
    """The responsible persons named for the entries `pks`, by entry."""
    found = {}
    for responsibility in Responsibility.objects.filter(entry__among=pks):
        found.setdefault(responsibility.entry_id, []).append(responsibility)
    return found
