"""Memoranda in the admin: drafted with their measures, published, ended (三(三))."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from registry.adminkit import ActionForm, Button, ButtonsAdmin, ReasonForm, Section, tag
from registry.models import Department
from sanctions import actions
from sanctions.models import Measure, Memorandum, Provision

from .forms import PublicationForm, day
from .words import MENU

PUBLISH, CHANGE = "sanctions.publish_memorandum", "sanctions.change_memorandum"
TONES = {"draft": "", "published": "done", "ended": "over"}


def is_draft(memorandum):
    return memorandum.status == Memorandum.Status.DRAFT


def is_published(memorandum):
    return memorandum.status == Memorandum.Status.PUBLISHED


class ProvisionForm(ActionForm):
    """A measure of the catalogue in force, the department that takes it, and in how many days."""

    measure = forms.ModelChoiceField(Measure.objects.none(), label="措施")
    department = forms.ModelChoiceField(Department.objects.all(), label="实施单位")
    response_workdays = forms.IntegerField(
        label="响应期限（工作日）", min_value=1, max_value=250, initial=10
    )
    lifting_workdays = forms.IntegerField(
        label="解除期限（工作日）", min_value=1, max_value=250, initial=3
    )
    term_months = forms.IntegerField(
        label="措施期限（月）",
        required=False,
        min_value=1,
        max_value=600,
        help_text="不填表示与条目的有效期相同。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        measures = Measure.objects.current(timezone.localdate())
        self.fields["measure"].queryset = measures.order_by("polarity", "name")
        today = timezone.localdate()
        self.fields["department"].queryset = Department.objects.in_force(today)


class DropForm(ActionForm):
    provision = forms.ModelChoiceField(Provision.objects.none(), label="措施")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        provisions = self.instance.provisions.select_related("measure", "department")
        self.fields["provision"].queryset = provisions


class EndMemorandumForm(ReasonForm):
    valid_to = day("终止日期", help_text="当日之后发布的条目不再据以发出任务。")
    field_order = ["valid_to", "reason"]


def add_provision(memorandum, *, by, **fields):
    """Add a measure to the draft."""
    actions.memoranda.save_provision(Provision(memorandum=memorandum, **fields), by=by)


def drop_provision(memorandum, *, by, provision):
    """Remove a measure from the draft."""
    actions.memoranda.drop_provision(provision, by=by)


def trigger(memorandum, *, by):
    """Make the orders for entries that were published before the memorandum."""
    actions.triggering.trigger(memorandum, by=by)


@admin.register(Memorandum)
class MemorandumAdmin(ButtonsAdmin):
    menu, menu_order = MENU, 34
    list_display = ["title", "state", "initiator", "number", "valid_from", "valid_to"]
    list_select_related = ["initiator"]
    list_filter = ["status"]
    search_fields = ["title", "number", "initiator__short_name"]
    autocomplete_fields = ["initiator", "standards"]
    fields = ["title", "number", "initiator", "standards", "note"]
    readonly_fields = [
        "state",
        "published_on",
        "published_where",
        "valid_from",
        "valid_to",
    ]
    buttons = [
        Button(
            "provide",
            "添加措施",
            when=is_draft,
            do=add_provision,
            permission=CHANGE,
            form=ProvisionForm,
        ),
        Button(
            "drop",
            "移除措施",
            when=is_draft,
            do=drop_provision,
            permission=CHANGE,
            form=DropForm,
        ),
        Button(
            "publish",
            "公布生效",
            when=Memorandum.Status.PUBLISHED,
            do=actions.memoranda.publish,
            permission=PUBLISH,
            form=PublicationForm,
            note="生效后，所列标准的条目一经发布即向实施单位发出任务。起草人不能办理。",
        ),
        Button(
            "trigger",
            "补发任务",
            when=is_published,
            do=trigger,
            permission=PUBLISH,
            note="对备忘录生效前已经发布、现仍有效的条目补发任务；已经发出的不重复。",
        ),
        Button(
            "end",
            "终止",
            when=Memorandum.Status.ENDED,
            do=actions.memoranda.end,
            permission=PUBLISH,
            form=EndMemorandumForm,
            note="已经发出的任务不受影响。",
            danger=True,
        ),
    ]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or is_draft(obj) and self.is_own(request, obj))

    def may_press(self, request, button, instance):
        return self.is_own(request, instance) and super().may_press(
            request, button, instance
        )

    def is_own(self, request, memorandum):
        user = request.user
        return user.sees_all or memorandum.initiator_id == user.department_id

    def get_fields(self, request, obj=None):
        return [*self.fields, *(self.readonly_fields if obj else [])]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "initiator" and not request.user.sees_all:
            field.queryset = Department.objects.filter(pk=request.user.department_id)
        return field

    def save_model(self, request, obj, form, change):
        standards = list(form.cleaned_data["standards"])
        if change:
            actions.memoranda.edit(obj, by=request.user, standards=standards)
        else:
            actions.memoranda.draft(obj, by=request.user, standards=standards)

    def save_related(self, request, form, formsets, change):
        """Nothing: `save_model` has saved the standards too."""

    def sections(self, request, memorandum):
        yield Section(
            "措施",
            ["措施", "效力", "实施单位", "响应期限", "解除期限", "措施期限"],
            [
                [
                    one.measure,
                    one.measure.get_force_display(),
                    one.department,
                    f"{one.response_workdays} 个工作日",
                    f"{one.lifting_workdays} 个工作日",
                    f"{one.term_months} 个月" if one.term_months else "同条目",
                ]
                for one in memorandum.provisions.select_related("measure", "department")
            ],
        )

    @admin.display(description="状态")
    def state(self, memorandum):
        return tag(memorandum.get_status_display(), TONES[memorandum.status])
