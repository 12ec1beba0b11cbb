"""Load the demonstration data into an empty database."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from registry.management import demonstration
from registry.models import Department, Entry


class Command(BaseCommand):
    help = "在空库中载入演示数据：演示账号、虚构主体和处于各种状态的条目。库中已有真实条目时不载入。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="库中已有数据时不报错，直接结束",
        )

    def handle(self, *, if_empty, **options):
        refusal = why_not()
        if refusal and not if_empty:
            raise CommandError(refusal, returncode=2)
        if refusal:
            self.stdout.write(refusal)
            return
        played = demonstration.load().items()
        listed = "，".join(f"{name} {number}" for name, number in played)
        self.stdout.write(f"已载入演示数据：{listed}。所有主体均为虚构。")
        call_command("codes", accounts=True, stdout=self.stdout)


def why_not() -> str:
    """Why the demonstration may not be loaded, in Chinese; empty where it may."""
    if demonstration.is_loaded():
        return "演示数据已经载入，没有改动。"
    if Entry.objects.exists():
        return "库中已有名单条目，不载入演示数据。如需演示，请另建空库。"
    if not Department.objects.exists():
        return "尚未载入基础数据。请先执行 manage.py seed。"
    return ""
