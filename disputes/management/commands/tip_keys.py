"""Makes the tip officers' pair of keys."""

import sys
from getpass import getpass

from django.core.management.base import BaseCommand, CommandError

from disputes import sealed_boxes


class Command(BaseCommand):
    help = (
        "生成举报受理密钥：私钥用口令加密后存入 TIP_KEYS_DIR，公钥打印出来，填入 TIP_PUBLIC_KEY。"
        "口令和私钥文件由举报受理员分别保管；口令遗失后，已收的举报无法再拆封。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--stdin", action="store_true", help="从标准输入读取口令，不提示"
        )

    def handle(self, *, stdin, **options):
        passphrase = sys.stdin.readline().rstrip("\n") if stdin else typed_twice()
        try:
            key = sealed_boxes.make_keys(passphrase)
        except sealed_boxes.Unopened as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        mark = sealed_boxes.fingerprint(key)
        self.stdout.write(f"私钥文件：{sealed_boxes.key_file(mark)}")
        self.stdout.write(f"TIP_PUBLIC_KEY={sealed_boxes.public_text(key)}")


def typed_twice():
    """Ask for the passphrase twice; raises CommandError where the two differ."""
    first = getpass("口令：")
    if first != getpass("再输一次："):
        raise CommandError("两次输入的口令不一致。", returncode=2)
    return first
