"""A program that turns HTML on standard input into PDF on standard output.

It fetches nothing, so that no page can make it read files or call other machines.
"""

import sys
from pathlib import Path

from weasyprint import CSS, HTML


def refuse(url, *args, **kwargs):
    raise ValueError(f"The press fetches nothing: {url[:80]}")


def main(stylesheet):
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=refuse)
    sheet = CSS(string=Path(stylesheet).read_text(encoding="utf-8"))
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[sheet]))


if __name__ == "__main__":
    main(sys.argv[1])
