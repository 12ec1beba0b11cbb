"""What became of a batch, in the words and figures that leave the platform."""

from collections.abc import Iterator

from registry.models import Batch, Row

FATES = [fate.value for fate in Row.Fate]


def outcome(batch: Batch) -> dict:
    """Return the counts of `batch` by fate and its rejected rows, as plain values."""
    return {
        "batch": batch.pk,
        "rows": batch.rows_read,
        **{fate: batch.counts.get(fate, 0) for fate in FATES},
        "skipped": batch.skipped,
        "notes": batch.notes,
        "errors": list(errors(batch)),
    }


def errors(batch, fate=Row.Fate.REJECTED) -> Iterator[dict]:
    """Yield {sheet, row, column, cell, reason} for each reason of the rows of one `fate`."""
    rows = batch.rows.filter(fate=fate).order_by("pk")
    for sheet, number, reasons in rows.values_list("sheet", "number", "reasons"):
        for column, reason in reasons:
            yield {
                "sheet": sheet,
                "row": number,
                "column": heading(batch, sheet, column),
                "cell": "" if column is None else f"{letters(column)}{number}",
                "reason": reason,
            }


def heading(batch, sheet, column) -> str:
    """What is written over a column, nothing for a reason that concerns the whole row."""
    return "" if column is None else batch.columns[sheet][column][0]


def letters(column) -> str:
    """Return the letters of a column: A for 0, AA for 26."""
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return name
