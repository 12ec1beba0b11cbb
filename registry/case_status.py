"""What an applicant may read of her case: one page for all of them, filled by each app.

An upper app hangs in a teller for each of its models when it starts (`register_builder`, called in
`apps.ready`): the page asks it for an `Account` of the case that the receipt names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django import forms

from registry.documents import Letter

from . import deadlines
from .models import Deadline


class StatusStep(NamedTuple):
    """One step of the way: what happened, or is to happen, and on which day."""

    name: str
    on: date | None = None
    text: str = ""


class Clock(NamedTuple):
    """One running or finished deadline as the applicant reads it."""

    name: str
    due_on: date
    words: str
    is_provisional: bool
    explanation: list


class ApplicantAction(NamedTuple):
    """Something the applicant herself may do now; `do` gets the cleaned form."""

    name: str
    label: str
    form: type[forms.Form]
    do: Callable


@dataclass
class CaseStatus:
    """The state of one case, in words for whoever brought it."""

    title: str
    stage: str
    summary: str
    steps: list[StatusStep]
    clocks: list[Clock] = field(default_factory=list)
    decision: str = ""
    reasons: str = ""
    onward: list[str] = field(default_factory=list)
    papers: dict[str, Callable[[], Letter]] = field(default_factory=dict)
    acts: list[ApplicantAction] = field(default_factory=list)


BUILDERS: dict[str, Callable] = {}
MODELS: dict[str, type] = {}


def register_builder(model, builder: Callable):
    """Let `teller(matter, on)` answer the Account of each matter of `model`."""
    label = model._meta.label_lower
    BUILDERS[label], MODELS[label] = builder, model


def status_of(receipt, *, on: date) -> CaseStatus:
    """What the app says today of the case that `receipt` names."""
    case = MODELS[receipt.of]._base_manager.get(pk=receipt.of_pk)
    return BUILDERS[receipt.of](case, on)


def clocks_of(case, *, on: date, hidden=()) -> list[Clock]:
    """The deadlines of `case` with their explanation, except the limits in `hidden`."""
    rows = Deadline.objects.of(case).filter(dropped_on=None).select_related("limit")
    return [
        Clock(
            one.limit.name,
            one.due_on,
            words_of(one, on),
            one.is_provisional,
            deadlines.explain(one),
        )
        for one in rows
        if one.limit.code not in hidden
    ]


def words_of(deadline, on):
    """How a deadline stands on the day `on`, without sparing the authority."""
    if deadline.met_on:
        late = deadline.met_on > deadline.due_on
        return f"已于 {deadline.met_on} 完成{'，超过期限' if late else ''}"
    if deadline.paused_on:
        return f"自 {deadline.paused_on} 起中止计时"
    if deadline.due_on < on:
        return "已逾期，尚未完成"
    return "进行中"
