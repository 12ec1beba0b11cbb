"""Verify the trail against its seals."""

import sys

from django.core.management.base import BaseCommand

from registry import ledger
from registry.models import Seal


class Command(BaseCommand):
    help = "核对留痕与封存：完整则退出码为 0；有改动、缺失、插入则为 1，并指出第一处。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="HASH",
            help="以前公布或另行保存的封存摘要，必须仍在链上（可多次给出）。",
        )

    def handle(self, *, head, **options):
        verdict = ledger.verify()
        if verdict.broken:
            self.stderr.write(f"留痕不完整。{verdict.broken}")
            sys.exit(1)
        for known in head:
            if not Seal.objects.filter(hash=known).exists():
                self.stderr.write(f"留痕不完整。公布过的封存摘要 {known} 已不在链上")
                sys.exit(1)
        pending, _ = ledger.waiting()
        self.stdout.write(
            f"留痕完整：{verdict.seals} 次封存，{verdict.lines} 条留痕，另有 {pending} 条尚待封存。"
        )
        self.stdout.write(f"链头 {verdict.head or '（尚无封存）'}")
