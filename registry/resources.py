"""Rows as spreadsheets: what stands in which column."""

from collections.abc import Iterator
from operator import attrgetter

from django.utils import timezone
from import_export import fields, resources
from import_export.formats import base_formats
from import_export.widgets import CharWidget, DateWidget, ForeignKeyWidget, Widget

from . import actions, exporting, sealing
from .entry_facts import Use, used_for
from .models import Department, Entry, Field, Lead, Region, SubjectKind

DAY = DateWidget("%Y-%m-%d", coerce_to_string=False)
TEXT = CharWidget(allow_blank=True)


class Workbook(base_formats.XLSX):
    """Excel, with text that stays text."""

    def export_data(self, dataset, **kwargs):
        with exporting.write_xlsx(dataset.headers, dataset) as file:
            return file.read()


class Text(base_formats.CSV):
    """CSV that Excel opens in the right letters and takes for no formula."""

    def export_data(self, dataset, **kwargs):
        return b"".join(exporting.stream_csv(dataset.headers, dataset)).decode()


FORMATS = [Workbook, Text]


class ChoiceWidget(Widget):
    """A choice by its Chinese label, or by its code."""

    def __init__(self, choices):
        super().__init__()
        self.labels = dict(choices)
        self.values = {label: value for value, label in self.labels.items()}

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, "")

    def clean(self, value, row=None, **kwargs):
        value = (value or "").strip()
        if value not in self.labels and value not in self.values:
            raise ValueError(f"“{value}”不是可选项，请填：{'、'.join(self.values)}。")
        return self.values.get(value, value)


class CodeWidget(ForeignKeyWidget):
    """A row of another table, by its code."""

    def __init__(self, model):
        super().__init__(model, "code")

    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except self.model.DoesNotExist as error:
            what = self.model._meta.verbose_name
            raise ValueError(f"没有代码为“{value}”的{what}，请先登记。") from error


class PlainDiff(resources.Diff):
    """What a row would change, in words: the library's own comes with forbidden styles."""

    def as_html(self):
        pairs = zip(self.left, self.right, strict=True)
        return [
            new if self.new or old == new else f"{old} → {new}" for old, new in pairs
        ]


class KeptResource(resources.ModelResource):
    """A table of reference, kept through the same action as on its own pages."""

    def get_diff_class(self):
        return PlainDiff

    def before_import(self, dataset, **kwargs):
        self.by = kwargs.get("user")

    def do_instance_save(self, instance, is_create):
        actions.reference.save(instance, by=self.by)


class Options:
    import_id_fields = ["code"]
    skip_unchanged = True
    clean_model_instances = True


class RegionResource(KeptResource):
    code = fields.Field("code", "区划代码", TEXT)
    name = fields.Field("name", "名称", TEXT)
    parent = fields.Field("parent", "上级区划代码", CodeWidget(Region))
    valid_from = fields.Field("valid_from", "生效日期", DAY)
    valid_to = fields.Field("valid_to", "失效日期", DAY)

    class Meta(Options):
        model = Region
        fields = ["code", "name", "parent", "valid_from", "valid_to"]


class DepartmentResource(KeptResource):
    code = fields.Field("code", "单位代码", TEXT)
    name = fields.Field("name", "单位全称", TEXT)
    short_name = fields.Field("short_name", "单位简称", TEXT)
    kind = fields.Field("kind", "单位类别", ChoiceWidget(Department.Kind.choices))
    region = fields.Field("region", "区划代码", CodeWidget(Region))
    phone = fields.Field("phone", "联系电话", TEXT)
    address = fields.Field("address", "办公地址", TEXT)
    valid_from = fields.Field("valid_from", "生效日期", DAY)
    valid_to = fields.Field("valid_to", "失效日期", DAY)

    class Meta(Options):
        model = Department
        fields = [
            "code", "name", "short_name", "kind", "region", "phone", "address",
            "valid_from", "valid_to",
        ]  # fmt: skip


class FieldResource(KeptResource):
    code = fields.Field("code", "领域代码", TEXT)
    name = fields.Field("name", "领域名称", TEXT)
    description = fields.Field("description", "说明", TEXT)

    class Meta(Options):
        model = Field
        fields = ["code", "name", "description"]


class LeadResource(resources.ModelResource):
    field = fields.Field("field__name", "领域", TEXT)
    department = fields.Field("department__name", "牵头单位", TEXT)
    valid_from = fields.Field("valid_from", "自", DAY)
    valid_to = fields.Field("valid_to", "至", DAY)
    citation = fields.Field("citation", "依据", TEXT)

    class Meta:
        model = Lead
        fields = ["field", "department", "valid_from", "valid_to", "citation"]


class EntrySheet:
    """Entries in a spreadsheet.

    Persons' numbers are masked, save those in entries of the department `full_for` (a primary
    key), where one is given.
    """

    COLUMNS = [
        ("条目号", lambda entry: entry.pk),
        ("名单类别", lambda entry: entry.get_list_kind_display()),
        ("主体类别", lambda entry: entry.subject.get_kind_display()),
        ("名称", lambda entry: entry.subject.name),
        ("证件类别", lambda entry: entry.subject.get_identifier_kind_display()),
        ("证件号码", None),
        ("认定标准", lambda entry: str(entry.standard)),
        ("认定单位", lambda entry: entry.department.name),
        *((fact.label, attrgetter(fact.name)) for fact in used_for(Use.SHEET)),
        ("状态", lambda entry: entry.get_status_display()),
        ("此刻有效力", lambda entry: entry.has_effect),
        ("有效期自", lambda entry: entry.valid_from),
        ("有效期至", lambda entry: entry.valid_to),
        ("公示截止", lambda entry: entry.public_until),
        ("发布时间", lambda entry: local(entry.published_at)),
        ("退出时间", lambda entry: local(entry.ended_at)),
        ("退出原因", lambda entry: entry.get_ended_because_display()),
    ]
    headings = [heading for heading, _ in COLUMNS]

    def __init__(self, *, full_for=None):
        self.full_for = full_for

    def rows(self, entries) -> Iterator[list]:
        """The rows of the queryset `entries`, annotated with has_effect, one after another."""
        for entry in entries.iterator(chunk_size=2000):
            yield [
                read(entry) if read else self.number(entry) for _, read in self.COLUMNS
            ]

    def number(self, entry: Entry) -> str:
        """The number of the subject of `entry`, in full where that is wanted."""
        subject = entry.subject
        is_wanted = self.full_for is not None and entry.department_id == self.full_for
        if is_wanted and subject.kind == SubjectKind.PERSON:
            return sealing.unseal(subject.sealed)
        return subject.identifier


def local(at):
    return timezone.localtime(at) if at else None
