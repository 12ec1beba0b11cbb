"""The city's summary as a workbook, one sheet for each subject."""

import tempfile
from collections.abc import Iterator
from typing import IO

import xlsxwriter

from registry.exporting import WORKBOOK_OPTIONS, fill_sheet
from registry.models import ListKind
from reporting import figures

from .summary import Summary, name_of

WIDEST_PAGE = 12  # columns that still can be read when fitted to a page
KINDS = dict(ListKind.choices)
FIGURE_HEADINGS = ["类别", "数据项", "单位", "本月", "上月", "本年累计"]
EXAMPLE_HEADINGS = [
    "序号", "报送单位", "案例类型", "主体名称", "条目号", "主要事实", "认定标准", "认定文号", "认定日期",
]  # fmt: skip


def as_xlsx(summary: Summary) -> IO[bytes]:
    """Write the workbook; returns an open temporary file, which is removed when closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed over open
    book = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
    for name, headings, rows in sheets(summary):
        rows = list(rows)
        sheet = fill_sheet(book, name, headings, rows, widths_of(headings, rows))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        if len(headings) <= WIDEST_PAGE:
            sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    file.seek(0)
    return file


def widths_of(headings: list[str], rows: list[list]) -> list[int]:
    """The width of each column in characters; a Chinese one takes two."""
    return [
        max(len(str(value)) * 2 + 2 for value in column if value is not None)
        for column in zip(headings, *rows, strict=True)
    ]


def sheets(summary: Summary) -> Iterator[tuple]:
    """Yield each sheet as (name, headings, rows)."""
    yield "汇总", FIGURE_HEADINGS, figure_rows(summary.total)
    yield (
        "分领域",
        ["领域", "名单类别", "新发布", "退出", "月末生效"],
        field_rows(summary.total),
    )
    yield "分单位", *department_table(summary)
    yield "诚信典型", EXAMPLE_HEADINGS, example_rows(summary.good)
    yield "失信典型", EXAMPLE_HEADINGS, example_rows(summary.bad)
    yield "未报送单位", ["单位", "状态", "截止日", "说明"], missing_rows(summary)
    yield (
        "逾期异议",
        ["核查单位", "事项", "截止日", "截止日为暂定"],
        [
            [one.department.name, one.title, one.due_on, one.is_provisional]
            for one in summary.objections
        ],
    )
    yield (
        "逾期奖惩任务",
        ["实施单位", "任务号", "措施", "发起单位", "状态", "截止日"],
        [order_row(one) for one in summary.orders],
    )


def figure_rows(numbers):
    for figure, *values in figures.table(numbers):
        cells = ["—" if value is None else value for value in values]
        yield [figure.section, figure.name, figure.unit, *cells]


def field_rows(numbers):
    for field, kind, *values in numbers["fields"]:
        yield [field, KINDS[kind], *values]


def department_table(summary):
    """Headings and rows of all figures by department."""
    columns = figures.FIGURES
    headings = [
        "单位",
        "月报状态",
        "首次报送",
        "是否逾期",
        *[one.name for one in columns],
    ]
    return headings, [
        [
            report.department.name,
            report.get_status_display(),
            report.first_submitted_on,
            report.lateness(summary.on) or "否",
            *[
                summary.own[report.department_id]["rows"][one.code][0]
                for one in columns
            ],
        ]
        for report in summary.reports
    ]


def example_rows(examples):
    for number, example in enumerate(examples, 1):
        entry = example.entry
        yield [
            number,
            example.department.name,
            example.get_polarity_display(),
            name_of(entry),
            entry.pk,
            f"{example.title}。{example.story}",
            entry.standard.name,
            entry.document_number,
            entry.decided_on,
        ]


def missing_rows(summary):
    for report in summary.missing:
        yield [
            report.department.name,
            report.get_status_display(),
            report.due_on,
            report.return_reason or report.lateness(summary.on),
        ]


def order_row(order):
    # Lifting has a deadline of its own, which counts once the entry has ended.
    day = order.lift_by if order.status == order.Status.LIFTING else order.respond_by
    return [
        order.department.name,
        order.pk,
        order.measure.name,
        order.initiator.name,
        order.get_status_display(),
        day,
    ]
