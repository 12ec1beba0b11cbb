"""Updates drafts that have not been submitted with what a confirmed file states beyond them."""

from datetime import datetime

from registry import trail, writers
from registry.entry_facts import as_plain
from registry.errors import Refused
from registry.models import Batch, Entry, Staged
from registry.workflow import CHUNK

from .lines import FACTS
from .matching import COMPARED, differences

MOVED_ON = "条目 {} 在预览之后有变动，全部没有写入。请重新检查本批次后再确认。"


def apply(batch: Batch, *, at: datetime) -> int:
    """Change the drafts that rows of `batch` match; return how many.

    The official who confirmed the batch has edited them and may not approve them. Raises Refused
    where one has been submitted, discarded or published since the preview.
    """
    rows = Staged.objects.filter(batch=batch, match__isnull=False).order_by("row")
    changed = 0
    chunk = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            changed += _apply(chunk, batch, at)
            chunk = []
    return changed + _apply(chunk, batch, at)


def _apply(rows, batch, at):
    wanted = Entry.objects.filter(pk__in=[row.match_id for row in rows])
    # In the order of their keys, as everywhere: two workers must not wait for one another.
    locked = wanted.order_by("pk").select_for_update().only(*COMPARED, "status")
    entries = {entry.pk: entry for entry in locked}
    changes, lines = {}, []
    for row in rows:
        entry = entries.get(row.match_id)
        if entry is None or entry.status not in Entry.EDITABLE:
            raise Refused(MOVED_ON.format(row.match_id))
        different = differences(row, entry)
        before = {name: as_plain(getattr(entry, name)) for name in different}
        after = {name: as_plain(value) for name, value in different.items()}
        lines.append((entry.pk, before, {**after, "batch": batch.pk}))
        # One statement writes all rows, so each gives every fact, changed or not.
        changes[entry.pk] = {
            **{name: getattr(entry, name) for name in FACTS},
            **different,
            "edited_at": at,
            "edited_by_id": batch.confirmed_by_id,
        }
    writers.update(Entry, changes)
    trail.record_all(Entry, "edited", lines, by=batch.confirmed_by, at=at)
    return len(changes)
