"""The menu of this app, and the Chinese names of its actions in the history of an instance."""

from registry.adminkit import name_verbs

MENU = "联合奖惩"

name_verbs(
    "sanctions",
    {
        "ordered": "发出奖惩任务",
        "time_renewed": "重新计算响应期限",
        "triggered": "补发任务",
        "acknowledged": "签收",
        "accepted": "受理",
        "supplied": "登记材料",
        "lifted": "解除",
        "withdrawn": "停用",
        "graded": "评定等级",
    },
)
