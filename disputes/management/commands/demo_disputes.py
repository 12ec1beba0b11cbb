from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from disputes.management.demonstration import NotEnough, play
from disputes.models import Objection


class Command(BaseCommand):
    help = "在演示数据上补充处于各个环节的异议、投诉和复议诉讼。先执行 manage.py demo。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="已有异议或者条目不足时不报错，直接结束",
        )

    def handle(self, *, if_empty, **options):
        if Objection.objects.exists():
            return self.stop("已有异议，不再载入演示数据。", if_empty)
        try:
            with transaction.atomic():
                number = play(timezone.localdate())
        except NotEnough as refusal:
            return self.stop(str(refusal), if_empty)
        self.stdout.write(f"已载入演示的异议、投诉和复议诉讼 {number} 件。")
        return None

    def stop(self, sentence, is_fine):
        if not is_fine:
            raise CommandError(sentence, returncode=2)
        self.stdout.write(sentence)
