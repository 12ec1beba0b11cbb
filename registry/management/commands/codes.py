"""The codes of departments, fields and standards, and the demonstration accounts."""

import json
import unicodedata

from django.core.management.base import BaseCommand
from django.utils import timezone

from registry.management import demonstration
from registry.models import Department, Field, Standard

TABLES = {
    "departments": ("单位", ["代码", "名称", "全称", "类别", "停用日期"]),
    "fields": ("领域", ["代码", "名称"]),
    "standards": ("认定标准", ["代码", "名称", "名单", "单位"]),
    "accounts": ("演示账号", ["账号", "姓名", "单位", "权限组"]),
}


class Command(BaseCommand):
    help = "列出单位、领域、认定标准的代码；载入演示数据后，另列演示账号。"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")
        parser.add_argument("--accounts", action="store_true", help="只列演示账号")

    def handle(self, *, accounts, **options):
        shown = {"accounts": demonstration.accounts()}
        if not accounts:
            shown = {**listing(timezone.localdate()), **shown}
        if options["json"]:
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        for name, rows in shown.items():
            title, headings = TABLES[name]
            if rows:
                self.stdout.write(f"{title}（{len(rows)}）")
                self.stdout.write(table([headings, *([*row.values()] for row in rows)]))
        if shown["accounts"]:
            self.stdout.write(f"演示账号的初始口令均为 {demonstration.PASSWORD}")


def listing(on):
    """Every code that an official may have to type, with its meaning on the day `on`."""
    return {
        "departments": [
            {
                "code": one.code,
                "name": one.short_name,
                "full_name": one.name,
                "kind": one.get_kind_display(),
                "closed_on": str(one.valid_to or ""),
            }
            for one in Department.objects.all()
        ],
        "fields": list(Field.objects.values("code", "name")),
        "standards": [
            {
                "code": one.code,
                "name": one.name,
                "list": one.list_kind,
                "department": one.department.code,
            }
            for one in Standard.objects.in_force(on).select_related("department")
        ],
    }


def table(rows):
    """`rows` of texts in aligned columns, a Chinese character taking two places; then a blank line."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            text + " " * (wide - width(text))
            for text, wide in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    return "".join(f"  {line.rstrip()}\n" for line in lines) + "\n"


def width(text):
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)
