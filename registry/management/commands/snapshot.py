"""Write a full snapshot into a folder."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.exchange import snapshots


class Command(BaseCommand):
    help = "把全部在册条目写成快照（JSON Lines、CSV、清单），附校验值和接续变动的游标。"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="目标文件夹，须尚不存在")

    def handle(self, *, folder, **options):
        if folder.exists():
            raise CommandError(f"{folder} 已存在，请另指定一个尚不存在的文件夹。")
        manifest = snapshots.take(folder, timezone.now())
        self.stdout.write(json.dumps(manifest, ensure_ascii=False, indent=1))
