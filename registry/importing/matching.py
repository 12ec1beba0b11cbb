"""Compares understood rows with one another and with the register, and names their fate."""

from django.db.models import Q

from registry.entry_facts import Use, names_for, used_for
from registry.models import Entry, FormerName, OtherIdentifier, Row, Standard, Subject

from .checks import document_key
from .lines import FACTS, Line, Who

Fate = Row.Fate
LABELLED = {fact.attname: fact.heading for fact in used_for(Use.IMPORT)}
IN_REVIEW = (Entry.Status.SUBMITTED, Entry.Status.AWAITING)

OTHER_NAME = (
    "该代码已登记在“{}”名下，与文件中的名称不一致。请核对代码；"
    "确系更名的，请先办理更名，再重新上传。"
)
OTHER_PERSON = (
    "该证件号码已登记在另一姓名之下，与文件中的姓名不一致。请与证件原件核对。"
)
TWO_NAMES = "同一代码在{}写作另一名称，不知哪一个有误。请核对后重新上传。"
TWO_CONTENTS = "与{}是同一主体、同一文书，内容却不同。请核对后只保留一行。"
SAME_LINE = "与{}重复，只导入一次。"
SAME_ENTRY = "与已登记的条目 {} 内容相同，不再导入。"
DRAFT_CHANGES = "已有条目 {}（{}），将更新：{}。"
PUBLISHED_CHANGES = (
    "已发布为条目 {}，与文件不同的有：{}。已发布的条目不会被导入改动，请用“更正”办理。"
)
REVIEWED_CHANGES = (
    "条目 {} 正在审核，与文件不同的有：{}。请先由审核人退回，再重新上传。"
)
ENDED = "同一文书的条目 {} 已因“{}”退出，不能凭同一文书再次列入。"
FOREIGN = "条目 {} 由其他单位登记，不能由本单位改动。"


class Matcher:
    """Names the fate of each row of one batch, block by block in file order."""

    def __init__(self, batch):
        self.department = batch.department_id
        self.versions = list(
            Standard.objects.filter(code=batch.standard.code).values_list(
                "pk", flat=True
            )
        )
        self.seen = {}  # match key → (where, content)
        self.named = {}  # subject key → (name key, sheet, number)
        self.spoiled = []  # (sheet, number, reason) of earlier rows that are in doubt now
        self.has_other_numbers = OtherIdentifier.objects.exists()

    def judge(self, lines: list[Line]) -> None:
        """Set the fate of `lines`; `spoiled` gathers rows judged before that are in doubt now."""
        # Two or three queries for a block of rows; what is compared after that is in memory.
        subjects = self._subjects(lines)
        for line in lines:
            self._find_subjects(line, subjects)
        entries = self._entries(lines)
        for line in lines:
            line.fate = self._fate(line, entries)

    # --- who is who ----------------------------------------------------------

    def _subjects(self, lines):
        """The known subjects with the numbers in `lines`: key → (pk, kind, name, name keys)."""
        keys = {w.key for line in lines if line.is_usable() for w in named_by(line)}
        found = {
            key: (pk, kind, name, {name_key})
            for pk, kind, name, name_key, key in Subject.objects.filter(key__among=keys)
            .order_by()
            .values_list("pk", "kind", "name", "name_key", "key")
        }
        # Most registers know no second number of anybody; then nothing is asked for them.
        if self.has_other_numbers:
            others = OtherIdentifier.objects.filter(key__among=keys).order_by()
            for key, pk, kind, name, name_key in others.values_list(
                "key", "subject", "subject__kind", "subject__name", "subject__name_key"
            ):
                found[key] = (pk, kind, name, {name_key})
        self._add_former_names(found, lines)
        return found

    def _add_former_names(self, found, lines):
        """Let a former name agree, too; asked only for those whose present name does not."""
        strangers = {
            found[w.key][0]: found[w.key][3]
            for line in lines
            for w in named_by(line)
            if w.key in found and w.name_key not in found[w.key][3]
        }
        if strangers:
            # The sets are those of `found`: a name that is added here agrees there.
            rows = FormerName.objects.filter(subject__among=strangers).order_by()
            for subject, name_key in rows.values_list("subject", "name_key"):
                strangers[subject].add(name_key)

    def _find_subjects(self, line, subjects):
        if not line.is_usable():
            return
        for who in named_by(line):
            known = subjects.get(who.key)
            if known and who.name_key not in known[3]:
                other = OTHER_PERSON if who.sealed else OTHER_NAME.format(known[2])
                line.problems.append((None, other))
            elif known:
                who.subject_id = known[0]
            else:
                self._compare_names(line, who)

    def _compare_names(self, line, who):
        """One number under two names in one file: neither row can be relied on."""
        here = who.name_key, line.sheet, line.number
        name_key, sheet, number = self.named.setdefault(who.key, here)
        if name_key != who.name_key:
            line.problems.append((None, TWO_NAMES.format(where(sheet, number))))
            reason = TWO_NAMES.format(where(line.sheet, line.number))
            self.spoiled.append((sheet, number, reason))

    # --- what stands already -------------------------------------------------

    def _entries(self, lines):
        """The entries of the known subjects under the standard: subject → [values]."""
        subjects = {
            line.who.subject_id
            for line in lines
            if line.is_usable() and line.who.subject_id
        }
        if not subjects:
            return {}
        found = {}
        # Under any version of the standard: a new version does not make a document new.
        rows = Entry.objects.filter(
            Q(subject__among=subjects, standard__in=self.versions, cause__isnull=True)
        ).exclude(status=Entry.Status.DISCARDED)
        for entry in rows.order_by("pk").only(*COMPARED, "subject_id", "status"):
            found.setdefault(entry.subject_id, []).append(entry)
        return found

    def _fate(self, line, entries):
        if not line.is_usable():
            return Fate.REJECTED
        # What the register holds once (`entry_once_per_document`), written in any brackets.
        key = (line.who.key, line.document_key or line.decided_on)
        here = line.content(), line.sheet, line.number
        content, sheet, number = self.seen.setdefault(key, here)
        if (sheet, number) != here[1:]:
            return self._repeated(line, where(sheet, number), content == here[0])
        entry = standing(line, entries.get(line.who.subject_id, ()))
        if entry is not None:
            return self._known(line, entry)
        return Fate.WARNED if line.remarks else Fate.NEW

    def _repeated(self, line, earlier, is_same):
        if is_same:
            line.remarks.append((None, SAME_LINE.format(earlier)))
            return Fate.DUPLICATE
        line.problems.append((None, TWO_CONTENTS.format(earlier)))
        return Fate.REJECTED

    def _known(self, line, entry):
        line.match = entry.pk
        if entry.status == Entry.Status.ENDED:
            reason = ENDED.format(entry.pk, entry.get_ended_because_display())
            line.problems.append((None, reason))
            return Fate.REJECTED
        different = differences(line, entry)
        if not different:
            line.remarks.append((None, SAME_ENTRY.format(entry.pk)))
            return Fate.UNCHANGED
        if entry.department_id != self.department:
            line.problems.append((None, FOREIGN.format(entry.pk)))
            return Fate.REJECTED
        line.changes_draft = entry.status in Entry.EDITABLE
        line.remarks.append((None, change_reason(entry, different)))
        return Fate.CHANGED


COMPARED = [*names_for(Use.IMPORT), "department_id", "ended_because"]


def named_by(line: Line) -> list[Who]:
    """Everybody whom a row names by number: its subject and the persons responsible."""
    return [line.who, *line.persons] if line.who else line.persons


def where(sheet: str, number: int) -> str:
    """Where a row stands, in the official's words."""
    return f"工作表“{sheet}”第 {number} 行" if sheet else f"第 {number} 行"


def standing(line: Line, entries) -> Entry | None:
    """The one of `entries` that `line` is about: same document, or without one the same day."""
    for entry in entries:
        if line.document_key:
            if document_key(entry.document_number) == line.document_key:
                return entry
        elif entry.decided_on == line.decided_on and not entry.document_number:
            return entry
    return None


def differences(line, entry: Entry) -> dict:
    """Return {attname: value} of the facts that `line` states otherwise than `entry`.

    A cell that is empty states nothing: it takes no fact away.
    """
    different = {}
    for name in FACTS:
        stated, kept = getattr(line, name), getattr(entry, name)
        if name == "details":
            # Particulars that were added on the desk stay.
            stated = {**kept, **stated}
        if stated not in (None, "") and stated != kept:
            different[name] = stated
    return different


def change_reason(entry: Entry, different: dict) -> str:
    """What a changed row leads to, in a sentence: only drafts are changed by a file."""
    facts = "、".join(LABELLED[name] for name in different)
    if entry.status in Entry.EDITABLE:
        return DRAFT_CHANGES.format(entry.pk, entry.get_status_display(), facts)
    if entry.status in IN_REVIEW:
        return REVIEWED_CHANGES.format(entry.pk, facts)
    return PUBLISHED_CHANGES.format(entry.pk, facts)
