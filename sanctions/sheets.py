"""Measures and orders as spreadsheets, and uploaded lists of subjects to be checked."""

from datetime import date

from import_export import fields

from registry.models import Role, SubjectKind
from registry.parsing.cells import identifier, one_line
from registry.parsing.tables import ListFile
from registry.resources import TEXT, ChoiceWidget, KeptResource, Options

from . import actions
from .checking.questions import MOST, Question, question
from .models import Edition, Level, Measure

TOO_MANY = f"一次最多核查 {MOST} 个主体，请把文件分开上传。"


class LabelsWidget(ChoiceWidget):
    """Several choices in one cell, by their labels with 、 between them."""

    def render(self, value, obj=None, **kwargs):
        return "、".join(self.labels[one] for one in value or [])

    def clean(self, value, row=None, **kwargs):
        words = [word.strip() for word in (value or "").replace(",", "、").split("、")]
        return [super(LabelsWidget, self).clean(word) for word in words if word]


class EditionWidget(ChoiceWidget):
    """The edition by its name; only one that is still being compiled takes measures."""

    def __init__(self):
        super().__init__([])

    def render(self, value, obj=None, **kwargs):
        return str(value)

    def clean(self, value, row=None, **kwargs):
        edition = Edition.objects.filter(name=(value or "").strip()).first()
        if edition is None:
            raise ValueError(f"没有名为“{value}”的措施清单版次，请先编制。")
        if edition.status != Edition.Status.DRAFT:
            raise ValueError(f"《{edition}》已经公布，不能导入，请编制新版次。")
        return edition


class MeasureResource(KeptResource):
    """The catalogue as a sheet: one measure a row, each with its basis."""

    edition = fields.Field("edition", "清单版次", EditionWidget())
    code = fields.Field("code", "措施代码", TEXT)
    name = fields.Field("name", "措施", TEXT)
    content = fields.Field("content", "措施内容", TEXT)
    polarity = fields.Field(
        "polarity", "激励或惩戒", ChoiceWidget(Measure.Polarity.choices)
    )
    force = fields.Field("force", "效力", ChoiceWidget(Measure.Force.choices))
    kind = fields.Field("kind", "类型", ChoiceWidget(Measure.Kind.choices))
    subject_kinds = fields.Field(
        "subject_kinds", "对象主体类别", LabelsWidget(SubjectKind.choices)
    )
    roles = fields.Field("roles", "对象责任身份", LabelsWidget(Role.choices))
    document = fields.Field("document", "依据文件", TEXT)
    article = fields.Field("article", "依据条款", TEXT)
    level = fields.Field("level", "依据层级", ChoiceWidget(Level.choices))
    clause = fields.Field("clause", "通知条款", TEXT)
    remark = fields.Field("remark", "备注", TEXT)

    class Meta(Options):
        model = Measure
        import_id_fields = ["edition", "code"]
        fields = [
            "edition", "code", "name", "content", "polarity", "force", "kind",
            "subject_kinds", "roles", "document", "article", "level", "clause", "remark",
        ]  # fmt: skip

    def do_instance_save(self, instance, is_create):
        actions.catalogue.save_measure(instance, by=self.by)


class OrderSheet:
    """Orders in a spreadsheet, annotated with may_execute."""

    COLUMNS = [
        ("任务号", lambda order: order.pk),
        ("信用主体", lambda order: order.subject.name),
        ("证件号码", lambda order: order.subject.identifier),
        ("发起单位", lambda order: order.initiator.name),
        ("实施单位", lambda order: order.department.name),
        ("措施", lambda order: order.measure.name),
        ("效力", lambda order: order.measure.get_force_display()),
        ("条目号", lambda order: order.entry_id),
        ("状态", lambda order: order.get_status_display()),
        ("此刻可以执行", lambda order: order.may_execute),
        ("响应期限", lambda order: order.respond_by),
        ("执行日期", lambda order: order.executed_on),
        ("执行文书", lambda order: order.document),
        ("措施期限至", lambda order: order.until),
        ("不执行的原因", lambda order: order.get_ground_display()),
        ("说明", lambda order: order.explanation),
        ("解除期限", lambda order: order.lift_by),
        ("解除日期", lambda order: order.lifted_on),
    ]
    headings = [heading for heading, _ in COLUMNS]

    def rows(self, orders):
        for order in orders.iterator(chunk_size=2000):
            yield [read(order) for _, read in self.COLUMNS]


def questions_in(file, *, today: date) -> list[tuple[str, Question]]:
    """The questions of an uploaded list: (where it stands, question) row by row.

    Raises registry.parsing.errors.Unreadable for a file that is not a list, ValueError for more
    than MOST rows.
    """
    asked = []
    listed = ListFile(file)
    try:
        for table in listed.tables():
            for block in table.blocks():
                for number, cells in block:
                    asked.append((f"第 {number} 行", row_question(table, cells, today)))
                    if len(asked) > MOST:
                        raise ValueError(TOO_MANY)
    finally:
        listed.close()
    return asked


def row_question(table, cells, today) -> Question:
    found = [identifier(cells[column]) for column in table.codes]
    number = next((one for one in found if one.value), None)
    if number is not None and number.problem:
        return Question(wrong=number.problem)
    name = next(filter(None, (one_line(cells[column]) for column in table.names)), "")
    return question(
        identifier=number.value if number else "", name=name, today=today, strict=False
    )
