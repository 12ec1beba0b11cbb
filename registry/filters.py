"""By what the register can be filtered, for the API and the public pages alike."""

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from . import identifiers, identity
from .models import (
    Department,
    Entry,
    Field,
    ListKind,
    Region,
    Standard,
    Subject,
    SubjectKind,
    TrailEntry,
)

NO_PERSONS = (
    "自然人的证件号码不能写在网址里，因为网址会留在沿途的日志中：请先用 POST 方法调用"
    " subjects/lookup/ 查得主体编号，再按主体编号查询。"
)


def by_code(model, label, path=None):
    return filters.ModelChoiceFilter(
        field_name=path, queryset=model.objects.all(), to_field_name="code", label=label
    )


def recognised(text: str, kinds=None) -> identifiers.Identifier:
    """The checked identifier that `text` is; raises ValidationError where it is none of `kinds`."""
    try:
        return identifiers.recognise(text, today=timezone.localdate(), kinds=kinds)
    except identifiers.Unrecognised as reason:
        raise ValidationError(str(reason)) from reason


class EntryFilter(filters.FilterSet):
    list_kind = filters.ChoiceFilter(choices=ListKind, label="名单类别")
    status = filters.ChoiceFilter(choices=Entry.Status, label="状态")
    department = by_code(Department, "认定单位代码")
    standard = filters.CharFilter("standard__code", label="认定标准代码")
    field = by_code(Field, "领域代码", "standard__field")
    region = by_code(Region, "区划代码")
    subject = filters.NumberFilter("subject", label="信用主体编号")
    identifier = filters.CharFilter(
        method="of_identifier", label="统一社会信用代码等单位号码（完整）"
    )
    batch = filters.NumberFilter("batch", label="导入批次编号")
    changed_since = filters.IsoDateTimeFilter(
        method="since", label="此时之后有过变动（含暂停、恢复、更正、退出）"
    )

    class Meta:
        model = Entry
        fields = []

    def of_identifier(self, queryset, name, value):
        try:
            identifier = recognised(value, identifiers.ORGANISATION_KINDS)
        except ValidationError as reason:
            raise ValidationError([*reason.messages, NO_PERSONS]) from reason
        return queryset.filter(subject=identity.subject_with_number(identifier))

    def since(self, queryset, name, value):
        """Entries changed since `value`; derived ones change, and are held, with their cause."""
        lines = TrailEntry.objects.filter(of=Entry._meta.label_lower, at__gte=value)
        changed = lines.order_by().values("of_pk")
        return queryset.filter(Q(pk__in=changed) | Q(cause__in=changed))


class SubjectFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=SubjectKind, label="主体类别")
    region = by_code(Region, "区划代码")

    class Meta:
        model = Subject
        fields = []


class DatedFilter(filters.FilterSet):
    """Filters of rows that are valid from one day to another."""

    on = filters.DateFilter(method="in_force", label="在此日有效")

    def in_force(self, queryset, name, value):
        return queryset.in_force(value)


class StandardFilter(DatedFilter):
    code = filters.CharFilter("code", label="标准代码")
    list_kind = filters.ChoiceFilter(choices=ListKind, label="名单类别")
    department = by_code(Department, "认定单位代码")
    field = by_code(Field, "领域代码")

    class Meta:
        model = Standard
        fields = []


class DepartmentFilter(DatedFilter):
    kind = filters.ChoiceFilter(choices=Department.Kind, label="单位类别")
    region = by_code(Region, "区划代码")

    class Meta:
        model = Department
        fields = []


class RegionFilter(DatedFilter):
    class Meta:
        model = Region
        fields = []
