"""Compute a deadline in working days."""

import json
import re
import sys
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from registry import workdays

PROVISIONAL = 3
UNUSABLE = 2


class Command(BaseCommand):
    help = (
        "按官方工作日历推算期限的最后一天：收到之日为第 0 日，自次日起逐个工作日计算。"
        "涉及放假安排尚未录入的年份时，结果为暂定，退出码为 3。"
    )
    missing_args_message = (
        "请写明收到日期和工作日数，例如：manage.py workdays 2026-09-15 20"
    )

    def add_arguments(self, parser):
        parser.add_argument("start", metavar="收到日期", help="如 2026-09-15")
        parser.add_argument("workdays", metavar="工作日数", help="如 20")
        parser.add_argument(
            "--explain", action="store_true", help="列出途中跳过的日子和调休上班日"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *, start, workdays, explain, json, **options):
        deadline = compute(start, workdays)
        self.stdout.write(as_json(deadline) if json else as_text(deadline, explain))
        if deadline.provisional:
            sys.exit(PROVISIONAL)


def compute(start, number):
    """The due date for the words of the command line. Raises CommandError for what they cannot mean."""
    try:
        received = date.fromisoformat(start)
    except ValueError:
        raise CommandError(
            f"“{start}”不是日期。请按“年-月-日”填写，例如 2026-09-15。",
            returncode=UNUSABLE,
        ) from None
    if not re.fullmatch(r"[0-9]{1,6}", number):
        raise CommandError(
            f"“{number}”不是工作日数。请填写不小于 0 的整数。", returncode=UNUSABLE
        )
    try:
        return workdays.load().add(received, int(number))
    except ValueError as error:
        raise CommandError(str(error), returncode=UNUSABLE) from error


def as_text(deadline, explain):
    lines = [f"{deadline.due}（暂定）" if deadline.provisional else f"{deadline.due}"]
    if explain:
        lines += [f"  {deadline.start} 收到，为第 0 日"]
        lines += [f"  {step}" for step in deadline.steps]
        lines += [f"  {deadline.due} 为第 {deadline.workdays} 个工作日，期限届满"]
    if deadline.provisional:
        lines += [deadline.why_provisional]
    return "\n".join(lines)


def as_json(deadline):
    return json.dumps(
        {
            "start": str(deadline.start),
            "workdays": deadline.workdays,
            "due": str(deadline.due),
            "provisional": deadline.provisional,
            "reason": deadline.why_provisional,
            "edition": deadline.edition,
            "steps": [
                {
                    "date": str(step.date),
                    "is_workday": step.is_workday,
                    "name": step.name,
                    "number": step.number,
                }
                for step in deadline.steps
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
