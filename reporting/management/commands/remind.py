"""Do the reminders of a day: open the reports of last month, remind of deadlines."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from registry import reminders
from reporting import actions


class Command(BaseCommand):
    help = (
        "办理某一天应做的提醒：开启上月月报，提醒各项期限。重复执行不会重复提醒。"
        "加 --dry-run 只列出、不办理。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", help="日期，如 2026-11-20；不填为今天")
        parser.add_argument(
            "--dry-run", action="store_true", help="只列出，不留下任何内容"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *, on, dry_run, **options):
        day = day_of(on)
        with transaction.atomic():
            opened = actions.months.open_due(day)
            reminded = [as_dict(one) for one in reminders.notify(reminders.due(day))]
            # A dry run does everything for real and then takes it back.
            transaction.set_rollback(dry_run)
        found = {
            "on": str(day),
            "dry_run": dry_run,
            "opened": [str(report) for report in opened],
            "reminders": reminded,
        }
        for line in [json.dumps(found, ensure_ascii=False, indent=1)] if options["json"] else lines(found):  # fmt: skip
            self.stdout.write(line)


def day_of(text):
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise CommandError(f"“{text}”不是日期，请写成“2026-11-20”的形式。") from None


def as_dict(reminder):
    deadline = reminder.deadline
    return {
        "of": deadline.of,
        "of_pk": deadline.of_pk,
        "title": deadline.title,
        "department": deadline.department.code,
        "stage": reminder.stage.key,
        "due_on": str(deadline.due_on),
        "to": [official.username for official in reminder.to],
    }


def lines(found):
    """The result as sentences for the operator."""
    did = "应当" if found["dry_run"] else "已经"
    yield f"{found['on']}{did}开启月报 {len(found['opened'])} 份，{did}提醒 {len(found['reminders'])} 项。"
    for one in found["reminders"]:
        yield (
            f"{one['department']}　{one['title']}　{one['stage']}　截止 {one['due_on']}　"
            f"收件人 {'、'.join(one['to'])}"
        )
