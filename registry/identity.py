"""Which subject a number or a name means, and in what words a check says how sure that is.

The vocabulary of every check (design: identity). Where a number is given, the number decides, and
a name given with it must agree. A name alone never says that somebody is listed: nobody is
punished for having the same name as another. Who cannot be distinguished is reported as such,
with what would settle it. `sanctions.checking` computes the answers.
"""

from django.db.models import TextChoices

from . import identifiers, names, sealing
from .models import Subject


class Status(TextChoices):
    """What the register can say of the subject that was asked about."""

    LISTED = "listed", "有生效中的条目"
    CLEAR = "clear", "没有生效中的条目"
    AMBIGUOUS = "ambiguous", "不能确定是否本人"
    MISMATCH = "mismatch", "号码与名称不符"


class Strength(TextChoices):
    """By what the subject was identified."""

    NUMBER_AND_NAME = "number_and_name", "号码和名称均相符"
    NUMBER = "number", "按号码核对"
    NAME = "name", "仅按名称核对"


BY_NAME_ONLY = (
    "名单中有 {count} 个同名主体，仅凭名称不能认定是其中之一。"
    "请提供统一社会信用代码或者证件号码再查；持有澄清编号的，请一并提供。"
)
BY_OTHER_NUMBER = (
    "所给号码未登记；名单中有 {count} 个同名主体登记的是另一类证件，不能认定是同一主体。"
    "请提供另一类证件号码再查；确非同一主体的，可以申请澄清编号。"
)
NAMES_DIFFER = (
    "该号码登记的名称与所给名称不一致。请核对号码和名称；已经更名的，请先办理更名登记。"
)
NAME_IS_WEAK = (
    "没有同名主体在名单中。这一结果仅按名称核对，名称写法不同可能查不到；"
    "用于奖励、优惠的，请提供号码再查。"
)
CLARIFICATION_USELESS = (
    "所给澄清编号不存在、已撤回，或者与所查名称、号码不符，未予采用。"
)


def lookup_key(identifier: identifiers.Identifier) -> str:
    """The key under which a subject with the checked `identifier` is kept."""
    if identifiers.is_person_kind(identifier.kind):
        return sealing.digest(identifier.value)
    return identifier.value


def subject_with_number(identifier: identifiers.Identifier) -> Subject | None:
    """The subject whose main or other number is the checked `identifier`; one query."""
    key = lookup_key(identifier)
    subjects = Subject.objects.order_by()
    others = subjects.filter(other_identifiers__key=key)
    # A union, for each half has its own index; an OR over the join would use neither.
    return subjects.filter(key=key).union(others).first()


def agrees(subject: Subject, name: str) -> bool:
    """Whether `name` is the present or a former name of `subject`."""
    key = names.key(name)
    return subject.name_key == key or subject.former_names.filter(name_key=key).exists()
