"""The state of a case as its applicant may read it: one page for all apps, built by each of them.

When it starts (`apps.ready`), an upper app registers a builder for each of its models with
`register_builder`. The page of a receipt asks the builder for the `CaseStatus` of the case.
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
    """One step of a case: what happened, or is to happen, and on which day."""

    name: str
    on: date | None = None
    text: str = ""


class Clock(NamedTuple):
    """One deadline, running or over, as the applicant reads it; `explanation` has a sentence a line."""

    name: str
    due_on: date
    words: str
    is_provisional: bool
    explanation: list


class ApplicantAction(NamedTuple):
    """What applicants may do in their case now; `do` is called with the cleaned data of `form`."""

    name: str
    label: str
    form: type[forms.Form]
    do: Callable


@dataclass
class CaseStatus:
    """The state of one case, in words for the applicant.

    `papers` are letters to download by their name; `onward` says what else the applicant can do.
    """

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


# By the label of a model: what builds the status of its cases, and the model itself.
BUILDERS: dict[str, Callable] = {}
MODELS: dict[str, type] = {}


def register_builder(model, builder: Callable[..., CaseStatus]) -> None:
    """Let `builder(case, on)` return the status of each case of `model`."""
    label = model._meta.label_lower
    BUILDERS[label], MODELS[label] = builder, model


def status_of(receipt, *, on: date) -> CaseStatus:
    """The status of the case that `receipt` names, on the day `on`."""
    case = MODELS[receipt.of]._base_manager.get(pk=receipt.of_pk)
    return BUILDERS[receipt.of](case, on)


def clocks_of(case, *, on: date, hidden=()) -> list[Clock]:
    """The deadlines of `case` with their explanation, except those with a limit in `hidden`."""
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


def words_of(deadline, on) -> str:
    """How a deadline stands on the day `on`; a lateness of the authority is stated too."""
    if deadline.met_on:
        late = deadline.met_on > deadline.due_on
        return f"已于 {deadline.met_on} 完成{'，超过期限' if late else ''}"
    if deadline.paused_on:
        return f"自 {deadline.paused_on} 起中止计时"
    if deadline.due_on < on:
        return "已逾期，尚未完成"
    return "进行中"
