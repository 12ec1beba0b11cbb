"""Somebody who has nothing to do with the test, in the database of every cast.

Most mistakes in a query drop a condition: `entry__in=…`, `subject=OuterRef("pk")`. They change
nothing for the one entry of a test and harm everybody else. So no cast is alone: its database also has
a company that another department has listed, with a pending and an executed order, a hold, a
correction, a former name, a second number, a notice, an objection, a repair, a check, a report.

The bystander is made once in each process, before its first test (`tests/conftest.py`), by the
real actions in a transaction that is rolled back; its rows are kept and put into each cast's database in one go. After each test
`changes()` compares them (see `tests/conftest.py`); a test that means to change them, as a sweep
over everything does, says so: `self.touches_bystander = "why"`.
"""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

import disputes.actions
import disputes.data
import registry.actions
import repair.actions
import repair.data
import reporting.actions
import reporting.data
import sanctions.actions
from disputes.applicants import Applicant
from registry import identifiers
from registry.management.seeding import load_limits
from registry.models import Entry, SubjectKind
from reporting.models import ReportingDuty
from reporting.months import Month
from sanctions.checking.questions import question
from sanctions.models import Order
from tests import factories
from tests.sanctions import makers

# What the company of the bystander is called now, see `actions_on`.
NAME = "福州旁观者有限公司"

# On both databases a test's own rows come after the bystander's: PostgreSQL's sequences stay
# where it left them, SQLite counts on from the highest key.
FIRST = 7_000_000
"""Keys of the bystander begin here, those of a test's own rows elsewhere."""

APPS = ("registry", "sanctions", "disputes", "repair", "reporting")


class Kept(NamedTuple):
    """What was made: raw rows by table with the names of their columns, and from when to when."""

    tables: dict[str, tuple[list[str], list[tuple]]]
    entries: list[int]
    begun: datetime
    done: datetime


@cache
def kept() -> Kept:
    """Make the bystander and take it back; what was made is kept for the whole process."""
    begun = timezone.now()
    with transaction.atomic():
        point = transaction.savepoint()
        there = {model: keys_of(model) for model in models()}
        number_from(FIRST)
        factories.number_from(FIRST)
        build()
        entries = list(Entry.objects.filter(pk__gte=FIRST).values_list("pk", flat=True))
        tables = {
            model._meta.db_table: taken(model, there[model]) for model in models()
        }
        transaction.savepoint_rollback(point)
    return Kept({table: found for table, found in tables.items() if found[1]}, entries, begun, timezone.now())  # fmt: skip


def models():
    for label in APPS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)


def number_from(number: int) -> None:
    """Let the keys of the next rows of every table begin at `number`."""
    with connection.cursor() as cursor:
        for model in models():
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                if model._meta.pk.column == "id":
                    cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [table, number])  # fmt: skip
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1])  # fmt: skip


def keys_of(model) -> set:
    return set(model._base_manager.values_list("pk", flat=True))


def taken(model, there: set) -> tuple[list[str], list[tuple]]:
    """The columns and raw rows of `model` whose keys are not among those that were `there`."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        key = columns.index(model._meta.pk.column)
        return columns, [row for row in cursor.fetchall() if row[key] not in there]


def join() -> None:
    """Put the bystander into the database of a cast; to be called first in its `setUpTestData`."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, rows) in kept().tables.items():
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))  # fmt: skip
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)  # fmt: skip


def is_here() -> bool:
    return (
        bool(kept.cache_info().currsize)
        and Entry.objects.filter(pk=kept().entries[0]).exists()
    )


ABOUT = {
    "registry_hold": "entry_id", "registry_correction": "entry_id", "registry_notice": "entry_id", "registry_change": "entry_id",
    "sanctions_order": "entry_id", "disputes_objection": "entry_id", "repair_application": "entry_id", "repair_repairnotice": "entry_id",
    "registry_formername": "subject_id", "registry_otheridentifier": "subject_id",
}  # fmt: skip


@cache
def question_asked() -> tuple[str, list]:
    """One statement for everything that is the bystander's, as text: each row, and how many rows speak of it."""
    quote, parts, values = connection.ops.quote_name, [], []
    for table, (columns, rows) in kept().tables.items():
        # Every column as text, so that rows of all tables fit into one answer.
        if connection.vendor == "postgresql":
            text = "concat_ws('|', " + ", ".join(f"{quote(one)}::text" for one in columns) + ")"  # fmt: skip
        else:
            text = "||'|'||".join(f"quote({quote(one)})" for one in columns)
        keys = ", ".join(str(int(row[columns.index(key_column(table))])) for row in rows)  # fmt: skip
        parts.append(f"SELECT '{table}', {text} FROM {quote(table)} WHERE {quote(key_column(table))} IN ({keys})")  # fmt: skip
    entries = ", ".join(map(str, kept().entries))
    subject = kept().tables["registry_subject"][1][0][0]
    for table, column in ABOUT.items():
        among = entries if column == "entry_id" else str(subject)
        parts.append(f"SELECT 'number of {table}', CAST(count(*) AS text) FROM {quote(table)} WHERE {column} IN ({among})")  # fmt: skip
    parts.append(f"SELECT 'trail', CAST(count(*) AS text) FROM registry_trailentry WHERE \"of\" = 'registry.entry' AND of_pk IN ({entries})")  # fmt: skip
    officials = ", ".join(str(row[0]) for row in kept().tables["registry_official"][1])
    parts.append(f"SELECT 'messages', CAST(count(*) AS text) FROM registry_message WHERE official_id IN ({officials})")  # fmt: skip
    return " UNION ALL ".join(parts), values


def key_column(table: str) -> str:
    return "year" if table == "registry_calendaryear" else "id"


def state() -> set[tuple[str, str]]:
    """Everything that the database says of the bystander, and which of its entries have effect."""
    text, values = question_asked()
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return set(cursor.fetchall())


def changes(before: set[tuple[str, str]]) -> list[str]:
    """What has become of the bystander since its state was `before`: nothing, unless something hit too many."""
    after = state()
    gone = [f"gone: {table} {row}" for table, row in sorted(before - after)]
    return gone + [f"come: {table} {row}" for table, row in sorted(after - before)]


def build() -> None:
    """One company of which everything can be said, by the real actions."""
    factories.make_calendar()
    for limits in (disputes.data.LIMITS, repair.data.LIMITS, reporting.data.LIMITS):
        load_limits(limits, date(2016, 1, 1))
    office = factories.make_credit_office()
    listing = factories.make_department("pangguan")
    acting = factories.make_department("pangguan-zhixing")
    clerk = factories.make_official("pangguan-chen", listing, name="旁经办")
    verifier = factories.make_official("pangguan-wu", listing, name="旁核查")
    reviewer = factories.make_official("pangguan-lin", listing, name="旁审核")
    actor = factories.make_official("pangguan-huang", acting, name="旁执行")
    officer = factories.make_official("pangguan-zheng", office, ["oversee"], name="旁信用办")  # fmt: skip
    standard = factories.make_standard(listing)
    edition = makers.make_edition({"code": "pangguan-a"}, {"code": "pangguan-b"})
    makers.make_memorandum(standard, [(one, acting) for one in edition.measures.all()])
    for measure in edition.measures.all():
        # With a last day of its own, it stays in force when a test publishes the next edition.
        sanctions.actions.catalogue.withdraw_measure(measure, by=officer, since=date(2090, 1, 1), reason="演示")  # fmt: skip
    subject = factories.make_subject("福州旁观有限公司", 900_001)
    listed, held, repaired = (
        factories.make_published(standard, clerk, reviewer, subject=subject) for _ in range(3)
    )  # fmt: skip
    actions_on(subject, listed, officer=officer)
    executed = Order.objects.filter(entry=listed).order_by("pk").first()
    today = timezone.localdate()
    sanctions.actions.orders.execute(executed, by=actor, executed_on=today, document="榕旁〔2026〕1号")  # fmt: skip
    registry.actions.holds.place(held, kind="office", reason="核查", by=reviewer)
    object_to(held, subject, officer=officer, verifier=verifier)
    apply_for(repaired, clerk=clerk)
    asked = question(name=subject.name, identifier=subject.identifier, today=today)
    sanctions.actions.checks.check(asked, purpose="procurement", case_number="旁-1", by=actor)  # fmt: skip
    report(listing)


def actions_on(subject, entry, *, officer) -> None:
    """A former name, a second number, a correction with its notice."""
    registry.actions.subjects.rename(subject, name=NAME, by=officer, reason="更名")  # fmt: skip
    other = identifiers.recognise("350100100900016", today=timezone.localdate(), kinds={identifiers.Kind.REGISTRATION})  # fmt: skip
    registry.actions.subjects.add_identifier(subject, identifier=other, by=officer)
    registry.actions.entries.correct(entry, by=officer, changes={"facts": "更正后的事实"}, reason="笔误")  # fmt: skip


def object_to(entry, subject, *, officer, verifier) -> None:
    """An objection of the company itself, accepted and signed for."""
    objection = disputes.actions.objections.file(
        entry,
        applicant=Applicant(
            kind=SubjectKind.ORGANISATION,
            name=subject.name,
            identifier=factories.recognised(subject.identifier),
            relation="self",
            phone="0591-00000000",
        ),
        ground="error",
        statement="从未发生",
        by=None,
    )[0]
    disputes.actions.cases.accept(objection, by=officer)
    disputes.actions.cases.sign(objection, by=verifier, signed_on=timezone.localdate())


def apply_for(entry, *, clerk) -> None:
    """An application for repair, accepted."""
    application = repair.actions.applications.receive(
        entry,
        channel="public",
        contact_name="旁某",
        contact="13800000000",
        statement="已整改",
        promised=True,
        by=None,
    )[0]
    repair.actions.applications.accept(application, by=clerk)


def report(department) -> None:
    """The report of one month; the duty ends with it, so that no later month is opened."""
    month = Month(2026, 9)
    ReportingDuty.objects.create(department=department, valid_from=month.first, valid_to=month.last, citation="演示")  # fmt: skip
    reporting.actions.months.open_month(month, by=None)
