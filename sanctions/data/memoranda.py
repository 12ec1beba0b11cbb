"""Examples of memoranda for fields that the notice names; drafts, which order nothing.

Each stands for one that State departments have signed (四（二）: 结合国家各部委联合奖惩备忘录). Its
initiator revises and publishes it, or drops it.
"""

from typing import NamedTuple


class MemorandumSeed(NamedTuple):
    """A memorandum as it is seeded; `provisions` are (measure, departments, days to respond)."""

    title: str
    initiator: str
    standards: list
    like: str
    provisions: list


NOTE = (
    "示例草稿，仿照{like}编写，不发生任何效力；由发起单位与各实施单位修改、签署后公布。"
)

EXAMPLES = [
    MemorandumSeed(
        "环境保护领域失信联合惩戒合作备忘录（示例）",
        "huanbao",
        ["shengtai_huanjing"],
        "发改财金〔2016〕1580号",
        [
            ("congyan_xuke", "shichang jianwei", 5),
            ("xianzhi_caigou", "caizheng", 5),
            ("anquan_jinru", "anjian", 10),
            ("quxiao_pingyou", "renshe", 10),
            ("xianzhi_daikuan", "yinhang", 10),
        ],
    ),
    MemorandumSeed(
        "失信被执行人联合惩戒合作备忘录（示例）",
        "fayuan",
        ["shixin_beizhixing"],
        "发改财金〔2016〕141号",
        [
            ("shichang_jinru", "shichang", 5),
            ("xianzhi_caigou", "caizheng", 5),
            ("xianzhi_feiji", "fayuan", 3),
            ("xianzhi_gaoxiaofei", "fayuan", 3),
            ("xianzhi_daikuan", "yinhang", 10),
        ],
    ),
    MemorandumSeed(
        "纳税信用A级纳税人联合激励合作备忘录（示例）",
        "shuiwu",
        ["nashui_a"],
        "发改财金〔2016〕1467号",
        [
            ("lvse_tongdao", "shichang jianwei huanbao", 10),
            ("jianguan_youhua", "shichang huanbao anjian", 10),
            ("jinrong_youhui", "yinhang", 10),
        ],
    ),
]
