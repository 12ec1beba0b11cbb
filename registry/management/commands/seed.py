"""Load the reference data."""

from django.core.management.base import BaseCommand

from registry.management import seeding


class Command(BaseCommand):
    help = "载入基础数据：区划、单位、领域、牵头单位、工作日历、权限组和认定标准。可重复执行，不改动已有数据。"

    def handle(self, **options):
        added = {name: number for name, number in seeding.load_all().items() if number}
        if added:
            listed = "，".join(f"{name} {number}" for name, number in added.items())
            self.stdout.write(f"已载入基础数据：{listed}。")
        else:
            self.stdout.write("基础数据已经齐全，没有改动。")
