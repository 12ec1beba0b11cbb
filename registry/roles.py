"""The names of the groups by which officials hold their duties (design: who may)."""

OFFICE = "信用办管理员"
CLERKS = "单位经办人"
REVIEWERS = "单位审核人"
AUDITORS = "督查审计"
TIP_OFFICERS = "举报受理员"
SYSTEMS = "接口账号"
