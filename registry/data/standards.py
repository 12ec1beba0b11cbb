"""The standards the notice calls for, with terms that the recognising units have yet to confirm.

Publication windows follow 《信用修复管理办法》（国家发展改革委令第36号）: 轻微 at most three
months, 一般 three months to a year, 严重 one to three years. Everything is marked provisional,
because 国办发〔2020〕49号 leaves it to laws and State policies which lists there may be.
"""

from datetime import date
from typing import NamedTuple

from registry.models import ListKind, Standard, SubjectKind

from . import fields
from .blacklists import BLACKLISTS, OUTSIDE

PUBLISHED_ON = fields.NOTICE_ON
EFFECTIVE_FROM = date(2017, 1, 1)
PUBLISHED_WHERE = "“信用福州”网站（平台初始数据，示例）"

NOTICE = "榕政办〔2016〕264号"
GUIDANCE = "国发〔2016〕33号"
LISTS = "国办发〔2020〕49号"
REPAIR = "《信用修复管理办法》（国家发展改革委令第36号）"
UNCONFIRMED = "示例，待认定单位确认。"
WINDOW = f"{UNCONFIRMED}公示期参照{REPAIR}“{{degree}}”档，陈述申辩期参照《行政处罚法》第六十四条。"

ALL = SubjectKind.values
BUSINESSES = [SubjectKind.ORGANISATION.value, SubjectKind.INDIVIDUAL_BUSINESS.value]
PERSONS = [SubjectKind.PERSON.value]
STATEMENT_WORKDAYS = 5

MINOR = Standard.Severity.MINOR
ORDINARY = Standard.Severity.ORDINARY
SERIOUS = Standard.Severity.SERIOUS


class StandardSeed(NamedTuple):
    """A standard as it is seeded: where it belongs, and the values of its other columns."""

    code: str
    department: str
    field: str
    values: dict


def black(code, name, department, field, category, laws, other):
    """A blacklist standard of one of the four classes of serious dishonesty (二（一）)."""
    values = {
        "name": name,
        "list_kind": ListKind.BLACK,
        "subject_kinds": ALL,
        "category": category,
        "severity": SERIOUS,
        "conditions": f"{name}，情节严重，依法作出的决定或者裁判已经送达并生效。",
        "legal_basis": f"{NOTICE}二（一）；{GUIDANCE}（九）；{LISTS}；{laws}",
        "term_months": 36,
        "public_min_months": 12,
        "public_max_months": 36,
        "citation": WINDOW.format(degree=SERIOUS.label),
        "statement_workdays": STATEMENT_WORKDAYS,
    }
    return StandardSeed(code, department, field, {**values, **other})


def penalty(department, unit, field, severity, least, most):
    """A bad-record standard for one unit's administrative penalties of one severity."""
    values = {
        "name": f"{unit}行政处罚（{severity.label}）",
        "list_kind": ListKind.BAD,
        "subject_kinds": ALL,
        "severity": severity,
        "conditions": f"受到行政处罚，属于{severity.label}失信信息的。",
        "legal_basis": f"{NOTICE}二；《行政处罚法》第四十八条；{REPAIR}",
        "term_months": most,
        # 轻微失信信息原则上不公示
        "is_public": severity != MINOR,
        "public_min_months": least,
        "public_max_months": most,
        "citation": WINDOW.format(degree=severity.label),
        "statement_workdays": STATEMENT_WORKDAYS,
    }
    return StandardSeed(f"chufa_{severity}_{department}", department, field, values)


def red(code, name, department, field, conditions, *, kinds=ALL, months=36):
    """A red-list standard (一（一）)."""
    values = {
        "name": name,
        "list_kind": ListKind.RED,
        "subject_kinds": kinds,
        "conditions": conditions,
        "legal_basis": f"{NOTICE}一；{GUIDANCE}",
        "term_months": months,
        "citation": UNCONFIRMED,
    }
    return StandardSeed(code, department, field, values)


def good(code, name, department, field, conditions, *, kinds=ALL):
    """A standard for good conduct, open-ended: it is a record, not a list (一)."""
    values = {
        "name": name,
        "list_kind": ListKind.GOOD,
        "subject_kinds": kinds,
        "conditions": conditions,
        "legal_basis": f"{NOTICE}一",
        "citation": UNCONFIRMED,
    }
    return StandardSeed(code, department, field, values)


BLACKS = [black(*row) for row in [*BLACKLISTS, *OUTSIDE]]

PENALISING = [
    ("huanbao", "市环保局", "huanjing"),
    ("jianwei", "市建委", "gongcheng"),
    ("jiaotongwei", "市交通委", "jiaotong"),
    ("anjian", "市安监局", "anquan"),
    ("shichang", "市市场监管局", "gongshang"),
    ("shangwu", "市商务局", "dianshang"),
    ("shuiwu", "市税务局", "shuiwu"),
    ("jiaoyu", "市教育局", "jiaoyu"),
    ("renshe", "市人社局", "laodong"),
    ("xiaofang", "市消防救援支队", "xiaofang"),
    ("gongan", "市公安局", "zhian"),
    ("weijian", "市卫健委", "zonghe"),
    ("wenlv", "市文旅局", "zonghe"),
    ("chengguan", "市城管委", "zonghe"),
]

BADS = [
    penalty(*unit, severity, least, most)
    for unit in PENALISING
    for severity, least, most in [
        (MINOR, None, 3),
        (ORDINARY, 3, 12),
        (SERIOUS, 12, 36),
    ]
]

_NAMES = {code: name for code, name, _ in fields.FIELDS}
_LEADING = [(field, unit) for field, unit, _, until, _ in fields.LEADS if until is None]
_MAIN_FIELD = {unit: field for field, unit in reversed(_LEADING)}

REDS = [
    red(
        "nashui_a",
        "纳税信用A级纳税人",
        "shuiwu",
        "shuiwu",
        "年度纳税信用评价结果为A级的。",
        kinds=BUSINESSES,
        months=12,
    ),
    *[
        red(
            f"dianxing_{field}",
            f"{_NAMES[field]}领域诚信典型",
            unit,
            field,
            f"在{_NAMES[field]}领域守规则、讲诚信，近三年无不良信用记录，经评定的。",
            kinds=PERSONS if field == "gongwu" else ALL,
        )
        for field, unit in _LEADING
    ],
]

# The four sources of 一: rated, honoured, otherwise recognised, civic.
GOODS = [
    good(
        "pingding",
        "评定守信",
        "xinyongban",
        "zonghe",
        "被市级以上职能部门、行业组织或者区级以上人民政府评定为守信的。",
    ),
    good(
        "rongyu",
        "荣誉称号和奖励",
        "wenmingban",
        "zonghe",
        "获得国家、省、市相关主管部门认定的优秀称号、奖励的。",
    ),
    good(
        "qita_lianghao",
        "其他良好信用信息",
        "xinyongban",
        "zonghe",
        "各部门、机构认定的其他良好信用信息。",
    ),
    good(
        "zhiyuan_fuwu",
        "志愿服务",
        "tuanwei",
        "gongyi",
        "参与志愿者活动的。",
        kinds=PERSONS,
    ),
    good("xianxue", "义务献血", "xuezhan", "gongyi", "参与义务献血的。", kinds=PERSONS),
    good(
        "juanzeng",
        "社会公益活动和捐赠",
        "minzheng",
        "gongyi",
        "法人参与社会公益活动、捐赠的。",
        kinds=BUSINESSES,
    ),
    good(
        "gongxian",
        "对社会有突出贡献",
        "minzheng",
        "gongyi",
        "经相关部门认定的对社会有突出贡献的其他行为。",
    ),
    *[
        good(
            f"lianghao_{unit}",
            f"{_NAMES[field]}良好记录",
            unit,
            field,
            "获得本单位或者上级主管部门表彰、认定的。",
        )
        for unit, field in _MAIN_FIELD.items()
    ],
]

RULES = [*BLACKS, *BADS, *REDS, *GOODS]
