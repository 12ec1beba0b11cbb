"""PDF, made in a child process: its libraries and its use of memory do not touch the server's."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from registry.errors import CreditError

from .letters import Letter

PRESS = Path(__file__).with_name("press.py")
STYLESHEET = Path(settings.BASE_DIR) / "static" / "print.css"
SECONDS = 60  # for one file


class Unprintable(CreditError):
    """No PDF can be made here; the message says what to do instead."""


def as_pdf(letter: Letter) -> bytes:
    """The letter as PDF."""
    return printed("registry/documents/letter.html", {"letter": letter})


def printed(template: str, context: dict) -> bytes:
    """The page `template` filled with `context`, as PDF; raises Unprintable where it cannot be made.

    The template refers to nothing outside itself; its style is static/print.css.
    """
    page = render_to_string(template, context)
    try:
        press = subprocess.run(
            [sys.executable, str(PRESS), str(STYLESHEET)],
            input=page.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unprintable("生成 PDF 超时，请稍后重试，或下载 Word 文件。") from error
    if press.returncode or not press.stdout.startswith(b"%PDF-"):
        raise Unprintable(
            "本机暂不能生成 PDF（缺少 Pango 或中文字体），请下载 Word 文件，或联系系统管理员。"
        )
    return press.stdout
