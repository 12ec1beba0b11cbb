"""The text that `make run` prints: where the pages are, and the accounts of the demonstration."""

import sys

import django
from django.core.management import call_command

TEXT = """
福州市公共信用信息平台已启动（按 Ctrl-C 停止）
  公众查询：http://{address}/
  工作人员：http://{address}/admin/

"""


def main(address):
    django.setup()
    sys.stdout.write(TEXT.format(address=address))
    call_command("codes", accounts=True)


if __name__ == "__main__":
    main(sys.argv[1])
