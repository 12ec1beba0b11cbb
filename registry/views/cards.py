"""An entry as a page shows it: in words, with how its dates were computed."""

import copy
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from registry.disclosure import WEIGHT
from registry.documents import date_in_words
from registry.entry_facts import FactKind, Use, used_for
from registry.models import ADVERSE, Entry, ListKind

ROLE_OF = "因其为“{name}”的{role}，随该单位条目记入，该单位条目暂停、更正或者退出的，本条同时暂停、更正或者退出。"
HELD = {
    True: "本条正在核查，核查期间暂停执行：任何单位不得据此限制、拒绝或者惩戒当事人。",
    False: "本条正在核查，核查期间暂停使用。",
}


@dataclass(frozen=True)
class Card:
    """One entry on a public page; `entry` has `is_held` as of the instant that is shown.

    `at` is that instant where it is in the past.
    """

    entry: Entry
    at: datetime | None = None

    @property
    def is_adverse(self):
        return self.entry.list_kind in ADVERSE

    @property
    def state(self):
        return "held" if self.entry.is_held else "effect"

    @property
    def state_label(self):
        if self.entry.is_held:
            return f"存在异议（暂停{'执行' if self.is_adverse else '使用'}）"
        return "执行中" if self.entry.list_kind == ListKind.BLACK else "有效"

    @property
    def held_because(self):
        return HELD[self.is_adverse] if self.entry.is_held else ""

    @property
    def subject_name(self):
        """The name of an organisation; natural persons are not named in lists (《个人信息保护法》第 6 条)."""
        subject = self.entry.subject
        return "自然人（不公开姓名）" if subject.is_person else subject.name

    @property
    def facts(self):
        """(heading, value, whether it is a date) of the facts below the reason."""
        for fact in used_for(Use.CARD):
            if fact.name != "facts":
                value = getattr(self.entry, fact.name)
                yield fact.heading, value, fact.kind is FactKind.DATE

    @property
    def term_label(self):
        black = self.entry.list_kind == ListKind.BLACK
        return "惩戒期限" if black else "有效期限"

    @property
    def term(self):
        start = date_in_words(self.entry.valid_from)
        if self.entry.valid_to is None:
            return f"自{start}起，未规定届满日"
        return f"{start}至{date_in_words(self.entry.valid_to)}"

    @property
    def last_day(self):
        """The last day on which the entry is shown, None where none is fixed."""
        ends = [self.entry.public_until, self.entry.valid_to]
        return min((end for end in ends if end is not None), default=None)

    @property
    def shown_until(self):
        return date_in_words(self.last_day) if self.last_day else "未规定截止日"

    @property
    def computation(self):
        """How the dates were computed, one sentence each."""
        basis = self.entry.term_basis
        lines = [basis.get("valid_to"), basis.get("public_until")]
        until, end = self.entry.public_until, self.entry.valid_to
        if end is not None and (until is None or end < until):
            lines.append("有效期限届满早于公示期届满，届满后不再公示。")
        if self.entry.standard.provisional:
            lines.append("本标准所定期限为示例，尚待认定单位确认。")
        return [line for line in lines if line]

    @property
    def cause(self):
        """Why a responsible person has this entry."""
        if self.entry.cause_id is None:
            return ""
        name = self.entry.cause.subject.name
        return ROLE_OF.format(name=name, role=self.entry.get_role_display())

    @property
    def corrections(self):
        """The days of the corrections that what is shown contains."""
        return [
            date_in_words(timezone.localdate(correction.at))
            for correction in self.entry.corrections.all()
            if self.at is None or correction.at <= self.at
        ]

    @property
    def repairable(self):
        return self.is_adverse and self.entry.standard.repairable


def as_of(entry: Entry, at: datetime) -> Entry:
    """`entry` with its facts at the instant `at`, before later corrections."""
    entry = copy.copy(entry)  # its corrections stay prefetched
    for correction in entry.corrections.all():
        if correction.at <= at:
            break  # they come newest first (disclosure.in_detail)
        for name, value in correction.before.items():
            field = Entry._meta.get_field(name)
            if not field.is_relation:
                setattr(entry, name, field.to_python(value))
    return entry


@dataclass(frozen=True)
class Group:
    """The cards of one list on a subject's page."""

    kind: ListKind
    cards: list[Card]

    @property
    def label(self):
        return self.kind.label


def grouped(cards: list[Card]) -> list[Group]:
    """`cards` by list, in the order of WEIGHT."""
    groups = (
        Group(kind, [card for card in cards if card.entry.list_kind == kind])
        for kind in WEIGHT
    )
    return [group for group in groups if group.cards]
