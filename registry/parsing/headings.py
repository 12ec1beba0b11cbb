"""The headings that real lists carry, and what each of them means.

Collected from the 双公示 forms of 2015 and 2018, the red and black list tables and
upload forms of several cities, court defaulter lists and tax lists. The order of the
aliases of a field is their rank: where two columns mean the same, the first one counts.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from registry.entry_facts import read_from_lists

from .cells import UNITS

LABELS = {
    "name": "主体名称",
    "person_name": "姓名",
    "kind": "主体类别",
    "identifier": "统一社会信用代码/证件号码",
    "registration_number": "工商注册号",
    "organisation_code": "组织机构代码",
    "tax_number": "税务登记号",
    "institution_number": "事业单位证书号",
    "association_number": "社会组织登记证号",
    "person_identifier_kind": "证件类型",
    "person_identifier": "身份证件号码",
    "representative": "法定代表人",
    "representative_identifier_kind": "法定代表人证件类型",
    "representative_identifier": "法定代表人证件号码",
    "principal": "主要负责人",
    "principal_identifier": "主要负责人证件号码",
    "responsible": "直接责任人员",
    "responsible_identifier": "直接责任人员证件号码",
    "document_name": "文书名称",
    "basis": "依据",
    "penalty_kind": "处罚类别",
    "penalty": "处罚内容",
    "fine": "罚款金额",
    "confiscated": "没收金额",
    "licence": "暂扣或吊销证照",
    "valid_from": "有效期自",
    "public_until": "公示截止期",
    "authority": "认定单位",
    "source": "数据来源",
    "honour": "荣誉名称",
    "category": "信息类别",
    "level": "信息级别",
    "year": "认定年度",
    "representative_notice_served_on": "法定代表人告知书送达日期",
    "representative_notice_proof": "法定代表人告知书送达凭证",
    "principal_notice_served_on": "主要负责人告知书送达日期",
    "principal_notice_proof": "主要负责人告知书送达凭证",
    "responsible_notice_served_on": "直接责任人员告知书送达日期",
    "responsible_notice_proof": "直接责任人员告知书送达凭证",
    "address": "地址",
    "status": "当前状态",
    "remark": "备注",
    **{fact.field: fact.heading for fact in read_from_lists()},
}
# What else is written over the columns of real lists; the label of a field is always known.
ALIASES = {
    "name": """行政相对人名称 信用主体名称 主体名称 企业名称 单位名称 当事人姓名/单位名称
        当事人姓名或单位名称 当事人名称 当事人姓名(单位名称) 当事人 被执行人姓名/名称
        被执行人姓名或名称 失信被执行人姓名/名称 失信被执行人名称 被执行人名称 被执行人
        纳税人名称 失信主体名称 守信主体名称 红名单主体名称 黑名单主体名称 名单主体名称
        被处罚人名称 被处罚人 被处罚单位 处罚对象 相对人名称 企业(单位)名称 单位(企业)名称
        企业(个人)名称 姓名/名称 名称/姓名 姓名或名称 名称 法人名称 公司名称 机构名称
        组织名称 社会组织名称 个体工商户名称 商户名称 市场主体名称 单位(个人)名称 用人单位名称
        股权所在企业名称""",
    "person_name": "姓名 自然人姓名 个人姓名 当事人姓名 被执行人姓名 人员姓名",
    "kind": "行政相对人类别 主体类别 主体类型 信用主体类别 相对人类别 对象类别 当事人类别",
    "identifier": """统一社会信用代码 行政相对人代码_1(统一社会信用代码)
        身份证号/社会信用代码/组织机构代码/工商注册号 统一信用代码/注册号
        统一社会信用代码/注册号 注册号/统一社会信用代码 统一社会信用代码/身份证号
        统一社会信用代码/身份证号码 统一社会信用代码或身份证号 统一社会信用代码/证件号码
        统一社会信用代码(身份证号) 统一社会信用代码(身份证号码) 身份证号码/组织机构代码
        身份证号/组织机构代码 身份证号码/统一社会信用代码 身份证号/统一社会信用代码
        组织机构代码/身份证号码 社会信用代码 信用代码 统一信用代码 社会统一信用代码
        主体代码 主体标识 代码/证件号码 统一代码 企业代码
        股权所在企业统一代码/注册号""",
    "registration_number": """行政相对人代码_2(工商注册号) 行政相对人代码_2(工商登记码)
        工商注册号 工商登记码 注册号 工商登记号 工商注册码 营业执照号 营业执照注册号""",
    "organisation_code": """行政相对人代码_3(组织机构代码) 行政相对人代码_2(组织机构代码)
        组织机构代码 组织机构代码证号""",
    "tax_number": """行政相对人代码_4(税务登记号) 税务登记号 税务登记证号 纳税人识别号
        行政相对人代码_4(税务登记码)""",
    "institution_number": "行政相对人代码_5(事业单位证书号) 事业单位证书号 事业单位法人证书号",
    "association_number": """行政相对人代码_6(社会组织登记证号) 社会组织登记证号
        社会团体登记证号""",
    "person_identifier_kind": "证件类型 身份证件类型 自然人证件类型 证件种类 证照种类",
    "person_identifier": """居民身份证号 居民身份证号码 身份证号码 身份证号 公民身份号码
        公民身份证号码 行政相对人代码_5(居民身份证号) 行政相对人代码_5(居民身份证)
        行政相对人代码_6(居民身份证号) 证件号码 身份证件号码 自然人证件号码 证件号""",
    "representative": """法定代表人 法定代表人姓名 法定代表人(负责人) 法定代表人或负责人
        法定代表人/负责人 企业法人姓名 法人代表 法人代表姓名 企业法定代表人 法人姓名
        法定代表人(负责人)姓名""",
    "representative_identifier_kind": "法定代表人证件类型 法人证件类型 负责人证件类型",
    "representative_identifier": """法定代表人证件号码 法定代表人身份证号 法定代表人身份证号码
        法定代表人身份证件号码 法定代表人证件号 法人证件号码 法人身份证号 法人身份证号码
        法人代表身份证号 法定代表人(负责人)身份证号 法定代表人(负责人)证件号码""",
    "principal": "主要负责人 主要负责人姓名",
    "principal_identifier": """主要负责人证件号码 主要负责人身份证号 主要负责人身份证号码
        主要负责人证件号""",
    "responsible": "直接责任人员 直接责任人 直接责任人姓名 直接责任人员姓名 责任人 责任人姓名",
    "responsible_identifier": """直接责任人员证件号码 直接责任人证件号码 直接责任人身份证号
        直接责任人身份证号码 直接责任人员身份证号 直接责任人员身份证号码 责任人证件号码
        责任人身份证号 责任人身份证号码""",
    "document_name": "行政许可决定文书名称 行政处罚决定书名称 文书名称 处罚名称 文件名 许可文件名称",
    "document_number": """认定文号 认定发布文号 行政处罚决定书文号 处罚决定书文号
        行政处罚决定文书号 处罚决定文号 列入决定文号 列入决定书文号 决定书文号 决定文号 文书号
        文书文号 决定文书号 行政许可决定文书号 许可文件编号 认定文件文号 发文字号 文号 案号
        执行依据文号 许可编号""",
    "facts": """列入红/黑名单事由 列入黑名单事由 列入红名单事由 列入事由 列入原因 认定事由
        认定事实 失信事由 失信事实 失信行为 守信事由 守信事实 主要事实 主要违法事实 违法事实
        处罚事由 违法失信事实 失信被执行人行为具体情形 违法行为 事由 严重失信行为 良好行为
        行为描述 违法行为类型 违法类型 执行事项""",
    "basis": "处罚依据 认定依据 列入依据 法律依据 依据 做出执行依据单位",
    "penalty_kind": "处罚类别 处罚种类 处罚类型 处罚类别1",
    "penalty": "处罚内容 行政处罚内容 处罚结果 处理结果 处罚决定内容 许可内容",
    "fine": "罚款金额 罚款数额 罚款 处罚金额",
    "confiscated": """没收违法所得、没收非法财物的金额 没收金额 没收违法所得金额
        没收违法所得没收非法财物的金额""",
    "licence": "暂扣或吊销证照名称及编号",
    "decided_on": """认定时间 认定日期 认定发布时间 认定发布日期 处罚决定日期 处罚决定书签发日期
        列入名单时间 列入名单日期 列入时间 列入日期 列入黑名单时间 列入红名单时间
        列入黑名单日期 列入红名单日期 决定日期 决定时间 做出决定日期 作出决定日期
        作出行政处罚决定日期 许可决定日期 处罚日期 发布时间 发布日期""",
    "occurred_on": "发生时间 发生日期 行为发生时间 行为发生日期 违法行为发生日期 失信行为发生时间",
    "valid_from": "有效期自 认定有效期限自 有效期起 有效期开始 有效期起始日期",
    "valid_to": """有效期至 认定有效期限至 有效期限 有限期限 有效期止 有效期 有效期截止 处罚有效期
        列入期限 有效期截止日期""",
    "public_until": "公示截止期 公示截止日期 公示期限 公示期至 公示截止时间",
    "authority": """认定单位 认定部门 认定机关 认定发布部门 认定发布单位 列入单位 列入机关
        处罚机关 处罚决定机关 决定机关 许可机关 作出决定机关 执行法院 执行单位 发布单位""",
    "source": "数据来源单位 数据来源 来源单位 信息来源 来源部门",
    "honour": "良好企业名称 荣誉名称 荣誉称号 奖项名称 表彰名称",
    "category": "良好信息类别 数据类别 信息类别 名单类别 信息认定类别 许可类别",
    "level": "信息级别 荣誉级别 级别 认定级别",
    "year": "信息认定年度 评价年度 认定年度 年度",
    "notice_served_on": "告知书送达日期 告知日期 告知送达日期 事先告知书送达日期 事先告知日期",
    "notice_proof": "告知书送达凭证 送达凭证 告知送达凭证 送达回证编号 告知书文号",
    "statement": "陈述申辩意见 陈述申辩情况 陈述申辩",
    "statement_answer": "陈述申辩复核意见 申辩复核意见 复核意见",
    "decision_served_on": "决定书送达日期 决定送达日期 送达日期 决定书送达时间",
    "decision_proof": "决定书送达凭证 决定送达凭证 决定书送达回证编号",
    "representative_notice_served_on": "法定代表人告知日期 法定代表人告知送达日期",
    "representative_notice_proof": "法定代表人告知送达凭证",
    "principal_notice_served_on": "主要负责人告知日期 主要负责人告知送达日期",
    "principal_notice_proof": "主要负责人告知送达凭证",
    "responsible_notice_served_on": "直接责任人告知日期 直接责任人告知书送达日期",
    "responsible_notice_proof": "直接责任人告知书送达凭证 直接责任人告知送达凭证",
    "region": "区划 行政区划 所属区县 地域名称 所在区县 区县 行政区划代码 地方编码",
    "address": "注册地址 住址 地址 住所 经营地址 企业地址",
    "status": "当前状态 状态 登记状态",
    "remark": "备注 其他信息",
}  # fmt: skip

BRACKETS = str.maketrans("[]{}【】〔〕", "()()()()")
ORDINAL_OR_REQUIRED = re.compile(r"^[*\d]+[.、)]|^[*]+|[*]+$")
HINT = re.compile(r"\([^()]*\)$")
UNIT_HINT = re.compile(r"\((?:单位[:：]?)?(万元|亿元|元)[^()]*\)|[,，/](万元|亿元|元)$")


NEVER_DATA = frozenset(
    {"序号", "编号", "错误原因"}
)  # headings whose columns are left out silently


class ColumnHeading(NamedTuple):
    """One column: where it stands, what is written over it, and what that means."""

    column: int
    text: str
    field: str | None = None
    rank: int = 0
    unit: Decimal = UNITS["元"]


def normalise(text) -> str:
    """Return a heading as it is compared: NFKC, no white space, one kind of bracket."""
    folded = unicodedata.normalize("NFKC", text).translate(BRACKETS)
    return "".join(folded.split()).replace("\u200b", "").replace("\ufeff", "")


MEANINGS = {
    normalise(alias): (field, rank)
    for field, aliases in ALIASES.items()
    for rank, alias in enumerate(aliases.split())
}
MEANINGS |= {
    normalise(label): (field, -1)
    for field, label in LABELS.items()
    if field != "person_name"
}


def heading(column, text) -> ColumnHeading:
    """Return the `ColumnHeading` for the text over a column; its field is None if unknown."""
    short = normalise(text)
    unit = UNIT_HINT.search(short)
    factor = UNITS[unit[1] or unit[2]] if unit else UNITS["元"]
    bare = ORDINAL_OR_REQUIRED.sub("", short)
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = bare[1:-1]
    for form in (short, bare, HINT.sub("", bare), UNIT_HINT.sub("", bare)):
        if form in MEANINGS:
            return ColumnHeading(column, text, *MEANINGS[form], factor)
    return ColumnHeading(column, text, unit=factor)
