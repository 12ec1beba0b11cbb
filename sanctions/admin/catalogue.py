"""The catalogue of measures in the admin: editions, and the measures of each (三(三))."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from registry.admin.places import Spreadsheets
from registry.adminkit import Button, ButtonsAdmin, ReasonForm, Section, tag
from registry.models import Role, SubjectKind
from sanctions import actions
from sanctions.models import Edition, Level, Measure
from sanctions.sheets import MeasureResource

from .forms import PublicationForm, day
from .words import MENU

PUBLISH = "sanctions.publish_edition"
TONES = {"draft": "", "published": "done", "replaced": "over"}


def is_draft(edition):
    return edition.status == Edition.Status.DRAFT


class EditionForm(forms.ModelForm):
    """A new edition, which may begin with the measures of an earlier one."""

    like = forms.ModelChoiceField(
        Edition.objects.all(),
        label="沿用哪一版的措施",
        required=False,
        empty_label="不沿用，从空白开始",
    )

    class Meta:
        model = Edition
        fields = ["name", "note"]


@admin.register(Edition)
class EditionAdmin(ButtonsAdmin):
    menu, menu_order = MENU, 30
    list_display = ["name", "state", "valid_from", "valid_to", "published_where"]
    list_filter = ["status"]
    search_fields = ["name"]
    readonly_fields = [
        "state", "published_on", "published_where", "valid_from", "valid_to",
    ]  # fmt: skip
    buttons = [
        Button(
            "publish",
            "公布施行",
            when=Edition.Status.PUBLISHED,
            do=actions.catalogue.publish_edition,
            permission=PUBLISH,
            form=PublicationForm,
            note="公布后不能修改。前一版在施行前一日停止施行；本版没有沿用的措施同时停用，已执行的应当解除。编制人不能办理。",
        )
    ]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not change:
            kwargs["form"] = EditionForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        return ["name", "note", *(self.readonly_fields if obj else ["like"])]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        made = actions.catalogue.draft_edition(
            name=data["name"], note=data["note"], like=data["like"], by=request.user
        )
        obj.pk, obj.drafted_at = made.pk, made.drafted_at

    def sections(self, request, edition):
        url = reverse("admin:sanctions_measure_changelist")
        number = edition.measures.count()
        link = format_html(
            '<a href="{}?edition__id__exact={}">查看全部 {} 项</a>',
            url,
            edition.pk,
            number,
        )
        yield Section("本版措施", ["措施"], [[link]])

    @admin.display(description="状态")
    def state(self, edition):
        return tag(edition.get_status_display(), TONES[edition.status])


class MeasureForm(forms.ModelForm):
    """A measure with those at whom it is aimed and all its bases."""

    subject_kinds = forms.MultipleChoiceField(
        label="对象主体类别",
        choices=SubjectKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label="对象责任身份",
        choices=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="对单位条目的责任人采取措施的，选定其身份。",
    )
    further = forms.CharField(
        label="其他依据",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一项：文件|条款|层级，如：国发〔2016〕33号|第三部分|国家级文件。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["further"] = "\n".join(
                f"{one.document}|{one.article}|{one.get_level_display()}"
                for one in self.instance.bases.all()
            )

    def clean_further(self):
        levels = {label: value for value, label in Level.choices}
        bases = []
        for line in filter(str.strip, self.cleaned_data["further"].splitlines()):
            parts = [part.strip() for part in line.replace("｜", "|").split("|")]
            if len(parts) != 3 or not all(parts) or parts[2] not in levels:
                raise forms.ValidationError(
                    f"“{line}”写法有误，应为：文件|条款|层级；层级可填{'、'.join(levels)}。"
                )
            bases.append((parts[0], parts[1], levels[parts[2]]))
        return bases


class WithdrawMeasureForm(ReasonForm):
    since = day("自何日起停用", help_text="当日起各版次的同一措施均不得执行。")
    field_order = ["since", "reason"]


def may_be_withdrawn(measure):
    return measure.valid_from is not None and measure.valid_to is None


@admin.register(Measure)
class MeasureAdmin(Spreadsheets, ButtonsAdmin):
    menu, menu_order = MENU, 32
    form = MeasureForm
    resource_classes = [MeasureResource]
    list_display = ["name", "polarity_tag", "force", "kind", "basis", "in_force"]
    list_select_related = ["edition"]
    list_filter = ["edition", "polarity", "force", "kind", "level"]
    search_fields = ["name", "code", "document"]
    search_help_text = "输入措施、代码或依据文件。"
    autocomplete_fields = ["implementers"]
    readonly_fields = ["valid_from", "valid_to", "withdrawn_because"]
    buttons = [
        Button(
            "withdraw",
            "停用",
            when=may_be_withdrawn,
            do=actions.catalogue.withdraw_measure,
            permission=PUBLISH,
            form=WithdrawMeasureForm,
            note="依据废止或者修改时使用。停用后任务即不得执行，已执行的转为待解除。",
            danger=True,
        )
    ]
    fieldsets = [
        ("措施", {"fields": ["edition", "code", "name", "content"]}),
        ("性质", {"fields": ["polarity", "force", "kind", "clause"]}),
        (
            "对象和实施",
            {"fields": ["subject_kinds", "roles", "carried_by", "implementers"]},
        ),
        ("依据", {"fields": ["document", "article", "level", "further", "remark"]}),
        ("施行", {"fields": ["valid_from", "valid_to", "withdrawn_because"]}),
    ]

    def has_import_permission(self, request):
        return request.user.has_perm("sanctions.import_measure")

    def has_export_permission(self, request):
        return request.user.has_perm("sanctions.export_measure")

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or is_draft(obj.edition))

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["edition", "code"] if obj else [])]

    def get_fieldsets(self, request, obj=None):
        shown = self.fieldsets if obj else self.fieldsets[:-1]
        if obj is None or self.has_change_permission(request, obj):
            return shown
        read = [name for name in shown[3][1]["fields"] if name != "further"]
        return [*shown[:3], ("依据", {"fields": read}), *shown[4:]]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "edition":
            kwargs["queryset"] = Edition.objects.filter(status=Edition.Status.DRAFT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        actions.catalogue.save_measure(
            obj,
            by=request.user,
            implementers=list(data["implementers"]),
            bases=data["further"],
        )

    def sections(self, request, measure):
        yield Section(
            "其他依据",
            ["文件", "条款", "层级"],
            [
                [one.document, one.article, one.get_level_display()]
                for one in measure.bases.all()
            ],
        )

    @admin.display(description="激励或惩戒")
    def polarity_tag(self, measure):
        tone = "black" if measure.is_punishment else "red"
        return tag(measure.get_polarity_display(), tone)

    @admin.display(description="主要依据")
    def basis(self, measure):
        return f"{measure.document}{measure.article}"

    @admin.display(description="此刻", empty_value="")
    def in_force(self, measure):
        if measure.is_in_force(timezone.localdate()):
            return tag("可以适用", "effect")
        return tag("已停用", "over") if measure.valid_to else tag("未施行")
