"""Judges one row after the other: what it says, and every reason why it cannot be imported.

Nothing is guessed and nothing destroyed is repaired. Reasons never repeat a person's number.
"""

import datetime
import re
import unicodedata
from functools import lru_cache

from registry import rules, terms
from registry.entry_facts import FactKind, read_from_lists
from registry.models import Standard
from registry.parsing import cells
from registry.parsing.cells import NULLS
from registry.parsing.errors import Unreadable
from registry.parsing.headings import LABELS

from .lines import Line
from .people import ROLE_FIELDS, People, seal_cell

EARLIEST = datetime.date(1949, 10, 1)
LARGE_IN_WAN = 10_000  # 万元; an ordinary fine of 10,000 is one in 元
DETAILS = (
    "document_name", "basis", "penalty_kind", "penalty", "licence", "honour", "category",
    "level", "year", "authority", "status", "public_until",
)  # fmt: skip
AMOUNTS = ("fine", "confiscated")
# Facts of a row that are read in a way of their own, below.
READ_APART = {"document_number", "decided_on", "facts", "asked_until", "region"}
READ_ALIKE = [fact for fact in read_from_lists() if fact.name not in READ_APART]
DATES = [fact for fact in READ_ALIKE if fact.kind is FactKind.DATE]
TEXTS = [
    fact for fact in READ_ALIKE if fact.kind in (FactKind.TEXT, FactKind.LONG_TEXT)
]
LIMITED = [fact for fact in read_from_lists() if fact.longest]
PERSON_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
DURATION = re.compile(r"(\d{1,3})\s*(年|个月|月)")
BRACKETS = str.maketrans("〔〕[]【】{}", "()()()()", " ")

NO_DATE = (
    "表头里没有认定日期一列（如“认定时间”“处罚决定日期”“列入名单时间”）。"
    "请补上后重新上传。"
)
NO_FACTS = "表头里没有事由一列（如“列入事由”“违法事实”“处罚事由”）。请补上后重新上传。"
NUMBER_IN_TEXT = "文字中含有身份证号码，公示会泄露个人信息，请删去后重新上传。"
IN_YUAN = "金额列以万元为单位，所填数额达到 1 亿元，请核对是否误填为元。"


class Checker:
    """Judges the rows of one table under one standard on the day `today`."""

    def __init__(self, table, standard: Standard, *, regions, today):
        self.standard, self.today, self.regions = standard, today, regions
        self.sheet, self.problems = table.sheet, table.sheet.problems
        self.position = position = table.head.position
        self.fields = list(position.items())
        self.units = {h.field: h.unit for h in table.head.headings}
        self.details = [field for field in DETAILS if field in position]
        self.amounts = [field for field in AMOUNTS if field in position]
        # What each row needs of them is looked up here once, not a hundred thousand times.
        self.dates, self.texts, self.limited = [
            [
                (fact.field, fact.attname, fact.longest)
                for fact in facts
                if fact.field in position
            ]
            for facts in (DATES, TEXTS, LIMITED)
        ]
        self.people = People(table.head, standard, today)
        self.standard_reasons = lru_cache(maxsize=10_000)(self._standard_reasons)
        self._refuse_missing_columns()

    def _refuse_missing_columns(self):
        if "decided_on" not in self.position:
            raise Unreadable(NO_DATE)
        if self.standard.is_adverse and not {"facts", "penalty"} & self.position.keys():
            raise Unreadable(NO_FACTS)

    def line(self, number, raw) -> Line:
        """Return the `Line` for the cells `raw` of row `number`."""
        texts = [
            c.strip() if type(c) is str and c.isprintable() else cells.text(c)
            for c in raw
        ]
        line = Line(self.sheet.name, number, texts, self.standard.list_kind)
        given = {f: cell for f, c in self.fields if (cell := texts[c]) not in NULLS}
        if self.problems:
            self._note_lost_cells(line)
        self.people.identify(line, given, raw)
        self._dates(line, given, raw)
        if line.persons:
            self._personal_notices(line, given, raw)
        self._document(line, given, raw)
        self._facts(line, given)
        self._texts(line, given)
        self._rules(line)
        self._hide_numbers(line, texts)
        return line

    def _note_lost_cells(self, line):
        for field, column in self.fields:
            if sentence := self.problems.get((line.number, column)):
                line.problems.append((column, f"“{LABELS[field]}”{sentence}。"))

    def _date(self, line, field, raw):
        column = self.position[field]
        found = cells.date(raw[column], self.sheet.mac_dates, self.sheet.sure_of_dates)
        if found.problem:
            line.problems.append((column, f"{LABELS[field]}：{found.problem}"))
        elif found.remark:
            line.remarks.append((column, found.remark))
        return found.value

    def _dates(self, line, given, raw):
        decided = self._date(line, "decided_on", raw) if "decided_on" in given else None
        if type(decided) is datetime.date:
            line.decided_on = decided
        elif not any(
            column == self.position["decided_on"] for column, _ in line.problems
        ):
            line.problems.append((self.position["decided_on"], "没有填写认定日期。"))
        for field, attname, _ in self.dates:
            if field in given:
                day = self._date(line, field, raw)
                if type(day) is datetime.date:
                    setattr(line, attname, day)
        if "valid_to" in given and line.decided_on:
            line.asked_until = self._end(line, given["valid_to"], raw)

    def _personal_notices(self, line, given, raw):
        """Each person who answers for the entry is heard, too: when, and the proof of it."""
        for person in line.persons:
            field = ROLE_FIELDS[person.role]
            if f"{field}_notice_served_on" in given:
                day = self._date(line, f"{field}_notice_served_on", raw)
                if type(day) is datetime.date:
                    person.notice_served_on = day
            person.notice_proof = given.get(f"{field}_notice_proof", "")[:200]

    def _end(self, line, words, raw):
        """Return until when the document itself says; a length (3年) runs from the decision."""
        if length := DURATION.fullmatch(words):
            months = int(length[1]) * (12 if length[2] == "年" else 1)
            return terms.months_later(line.decided_on, months)
        day = self._date(line, "valid_to", raw)
        return day if type(day) is datetime.date else None

    def _document(self, line, given, raw):
        number = given.get("document_number", "")
        if not number:
            if self.standard.is_adverse:
                column = self.position.get("document_number")
                line.remarks.append((column, "没有认定文号，请在审核前补充。"))
            return
        column = self.position["document_number"]
        if type(raw[column]) is not str:
            found = cells.identifier(raw[column])
            if found.problem:
                line.problems.append((column, f"认定文号{found.problem}"))
        line.document_number = number
        line.document_key = document_key(number)

    def _facts(self, line, given):
        facts = given.get("facts") or given.get("penalty")
        if not facts and not self.standard.is_adverse:
            facts = given.get("honour") or given.get("category") or self.standard.name
        if not facts:
            column = self.position.get("facts", self.position.get("penalty"))
            line.problems.append((column, "没有填写列入事由。"))
        line.facts = facts or ""
        for field in self.details:
            if field in given:
                line.details[LABELS[field]] = given[field]
        for field in self.amounts:
            if field in given:
                self._amount(line, field)
        if self.regions and "region" in given:
            self._region(line, given["region"])

    def _amount(self, line, field):
        column = self.position[field]
        unit = self.units[field]
        found = cells.amount(line.cells[column], unit)
        if found.problem:
            line.problems.append((column, found.problem))
        elif found.value is not None:
            line.details[f"{LABELS[field]}（元）"] = f"{found.value.normalize():f}"
            if unit != 1 and found.value / unit >= LARGE_IN_WAN:
                line.remarks.append((column, IN_YUAN))

    def _region(self, line, words):
        line.region_id = self.regions.get(words)
        if line.region_id is None:
            column = self.position["region"]
            line.remarks.append((column, f"区划“{words[:20]}”不在区划表中，没有采用。"))

    def _texts(self, line, given):
        for field, attname, _ in self.texts:
            if field in given:
                setattr(line, attname, given[field])
        for field, attname, longest in self.limited:
            if len(getattr(line, attname)) > longest:
                sentence = f"{LABELS[field]}超过 {longest} 个字，请缩短。"
                line.problems.append((self.position[field], sentence))

    def _rules(self, line):
        """The judgements that drafting by hand rests on, too."""
        decided, who = line.decided_on, line.who
        if decided is None:
            return
        column = self.position["decided_on"]
        if decided < EARLIEST:
            line.problems.append(
                (column, f"认定日期 {decided} 早于 {EARLIEST}，请核对。")
            )
        for reason in rules.date_obstacles(line, on=self.today):
            line.problems.append((column, reason))
        if who is not None:
            for reason in self.standard_reasons(who.kind, decided):
                line.problems.append((None, reason))
            if who.born is not None:
                for reason in rules.age_obstacles(line, born=who.born):
                    line.problems.append((None, reason))

    def _standard_reasons(self, kind, decided_on):
        return list(
            rules.standard_obstacles(
                self.standard,
                department_id=self.standard.department_id,
                subject_kind=kind,
                decided_on=decided_on,
            )
        )

    def _hide_numbers(self, line, texts):
        """Keep no person's number in clear: in the number columns, nor anywhere in a text."""
        long = [words for words in texts if type(words) is str and len(words) > 17]
        if not long or not PERSON_NUMBER.search("\n".join(long)):
            return
        for column, words in enumerate(texts):
            if column == line.code_column or len(words) < 18:
                continue
            if PERSON_NUMBER.search(words):
                seal_cell(line, column)
                if words in (line.facts, *line.details.values()):
                    line.problems.append((column, NUMBER_IN_TEXT))
                    line.facts, line.details = "", {}


def document_key(number) -> str:
    """Return a document number as two of them are compared: one kind of bracket, no blanks."""
    return unicodedata.normalize("NFKC", number).translate(BRACKETS).upper()
