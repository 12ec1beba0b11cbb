"""Judgements of the monthly round: facts and dates in, reasons out; no query, no clock."""

import re
from collections.abc import Iterator
from datetime import date

from registry.models import ADVERSE, ListKind

from .months import Month

RESIDENT_NUMBER = re.compile(
    r"(?<!\d)[1-8]\d{5}-?(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])-?\d{3}[\dXx]"
)
DAY = re.compile(r"(?<![\d-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])")


def month_obstacles(month: Month, *, on: date) -> Iterator[str]:
    """Why no report of `month` can be made on the day `on`."""
    if month >= Month.of(on):
        yield f"{month}还没有结束，不能填报。月报从次月1日起填报。"


def submission_obstacles(report, *, by, actors, good, bad, spoiled) -> Iterator[str]:
    """Everything that a report lacks before it may be submitted (四(四)).

    `by` is who wants to submit it (None: nobody yet), `actors` are the officials who wrote it; `good` and `bad` the number of reviewed examples
    whose entry stands; `spoiled` the sentences on those that do not count any more.
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


def example_obstacles(example, entry, *, in_effect, is_model) -> Iterator[str]:
    """Why `entry` is no example for its department's report."""
    if entry.department_id != example.department_id:
        yield "只能选择本单位认定的条目。"
    if not in_effect:
        yield f"条目 {entry.pk} 当前没有效力（未发布、已退出或者暂停中），不能作为典型案例。"
    if is_model and entry.list_kind != ListKind.RED:
        yield "诚信典型只能从红名单条目中推荐。"


def story_obstacles(example, persons, *, is_person) -> Iterator[str]:
    """Why the words of `example` may not stand: a person is never named in full (个人信息保护法).

    `persons` are the names, present and former, of the natural persons whom the entry lists:
    its subject or, with a company, those who answer for it. `is_person`: the subject is one.
    """
    text = "".join(f"{example.title}\n{example.story}".split())
    for name in persons:
        if "".join(name.split()) in text:
            yield f"案例中写有自然人全名，请改写为“{name[0]}某某”。"
    if RESIDENT_NUMBER.search(text):
        yield "案例中写有居民身份证号码，请删去。"
    elif is_person and has_long_number(text):
        yield "案例涉及自然人，不得写证件号码、电话号码等长串数字。"


def has_long_number(text, longest=7):
    """Whether digits stand in `text` so many that they could tell who somebody is, hyphens or not."""
    text = DAY.sub("", text)
    return any(
        sum(sign.isdigit() for sign in run) > longest
        for run in re.findall(r"[\d-]+", text)
    )


def polarity_of(entry) -> str:
    """Which kind of example an entry is."""
    return "bad" if entry.list_kind in ADVERSE else "good"
