"""The rows of a batch as its page shows them: by fate, fifty at a time, no number in full."""

from django.core.paginator import Paginator

from registry.importing.outcome import letters
from registry.importing.people import shown
from registry.models import Entry, Row, Staged
from registry.parsing.headings import LABELS
from registry.parsing.headrow import IDENTIFIERS, NAMES

PER_PAGE = 50
Fate = Row.Fate
ORDER = [
    Fate.REJECTED,
    Fate.WARNED,
    Fate.CHANGED,
    Fate.NEW,
    Fate.DUPLICATE,
    Fate.UNCHANGED,
]
TONES = {
    Fate.REJECTED: "wrong",
    Fate.WARNED: "held",
    Fate.CHANGED: "waits",
    Fate.NEW: "done",
    Fate.DUPLICATE: "over",
    Fate.UNCHANGED: "over",
}
MEANINGS = {
    Fate.REJECTED: "有错误，不导入。请下载这些行，改正后另行上传。",
    Fate.WARNED: "可以导入，但有需要核对的地方。确认后与“新增”一样登记为草稿。",
    Fate.CHANGED: "已经登记过，内容与文件不同。还在经办人手中的草稿按文件更新；已提交审核或已发布的不改动。",
    Fate.NEW: "确认后登记为草稿，提交审核、通过后才发布。",
    Fate.DUPLICATE: "与文件中前面的行相同，只导入一次。",
    Fate.UNCHANGED: "已经登记过，内容相同，不再导入。",
}


def fates_of(batch, chosen):
    """Each fate with its number of rows, the most urgent first; `chosen` is the one shown."""
    return [
        {
            "value": fate.value,
            "label": fate.label,
            "number": batch.counts.get(fate, 0),
            "tone": TONES[fate],
            "is_shown": fate == chosen,
        }
        for fate in ORDER
    ]


def chosen_fate(batch, asked):
    """The fate asked for, or else the most urgent one that any row has."""
    if asked in Fate.values:
        return Fate(asked)
    return next((fate for fate in ORDER if batch.counts.get(fate)), ORDER[0])


def page_of(batch, fate, number):
    """One page of the rows of one fate; the batch knows how many there are, nobody counts."""
    keys = batch.rows.filter(fate=fate).order_by("pk").values_list("pk", flat=True)
    paginator = Paginator(keys, PER_PAGE)
    paginator.count = batch.counts.get(fate, 0)
    page = paginator.get_page(number)
    pks = list(page.object_list)
    rows = Row.objects.filter(pk__in=pks).order_by("pk")
    staged = Staged.objects.in_bulk(pks)
    entries = Entry.objects.filter(row__in=pks).select_related("subject")
    made = {entry.row_id: entry for entry in entries}
    page.object_list = [
        described(row, batch.columns.get(row.sheet, []), staged.get(row.pk), made.get(row.pk))
        for row in rows
    ]  # fmt: skip
    return page


def described(row, columns, staged, entry):
    """What a row says: as it was understood, else as it was written; and what is said of it."""
    written = {
        field: shown(cell)
        for (_, field), cell in zip(columns, row.cells, strict=False)
        if field
    }
    understood = entry or staged
    bearer = entry.subject if entry else staged
    return {
        "sheet": row.sheet,
        "number": row.number,
        "name": bearer.name if bearer else first(written, NAMES),
        "identifier": bearer.identifier if bearer else first(written, IDENTIFIERS),
        "kind": bearer.get_kind_display() if bearer else written.get("kind", ""),
        "understood": understood,
        "document_number": written.get("document_number", ""),
        "decided_on": written.get("decided_on", ""),
        "facts": written.get("facts") or written.get("penalty", ""),
        "reasons": [
            (place(row, columns, column, words), words) for column, words in row.reasons
        ],
        "original": [
            (heading or letters(column), shown(cell))
            for column, ((heading, _), cell) in enumerate(
                zip(columns, row.cells, strict=False)
            )
            if shown(cell)
        ],
        "entry": entry.pk if entry else None,
        "match": row.match_id,
    }


def first(written, fields):
    """The first of `fields` that the row fills."""
    return next((written[field] for field in fields if written.get(field)), "")


def place(row, columns, column, words):
    """The cell that a reason speaks of, and what stands over it unless the reason says so."""
    if column is None:
        return ""
    heading = columns[column][0] if column < len(columns) else ""
    is_named = heading and words.startswith(heading)
    return f"{letters(column)}{row.number} {'' if is_named else heading}".strip()


def recognised(batch):
    """How the columns of each sheet were understood: (sheet, [(column, heading, meaning)])."""
    return [
        (
            sheet,
            [
                (letters(column), heading, LABELS[field] if field else "")
                for column, (heading, field) in enumerate(columns)
                if heading
            ],
        )
        for sheet, columns in batch.columns.items()
    ]
