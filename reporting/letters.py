"""Official papers of supervision."""

from django.utils import timezone

from registry.documents import Letter, LetterHeading, LetterTable, date_in_words
from reporting import scorecard

from .models import Supervision

HEADINGS = ["考核内容", "情况", "应当达到", "怎样计算"]


def supervision_paper(supervision: Supervision, office: str) -> Letter:
    """The circular (通报批评) or the summons to a talk, with the scores that are its grounds."""
    circular = supervision.kind == Supervision.Kind.CIRCULAR
    name = supervision.department.name
    title = f"关于对{name}通报批评的通报" if circular else f"约谈{name}的通知"
    rows = [
        [one.name, score.words, one.aim, one.meaning]
        for one, score in scorecard.table(supervision.scores or {})
    ]
    talk = [] if circular else [
        LetterHeading("四、约谈安排"),
        f"约谈日期：{date_in_words(supervision.talk_on)}。参加人员：{supervision.attendees or '由被约谈单位确定'}。",
    ]  # fmt: skip
    return Letter(
        title=title,
        number=supervision.number,
        addressee="各县（市）区人民政府，各有关单位" if circular else name,
        body=[
            f"根据榕政办〔2016〕264号四（四）的规定，对{date_in_words(supervision.starts_on)}至{date_in_words(supervision.ends_on)}期间"
            f"{name}开展信用联合奖惩工作的情况进行了督导检查。",
            LetterHeading("一、存在的问题"),
            *supervision.facts.splitlines(),
            LetterHeading("二、考核数据"),
            LetterTable(HEADINGS, rows),
            LetterHeading("三、整改要求"),
            *supervision.demands.splitlines(),
            *talk,
        ],
        signed=office,
        on=timezone.localdate(supervision.issued_at),
    )
