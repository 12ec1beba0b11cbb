"""Adds a fact to the description of entries and prints what each use made of it, as JSON.

For `test_entry_facts.py`, in a process of its own: columns, forms and files are made of the
descriptions when their modules are loaded.
"""

import json
import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings

from registry import entry_facts
from registry.entry_facts import Fact, FactKind, FactSection, Use

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DATABASE_URL"] = "sqlite://:memory:"
NAME, LABEL, SAMPLE = "seal_of_a_test", "测试印章", "印〔2026〕1号"
entry_facts.FACTS += (
    Fact(NAME, FactKind.TEXT, LABEL, FactSection.DECISION, frozenset(Use), longest=60, sample=SAMPLE),
)  # fmt: skip
django.setup()

import python_calamine  # noqa: E402
from django.apps import apps  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.base import no_translations  # noqa: E402
from django.db.migrations.autodetector import MigrationAutodetector  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.questioner import MigrationQuestioner  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry import actions, proofs  # noqa: E402
from registry.actions import batches, receiving  # noqa: E402
from registry.actions.entries.examination import rows_of  # noqa: E402
from registry.admin.entries import PAPER_FILE  # noqa: E402
from registry.admin.entry_action_forms import CorrectForm  # noqa: E402
from registry.admin.entry_forms import DraftForm  # noqa: E402
from registry.api.entries import EntrySerializer  # noqa: E402
from registry.api.push import SubmissionSerializer, draft_sent  # noqa: E402
from registry.exchange import regions, snapshots  # noqa: E402
from registry.importing.workbooks import template_workbook  # noqa: E402
from registry.models import Change, Entry, Staged, TrailEntry  # noqa: E402
from registry.resources import EntrySheet  # noqa: E402
from sanctions import credit_report  # noqa: E402
from sanctions.checking.facts import Facts  # noqa: E402
from sanctions.checking.results import relevant_entries  # noqa: E402
from tests import factories  # noqa: E402
from tests.registry.lists import HEADINGS, csv_of, row  # noqa: E402


class Questioner(MigrationQuestioner):
    """Gives staged rows, of which there are none for long, an empty text."""

    def ask_not_null_addition(self, field_name, model_name):
        return ""


@no_translations
def migration_steps():
    """What `makemigrations` would write for the new fact."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    after = ProjectState.from_apps(apps)
    found = MigrationAutodetector(loader.project_state(), after, Questioner())
    changes = found.changes(graph=loader.graph)
    return sorted(
        operation.describe()
        for migrations in changes.values()
        for migration in migrations
        for operation in migration.operations
    )


def make_tables():
    """Make the tables of the models as they are, without the history of the migrations."""
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}  # fmt: skip
    call_command("migrate", run_syncdb=True, verbosity=0)


class Register:
    """A department, its officials and a standard; and what they do with entries."""

    def __init__(self):
        factories.make_calendar()
        self.department = factories.make_department()
        self.clerk = factories.make_official("clerk", self.department)
        self.reviewer = factories.make_official("reviewer", self.department)
        self.standard = factories.make_standard()

    def imported(self, number, value):
        """(staged row, entry) of a list of one row with the new column."""
        cells = [*row(number), value]
        batch = receiving.receive(
            ContentFile(csv_of(cells, headings=[*HEADINGS, LABEL])),
            department=self.department,
            standard=self.standard,
            filename="list.csv",
            by=self.clerk,
        )
        batches.stage(batch)
        staged = Staged.objects.get(batch=batch)
        batches.confirm(batch, by=self.clerk)
        batches.write(batch)
        return staged, Entry.objects.get(subject__identifier=cells[1])

    def pushed(self, value):
        """The draft of what a department's system has sent."""
        on = timezone.localdate() - timedelta(days=30)
        subject = {"kind": "organisation", "name": "福州报送有限公司", "identifier": factories.code_of(77)}  # fmt: skip
        sent = SubmissionSerializer(
            data={"standard": self.standard.code, "subject": subject, "decided_on": on, "facts": "事由", NAME: value}
        )  # fmt: skip
        sent.is_valid(raise_exception=True)
        return draft_sent(dict(sent.validated_data), by=self.clerk)

    def published(self, value):
        """An entry with a responsible person, published."""
        entry = factories.make_entry(self.standard, self.clerk, **{NAME: value})
        on = entry.decided_on - timedelta(days=40)
        actions.entries.name_responsible(
            entry, person=factories.make_person(), role="principal", by=self.clerk,
            notice_served_on=on, notice_proof="直接送达",
        )  # fmt: skip
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)
        return entry


def from_lists(register):
    """What the import made of the column: staged, merged, and changed by a second list."""
    staged, entry = register.imported(901, "一号")
    yield "staged", getattr(staged, NAME) == "一号"
    yield Use.IMPORT.name, getattr(entry, NAME) == "一号"
    _, changed = register.imported(901, "二号")
    yield "draft changed by a list", getattr(changed, NAME) == "二号"
    for kind, use in (("black", Use.ADVERSE_FORM), ("red", Use.PRAISE_FORM)):
        book = python_calamine.CalamineWorkbook.from_object(template_workbook(kind))
        _, headings, sample = book.get_sheet_by_index(0).to_python()[:3]
        yield use.name, sample[headings.index(LABEL)] == SAMPLE


def from_desk(register, entry):
    yield "draft form", NAME in DraftForm().fields
    yield "desk page", NAME in PAPER_FILE[0][1]["fields"]
    drafted = TrailEntry.objects.about(entry).get(action="registry.entry.drafted")
    yield Use.DRAFT.name, drafted.after[NAME] == "甲"
    yield (
        "correction form",
        NAME in CorrectForm(instance=entry, by=register.reviewer).fields,
    )
    yield Use.PUSH.name, getattr(register.pushed("乙"), NAME) == "乙"
    yield Use.JUDGE.name, getattr(next(iter(rows_of([entry.pk]))), NAME) == "甲"
    yield Use.DERIVE.name, getattr(entry.derived.get(), NAME) == "甲"
    actions.entries.correct(
        entry, by=register.reviewer, changes={NAME: "丙"}, reason="笔误"
    )
    yield Use.CORRECT.name, getattr(Entry.objects.get(pk=entry.pk), NAME) == "丙"


def shown(register, entry, folder):
    """What leaves the platform of the entry, whose fact is “丙” now."""
    at = timezone.now()
    asker = type("Asker", (), {"department": register.department, "public_only": False, "favourable_only": False})  # fmt: skip
    rows = relevant_entries(asker, at).with_effect(at).filter(pk=entry.pk)
    annotated = rows.select_related("subject", "standard", "department").get()
    yield Use.API.name, EntrySerializer(annotated).data[NAME] == "丙"
    [sheet] = EntrySheet().rows(rows)
    yield Use.SHEET.name, dict(zip(EntrySheet.headings, sheet, strict=True))[LABEL] == "丙"  # fmt: skip
    subject, web = entry.subject, Client(headers={"host": "localhost"})
    page = web.get(f"/subjects/{subject.key}/").content.decode()
    yield Use.CARD.name, f"<dt>{LABEL}</dt><dd>丙</dd>" in page
    snapshots.take(folder / "1", at)
    [line, *_] = (folder / "1" / "entries.jsonl").read_text("utf-8").splitlines()
    header = (folder / "1" / "entries.csv").read_text("utf-8").splitlines()[0]
    yield Use.SNAPSHOT.name, json.loads(line)[NAME] == "丙" and NAME in header
    change = regions.change_as_dict(Change.objects.filter(entry=entry).last())
    yield Use.REGION_FILE.name, change[NAME] == "丙" and regions.COLUMNS[NAME] == LABEL
    proof = actions.proofs.issue(factories.recognised(subject.identifier), by=None)
    page = web.get(f"/proof/{proof.code}/").content.decode()
    certified = proof.facts["entries"][0][NAME] == "丙" and proofs.is_genuine(proof)
    yield Use.CERTIFY.name, certified and f"{LABEL}：丙" in page
    [answer] = Facts([subject.pk], asker, at).entries[subject.pk]
    yield Use.CHECK.name, answer[NAME] == "丙"
    [stated] = credit_report.facts_of(subject, at)["entries"]
    yield Use.REPORT.name, stated[NAME] == "丙"


def main():
    found = {"migration": migration_steps()}
    make_tables()
    register = Register()
    entry = register.published("甲")
    found |= dict(from_lists(register))
    found |= dict(from_desk(register, entry))
    folder = Path(tempfile.mkdtemp(dir=settings.VAR_DIR))
    found |= dict(shown(register, entry, folder))
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
