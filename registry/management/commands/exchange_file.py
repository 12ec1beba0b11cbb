"""Write the exchange file of an agreement with another region."""

import json
import shutil
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry import exporting
from registry.exchange import regions
from registry.models import Agreement


class Command(BaseCommand):
    help = "按互认协议生成一段时间的区域交换文件（xlsx 或 JSON）。"

    def add_arguments(self, parser):
        parser.add_argument("document_number", help="互认协议的文号")
        parser.add_argument(
            "first", type=date.fromisoformat, help="起始日，如 2026-10-01"
        )
        parser.add_argument("last", type=date.fromisoformat, help="截止日，含当日")
        parser.add_argument("--format", choices=["xlsx", "json"], default="xlsx")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, document_number, first, last, output, **options):
        agreement = Agreement.objects.filter(document_number=document_number).first()
        if agreement is None:
            raise CommandError(f"没有文号为“{document_number}”的互认协议，请核对。")
        if first > last or last > timezone.localdate():
            raise CommandError(
                "起止日期有误：起始日不能晚于截止日，截止日不能晚于今天。"
            )
        if not (agreement.sends and agreement.is_in_force(last)):
            raise CommandError(f"互认协议“{agreement}”在截止日不向对方提供。")
        document = regions.document(agreement, first, last)
        if options["format"] == "json":
            text = json.dumps(document, ensure_ascii=False, indent=1)
            output.write_text(text, encoding="utf-8")
        else:
            rows = (row.values() for row in document["changes"])
            book = exporting.write_xlsx(list(regions.COLUMNS.values()), rows)
            with book as file, output.open("wb") as target:
                shutil.copyfileobj(file, target)
        self.stdout.write(f"已写入 {len(document['changes'])} 条变动。")
