"""Send what waits in the outbox now."""

from django.core.management.base import BaseCommand

from registry.exchange.delivering import deliver_due


class Command(BaseCommand):
    help = "投递待发的变动推送（平时由后台任务每分钟执行）。"

    def handle(self, **options):
        self.stdout.write(f"本次送达 {deliver_due()} 条。")
