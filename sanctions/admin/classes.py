"""Schemes of classes and the grades of the State in the admin (三(二), 一(四))."""

from django import forms
from django.contrib import admin

from registry.adminkit import (
    ActionForm,
    AppendOnlyAdmin,
    Button,
    ButtonsAdmin,
    RegisterAdmin,
    Section,
    tag,
)
from registry.models import Department, ListKind, Standard
from sanctions import actions, rules
from sanctions.models import Band, NationalGrade, Scheme

from .forms import PublicationForm
from .words import MENU

CHANGE = "sanctions.change_scheme"
TONES = {"draft": "", "published": "done", "replaced": "over"}


def is_draft(scheme):
    return scheme.status == Scheme.Status.DRAFT


class BandForm(ActionForm):
    """One class, its condition, and its rank among the others."""

    rank = forms.IntegerField(label="判断顺序", min_value=1, max_value=100)
    name = forms.CharField(label="类别", max_length=50)
    list_kinds = forms.MultipleChoiceField(
        label="名单类别",
        choices=ListKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="判断顺序最后的类别不选，适用于其余全部主体。",
    )
    severities = forms.MultipleChoiceField(
        label="失信程度",
        choices=Standard.Severity,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选表示不论程度。",
    )
    at_least = forms.IntegerField(label="至少几条", min_value=1, initial=1)
    inspection = forms.CharField(label="检查频次建议", max_length=200)


def add_band(scheme, *, by, **fields):
    """Add a class to the draft, or change the one of the same rank."""
    band = scheme.bands.filter(rank=fields["rank"]).first() or Band(scheme=scheme)
    for name, value in fields.items():
        setattr(band, name, value)
    actions.classes.save_band(band, by=by)


@admin.register(Scheme)
class SchemeAdmin(ButtonsAdmin):
    menu, menu_order = MENU, 50
    list_display = ["name", "version", "state", "department", "valid_from", "valid_to"]
    list_select_related = ["department"]
    list_filter = ["status"]
    search_fields = ["name", "department__short_name"]
    readonly_fields = ["version", "state", "published_on", "published_where", "valid_from", "valid_to"]  # fmt: skip
    buttons = [
        Button(
            "band",
            "添加或修改类别",
            when=is_draft,
            do=add_band,
            permission=CHANGE,
            form=BandForm,
        ),
        Button(
            "publish",
            "公布施行",
            when=Scheme.Status.PUBLISHED,
            do=actions.classes.publish_scheme,
            permission="sanctions.publish_scheme",
            form=PublicationForm,
            note="公布后不能修改；本单位的前一版在施行前一日废止。起草人不能办理。",
        ),
    ]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def may_press(self, request, button, instance):
        user = request.user
        own = instance.department_id == user.department_id or user.sees_all
        return own and super().may_press(request, button, instance)

    def get_fields(self, request, obj=None):
        return ["department", "name", "basis", *(self.readonly_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "department" and not request.user.sees_all:
            own = Department.objects.filter(pk=request.user.department_id)
            kwargs["queryset"] = own
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        actions.classes.draft_scheme(obj, by=request.user)

    def sections(self, request, scheme):
        yield Section(
            "类别",
            ["判断顺序", "类别", "条件", "检查频次建议"],
            [
                [band.rank, band.name, rules.band_text(band), band.inspection]
                for band in scheme.bands.all()
            ],
        )

    @admin.display(description="状态")
    def state(self, scheme):
        return tag(scheme.get_status_display(), TONES[scheme.status])


@admin.register(NationalGrade)
class NationalGradeAdmin(AppendOnlyAdmin):
    menu, menu_order = MENU, 52
    list_display = ["subject", "grade", "graded_on", "source"]
    list_select_related = ["subject"]
    list_filter = ["grade"]
    search_fields = ["=subject__key"]
    search_help_text = "输入统一社会信用代码。"
    fields = ["subject", "grade", "source", "graded_on"]
    autocomplete_fields = ["subject"]

    def has_add_permission(self, request):
        return RegisterAdmin.has_add_permission(self, request)

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        made = actions.classes.record_grade(
            data["subject"],
            grade=data["grade"],
            source=data["source"],
            graded_on=data["graded_on"],
            by=request.user,
        )
        obj.pk = made.pk
