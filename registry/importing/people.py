"""Who a row is about: names and numbers, checked; and the persons who answer for it."""

import re
from base64 import b64decode, b64encode

from registry import identifiers, names, sealing
from registry.identifiers import ORGANISATION_KINDS, PERSON_KINDS, Kind, Unrecognised
from registry.models import ListKind, Role, Standard, SubjectKind
from registry.parsing import cells
from registry.parsing.headings import LABELS
from registry.parsing.headrow import IDENTIFIERS, NAMES

from .kinds import subject_kind
from .lines import Who

LONGEST_NAME = 200
ROLE_FIELDS = {
    Role.LEGAL_REPRESENTATIVE: "representative",
    Role.PRINCIPAL: "principal",
    Role.DIRECT: "responsible",
}
INDIVIDUAL_BUSINESS = "92"  # the first two characters of its 统一社会信用代码
ORGANISATION_NAME = re.compile(
    r"(?:公司|集团|合作社|事务所|厂|商行|经营部|门市部|服务部|个体工商户|有限合伙)[)）]?$"
)
MASKED = re.compile(r"[*＊×某]|[\u3400-\u9fff][xX]")
MAYBE_PERSONAL = re.compile(r"\d{15}|\d{17}[\dX]")
PERSONS_ONLY = (
    "person_identifier",
    *(f"{field}_identifier" for field in ROLE_FIELDS.values()),
)

NO_NAME = "没有填写名称。"
NO_NUMBER = "没有填写代码或证件号码。只凭名称不能认定是谁。"
SEVERAL = "一格里写了几个人名。请一行只写一个主体。"
INCOMPLETE = "姓名不完整（含有“*”“某”等），不能据以认定。"
NOT_A_PERSON = "名称像是单位，号码却是自然人的证件号码。请核对代码是否填错了列。"
PRIVATE = "名称中有无法识别的生僻字编码（{}），请核对后改用标准汉字。"
NOT_A_KIND = "主体类别“{}”无法识别，请填写“法人及非法人组织”“个体工商户”或“自然人”。"
NOT_A_DOCUMENT = "证件类型“{}”无法识别。"
IS_A_BUSINESS = "代码是个体工商户的，主体类别写作“法人及非法人组织”，请核对。"


class People:
    """Finds out whom the rows of one table name."""

    def __init__(self, head, standard: Standard, today):
        self.position, self.today = head.position, today
        self.codes = [field for field in IDENTIFIERS if field in self.position]
        self.names = [field for field in NAMES if field in self.position]
        self.sealed = [f for f in PERSONS_ONLY if f in self.position]
        self.kinds = possible_kinds(standard.subject_kinds)
        serious = standard.severity == Standard.Severity.SERIOUS
        answerable = standard.list_kind == ListKind.BLACK or serious
        self.roles = [
            (role, field)
            for role, field in ROLE_FIELDS.items()
            if answerable and {field, f"{field}_identifier"} <= self.position.keys()
        ]

    def identify(self, line, given, raw) -> None:
        """Set `line.who` and `line.persons`, or note why that cannot be; seal their numbers."""
        kind = self._kind(line, given)
        name = self._name(line, given)
        field = filled(self.codes, given)
        if field is None:
            line.problems.append((self.position[self.codes[0]], NO_NUMBER))
        else:
            identifier = self._identifier(line, given, raw, field, kind)
            if identifier and name:
                line.who = self._who(line, name, identifier, kind, field)
        for role, person in self.roles:
            if person in given and f"{person}_identifier" in given:
                self._responsible(line, given, raw, role, person)
        self._seal_numbers(line, given)

    def _kind(self, line, given):
        if "kind" not in given:
            return None
        kind = subject_kind(given["kind"])
        if kind is None:
            sentence = NOT_A_KIND.format(given["kind"][:20])
            line.problems.append((self.position["kind"], sentence))
        return kind

    def _name(self, line, given):
        name = given.get(filled(self.names, given), "")
        column = self.position[self.names[0]]
        if not name:
            line.problems.append((column, NO_NAME))
        elif len(name) > LONGEST_NAME:
            line.problems.append((column, f"名称超过 {LONGEST_NAME} 个字，请核对。"))
            return ""
        return name

    def _identifier(self, line, given, raw, field, kind):
        """Return the checked identifier, or None with the reason noted."""
        column = self.position[field]
        kinds = self._kinds(line, given, field, kind)
        if type(raw[column]) is not str:
            found = cells.identifier(raw[column])
            if found.problem:
                line.problems.append((column, f"{LABELS[field]}{found.problem}"))
                return None
        try:
            return identifiers.recognise(given[field], today=self.today, kinds=kinds)
        except Unrecognised as reason:
            line.problems.append((column, str(reason)))
            return None

    def _kinds(self, line, given, field, kind):
        """Which kinds of number a cell may hold, by its column and what stands beside it."""
        if field not in ("identifier", "person_identifier"):
            return ORGANISATION_KINDS
        if kind is None:
            possible = PERSON_KINDS if field == "person_identifier" else self.kinds
        else:
            possible = identifiers.kinds_of_subject(kind)
        if "person_identifier_kind" in given and possible is not ORGANISATION_KINDS:
            return self._named_kinds(line, given, "person_identifier_kind") or possible
        return possible

    def _named_kinds(self, line, given, field):
        named = identifiers.kinds_named(given[field])
        if named is None:
            sentence = NOT_A_DOCUMENT.format(given[field][:20])
            line.remarks.append((self.position[field], sentence))
        return named

    def _who(self, line, name, identifier, kind, field):
        column = self.position[field]
        line.remarks.extend((column, warning) for warning in identifier.warnings)
        if identifier.kind in PERSON_KINDS:
            return self._person(line, name, identifier, self.names[0], field)
        is_business = identifier.value.startswith(INDIVIDUAL_BUSINESS)
        is_business = is_business and identifier.kind == Kind.USCC
        if kind is None:
            kind = SubjectKind.ORGANISATION
            if is_business:
                kind = SubjectKind.INDIVIDUAL_BUSINESS
        elif is_business and kind == SubjectKind.ORGANISATION:
            line.remarks.append((column, IS_A_BUSINESS))
        shown = names.display(name)
        self._note_private(line, shown, self.position[self.names[0]])
        value = identifier.value
        line.code_column = column
        return Who(
            str(kind), shown, names.key(shown), identifier.kind.value, value, value
        )

    def _person(self, line, name, identifier, field, number_field):
        """Return a natural person, or None with the reason noted: nobody is taken for another."""
        column, shown = self.position[field], names.display(name)
        reason = ""
        if cells.names_several(name):
            reason = SEVERAL
        elif MASKED.search(name):
            reason = INCOMPLETE
        elif ORGANISATION_NAME.search(name):
            reason = NOT_A_PERSON
        if reason:
            line.problems.append((column, reason))
            return None
        self._note_private(line, shown, column)
        sealed = sealing.seal(identifier.value)
        number_column = self.position[number_field]
        if line.cells[number_column] == identifier.value:
            seal_cell(line, number_column, sealed)
        return Who(
            SubjectKind.PERSON.value,
            shown,
            names.key(shown),
            identifier.kind.value,
            identifiers.mask(identifier),
            sealing.digest(identifier.value),
            sealed,
            identifiers.born_on(identifier),
        )

    def _note_private(self, line, name, column):
        if strange := cells.private_characters(name):
            codes = "、".join(f"U+{ord(c):04X}" for c in strange)
            line.remarks.append((column, PRIVATE.format(codes)))

    def _responsible(self, line, given, raw, role, field):
        """Add the person who answers in `role`; a number that fails its checks spoils the row."""
        number, kinds = f"{field}_identifier", PERSON_KINDS
        if f"{number}_kind" in given:
            kinds = self._named_kinds(line, given, f"{number}_kind") or kinds
        try:
            identifier = identifiers.recognise(
                given[number], today=self.today, kinds=kinds
            )
        except Unrecognised as reason:
            line.problems.append((self.position[number], f"{role.label}：{reason}"))
            return
        person = self._person(line, given[field], identifier, field, number)
        if person:
            person.role = role.value
            line.persons.append(person)

    def _seal_numbers(self, line, given):
        for field in self.sealed:
            if field in given:
                seal_cell(line, self.position[field])
        if "identifier" in given and line.code_column is None:
            personal = line.who is not None or MAYBE_PERSONAL.fullmatch(
                identifiers.normalise(given["identifier"])
            )
            if personal:
                seal_cell(line, self.position["identifier"])


def filled(fields, given) -> str | None:
    """The first of `fields` that the row fills, None where it fills none."""
    for field in fields:
        if field in given:
            return field
    return None


def seal_cell(line, column, sealed=None) -> None:
    """Replace a kept cell by what may be shown of it and the whole of it sealed."""
    words = line.cells[column]
    if not isinstance(words, dict):
        line.cells[column] = {
            "shown": hidden(words),
            "sealed": b64encode(sealed or sealing.seal(words)).decode(),
        }


def hidden(words) -> str:
    """Return the ends of a text that may hold a person's number, the rest as asterisks."""
    if len(words) < 8:
        return "*" * len(words)
    if len(words) > 30:
        return "（含证件号码，已隐藏）"
    return words[:3] + "*" * (len(words) - 5) + words[-2:]


def opened(cell) -> str:
    """Return a kept cell in full; the caller answers for who reads it."""
    if isinstance(cell, dict):
        return sealing.unseal(b64decode(cell["sealed"]))
    return cell


def shown(cell) -> str:
    """Return a kept cell as it may be shown to anybody who may see the row."""
    return cell["shown"] if isinstance(cell, dict) else cell


def possible_kinds(subject_kinds) -> frozenset | None:
    """The kinds of identifier that name these kinds of subject; None where any may be."""
    found = frozenset().union(*map(identifiers.kinds_of_subject, subject_kinds))
    return None if len(found) == len(Kind) else found
