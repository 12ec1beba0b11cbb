"""Handing out papers as Word files and PDF."""

from django.http import HttpResponse
from django.utils.html import format_html

from registry import documents

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "docx": (documents.as_docx, WORD),
    "pdf": (documents.as_pdf, "application/pdf"),
}


def handed_out(letter, name, kind):
    """`letter` as a download in the `kind` asked for."""
    make, content_type = KINDS[kind]
    response = HttpResponse(make(letter), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def links(url_of):
    """Links to both kinds; `url_of` makes the address of one."""
    return format_html(
        '<a href="{}">Word</a>　<a href="{}">PDF</a>', url_of("docx"), url_of("pdf")
    )
