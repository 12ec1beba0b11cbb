"""Reference data of monthly reporting: limits and duties, each with its citation."""

from datetime import date

from registry.models import Department, Limit

NOTICE = "榕政办〔2016〕264号四(四)"
SINCE = date(2016, 12, 7)

LIMITS = [
    {
        "code": "monthly_report",
        "name": "报送月报",
        # 19 days after the 1st is the 20th, which is still in time.
        "number": 19,
        "unit": Limit.Unit.DAY,
        "starts_with": "报告月份次月1日",
        "citation": f"{NOTICE}：每月20日前将进展情况及诚信典型、失信典型案例报送",
        "remind_before": [5, 1],
        "remind_half": False,
    },
    {
        "code": "monthly_report_again",
        "name": "退回后重新报送月报",
        "number": 3,
        "unit": Limit.Unit.WORKDAY,
        "starts_with": "月报被退回",
        "citation": f"{NOTICE}；具体天数为本平台操作细则，由信用办调整",
        "remind_before": [1],
        "remind_half": False,
    },
    {
        "code": "supervision_answer",
        "name": "反馈督导整改情况",
        "number": 10,
        "unit": Limit.Unit.WORKDAY,
        "starts_with": "通报批评或者约谈发出",
        "citation": "榕政办〔2016〕264号四(四)；具体天数为本平台操作细则，由信用办调整",
    },
]

DUTY = f"{NOTICE}：各级各有关部门建立月报制度，每月20日前报送"
REPORTING_KINDS = [
    Department.Kind.GOVERNMENT,
    Department.Kind.ORGAN,
    Department.Kind.COURT,
    Department.Kind.SERVICE,
]

# The public sees no exact number of natural persons below this one.
SMALL_COUNT = {
    "number": 5,
    "citation": "《中华人民共和国个人信息保护法》第六条、第二十八条；门槛为本平台操作细则",
}
