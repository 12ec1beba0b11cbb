"""Reference data of credit repair: limits and the usual rule, with their citations."""

from datetime import date

from registry.models import Limit

ORDER_36 = "《信用修复管理办法》（国家发展改革委令第36号，2026年4月1日起施行）"
SINCE = date(2016, 12, 31)

LIMITS = [
    {
        "code": "repair_accept",
        "name": "修复申请受理",
        "number": 3,
        "starts_with": "收到修复申请",
        "citation": ORDER_36,
    },
    {
        "code": "repair_supplement",
        "name": "修复申请补正",
        "number": 10,
        "side": Limit.Side.APPLICANT,
        "starts_with": "告知补正",
        "citation": "本平台操作细则，由信用办调整；补正期间不计入认定单位的办理期限",
    },
    {
        "code": "repair_decide",
        "name": "修复核查决定",
        "number": 7,
        "starts_with": "受理修复申请",
        "citation": f"{ORDER_36}；具体期限由认定单位确认",
    },
    {
        "code": "repair_feedback",
        "name": "修复结果反馈",
        "number": 10,
        "starts_with": "收到修复申请",
        "citation": ORDER_36,
    },
    {
        "code": "restructuring_review",
        "name": "重整计划执行情况核实",
        "number": 10,
        "starts_with": "重整计划执行期满",
        "citation": "平台办理规则（裁定所定期限届满后核实，期满前条目不恢复效力）",
    },
]

MATERIALS = ["履行法定义务、纠正失信行为的证明材料", "信用承诺书"]
CONDITIONS = (
    "（一）达到最短公示期；（二）已纠正失信行为、履行相关法定义务；"
    "（三）公开作出信用承诺；（四）法律、法规规定的其他条件。"
)
