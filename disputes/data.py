"""How long each stage of a dispute may take: reference data with its citation, versioned by date.

The twenty working days are the notice's own. What the notice leaves open is marked as the
platform's working rule; the credit office changes it by adding a version, never by editing.
"""

from datetime import date

from registry.models import Limit

SINCE = date(2016, 12, 7)
NOTICE = "榕政办〔2016〕264号三(五)"
OWN = f"{NOTICE}要求“及时”办理；具体天数为本平台操作细则，由信用办调整"
REVIEW_LAW = "《中华人民共和国行政复议法》（2023 年修订）"
SUIT_LAW = "《中华人民共和国行政诉讼法》"
WORKDAY, DAY = Limit.Unit.WORKDAY, Limit.Unit.DAY
US, THEM = Limit.Side.AUTHORITY, Limit.Side.APPLICANT

# code, name, number, unit, side, starts with, citation
ROWS = [
    ("objection_accept", "异议受理审查", 3, WORKDAY, US, "收到异议", OWN),
    ("objection_supplement", "异议补正", 10, WORKDAY, THEM, "通知补正", OWN),
    (
        "objection_receipt",
        "异议转办（签收核查通知）",
        3,
        WORKDAY,
        US,
        "发出核查通知",
        OWN,
    ),
    (
        "objection_verify",
        "异议核查",
        20,
        WORKDAY,
        US,
        "收到核查通知",
        f"{NOTICE}：信息提供单位要在收到核查通知之日起20个工作日内核实",
    ),
    ("objection_decide", "异议决定", 3, WORKDAY, US, "提交核查结论", OWN),
    (
        "objection_reply",
        "答复申请人",
        3,
        WORKDAY,
        US,
        "作出决定",
        f"{NOTICE}：核实结果及时向申请或投诉人反馈；具体天数为本平台操作细则",
    ),
    (
        "reexamination_request",
        "申请复核",
        60,
        DAY,
        THEM,
        "答复",
        f"参照{REVIEW_LAW}第二十条，为本平台操作细则",
    ),
    (
        "reexamination_verify",
        "复核核查",
        20,
        WORKDAY,
        US,
        "收到核查通知",
        f"{NOTICE}：信息提供单位要在收到核查通知之日起20个工作日内核实",
    ),
    ("complaint_accept", "投诉受理审查", 3, WORKDAY, US, "收到投诉", OWN),
    ("complaint_supplement", "投诉补正", 10, WORKDAY, THEM, "通知补正", OWN),
    (
        "complaint_receipt",
        "投诉转办（签收核查通知）",
        3,
        WORKDAY,
        US,
        "发出核查通知",
        OWN,
    ),
    (
        "complaint_verify",
        "投诉核查",
        20,
        WORKDAY,
        US,
        "收到核查通知",
        f"{NOTICE}：在收到异议申请或投诉后及时告知，收到核查通知之日起20个工作日内核实",
    ),
    ("complaint_decide", "投诉决定", 5, WORKDAY, US, "提交核查结论", OWN),
    ("complaint_reply", "答复投诉人", 3, WORKDAY, US, "作出决定", OWN),
    (
        "review_answer",
        "行政复议答复",
        10,
        WORKDAY,
        US,
        "收到复议申请书副本",
        f"{REVIEW_LAW}第四十八条、第八十八条",
    ),
    (
        "suit_answer",
        "行政诉讼答辩",
        15,
        DAY,
        US,
        "收到起诉状副本",
        f"{SUIT_LAW}第六十七条",
    ),
    (
        "judgment_execution",
        "执行生效裁判",
        3,
        WORKDAY,
        US,
        "裁判生效",
        f"{NOTICE}：信息有误的应及时更正或撤销；具体天数为本平台操作细则",
    ),
    (
        "redress",
        "恢复信誉、消除不良影响",
        10,
        WORKDAY,
        US,
        "认定信息有误",
        f"{NOTICE}：积极采取措施恢复其信誉、消除不良影响；具体天数为本平台操作细则",
    ),
]

NAMES = ("code", "name", "number", "unit", "side", "starts_with", "citation")
LIMITS = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
