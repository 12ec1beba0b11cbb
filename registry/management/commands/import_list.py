"""Import one list file from the command line."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from registry.actions import batches, receiving
from registry.errors import CreditError
from registry.importing.outcome import FATES, outcome
from registry.models import Batch, Department, Official, Row, Standard
from registry.parsing.errors import Unreadable

DONE, SOME_REJECTED, UNUSABLE = 0, 1, 2  # exit codes
SHOWN = 20  # errors
CODES = "可用的代码见 manage.py codes。"


class Unusable(Exception):
    """The list cannot be import_file at all; the message is for the operator."""


class Command(BaseCommand):
    help = (
        "导入一份名单文件：逐行检查，合格的行登记为草稿，待提交审核。"
        "退出码：0 全部完成；1 有的行不予导入，其余已登记；2 文件不能用，什么也没有登记。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="名单文件（.xlsx、.xls、.csv）")
        parser.add_argument("--department", required=True, help="认定单位代码")
        parser.add_argument("--standard", required=True, help="认定标准代码")
        parser.add_argument("--by", required=True, help="经办人账号")
        parser.add_argument(
            "--dry-run", action="store_true", help="只检查，不留下任何内容"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *, file, dry_run, **options):
        try:
            result = self.import_file(file, dry_run, options)
        except (Unusable, CreditError, Unreadable) as reason:
            nothing = {"rows": 0, **dict.fromkeys(FATES, 0), "errors": []}
            self.write({**nothing, "error": str(reason)}, options["json"])
            raise SystemExit(UNUSABLE) from None
        self.write({**result, "dry_run": dry_run}, options["json"])
        if result[Row.Fate.REJECTED]:
            raise SystemExit(SOME_REJECTED)

    def import_file(self, path, dry_run, options):
        """Import the file, or find out what importing it would do; the same file is not imported twice."""
        given = {
            "department": department(options["department"]),
            "standard": standard(options["standard"]),
            "filename": Path(path).name,
            "by": clerk(options["by"]),
        }
        try:
            with open(path, "rb") as file:
                if dry_run:
                    return receiving.rehearse(file, **given)
                try:
                    batch = receiving.receive(file, **given)
                except receiving.Received as known:
                    result = receiving.rehearse(file, **given)
                    return {**result, "notes": [*result["notes"], str(known)]}
        except OSError as fault:
            raise Unusable(f"打不开文件 {path}：{fault.strerror}。") from None
        return write_drafts(batch, by=given["by"])

    def write(self, result, as_json):
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
        elif "error" in result:
            self.stderr.write(result["error"])
        else:
            for line in summary(result):
                self.stdout.write(line)


def write_drafts(batch, *, by):
    """Read, check and write `batch` in this process; returns its outcome. Raises Unusable."""
    batches.stage(batch)
    if batch.status == Batch.Status.UNUSABLE:
        raise Unusable(batch.problem)
    if batch.staged.exists():
        batches.confirm(batch, by=by)
        if not batches.write(batch):
            raise Unusable(batch.problem)
    else:
        batches.cancel(batch, by=by)
    batches.tidy(batch)
    batch.refresh_from_db()
    return outcome(batch)


def department(code):
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise Unusable(f"没有代码为“{code}”的单位。{CODES}")
    return found


def standard(code):
    """The version in force today, else the newest one. Raises Unusable for an unknown code."""
    versions = Standard.objects.filter(code=code).order_by("-version")
    on = timezone.localdate()
    found = versions.in_force(on).first() or versions.first()
    if found is None:
        raise Unusable(f"没有代码为“{code}”的认定标准。{CODES}")
    return found


def clerk(username):
    found = Official.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise Unusable(f"没有账号“{username}”，或该账号已停用。{CODES}")
    if not found.has_perm("registry.import_entry"):
        raise Unusable(f"账号“{username}”没有导入名单的权限，请联系信用办管理员。")
    return found


def summary(result):
    """The lines that the operator reads: numbers, then the first rows that were rejected."""
    counts = "，".join(f"{Row.Fate(fate).label} {result[fate]}" for fate in FATES)
    yield f"共 {result['rows']} 行：{counts}。"
    yield from result["notes"]
    for error in result["errors"][:SHOWN]:
        where = f"第 {error['row']} 行{error['column'] and '“' + error['column'] + '”'}"
        yield f"{error['sheet']} {where}：{error['reason']}".strip()
    if len(result["errors"]) > SHOWN:
        yield f"另有 {len(result['errors']) - SHOWN} 条错误，用 --json 查看全部。"
