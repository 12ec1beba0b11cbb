"""The rules of monthly reporting: functions of facts and dates that yield sentences; no query, no clock."""

import re
from collections.abc import Iterator
from datetime import date

from registry.models import ADVERSE, ListKind, Official

from .months import Month

# A resident identity number of 18 signs, with or without hyphens before and after the birth date.
RESIDENT_NUMBER = re.compile(
    r"(?<!\d)[1-8]\d{5}-?(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])-?\d{3}[\dXx]"
)
# A date, which `has_long_number` leaves out.
DAY = re.compile(r"(?<![\d-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])")


def month_obstacles(month: Month, *, on: date) -> Iterator[str]:
    """Why `month` cannot be reported on the day `on`."""
    if month >= Month.of(on):
        yield f"{month}还没有结束，不能填报。月报从次月1日起填报。"


def submission_obstacles(
    report,
    *,
    by: Official | None,
    actors: set[int],
    good: int,
    bad: int,
    spoiled: list[str],
) -> Iterator[str]:
    """What a report lacks before it may be submitted (四(四)).

    `by` is the official who submits it (None: nobody yet), `actors` are the keys of those who
    wrote it; `good` and `bad` are the numbers of reviewed examples whose entry has effect;
    `spoiled` are sentences about reviewed examples that do not count any more, of interest only
    where one is lacking.
    """
    if by is not None and by.pk in actors:
        yield "填写过本月报的人员不能报送，请由本单位其他审核人报送。"
    if not report.progress.strip():
        yield "尚未填写“工作进展”。"
    if not good:
        yield "缺少诚信典型案例：至少选择 1 个本月的诚信典型，并经审核。"
    if not bad:
        yield "缺少失信典型案例：至少选择 1 个本月的失信典型，并经审核。"
    if not (good and bad):
        yield from spoiled


def example_obstacles(
    example, entry, *, in_effect: bool, is_model: bool
) -> Iterator[str]:
    """Why `entry` cannot be an example in the report of the example's department."""
    if entry.department_id != example.department_id:
        yield "只能选择本单位认定的条目。"
    if not in_effect:
        yield f"条目 {entry.pk} 当前没有效力（未发布、已退出或者暂停中），不能作为典型案例。"
    if is_model and entry.list_kind != ListKind.RED:
        yield "诚信典型只能从红名单条目中推荐。"


def story_obstacles(example, persons: list[str], *, is_person: bool) -> Iterator[str]:
    """Why the text of `example` is not allowed: it identifies a natural person (个人信息保护法).

    `persons` are the names, present and former, of the natural persons whom the entry lists: its
    subject or, for a company, its responsible persons. `is_person`: the subject is a person.
    """
    # Without white space, so that a name cannot be hidden by spaces or line breaks.
    text = "".join(f"{example.title}\n{example.story}".split())
    for name in persons:
        if "".join(name.split()) in text:
            yield f"案例中写有自然人全名，请改写为“{name[0]}某某”。"
    if RESIDENT_NUMBER.search(text):
        yield "案例中写有居民身份证号码，请删去。"
    elif is_person and has_long_number(text):
        yield "案例涉及自然人，不得写证件号码、电话号码等长串数字。"


def has_long_number(text: str, longest: int = 7) -> bool:
    """Whether `text` has a run of more than `longest` digits, hyphens ignored, that is no date."""
    text = DAY.sub("", text)
    return any(
        sum(sign.isdigit() for sign in run) > longest
        for run in re.findall(r"[\d-]+", text)
    )


def polarity_of(entry) -> str:
    """Whether `entry` makes a good or a bad example (a value of Example.Polarity)."""
    return "bad" if entry.list_kind in ADVERSE else "good"
