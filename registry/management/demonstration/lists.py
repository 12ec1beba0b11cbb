"""List files as departments send them: most rows good, some as bad as real ones are."""

import csv
import io

from django.core.files.base import ContentFile

HEADINGS = [
    "企业名称",
    "统一社会信用代码",
    "行政处罚决定书文号",
    "违法事实",
    "处罚决定日期",
    "告知书送达日期",
    "告知书送达凭证",
    "决定书送达日期",
    "决定书送达凭证",
]
FACTS = "未按规定建立台账，经责令限期改正后已改正。"


def penalties(companies, prefix, decided_on, served_on):
    """A list of penalties decided on `decided_on` on `companies`, with faulty rows and a repeated one."""
    day = f"{decided_on:%Y年%m月%d日}"
    rows = [
        [
            company.name,
            company.identifier,
            f"{prefix}〔{decided_on.year}〕第{number}号",
            FACTS,
            day,
            f"{served_on:%Y/%m/%d}",
            f"告知书第{number}号，直接送达",
            day,
            f"送达回证第{number}号",
        ]
        for number, company in enumerate(companies, start=1)
    ]
    return ContentFile(_written([HEADINGS, *rows, *_faulty(rows), rows[-1]]))


def _faulty(rows):
    mistyped, destroyed, undated = (list(row) for row in rows[:3])
    mistyped[1] = mistyped[1][:-1] + ("0" if mistyped[1][-1] != "0" else "1")
    destroyed[1] = "9.13501E+17"
    undated[4] = "2026.13.40"
    return [mistyped, destroyed, undated]


def _written(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
