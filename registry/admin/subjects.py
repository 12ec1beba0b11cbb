"""Subjects and clarifications of who is not meant."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from registry import actions, identifiers, identity, names, search
from registry.adminkit import (
    ActionForm,
    AppendOnlyAdmin,
    Button,
    ButtonsAdmin,
    ReasonForm,
    Section,
    Tone,
    filled_filter,
    tag,
)
from registry.errors import CreditError
from registry.models import Clarification, Entry, Subject

from .entry_lists import TONES, identified
from .subject_fields import IdentifierField, NewSubject, kind_choices, recognised

SHOWN_ENTRIES = 50


class EnrolForm(NewSubject, forms.ModelForm):
    """A new subject; its number is checked before anything is kept."""

    class Meta:
        model = Subject
        fields = ["region"]

    def clean(self):
        super().clean()
        self.check_new()
        return self.cleaned_data


class RenameForm(ReasonForm):
    name = forms.CharField(label="新名称", max_length=200)
    field_order = ["name", "reason"]


class NumberForm(ActionForm):
    """Another number of the subject."""

    identifier_kind = forms.ChoiceField(label="证件类别")
    identifier = IdentifierField(label="证件号码")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = identifiers.kinds_of_subject(self.instance.kind)
        self.fields["identifier_kind"].choices = kind_choices(kinds)
        self.fields["identifier_kind"].required = False

    def clean(self):
        cleaned = super().clean()
        cleaned["identifier"] = recognised(
            self,
            "identifier",
            subject_kind=self.instance.kind,
            identifier_kind=cleaned.get("identifier_kind"),
        )
        return cleaned

    def arguments(self):
        return {"identifier": self.cleaned_data["identifier"]}


class ClarifyForm(ReasonForm):
    """The person who was taken for somebody else."""

    name = forms.CharField(label="被误认人姓名", max_length=200)
    identifier = IdentifierField(label="被误认人证件号码")
    field_order = ["name", "identifier", "reason"]

    def clean(self):
        cleaned = super().clean()
        cleaned["identifier"] = recognised(
            self, "identifier", subject_kind=self.instance.kind
        )
        return cleaned


def is_person(subject):
    return subject.is_person


@admin.register(Subject)
class SubjectAdmin(ButtonsAdmin):
    menu, menu_order = "名单管理", 40
    list_display = ["name", "kind", "identifier_kind", "identifier", "region"]
    list_select_related = ["region"]
    list_filter = ["kind"]
    sortable_by = []
    search_fields = ["name_key"]
    searched_from_anywhere = True
    search_help_text = "输入单位名称（两个字以上）或统一社会信用代码；自然人须输入完整证件号码，且只查得到本单位登记过条目的。"
    autocomplete_fields = ["region"]
    buttons = [
        Button(
            "rename",
            "更名",
            when=lambda subject: True,
            do=actions.subjects.rename,
            permission="registry.change_subject",
            form=RenameForm,
            note="原名称作为曾用名保留，仍可据以查到。",
        ),
        Button(
            "number",
            "添加证件号码",
            when=lambda subject: True,
            do=actions.subjects.add_identifier,
            permission="registry.add_otheridentifier",
            form=NumberForm,
            note="同一主体的另一个号码，如旧注册号、另一本证件。按任何一个号码都能查到同一主体。",
        ),
        Button(
            "clarify",
            "出具身份澄清",
            when=is_person,
            do=actions.subjects.clarify,
            permission="registry.clarify_subject",
            form=ClarifyForm,
            note="认定某人并非本主体（同名同姓等）。今后查询该人时不再与本主体混同。",
        ),
        Button(
            "reveal",
            "查看完整证件号码",
            when=is_person,
            do=actions.subjects.reveal_number,
            permission="registry.reveal_number",
            form=ReasonForm,
            note="查看人、时间和理由将写入办理过程。号码只显示一次。",
            shows=True,
        ),
    ]

    def found_as(self, subject):
        return f"{subject.name}（{subject.identifier}）"

    def get_search_results(self, request, queryset, search_term):
        try:
            return named(queryset, search_term.strip()), False
        except CreditError as refusal:
            messages.warning(request, str(refusal))
            return queryset.none(), False

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.find))
        return [path("find/", view, name="registry_subject_find"), *super().get_urls()]

    def find(self, request):
        """Take the search box's text by POST: a person's number must not stand in an address."""
        text = request.POST.get("q", "").strip()
        url = reverse("admin:registry_subject_changelist")
        identifier = identified(text)
        if identifier is None or not identifiers.is_person_kind(identifier.kind):
            query = request.GET.copy()
            query["q"] = text
            return HttpResponseRedirect(f"{url}?{query.urlencode()}")
        subject = identity.subject_with_number(identifier)
        if subject is None or self.get_object(request, str(subject.pk)) is None:
            messages.info(
                request, "没有找到该号码，或者本单位没有登记过该自然人的条目。"
            )
            return HttpResponseRedirect(url)
        return self.redirect_to(request, subject)

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def may_press(self, request, button, instance):
        if (
            button.name == "reveal"
            and not instance.entries.filter(
                department=request.user.department_id or 0
            ).exists()
        ):
            return False
        return super().may_press(request, button, instance)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not change:
            kwargs["form"] = EnrolForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": [*NewSubject.NAMES, "region"]})]
        return [
            (
                None,
                {"fields": ["name", "kind", "identifier_kind", "identifier", "region"]},
            )
        ]

    def save_model(self, request, obj, form, change):
        subject = actions.subjects.enrol(
            **form.enrolment(), region=obj.region, by=request.user
        )
        # The action may have found a subject that was there: Django goes on with that one.
        obj.pk = subject.pk
        obj.refresh_from_db()

    def sections(self, request, instance):
        if not instance.is_person:
            yield Section(
                "曾用名",
                ["名称", "使用至"],
                [[one.name, one.until] for one in instance.former_names.all()],
            )
        yield Section(
            "其他证件号码",
            ["证件类别", "号码"],
            [
                [one.get_kind_display(), one.identifier]
                for one in instance.other_identifiers.all()
            ],
        )
        entries = Entry.objects.of(instance).visible_to(request.user)
        rows = entries.select_related("standard", "department")[:SHOWN_ENTRIES]
        yield Section(
            "名单条目（本人可见，最近 50 条）",
            ["条目", "名单类别", "认定标准", "认定单位", "认定日期", "状态"],
            [entry_row(entry) for entry in rows],
        )


def entry_row(entry):
    url = reverse("admin:registry_entry_change", args=[entry.pk])
    return [
        format_html('<a href="{}">{}</a>', url, entry),
        tag(entry.get_list_kind_display(), entry.list_kind),
        entry.standard,
        entry.department,
        entry.decided_on,
        tag(entry.get_status_display(), TONES[entry.status]),
    ]


def named(rows, text):
    """Those of the subjects `rows` that `text` finds: by number, or organisations by name."""
    if not text:
        return rows
    identifier = identified(text)
    if identifier is not None:
        subject = identity.subject_with_number(identifier)
        return rows.filter(pk=subject.pk if subject else None)
    if len(names.key(text)) < names.MIN_SEARCH:
        return rows.none()
    return rows.filter(pk__in=search.containing(search.searchable(text), limit=1000))


@admin.register(Clarification)
class ClarificationAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu, menu_order = "名单管理", 45
    list_display = ["number", "name", "not_subject", "issued_at", "issued_by", "state"]
    list_select_related = ["not_subject", "issued_by"]
    list_filter = [("withdrawn_at", filled_filter("有效", "已撤回"))]
    search_fields = ["number"]
    search_help_text = "输入完整的澄清编号。"
    fields = [
        "number", "name", "not_subject", "reason", "issued_at", "issued_by",
        "withdrawn_at", "withdrawn_by",
    ]  # fmt: skip
    buttons = [
        Button(
            "withdraw",
            "撤回",
            when=lambda clarification: clarification.withdrawn_at is None,
            do=actions.subjects.withdraw_clarification,
            permission="registry.clarify_subject",
            form=ReasonForm,
            note="撤回后，查询时不再据此区分。",
            danger=True,
        )
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.sees_all:
            return rows
        return rows.filter(issued_by__department=request.user.department_id or 0)

    @admin.display(description="状态")
    def state(self, clarification):
        if clarification.withdrawn_at:
            return tag("已撤回", Tone.OVER)
        return tag("有效", Tone.DONE)
