"""Seal the trail now; after a restore, let transaction numbers go on."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from registry import commit_order, ledger
from registry.models import TrailEntry


class Command(BaseCommand):
    help = "封存留痕（平时由后台任务每分钟执行）。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--after-restore",
            action="store_true",
            help="把备份恢复到新的 PostgreSQL 集群后、启动服务前执行一次，使事务号接续。",
        )

    def handle(self, *, after_restore, **options):
        if after_restore and commit_order.recalibrate([TrailEntry]):
            self.stdout.write("事务号已接续。")
        sealed = ledger.seal_trail(timezone.now(), commit_order.horizon())
        self.stdout.write(f"本次封存 {sealed} 条留痕。")
