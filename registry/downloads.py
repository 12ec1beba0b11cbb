"""Files that are given away as downloads: a workbook, or a csv that flows while it is made."""

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from . import exporting, media_types

CSV = "csv"
XLSX = "xlsx"
TYPES = {CSV: media_types.CSV, XLSX: media_types.XLSX}


def workbook_response(file, filename):
    """The workbook in the open `file` as a download named `filename`."""
    return FileResponse(
        file, as_attachment=True, filename=filename, content_type=TYPES[XLSX]
    )


def table_response(kind, filename, headings, rows):
    """A table as a download of the `kind` csv or xlsx; a csv flows while it is made."""
    if kind == XLSX:
        return workbook_response(exporting.write_xlsx(headings, rows), filename)
    response = StreamingHttpResponse(
        exporting.stream_csv(headings, rows), content_type=TYPES[CSV]
    )
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
