"""The words that officials write under 主体类别."""

from functools import lru_cache

from registry import names
from registry.models import SubjectKind

KINDS = {
    names.key(word): kind
    for kind, words in {
        SubjectKind.ORGANISATION: (
            "法人及非法人组织 法人 非法人组织 法人和非法人组织 法人和其他组织 法人及其他组织 "
            "企业 企业法人 单位 机关 事业单位 社会组织 其他组织 组织 公司 社会团体"
        ),
        SubjectKind.INDIVIDUAL_BUSINESS: "个体工商户 个体户 个体 个体经营户",
        SubjectKind.PERSON: "自然人 个人",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=1000)
def subject_kind(words) -> SubjectKind | None:
    """Return the kind of subject that the words mean, None where they are not known."""
    return KINDS.get(names.key(words))
