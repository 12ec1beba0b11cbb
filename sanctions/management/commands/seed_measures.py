from django.core.management.base import BaseCommand

from sanctions.management import seeding


class Command(BaseCommand):
    help = (
        "载入奖惩措施清单和相应权限（在 seed 之后执行）。可重复执行，不改动已有数据。"
    )

    def handle(self, **options):
        added = {sort: number for sort, number in seeding.load_all().items() if number}
        if added:
            listed = "，".join(f"{sort} {number}" for sort, number in added.items())
            self.stdout.write(f"已载入：{listed}。")
        else:
            self.stdout.write("奖惩措施清单已经齐全，没有改动。")
