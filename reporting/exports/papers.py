"""The city's summary and one department's report as official papers (docx, pdf)."""

from collections.abc import Iterator

from django.utils import timezone

from registry.documents import Letter, LetterHeading, LetterTable
from registry.models import ListKind
from reporting import figures
from reporting.months import Month

from .summary import Summary, name_of

KINDS = dict(ListKind.choices)
FIGURES = ["数据项", "单位", "本月", "上月", "本年累计"]


def bulletin(summary: Summary) -> Letter:
    """The city's summary of a month (四(四)), in the layout of GB/T 9704."""
    month = summary.month
    return Letter(
        title=f"福州市{month}守信联合激励和失信联合惩戒工作情况汇总",
        body=[
            LetterHeading("一、总体情况"),
            overall(summary.total, month),
            LetterHeading("（一）主要数据", 2),
            figure_table(summary.total),
            LetterHeading("二、名单发布情况"),
            *fields(summary.total),
            LetterHeading("三、异议处理和信用修复情况"),
            disputes(summary.total),
            *overdue(summary),
            LetterHeading("四、典型案例"),
            LetterHeading("（一）诚信典型", 2),
            *examples(summary.good),
            LetterHeading("（二）失信典型", 2),
            *examples(summary.bad),
            LetterHeading("五、月报报送情况"),
            *reporting(summary),
        ],
        signed=summary.office,
        on=summary.on,
    )


def report_paper(report, chosen) -> Letter:
    """One department's report, with the examples `chosen` for it."""
    numbers = report.figures or figures.of(report.department, report.period)
    remarks = [
        f"{figures.BY_CODE[one.figure].name}：{one.text}"
        for one in report.remarks.all()
        if one.figure in figures.BY_CODE
    ]
    on = timezone.localdate(report.submitted_at) if report.submitted_at else report.due_on  # fmt: skip
    return Letter(
        title=f"{report.department.name}{report.period}守信联合激励和失信联合惩戒工作情况月报",
        body=[
            LetterHeading("一、基本情况"),
            overall(numbers, report.period),
            figure_table(numbers),
            *([LetterHeading("数据说明", 2), *remarks] if remarks else []),
            LetterHeading("二、工作进展"),
            *paragraphs(report.progress),
            LetterHeading("三、典型案例"),
            *examples(chosen),
            LetterHeading("四、存在问题"),
            *paragraphs(report.problems),
            LetterHeading("五、下月打算"),
            *paragraphs(report.plans),
        ],
        signed=report.department.name,
        on=on,
    )


def paragraphs(text: str) -> list[str]:
    """The lines of `text` that are not empty; “无。” where there is none."""
    return [line.strip() for line in text.splitlines() if line.strip()] or ["无。"]


def overall(numbers: dict, month: Month) -> str:
    """The paragraph of the most important figures."""
    number = {code: values[0] for code, values in numbers["rows"].items()}
    new = "、".join(
        f"{label}{number[f'entries.new.{kind}']}条" for kind, label in KINDS.items()
    )
    standing = "、".join(
        f"{label}{number[f'entries.standing.{kind}']}条"
        for kind, label in KINDS.items()
    )
    executed = number["orders.executed.mandatory"] + number["orders.executed.recommended"]  # fmt: skip
    return (
        f"{month}新发布{new}。截至{month.last.month}月{month.last.day}日，生效中的{standing}。"
        f"执行联合奖惩措施{executed}件，解除{number['orders.lifted']}件；"
        f"开展信用核查{number['checks.made']}次。"
    )


def figure_table(numbers: dict) -> LetterTable:
    """All figures that are not zero throughout."""
    return LetterTable(
        FIGURES,
        [
            [figure.name, figure.unit, *map(figures.shown, values)]
            for figure, *values in figures.table(numbers)
            if any(values)
        ],
    )


def fields(numbers: dict) -> list:
    """The table of entries by field and list."""
    if not numbers["fields"]:
        return ["本月没有发布或者退出的名单。"]
    rows = [
        [field, KINDS[kind], *map(str, values)]
        for field, kind, *values in numbers["fields"]
    ]
    return [LetterTable(["领域", "名单类别", "新发布", "退出", "月末生效"], rows)]


def disputes(numbers: dict) -> str:
    """The paragraph on objections and repair."""
    number = {code: values[0] for code, values in numbers["rows"].items()}
    mean = number["objections.mean"]
    used = f"，平均核查用时{mean}个工作日" if mean is not None else ""
    return (
        f"收到异议{number['objections.received']}件，作出决定{number['objections.decided']}件，"
        f"其中更正或者撤销{number['objections.upheld']}件{used}；"
        f"收到信用修复申请{number['repairs.received']}件，准予修复{number['repairs.granted']}件。"
    )


def overdue(summary: Summary) -> Iterator[str | LetterTable]:
    """Overdue verifications with their table, and the number of overdue measures."""
    if summary.objections:
        yield f"逾期未核实的异议{len(summary.objections)}件，核查期间联合惩戒措施继续暂停："
        yield LetterTable(
            ["核查单位", "事项", "截止日"],
            [[d.department.short_name, d.title, d.due_on] for d in summary.objections],
        )
    if summary.orders:
        yield f"逾期未响应或者未解除的奖惩任务{len(summary.orders)}件，清单见附表工作簿。"


def examples(chosen) -> Iterator[str]:
    """One paragraph for each example, numbered."""
    for number, example in enumerate(chosen, 1):
        yield f"{number}.{example.title}（{name_of(example.entry)}）。{example.story}（{example.department.short_name}报送）"
    if not chosen:
        yield "无。"


def reporting(summary: Summary) -> Iterator[str]:
    """Who has reported, who has not, who was late."""
    done = len(summary.reports) - len(summary.missing)
    yield f"应报送单位{len(summary.reports)}个，已报送{done}个，未报送{len(summary.missing)}个。"
    if summary.missing:
        names = "、".join(one.department.short_name for one in summary.missing)
        yield f"未报送单位：{names}。"
    late = [one for one in summary.late if one not in summary.missing]
    if late:
        names = "、".join(one.department.short_name for one in late)
        yield f"逾期报送单位：{names}。"
