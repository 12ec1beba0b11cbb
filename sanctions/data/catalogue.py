"""Every measure that 榕政办〔2016〕264号 names in 一（二）—（五） and 二（二）—（四）.

Mandatory are only those that a law or administrative regulation itself imposes and whose article
is certain. All others are recommended, rest on the notice's own clause, and say that the legal
clause is still to be added: 国办发〔2020〕49号 leaves restrictions to laws and State policies.
"""

from datetime import date
from typing import NamedTuple

from registry.models import Department, Role, SubjectKind
from sanctions.models import Level, Measure

EDITION = "福州市守信联合激励和失信联合惩戒措施清单（2026年版）"
NOTE = (
    "平台初始数据，依据榕政办〔2016〕264号逐条列出，法律条款按现行文本标注；"
    "标有“依据待补充条款”的，由各单位补充法律、政策依据后方可列为强制性措施。"
)
PUBLISHED_ON = VALID_FROM = date(2026, 1, 1)
PUBLISHED_WHERE = "“信用福州”网站（平台初始数据，示例）"

NOTICE = "榕政办〔2016〕264号"
GUIDANCE = "国发〔2016〕33号"
TO_ADD = "依据待补充条款。"
WITHIN_LAW = "限于所引条款规定的情形和期限。"

BUSINESSES = [SubjectKind.ORGANISATION.value, SubjectKind.INDIVIDUAL_BUSINESS.value]
ALL = SubjectKind.values
PERSONS = [SubjectKind.PERSON.value]
LEADERS = [Role.LEGAL_REPRESENTATIVE.value, Role.PRINCIPAL.value]
RESPONSIBLE = [*LEADERS, Role.DIRECT.value]
HONOURED = [
    *LEADERS,
    Role.SENIOR_MANAGER.value,
    Role.DIRECTOR.value,
    Role.SHAREHOLDER.value,
]

Kind = Measure.Kind
INCENTIVE = Measure.Polarity.INCENTIVE
PUNISHMENT = Measure.Polarity.PUNISHMENT


class Item(NamedTuple):
    """A measure as it is seeded: its columns, its implementing units, its other bases."""

    values: dict
    units: list
    bases: list


def recommended(code, name, content, clause, polarity, kind, units, **other):
    """A measure that rests on the notice and on the State Council's guidance beneath it."""
    values = {
        "code": code,
        "name": name,
        "content": content,
        "polarity": polarity,
        "force": Measure.Force.RECOMMENDED,
        "kind": kind,
        "subject_kinds": BUSINESSES,
        "document": NOTICE,
        "article": clause,
        "level": Level.NORMATIVE,
        "clause": clause,
        "remark": TO_ADD,
    }
    part = "第二部分" if polarity == INCENTIVE else "第三部分"
    return Item({**values, **other}, units.split(), [(GUIDANCE, part, Level.STATE)])


def incentive(code, name, content, clause, units, kind=Kind.ADMINISTRATIVE, **other):
    return recommended(code, name, content, clause, INCENTIVE, kind, units, **other)


def citizen(code, name, content, units):
    """A convenience for persons of good standing (一（五）)."""
    return incentive(
        code, name, content, "一（五）", units, Kind.CONVENIENCE, subject_kinds=PERSONS
    )


def restraint(code, name, content, units, clause="二（二）", **other):
    return recommended(
        code,
        name,
        content,
        clause,
        PUNISHMENT,
        other.pop("kind", Kind.ADMINISTRATIVE),
        units,
        **other,
    )


def lawful(code, name, content, units, document, article, **other):
    """A mandatory restraint, imposed by the cited article itself."""
    return restraint(
        code,
        name,
        content,
        units,
        **{
            "force": Measure.Force.MANDATORY,
            "document": document,
            "article": article,
            "level": Level.LAW,
            "remark": WITHIN_LAW,
            **other,
        },
    )


def consumption(code, name, content, bases=True):
    """A restriction of debtors who do not obey a court's judgment although they could (二（三）)."""
    item = lawful(
        code,
        name,
        content,
        "fayuan",
        "《中华人民共和国民事诉讼法》",
        "第二百六十六条",
        clause="二（三）",
        kind=Kind.MARKET,
        subject_kinds=PERSONS,
        roles=RESPONSIBLE,
        carried_by=Department.Kind.COURT,
        remark="由人民法院依法决定，限于有履行能力而拒不履行生效法律文书的被执行人。",
    )
    rule = "《最高人民法院关于限制被执行人高消费及有关消费的若干规定》"
    return item._replace(bases=[(rule, "第三条", Level.STATE)] if bases else [])


def financial(code, name, content):
    """What banks and insurers are guided to do; it is theirs to decide (二（三）)."""
    return restraint(
        code,
        name,
        content,
        "yinhang",
        clause="二（三）",
        kind=Kind.MARKET,
        subject_kinds=ALL,
        carried_by=Department.Kind.FINANCIAL,
        remark="引导金融机构按照风险定价原则自主决定。",
    )


def industry(code, name):
    """What an association does to its members by its own rules (二（四）)."""
    return restraint(
        code,
        name,
        f"行业协会商会按照行业标准、行规行约，对失信会员实施{name}。",
        "jianxie daoyou",
        clause="二（四）",
        kind=Kind.INDUSTRY,
        carried_by=Department.Kind.ASSOCIATION,
        remark="以会员认可的行规行约为前提。",
    )


INCENTIVES = [
    incentive("caizheng_youxian", "财政性资金项目优先安排", "安排财政性资金项目时，优先考虑诚信市场主体。", "一（二）", "caizheng fagai gongxin keji"),
    incentive("zhaoshang_youxian", "招商引资等优惠政策优先适用", "在招商引资等各类政府优惠政策中，优先考虑诚信市场主体。", "一（二）", "shangwu fagai"),
    incentive("huizhan_tuijie", "会展和政银企对接活动重点推介", "在会展、政银企对接等活动中，重点推介诚信企业。", "一（二）", "shangwu gongxin jinrong"),
    incentive("jiaoyu_zhichi", "教育领域支持和优惠", "对诚信个人在教育领域给予支持和优惠。", "一（二）", "jiaoyu", Kind.SOCIAL, subject_kinds=PERSONS),
    incentive("jiuye_zhichi", "就业领域支持和优惠", "对诚信个人在就业领域给予支持和优惠。", "一（二）", "renshe", Kind.SOCIAL, subject_kinds=PERSONS),
    incentive("chuangye_zhichi", "创业领域支持和优惠", "对诚信个人在创业领域给予支持和优惠。", "一（二）", "renshe", Kind.SOCIAL, subject_kinds=PERSONS),
    incentive("shebao_zhichi", "社会保障领域支持和优惠", "对诚信个人在社会保障领域给予支持和优惠。", "一（二）", "renshe yibao", Kind.SOCIAL, subject_kinds=PERSONS),
    incentive("jiaoyi_jiafen", "公共资源交易信用加分", "在公共资源交易活动中，依法依约对诚信市场主体采取信用加分等措施。", "一（二）", "xingzheng jianwei ziran caizheng", Kind.MARKET),
    incentive("gongshi_youliang", "集中公示优良信用信息", "在政府部门网站、“信用福州”网站集中公示优良信用信息。", "一（二）", "xinyongban", Kind.SOCIAL),
    incentive("shehui_zeren", "企业社会责任评价的重要内容", "在企业社会责任评价中，将企业信用情况作为重要内容。", "一（二）", "gongxin guozi", Kind.SOCIAL),
    incentive("jili_chanpin", "守信激励产品", "开发守信激励产品，供诚信主体使用。", "一（二）", "xinyongban shuiwu", Kind.MARKET, subject_kinds=ALL),
    incentive("jinrong_youhui", "金融优惠和便利", "引导金融机构对诚信主体提供优惠政策和便利服务。", "一（二）", "yinhang", Kind.MARKET, subject_kinds=ALL, carried_by=Department.Kind.FINANCIAL, remark="引导金融机构自主决定。"),
    incentive("shangye_youhui", "商业销售优惠和便利", "引导商业销售等市场服务机构对诚信主体提供优惠政策和便利服务，降低市场交易成本。", "一（二）", "shangwu", Kind.MARKET, subject_kinds=ALL),
    incentive("lvse_tongdao", "行政审批绿色通道", "对诚信典型和连续3年无不良信用记录的行政相对人，优先办理。", "一（三）", "xingzheng jianwei shichang huanbao", subject_kinds=ALL),
    incentive("rongque_shouli", "容缺受理", "部分申报材料暂时不齐备、书面承诺在规定期限内提供的，先行受理，加快办理进度。", "一（三）", "xingzheng jianwei shichang huanbao", subject_kinds=ALL),
    incentive("xinyong_baogao", "公共资源交易和财政资金补助中使用信用报告", "在政府采购、政府购买服务、工程建设招标、产权和土地矿产交易等公共资源交易及财政资金补助中，使用信用信息、信用报告，优先选择诚信主体。", "一（四）", "caizheng jianwei ziran xingzheng"),
    incentive("jianguan_youhua", "减少、优化检查频次", "对符合条件的诚信企业，在日常检查、专项检查中减少、优化检查频次。", "一（四）", "shichang huanbao anjian jianwei"),
    citizen("tushu_jieyong", "借用公共图书便利", "借用公共图书享受便利优惠。", "wenlv"),
    citizen("bianmin_zixingche", "便民自行车便利", "使用便民自行车享受便利优惠。", "chengguan"),
    citizen("yundong_changsuo", "运动场所设施便利", "使用运动场所设施享受便利优惠。", "tiyu"),
    citizen("gongjiao_chuxing", "公交出行便利", "公交出行享受便利优惠。", "jiaotongwei"),
    citizen("shehui_jiuzhu", "社会救助便利", "申请社会救助享受便利。", "minzheng"),
    citizen("laodong_jiuye", "劳动就业便利", "劳动就业服务享受便利。", "renshe"),
]  # fmt: skip

ADMINISTRATIVE = [
    restraint("congyan_xuke", "从严审核行政许可事项", "办理行政许可时列为重点审核对象，从严审核。", "xingzheng shichang jianwei huanbao", subject_kinds=ALL),
    restraint("congyan_shengchan", "从严发放生产许可证", "申请生产许可证时，从严审查发放。", "shichang"),
    restraint("congyan_xiangmu", "从严审批、核准新增项目", "申请新增项目时，从严审批、核准。", "fagai gongxin"),
    restraint("xianzhi_gupiao", "限制股票发行上市融资", "申请公开发行股票、上市融资时依法限制。", "zhengjian", document="《中华人民共和国证券法》", article="第十二条", level=Level.LAW, remark=WITHIN_LAW),
    restraint("xianzhi_zhaiquan", "限制发行债券", "申请公开发行公司债券时依法限制。", "zhengjian", document="《中华人民共和国证券法》", article="第十七条", level=Level.LAW, remark=WITHIN_LAW),
    restraint("xianzhi_guzhuan", "限制在全国股份转让系统挂牌、融资", "申请在全国股份转让系统挂牌、融资时依法限制。", "zhengjian"),
    restraint("xianzhi_jinrong", "限制发起设立或参股金融机构", "申请发起设立或者参股金融机构时依法限制。", "jinrong", subject_kinds=ALL),
    restraint("xianzhi_xiaodai", "限制发起设立或参股小额贷款公司", "申请发起设立或者参股小额贷款公司时依法限制。", "jinrong", subject_kinds=ALL),
    lawful("xianzhi_danbao", "限制发起设立或参股融资担保公司", "股东应当信誉良好，最近3年无重大违法违规记录；不符合的，不予批准设立。", "jinrong", "《融资担保公司监督管理条例》", "第七条", level=Level.REGULATION, subject_kinds=ALL),
    restraint("xianzhi_chuangtou", "限制发起设立或参股创业投资公司", "申请发起设立或者参股创业投资公司时依法限制。", "jinrong fagai", subject_kinds=ALL),
    restraint("xianzhi_hulianwang_rongzi", "限制发起设立或参股互联网融资平台", "申请发起设立或者参股互联网融资平台等机构时依法限制。", "jinrong", subject_kinds=ALL),
    restraint("xianzhi_hulianwang", "限制从事互联网信息服务", "申请从事互联网信息服务时依法限制。", "wangxin", subject_kinds=ALL),
    restraint("xianzhi_caizheng", "严格限制申请财政性资金项目", "申请财政性资金项目时严格限制。", "caizheng fagai gongxin keji", subject_kinds=ALL),
    lawful("xianzhi_caigou", "限制参与政府采购", "参加政府采购活动前三年内在经营活动中有重大违法记录的，不具备供应商资格。", "caizheng", "《中华人民共和国政府采购法》", "第二十二条", subject_kinds=ALL),
    restraint("xianzhi_goumai_fuwu", "限制参与政府购买服务", "参与政府购买服务时依法限制。", "caizheng", subject_kinds=ALL),
    lawful("xianzhi_zhaobiao", "限制参与工程建设招标", "串通投标、弄虚作假骗取中标情节严重的，取消一定期限内参加依法必须进行招标的项目的投标资格。", "jianwei xingzheng jiaotongwei shuili", "《中华人民共和国招标投标法》", "第五十三条、第五十四条"),
    restraint("xianzhi_chanquan", "限制参与产权交易", "参与产权交易活动时依法限制。", "guozi xingzheng", subject_kinds=ALL),
    restraint("xianzhi_tudi", "限制参与土地交易", "参与土地使用权交易活动时依法限制。", "ziran xingzheng", subject_kinds=ALL),
    restraint("xianzhi_kuangchan", "限制参与矿产交易", "参与矿业权交易活动时依法限制。", "ziran xingzheng", subject_kinds=ALL),
    restraint("xianzhi_jichu_sheshi", "限制参与公共基础设施建设", "参与公共基础设施建设时依法限制。", "fagai jianwei"),
    restraint("xianzhi_texu", "限制参与公用事业特许经营", "参与公用事业特许经营时依法限制。", "chengguan jianwei"),
    lawful("shichang_jinru", "市场禁入：不得担任公司董事、监事、高级管理人员", "担任因违法被吊销营业执照、责令关闭的企业法定代表人并负有个人责任未逾三年，或者被列为失信被执行人的，不得担任。", "shichang", "《中华人民共和国公司法》", "第一百七十八条", subject_kinds=[], roles=LEADERS),
    lawful("shipin_jinru", "食品行业禁入", "被吊销许可证的食品生产经营者的法定代表人、直接负责的主管人员和其他直接责任人员，五年内不得申请食品生产经营许可或者从事食品生产经营管理工作。", "shichang", "《中华人民共和国食品安全法》", "第一百三十五条", subject_kinds=[], roles=RESPONSIBLE),
    lawful("anquan_jinru", "生产经营单位主要负责人任职禁入", "未履行安全生产管理职责导致发生事故受刑事处罚或者撤职处分的，五年内不得担任任何生产经营单位的主要负责人。", "anjian", "《中华人民共和国安全生产法》", "第九十四条", subject_kinds=[], roles=LEADERS),
    lawful("zhiye_jinru", "注册执业人员执业禁入", "未执行法律、法规和工程建设强制性标准，情节严重的，吊销执业资格证书，一定期限内或者终身不予注册。", "jianwei", "《建设工程安全生产管理条例》", "第五十八条", level=Level.REGULATION, subject_kinds=[], roles=[Role.PRACTITIONER.value]),
    restraint("chexiao_rongyu", "撤销荣誉称号", "及时撤销严重失信企业及其法定代表人、负责人、高级管理人员和对失信行为负有直接责任的董事、股东等人员的荣誉称号。", "wenmingban renshe gongxin", subject_kinds=ALL, roles=HONOURED, kind=Kind.SOCIAL),
    restraint("quxiao_pingyou", "取消参加评先评优资格", "取消严重失信企业及其法定代表人、负责人、高级管理人员和对失信行为负有直接责任的董事、股东等人员参加评先评优的资格。", "wenmingban renshe gongxin", subject_kinds=ALL, roles=HONOURED, kind=Kind.SOCIAL),
]  # fmt: skip

MARKET = [
    restraint("jiru_geren", "记入责任人员个人信用记录", "企事业单位严重失信的，记入并完善其法定代表人、主要负责人和其他负有直接责任人员的个人信用记录。", "xinyongban", clause="二（三）", kind=Kind.SOCIAL, subject_kinds=[], roles=RESPONSIBLE, carried_by=Department.Kind.CREDIT_OFFICE, remark="由平台随单位条目自动生成责任人记录，不另发任务。"),
    consumption("xianzhi_chujing", "限制出境", "人民法院可以对被执行人采取或者通知有关单位协助采取限制出境。", bases=False),
    consumption("xianzhi_budongchan", "限制购买不动产", "不得购买不动产或者新建、扩建、高档装修房屋。"),
    consumption("xianzhi_feiji", "限制乘坐飞机", "不得乘坐飞机。"),
    consumption("xianzhi_lieche", "限制乘坐高等级列车和席次", "不得乘坐列车软卧、G字头动车组列车全部座位、其他动车组列车一等以上座位等。"),
    consumption("xianzhi_lvyou", "限制旅游度假", "不得旅游、度假。"),
    consumption("xianzhi_binguan", "限制入住星级以上宾馆", "不得在星级以上宾馆、酒店等场所进行高消费。"),
    consumption("xianzhi_gaoxiaofei", "限制其他高消费", "不得进行其他非生活和工作必需的消费行为。"),
    financial("tigao_lilv", "提高贷款利率", "引导商业银行对严重失信主体提高贷款利率。"),
    financial("tigao_feilv", "提高财产保险费率", "引导保险公司对严重失信主体提高财产保险费率。"),
    financial("xianzhi_daikuan", "限制提供贷款", "引导商业银行限制向严重失信主体提供贷款。"),
    financial("xianzhi_baojian", "限制提供保荐", "引导证券经营机构限制向严重失信主体提供保荐服务。"),
    financial("xianzhi_chengxiao", "限制提供承销", "引导证券经营机构限制向严重失信主体提供承销服务。"),
    financial("xianzhi_baoxian", "限制提供保险", "引导保险公司限制向严重失信主体提供保险服务。"),
]  # fmt: skip

INDUSTRY = [
    industry("hangye_jingshi", "信用警示"),
    industry("hangye_jinggao", "警告"),
    industry("hangye_tongbao", "通报批评"),
    industry("hangye_bujiena", "不予接纳"),
    industry("hangye_quantui", "劝退"),
    industry("hangye_qianze", "公开谴责"),
    restraint("gongyi_susong", "支持提起公益诉讼", "支持社会组织依法对群体性侵权行为提起公益诉讼。", "jianchayuan", clause="二（四）", kind=Kind.SOCIAL, carried_by=Department.Kind.COURT, document="《中华人民共和国民事诉讼法》", article="第五十八条", level=Level.LAW, remark=WITHIN_LAW),
]  # fmt: skip

ITEMS = [*INCENTIVES, *ADMINISTRATIVE, *MARKET, *INDUSTRY]
