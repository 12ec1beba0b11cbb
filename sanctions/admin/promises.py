"""Promises of missing material in the admin (一(三))."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from registry.adminkit import ActionForm, Button, ButtonsAdmin, Section, tag
from registry.models import ListKind, Standard
from sanctions import actions
from sanctions.models import Promise, PromiseItem

from .forms import SubjectForm, day
from .words import MENU

SETTLE = "sanctions.settle_promise"
TONES = {"open": "waits", "kept": "done", "broken": "wrong"}


class PromiseForm(SubjectForm, forms.ModelForm):
    """Which subject promises which material, within how many working days."""

    items = forms.CharField(
        label="容缺的材料",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一项。",
    )
    deferrable = forms.BooleanField(
        label="以上材料不属于法律、法规及行业主管部门的规范性文件要求提供的材料",
        required=False,
    )

    class Meta:
        model = Promise
        fields = ["matter", "case_number", "workdays"]


class KeepForm(ActionForm):
    supplied_on = day("补齐日期")


class SupplyForm(ActionForm):
    item = forms.ModelChoiceField(PromiseItem.objects.none(), label="材料")
    supplied_on = day("补齐日期")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        missing = self.instance.items.filter(supplied_on__isnull=True)
        self.fields["item"].queryset = missing


class BreakForm(ActionForm):
    standard = forms.ModelChoiceField(
        Standard.objects.none(),
        label="认定标准",
        help_text="本单位现行的失信记录类标准。",
    )
    document_number = forms.CharField(label="认定文号", max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["standard"].queryset = Standard.objects.filter(
            department=self.instance.department,
            list_kind=ListKind.BAD,
            status=Standard.Status.PUBLISHED,
        )


def supply(promise, *, by, item, supplied_on):
    """Record that one item of the `promise` was supplied."""
    actions.promises.supply(item, by=by, supplied_on=supplied_on)


def is_open(promise):
    return promise.status == Promise.Status.OPEN


@admin.register(Promise)
class PromiseAdmin(ButtonsAdmin):
    menu, menu_order = MENU, 40
    list_display = [
        "__str__",
        "state",
        "subject",
        "matter",
        "department",
        "promised_on",
    ]
    list_select_related = ["subject", "department"]
    list_filter = ["status"]
    search_fields = ["=case_number", "matter"]
    searched_from_anywhere = True
    search_help_text = "输入办件编号或办理事项。"
    readonly_fields = ["state", "reasons", "entry_link"]
    buttons = [
        Button(
            "supply",
            "登记补交材料",
            when=is_open,
            do=supply,
            permission=SETTLE,
            form=SupplyForm,
        ),
        Button(
            "keep",
            "全部补齐",
            when=Promise.Status.KEPT,
            do=actions.promises.mark_kept,
            permission=SETTLE,
            form=KeepForm,
            step=True,
        ),
        Button(
            "break",
            "认定未履行",
            when=Promise.Status.BROKEN,
            do=actions.promises.mark_broken,
            permission=SETTLE,
            form=BreakForm,
            note="承诺日期届满后方可办理。将起草一条失信记录，仍须依程序告知、听取陈述申辩并审核。",
            danger=True,
        ),
    ]

    def has_change_permission(self, request, obj=None):
        return False

    def may_press(self, request, button, instance):
        own = instance.department_id == request.user.department_id
        return own and super().may_press(request, button, instance)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [
                ("一、谁承诺", {"fields": SubjectForm.NAMES}),
                ("二、办理事项", {"fields": ["matter", "case_number"]}),
                ("三、承诺", {"fields": ["items", "workdays", "deferrable"]}),
            ]
        facts = ["subject", "department", "matter", "case_number", "reasons"]
        dates = ["made_on", "workdays", "promised_on", "provisional"]
        return [(None, {"fields": [*facts, *dates, "state", "entry_link"]})]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = PromiseForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        made = actions.promises.record(
            form.enrolled(request.user),
            by=request.user,
            matter=data["matter"],
            case_number=data["case_number"],
            items=data["items"].splitlines(),
            workdays_allowed=data["workdays"],
            deferrable=data["deferrable"],
        )
        obj.pk, obj.subject = made.pk, made.subject

    def sections(self, request, promise):
        yield Section(
            "材料",
            ["材料", "补齐日期"],
            [[one.name, one.supplied_on or "未补齐"] for one in promise.items.all()],
        )

    @admin.display(description="状态")
    def state(self, promise):
        return tag(promise.get_status_display(), TONES[promise.status])

    @admin.display(description="适用绿色通道的理由")
    def reasons(self, promise):
        return " ".join(promise.channel)

    @admin.display(description="失信记录草稿")
    def entry_link(self, promise):
        if promise.entry_id is None:
            return "无"
        url = reverse("admin:registry_entry_change", args=[promise.entry_id])
        return format_html('<a href="{}">条目 {}</a>', url, promise.entry_id)
