"""Fields and the units that lead them, exactly as 榕政办〔2016〕264号四（二） lists them."""

from datetime import date

from .places import TAX_CLOSED_ON, TAX_MERGED_ON

# The text has no date of issue: the last day of its year is certainly not before it.
NOTICE_ON = date(2016, 12, 31)
CITATION = "榕政办〔2016〕264号四（二）"
UNDATED = f"{CITATION}（文中未载成文日期，自该年最后一日起算）"
TAX_CITATION = f"{CITATION}；2018 年国税地税征管体制改革，职能由市税务局承继"

# (code, name, description)
LED = [
    ("gongcheng", "工程建设", ""),
    ("jiaotong", "交通运输", ""),
    ("anquan", "安全生产", ""),
    ("gongshang", "工商行政管理", ""),
    ("shipin", "食品和药品", ""),
    ("zhiliang", "产品质量", ""),
    ("dianshang", "电子商务", ""),
    ("shuiwu", "税务管理", ""),
    ("huanjing", "环境保护", ""),
    ("gongwu", "公务员诚信", ""),
    ("jiaoyu", "教育管理", ""),
    ("ziyuan", "公共资源交易", "公共资源交易活动信用建设"),
    ("fayuan", "法院审务公开", ""),
]

ADDED = [
    (
        "zhiye",
        "重点职业人群",
        "会计审计人员、导游、保险经纪人、公职人员等（榕政办〔2016〕264号四（三））",
    ),
    ("xiaofang", "消防安全", "榕政办〔2016〕264号二（一）"),
    ("laodong", "劳动保障", "榕政办〔2016〕264号二（一）"),
    ("jinrong", "金融", "榕政办〔2016〕264号二（一）、三（二）"),
    ("wangluo", "网络空间", "榕政办〔2016〕264号二（一）"),
    ("zhian", "社会秩序", "榕政办〔2016〕264号二（一）"),
    ("lianjie", "廉洁守法", "榕政办〔2016〕264号二（一）"),
    ("guofang", "国防义务", "榕政办〔2016〕264号二（一）"),
    ("gongyi", "志愿公益", "榕政办〔2016〕264号一"),
    ("zonghe", "综合", "未归入其他领域的信用信息"),
]

FIELDS = [*LED, *ADDED]

# (field, department, from, to, citation)
LEADS = [
    ("gongcheng", "jianwei", NOTICE_ON, None, UNDATED),
    ("jiaotong", "jiaotongwei", NOTICE_ON, None, UNDATED),
    ("anquan", "anjian", NOTICE_ON, None, UNDATED),
    ("gongshang", "shichang", NOTICE_ON, None, UNDATED),
    ("shipin", "shichang", NOTICE_ON, None, UNDATED),
    ("zhiliang", "shichang", NOTICE_ON, None, UNDATED),
    ("dianshang", "shangwu", NOTICE_ON, None, UNDATED),
    ("shuiwu", "guoshui", NOTICE_ON, TAX_CLOSED_ON, UNDATED),
    ("shuiwu", "dishui", NOTICE_ON, TAX_CLOSED_ON, UNDATED),
    ("shuiwu", "shuiwu", TAX_MERGED_ON, None, TAX_CITATION),
    ("huanjing", "huanbao", NOTICE_ON, None, UNDATED),
    ("gongwu", "gongwuyuan", NOTICE_ON, None, UNDATED),
    ("jiaoyu", "jiaoyu", NOTICE_ON, None, UNDATED),
    ("ziyuan", "xingzheng", NOTICE_ON, None, UNDATED),
    ("fayuan", "fayuan", NOTICE_ON, None, UNDATED),
]
