"""Standards by which entries are made."""

from django import forms
from django.contrib import admin

from registry import actions
from registry.actions.standards import TERMS
from registry.adminkit import ActionForm, Button, ButtonsAdmin, ReasonForm, Tone, tag
from registry.models import Standard, SubjectKind

PUBLISH = "registry.publish_standard"
TONES = {"draft": "", "published": Tone.DONE, "retired": Tone.OVER}
DAY = {"type": "date"}


class StandardForm(forms.ModelForm):
    """The terms of a standard."""

    subject_kinds = forms.MultipleChoiceField(
        label="适用主体类别",
        choices=SubjectKind,
        widget=forms.CheckboxSelectMultiple,
    )

    def changes(self):
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in [*TERMS, "field"]
        }


class PublishStandardForm(ActionForm):
    """Where and since when the public can read it, and from when it counts."""

    published_where = forms.CharField(
        label="公布载体", max_length=300, help_text="网址或公布文号，公众能够查到的。"
    )
    published_on = forms.DateField(label="公布日期", widget=forms.DateInput(attrs=DAY))
    effective_from = forms.DateField(
        label="施行日期",
        widget=forms.DateInput(attrs=DAY),
        help_text="不早于公布日期：认定标准应先公布、后施行（一；三(二)）。",
    )


class RetireForm(ReasonForm):
    """The last day on which a decision may rest on it."""

    effective_to = forms.DateField(label="废止日期", widget=forms.DateInput(attrs=DAY))
    field_order = ["effective_to", "reason"]


def publish(standard, *, by, effective_from, **particulars):
    """Publish it with what the form asks for."""
    actions.standards.publish(standard, by=by, valid_from=effective_from, **particulars)


def retire(standard, *, by, effective_to, reason):
    """End it on the day that the form asks for."""
    actions.standards.retire(standard, by=by, valid_to=effective_to, reason=reason)


def revise(standard, *, by):
    """The next version, as a draft."""
    return actions.standards.revise(standard, by=by)


def is_published(standard):
    return standard.status == Standard.Status.PUBLISHED


@admin.register(Standard)
class StandardAdmin(ButtonsAdmin):
    menu, menu_order = "名单管理", 30
    form = StandardForm
    list_display = [
        "name", "version", "kind_tag", "department", "field", "severity",
        "term_months", "valid_from", "valid_to", "status_tag",
    ]  # fmt: skip
    list_select_related = ["department", "field"]
    list_filter = ["status", "list_kind", "severity", "category", "provisional"]
    search_fields = ["name", "code", "department__short_name"]
    searched_from_anywhere = True
    search_help_text = "输入标准名称、代码或认定单位简称。"
    sortable_by = ["name", "valid_from"]
    autocomplete_fields = ["department", "field"]
    readonly_fields = [
        "version", "status_shown", "published_on", "published_where",
        "valid_from", "valid_to",
    ]  # fmt: skip
    buttons = [
        Button(
            "publish",
            "公布施行",
            when=Standard.Status.PUBLISHED,
            do=publish,
            permission=PUBLISH,
            form=PublishStandardForm,
            note="公布后不能修改，只能修订为新版本；同一标准的前一版本在施行前一日废止。起草人和修改人不能办理。",
            step=True,
        ),
        Button(
            "revise",
            "修订为新版本",
            when=is_published,
            do=revise,
            permission="registry.add_standard",
        ),
        Button(
            "retire",
            "废止",
            when=Standard.Status.RETIRED,
            do=retire,
            permission=PUBLISH,
            form=RetireForm,
            note="废止日期之后不能再据以认定；此前认定的条目不受影响。",
            danger=True,
        ),
    ]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or not may:
            return may
        return obj.status == Standard.Status.DRAFT and self.is_own(request, obj)

    def may_press(self, request, button, instance):
        return self.is_own(request, instance) and super().may_press(
            request, button, instance
        )

    def is_own(self, request, standard):
        user = request.user
        return standard.department_id == user.department_id or user.sees_all

    def get_readonly_fields(self, request, obj=None):
        kept = ["code", "department"] if obj else []
        return [*self.readonly_fields, *kept]

    def get_fieldsets(self, request, obj=None):
        facts = ["code", "name", "department", "field", "list_kind", "subject_kinds"]
        state = ["version", "status_shown", "published_on", "published_where"]
        published = [("公布和施行", {"fields": [*state, "valid_from", "valid_to"]})]
        return [
            ("标准", {"fields": facts}),
            (
                "情形和依据",
                {"fields": ["category", "severity", "conditions", "legal_basis"]},
            ),
            (
                "期限",
                {
                    "fields": [
                        ("term_months", "term_runs_from"),
                        "is_public",
                        ("public_min_months", "public_max_months"),
                        "public_runs_from",
                        "citation",
                        "provisional",
                    ]  # fmt: skip
                },
            ),
            (
                "程序",
                {"fields": ["statement_workdays", "urgent_exception", "batch_limit"]},
            ),
            ("修复", {"fields": ["repairable", "not_repairable_reason"]}),
            *(published if obj else []),
        ]

    def get_search_results(self, request, queryset, search_term):
        found, repeats = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/") and not request.user.sees_all:
            found = found.filter(department=request.user.department_id or 0)
        return found, repeats

    def save_model(self, request, obj, form, change):
        if change:
            actions.standards.edit(obj, by=request.user, changes=form.changes())
        else:
            actions.standards.draft(obj, by=request.user)

    @admin.display(description="名单类别")
    def kind_tag(self, standard):
        return tag(standard.get_list_kind_display(), standard.list_kind)

    @admin.display(description="状态")
    def status_tag(self, standard):
        return tag(standard.get_status_display(), TONES[standard.status])

    @admin.display(description="状态")
    def status_shown(self, standard):
        return standard.get_status_display()
