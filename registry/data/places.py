"""Divisions of 福州市 and the units that take part (GB/T 2260; 榕政办〔2016〕264号).

A unit keeps the short name the notice gives it, because that is what officials type; `name` is
its full name of today. Units that were only renamed go on under their code, units that were
merged are closed with a successor (docs/decisions/0002-renamed-units.md).
"""

from datetime import date
from typing import NamedTuple

from registry.models import Department

FUZHOU = "350100"

# (code, name, valid from, valid to). Sources date codes by the year alone, so that both codes
# of 长乐 are accepted throughout 2017.
REGIONS = [
    ("350100", "福州市", None, None),
    ("350102", "鼓楼区", None, None),
    ("350103", "台江区", None, None),
    ("350104", "仓山区", None, None),
    ("350105", "马尾区", None, None),
    ("350111", "晋安区", None, None),
    ("350112", "长乐区", date(2017, 1, 1), None),
    ("350121", "闽侯县", None, None),
    ("350122", "连江县", None, None),
    ("350123", "罗源县", None, None),
    ("350124", "闽清县", None, None),
    ("350125", "永泰县", None, None),
    ("350128", "平潭县", None, None),
    ("350181", "福清市", None, None),
    ("350182", "长乐市", date(1994, 1, 1), date(2017, 12, 31)),
]

Kind = Department.Kind

# 国税、地税 of the cities were merged on 5 July 2018.
TAX_MERGED_ON = date(2018, 7, 5)
TAX_CLOSED_ON = date(2018, 7, 4)


class Unit(NamedTuple):
    """A department as it is seeded."""

    code: str
    short_name: str
    name: str
    kind: str = Kind.ORGAN
    note: str = ""
    region: str = FUZHOU
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


# Named by the notice: lead units of 四（二）, the credit office of 三（二）.
NAMED = [
    Unit(
        "xinyongban",
        "市信用办",
        "福州市社会信用体系建设领导小组办公室",
        Kind.CREDIT_OFFICE,
        "设在市发展和改革委员会。",
    ),
    Unit(
        "jianwei", "市建委", "福州市住房和城乡建设局", note="原福州市城乡建设委员会。"
    ),
    Unit(
        "jiaotongwei", "市交通委", "福州市交通运输局", note="原福州市交通运输委员会。"
    ),
    Unit(
        "anjian",
        "市安监局",
        "福州市应急管理局",
        note="原福州市安全生产监督管理局，2019 年改设。",
    ),
    Unit("shichang", "市市场监管局", "福州市市场监督管理局"),
    Unit("shangwu", "市商务局", "福州市商务局"),
    Unit(
        "guoshui",
        "市国税局",
        "福州市国家税务局",
        note="2018 年国税地税征管体制改革，与市地税局合并。",
        valid_to=TAX_CLOSED_ON,
        successor="shuiwu",
    ),
    Unit(
        "dishui",
        "市地税局",
        "福州市地方税务局",
        note="2018 年国税地税征管体制改革，与市国税局合并。",
        valid_to=TAX_CLOSED_ON,
        successor="shuiwu",
    ),
    Unit(
        "shuiwu",
        "市税务局",
        "国家税务总局福州市税务局",
        note="由原市国税局、市地税局合并设立。",
        valid_from=TAX_MERGED_ON,
    ),
    Unit(
        "huanbao",
        "市环保局",
        "福州市生态环境局",
        note="原福州市环境保护局，2019 年改设。",
    ),
    Unit(
        "gongwuyuan",
        "市公务员局",
        "福州市公务员局",
        note="2019 年机构改革后由市委组织部管理公务员工作，沿用此代码。",
    ),
    Unit("jiaoyu", "市教育局", "福州市教育局"),
    Unit(
        "xingzheng",
        "市行政（市民）服务中心管委会",
        "福州市行政（市民）服务中心管理委员会",
        Kind.SERVICE,
    ),
    Unit("fayuan", "市法院", "福州市中级人民法院", Kind.COURT),
]

# The other municipal units, by their names of today.
MUNICIPAL = [
    Unit("fagai", "市发改委", "福州市发展和改革委员会"),
    Unit("gongxin", "市工信局", "福州市工业和信息化局"),
    Unit("keji", "市科技局", "福州市科学技术局"),
    Unit("gongan", "市公安局", "福州市公安局"),
    Unit("minzheng", "市民政局", "福州市民政局"),
    Unit("sifa", "市司法局", "福州市司法局"),
    Unit("caizheng", "市财政局", "福州市财政局"),
    Unit("renshe", "市人社局", "福州市人力资源和社会保障局"),
    Unit("ziran", "市资源规划局", "福州市自然资源和规划局"),
    Unit("chengguan", "市城管委", "福州市城市管理委员会"),
    Unit("shuili", "市水利局", "福州市水利局"),
    Unit("nongye", "市农业农村局", "福州市农业农村局"),
    Unit("haiyang", "市海洋渔业局", "福州市海洋与渔业局"),
    Unit("linye", "市林业局", "福州市林业局"),
    Unit("wenlv", "市文旅局", "福州市文化和旅游局"),
    Unit("weijian", "市卫健委", "福州市卫生健康委员会"),
    Unit("tuiyi", "市退役军人局", "福州市退役军人事务局"),
    Unit("shenji", "市审计局", "福州市审计局"),
    Unit("guozi", "市国资委", "福州市人民政府国有资产监督管理委员会"),
    Unit("tiyu", "市体育局", "福州市体育局"),
    Unit("tongji", "市统计局", "福州市统计局"),
    Unit("yibao", "市医保局", "福州市医疗保障局"),
    Unit("jinrong", "市金融办", "福州市金融工作办公室"),
    Unit("wangxin", "市网信办", "中共福州市委网络安全和信息化委员会办公室"),
    Unit("wenmingban", "市文明办", "福州市精神文明建设指导委员会办公室"),
    Unit("jiwei", "市纪委监委", "福州市纪委监委"),
    Unit("guofang", "市国动办", "福州市国防动员办公室"),
    Unit("zhengbing", "市征兵办", "福州市人民政府征兵办公室"),
    Unit("xiaofang", "市消防救援支队", "福州市消防救援支队"),
    Unit("youzheng", "市邮政管理局", "福州市邮政管理局"),
    Unit("haiguan", "福州海关", "中华人民共和国福州海关"),
    Unit("zhengjian", "福建证监局", "中国证券监督管理委员会福建监管局"),
    Unit("jianchayuan", "市检察院", "福州市人民检察院", Kind.COURT),
    Unit("gongjijin", "市公积金中心", "福州住房公积金中心", Kind.SERVICE),
    Unit("xuezhan", "采供血机构", "福州市采供血机构", Kind.SERVICE),
]

# 各县(市)区人民政府, 自贸区福州片区管委会: the addressees of the notice.
GOVERNMENTS = [
    Unit(code, f"{name}政府", f"{full}人民政府", Kind.GOVERNMENT, region=region)
    for code, name, full, region in [
        ("gulou", "鼓楼区", "福州市鼓楼区", "350102"),
        ("taijiang", "台江区", "福州市台江区", "350103"),
        ("cangshan", "仓山区", "福州市仓山区", "350104"),
        ("mawei", "马尾区", "福州市马尾区", "350105"),
        ("jinan", "晋安区", "福州市晋安区", "350111"),
        ("changle", "长乐区", "福州市长乐区", "350112"),
        ("minhou", "闽侯县", "闽侯县", "350121"),
        ("lianjiang", "连江县", "连江县", "350122"),
        ("luoyuan", "罗源县", "罗源县", "350123"),
        ("minqing", "闽清县", "闽清县", "350124"),
        ("yongtai", "永泰县", "永泰县", "350125"),
        ("fuqing", "福清市", "福清市", "350181"),
    ]
] + [
    Unit(
        "zimao",
        "自贸区福州片区管委会",
        "中国（福建）自由贸易试验区福州片区管理委员会",
        Kind.GOVERNMENT,
    ),
]

# Bodies whose lists the credit office accepts (三（二）); examples, to be replaced by real ones.
_EXAMPLE = "示例机构，由信用办按实际参与情况调整。"
OUTSIDE = [
    Unit("tuanwei", "团市委", "共青团福州市委员会", Kind.ASSOCIATION),
    Unit("honghui", "市红十字会", "福州市红十字会", Kind.ASSOCIATION),
    Unit("jianxie", "市建筑业协会", "福州市建筑业协会", Kind.ASSOCIATION, _EXAMPLE),
    Unit("daoyou", "市导游协会", "福州市导游协会", Kind.ASSOCIATION, _EXAMPLE),
    Unit(
        "yinhang",
        "商业银行（示例）",
        "福州市商业银行（示例）",
        Kind.FINANCIAL,
        _EXAMPLE,
    ),
    Unit(
        "pingji",
        "信用评级机构（示例）",
        "福州市信用评级机构（示例）",
        Kind.RATING,
        _EXAMPLE,
    ),
    Unit("shengpingtai", "省信用平台", "福建省公共信用信息平台", Kind.ELSEWHERE),
]

UNITS = [*NAMED, *MUNICIPAL, *GOVERNMENTS, *OUTSIDE]
