"""Admin of the examples: drafting, review, publication."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from registry.adminkit import ActionForm, Button, ButtonsAdmin, ReasonForm, tag
from reporting import actions
from reporting.models import Example
from reporting.months import Month, newest

APPROVE, PUBLISH = "reporting.approve_example", "reporting.publish_example"
Status = Example.Status
TONES = {"draft": "", "approved": "waits", "published": "done", "withdrawn": "over"}
MONTHS_OFFERED = 3


def months_offered() -> list[tuple[str, str]]:
    """Choices of the month of a new example: the current one and those before it."""
    months = newest(Month.of(timezone.localdate()), MONTHS_OFFERED)
    return [(month.code, str(month)) for month in months]


class ExampleForm(forms.ModelForm):
    """The entry and month of an example, and its text."""

    month_of = forms.ChoiceField(label="月份", choices=months_offered, required=False)

    class Meta:
        model = Example
        fields = ["entry", "title", "story", "is_model"]
        help_texts = {
            "entry": "从本单位生效中的条目中选择，可输入条目号或认定文号。",
            "title": "一句话概括，60 字以内。",
            "story": "写明做了什么、结果如何。自然人不得写全名和证件号码。",
        }


class PublishExampleForm(ActionForm):
    """The legal basis for publishing an example."""

    basis = forms.ChoiceField(label="公开依据", choices=Example.Basis.choices)
    basis_text = forms.CharField(
        label="依据说明",
        max_length=200,
        help_text="如“2026年11月5日当事人同意书”，或者法律、法规的名称和条款。",
    )


def foresee_publication(example, by):
    """Yield what the public will see, for the page of confirmation."""
    subject = example.entry.subject
    who = (
        f"{subject.name[0]}某某（自然人不写全名）"
        if subject.is_person
        else subject.name
    )
    yield f"将在“信用福州”网站典型案例栏目公开，主体显示为：{who}。"
    yield "条目被暂停、更正、修复、撤销或者期满时，案例随即不再显示，不需要另行撤下。"


@admin.register(Example)
class ExampleAdmin(ButtonsAdmin):
    menu, menu_order = "月报督导", 20
    form = ExampleForm
    list_display = ["title", "kind", "period", "department", "entry_link", "state", "serves"]  # fmt: skip
    list_select_related = ["department", "entry__subject"]
    list_filter = ["status", "polarity", "is_model"]
    search_fields = ["title", "=entry__document_number"]
    search_help_text = "输入标题或条目的认定文号。"
    sortable_by = []
    autocomplete_fields = ["entry"]
    readonly_fields = ["kind", "period", "department", "state", "serves", "basis_words"]
    buttons = [
        Button(
            "approve",
            "审核通过",
            when=Status.APPROVED,
            do=actions.examples.approve,
            permission=APPROVE,
            note="起草人和修改人不能审核。审核通过后计入本月月报。",
            step=True,
        ),
        Button(
            "give_back",
            "退回修改",
            when=Status.DRAFT,
            do=actions.examples.return_to_drafter,
            permission=APPROVE,
            form=ReasonForm,
        ),
        Button(
            "publish",
            "公开宣传",
            when=Status.PUBLISHED,
            do=actions.examples.publish,
            permission=PUBLISH,
            form=PublishExampleForm,
            preview=foresee_publication,
            step=True,
        ),
        Button(
            "withdraw",
            "撤下",
            when=Status.WITHDRAWN,
            do=actions.examples.withdraw,
            permission=APPROVE,
            form=ReasonForm,
            danger=True,
        ),
    ]

    def may_press(self, request, button, instance):
        user = request.user
        # Who may publish may also withdraw, without the right to approve.
        if button.name == "withdraw" and user.has_perm(PUBLISH):
            return True
        return super().may_press(request, button, instance)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or not may:
            return may
        own = obj.department_id == request.user.department_id
        return own and obj.status == Status.DRAFT

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["month_of", *self.form.Meta.fields]})]
        return [
            (None, {"fields": ["state", "serves", "kind", "period", "department"]}),
            ("案例", {"fields": ["entry", "title", "story", "is_model"]}),
            ("公开", {"fields": ["basis_words"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["entry"] if obj else [])]

    def save_model(self, request, obj, form, change):
        cleaned = form.cleaned_data
        if change:
            words = {name: cleaned[name] for name in ["title", "story", "is_model"]}
            actions.examples.edit(obj, by=request.user, **words)
        else:
            month = Month.parse(cleaned["month_of"] or months_offered()[0][0])
            actions.examples.draft(obj, month=month, by=request.user)

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing(timezone.now())

    @admin.display(description="类型")
    def kind(self, example):
        return tag(example.get_polarity_display(), example.polarity)

    @admin.display(description="月份")
    def period(self, example):
        return str(Month.of(example.month))

    @admin.display(description="条目")
    def entry_link(self, example):
        url = reverse("admin:registry_entry_change", args=[example.entry_id])
        return format_html('<a href="{}">条目 {}</a>', url, example.entry_id)

    @admin.display(description="状态")
    def state(self, example):
        return tag(example.get_status_display(), TONES[example.status])

    @admin.display(description="条目效力")
    def serves(self, example):
        if example.stands:
            return tag("生效中", "done")
        return tag("已退出、暂停或更正，不再计入和显示", "wrong")

    @admin.display(description="公开依据")
    def basis_words(self, example):
        if not example.basis:
            return "尚未公开"
        return f"{example.get_basis_display()}：{example.basis_text}"
