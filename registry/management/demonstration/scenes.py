"""What happens in the demonstration: for each standard its cases, oldest first.

A case is the number of days since the decision and what happened to the entry; without a word it
is published and in effect. `person` makes the subject a natural person.
"""

UNDECIDED = {"draft", "submitted", "discarded"}

ENDINGS = {
    "repaired": "已纠正失信行为、履行义务并作出信用承诺，准予信用修复。",
    "revoked": "经复核，认定事实有误，予以撤销。",
    "early": "已提前消除影响，符合移出条件。",
}

SOURCES = {
    "pingding": "rated",
    "lianghao": "honoured",
    "zhiyuan": "civic",
}

CASES = {
    # 黑名单
    "shengtai_huanjing": "420 held; 300 responsible; 200 corrected; 90; 12 submitted",
    "gongcheng_zhiliang": "380 responsible; 310 revoked; 150; 15 returned",
    "chujie_zizhi": "500 repaired; 240; 9 draft",
    "anquan_shengchan": "410 responsible; 260 held; 120; 10 submitted",
    "shipin_yaopin": "600 early; 350 responsible; 220 released; 80; 14 submitted",
    "jiamao_weilie": "1085; 400 repaired; 60",
    "taoshui": "720; 400 responsible; 130 corrected; 8 draft",
    "e_yi_qianxin": "390 repaired; 190 responsible; 40",
    "shixin_beizhixing": (
        "740 expired; 715; 300; 210 responsible; 500 person; 320 person held;"
        " 180 person; 75 person revoked; 30 person; 11 person submitted"
    ),
    "taofei_yinhang": "160 seconded; 100 seconded held; 9 awaiting",
    # 失信记录
    "chufa_minor_huanbao": "80; 200 expired",
    "chufa_ordinary_huanbao": "450 expired; 345; 160 corrected; 70; 13 submitted",
    "chufa_serious_huanbao": "480; 140",
    "chufa_ordinary_jianwei": "430 expired; 350; 170 repaired; 65",
    "chufa_serious_jianwei": "290 held",
    "chufa_ordinary_shichang": "410 expired; 355; 150; 55; 7 draft; 10 discarded",
    "chufa_serious_shichang": "510 repaired; 110",
    "chufa_ordinary_jiaotongwei": "470 expired; 240; 45 person; 12 returned",
    "chufa_ordinary_anjian": "390 expired; 180; 95 early",
    "chufa_ordinary_shangwu": "230; 85; 9 submitted",
    "chufa_ordinary_shuiwu": "280; 135 released",
    # 红名单
    "nashui_a": "450 expired; 300; 290; 280; 270; 260; 14 submitted",
    "dianxing_huanjing": "340; 100",
    "dianxing_gongcheng": "330; 8 draft",
    "dianxing_anquan": "320",
    "dianxing_shipin": "310; 90",
    "dianxing_jiaotong": "250",
    "dianxing_dianshang": "230 revoked; 105",
    "dianxing_jiaoyu": "215",
    "dianxing_fayuan": "205 person",
    # 良好记录
    "pingding": "360; 175; 11 returned",
    "lianghao_huanbao": "340; 115",
    "lianghao_jianwei": "330; 20 discarded",
    "lianghao_shichang": "325; 145 corrected",
    "lianghao_shangwu": "155",
    "lianghao_jiaoyu": "125 person",
    "zhiyuan_fuwu": "310 person seconded; 185 person seconded; 10 person awaiting",
}

FACTS = {
    "shengtai_huanjing": "暗管偷排生产废水，主要污染物超过排放标准三倍以上。",
    "gongcheng_zhiliang": "承建工程主体结构使用不合格钢筋，拒不整改。",
    "chujie_zizhi": "将本单位资质出借他人参加市政工程投标。",
    "anquan_shengchan": "未按规定设置有限空间作业防护设施，发生一般生产安全责任事故。",
    "shipin_yaopin": "使用超过保质期的食品原料加工食品，货值金额较大。",
    "jiamao_weilie": "销售假冒注册商标的电动自行车配件。",
    "taoshui": "虚开增值税专用发票，逃避缴纳税款。",
    "e_yi_qianxin": "以转移财产方式逃避支付劳动者工资，经责令仍不支付。",
    "shixin_beizhixing": "有履行能力而拒不履行生效法律文书确定的给付义务。",
    "taofei_yinhang": "以转移资产方式逃避偿还到期贷款，经催收和诉讼仍不清偿。",
    "nashui_a": "年度纳税信用评价为A级。",
    "pingding": "获评年度诚信经营示范单位。",
    "zhiyuan_fuwu": "全年志愿服务时长超过一百小时。",
}
FACTS_OF_KIND = {
    "chufa": "违反行业管理规定，经责令改正后已缴纳罚款。",
    "dianxing": "长期守法经营、按期履约，经评定为本领域诚信典型。",
    "lianghao": "获得主管部门年度通报表扬。",
}

DOCUMENTS = {
    "huanbao": "榕环",
    "jianwei": "榕建",
    "shichang": "榕市监",
    "anjian": "榕应急",
    "shuiwu": "榕税",
    "fayuan": "闽01执",
    "renshe": "榕人社",
    "jiaotongwei": "榕交",
    "shangwu": "榕商务",
    "jiaoyu": "榕教",
    "xinyongban": "榕信办",
    "yinhang": "榕银",
    "tuanwei": "榕团",
}


def cases():
    """Every case: (standard's code, days since the decision, the words on it), oldest first."""
    every = [
        (standard, int(words[0]), frozenset(words[1:]))
        for standard, listed in CASES.items()
        for words in (case.split() for case in listed.split(";"))
    ]
    return sorted(every, key=lambda case: -case[1])


def facts(standard):
    return FACTS.get(standard) or FACTS_OF_KIND[standard.split("_")[0]]
