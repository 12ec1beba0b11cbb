"""Write the city's summary of a month to a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting import exports
from reporting.months import Month


class Command(BaseCommand):
    help = "导出全市某月守信激励和失信惩戒工作情况汇总，如 export_month 2026-10 --format docx --output 汇总.docx。"

    def add_arguments(self, parser):
        parser.add_argument("month", help="月份，如 2026-10")
        parser.add_argument("--format", choices=exports.FORMATS, default="xlsx")
        parser.add_argument("--output", required=True, help="写入的文件")

    def handle(self, *, month, output, **options):
        at = timezone.now()
        on = timezone.localdate(at)
        try:
            chosen = Month.parse(month)
        except ValueError as fault:
            raise CommandError(str(fault)) from None
        if chosen >= Month.of(on):
            raise CommandError(f"{chosen}还没有结束，不能导出。")
        summary = exports.summary_of(chosen, at=at, on=on)
        try:
            Path(output).write_bytes(exports.content(summary, options["format"]))
        except OSError as fault:
            raise CommandError(f"写不了文件 {output}：{fault.strerror}。") from None
        self.stdout.write(f"已写入 {output}（{chosen}，{options['format']}）。")
