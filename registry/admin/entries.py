from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from registry import actions, identity, rules
from registry.adminkit import Autocomplete, BulkAdmin, ButtonsAdmin
from registry.entry_facts import FactSection, arranged, in_section
from registry.models import Entry

from .entry_bulk import ACTIONS, preview
from .entry_buttons import BUTTONS
from .entry_desk import changes, waiting
from .entry_forms import DraftForm, FactsForm
from .entry_history_fields import ACTORS, EntryHistoryFields
from .entry_lists import (
    TONES,
    Conditions,
    EffectFilter,
    EntryColumns,
    effect_of,
    identified,
    searched,
)
from .entry_sections import open_holds, sections_of
from .exports import EntryExport
from .subject_fields import NewSubject

DECISION = arranged(
    in_section(FactSection.DECISION),
    first=["document_number", "decided_on"],
    last=["region", "asked_until", "details"],
)
# Two dates on one line.
DECISION = [
    ("decided_on", "occurred_on") if name == "decided_on" else name
    for name in DECISION
    if name != "occurred_on"
]
HEARING_NOTE = "失信记录、黑名单必填，红名单、良好记录不填。"
PAPER_FILE = [
    (FactSection.DECISION.value, {"fields": DECISION}),
    (
        FactSection.HEARING.value,
        {"fields": in_section(FactSection.HEARING), "description": HEARING_NOTE},
    ),
    (FactSection.SERVICE.value, {"fields": in_section(FactSection.SERVICE)}),
]
READ = [
    (
        title,
        {
            "fields": [
                "particulars" if name == "details" else name for name in of["fields"]
            ]
        },
    )
    for title, of in PAPER_FILE
]
KEPT = ["standard", "subject_link", "department", "cause_link", "role"]
TERM = ["valid_from", "valid_to", "public_until", "is_public", "computation"]


@admin.register(Entry)
class EntryAdmin(
    EntryExport, EntryHistoryFields, EntryColumns, BulkAdmin, ButtonsAdmin
):
    menu, menu_order = "名单管理", 10
    list_display = ["number", "state", "who", "rule", "decision", "department"]
    list_display_links = ["number"]
    list_select_related = ["subject", "standard", "department"]
    list_filter = ["status", "list_kind", EffectFilter, Conditions]
    sortable_by = ["number"]
    search_fields = ["document_number"]
    searched_from_anywhere = True
    search_help_text = "输入条目号、完整的认定文号、单位名称（两个字以上）、统一社会信用代码，或自然人的完整姓名、完整证件号码。"
    autocomplete_fields = ["standard", "subject", "region"]
    change_form_template = "admin/registry/entry/change_form.html"
    ask_template = "admin/registry/entry/ask.html"
    buttons = BUTTONS
    bulk_actions = ACTIONS

    def get_queryset(self, request):
        at = timezone.now()
        rows = (
            super()
            .get_queryset(request)
            .select_related("subject", "standard", "department")
        )
        return rows.with_effect(at).with_held(at)

    def found_as(self, entry):
        return f"{entry}　{entry.subject.name}　{entry.standard.name}　{entry.get_status_display()}"

    def get_search_results(self, request, queryset, search_term):
        return searched(request, queryset, search_term.strip()), False

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.find))
        return [path("find/", view, name="registry_entry_find"), *super().get_urls()]

    def find(self, request):
        """Take the search box's text by POST: a person's number must not stand in an address."""
        text = request.POST.get("q", "").strip()
        url = reverse("admin:registry_entry_changelist")
        identifier = identified(text)
        if identifier is None or text.isdecimal() and len(text) < 9:
            query = request.GET.copy()
            query["q"] = text
            return HttpResponseRedirect(f"{url}?{query.urlencode()}")
        subject = identity.subject_with_number(identifier)
        if subject is None or not self.get_queryset(request).of(subject).exists():
            messages.info(request, f"没有找到该{identifier.kind.label}号码的条目。")
            return HttpResponseRedirect(url)
        return HttpResponseRedirect(f"{url}?of={subject.pk}")

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        return obj.status in Entry.EDITABLE and rules.may_decide(
            request.user, obj.department
        )

    def may_press(self, request, button, instance):
        own = (
            button.name != "reveal"
            or instance.department_id == request.user.department_id
        )
        return own and super().may_press(request, button, instance)

    def get_list_display(self, request):
        if request.user.sees_all:
            return self.list_display
        return [name for name in self.list_display if name != "department"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return [*KEPT, *TERM, *ACTORS, "urgent_reason", "particulars"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = FactsForm if change else DraftForm
        if change and not self.has_change_permission(request, obj):
            form = forms.ModelForm
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [
                ("一、依据哪一项认定标准", {"fields": ["standard"]}),
                ("二、认定谁（已登记的主体）", {"fields": ["subject"]}),
                ("二、认定谁（查不到时登记新主体）", {"fields": NewSubject.NAMES}),
                *PAPER_FILE,
            ]
        kept = [
            name for name in KEPT if obj.cause_id or name not in ("cause_link", "role")
        ]
        term = [("期限", {"fields": TERM})] if obj.published_at else []
        actors = [name for name in ACTORS if getattr(obj, f"{name}_at")]
        if obj.urgent_reason:
            actors.append("urgent_reason")
        return [
            ("一、二、标准和主体", {"fields": kept}),
            *(PAPER_FILE if self.has_change_permission(request, obj) else READ),
            *term,
            ("经办", {"fields": actors}),
        ]

    def save_model(self, request, obj, form, change):
        if change:
            actions.entries.edit(obj, by=request.user, changes=form.changes())
            return
        if form.is_new:
            obj.subject = actions.subjects.enrol(**form.enrolment(), by=request.user)
        obj.department = obj.standard.department
        actions.entries.draft(obj, by=request.user)

    def preview(self, request, action, pks):
        return preview(action, pks, request.user)

    def sections(self, request, instance):
        return list(sections_of(instance, request.user))

    def waiting(self, request):
        return waiting(request.user)

    def panels(self, request):
        if self.has_view_permission(request):
            yield from changes(request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # fmt: skip
        if obj is not None and obj.pk is not None:
            word, tone = effect_of(obj, timezone.localdate())
            context |= {
                "effect": {"word": word, "tone": tone},
                "status_tone": TONES[obj.status],
                "holds": open_holds(obj) if word == "暂停" else [],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @property
    def media(self):
        widget = Autocomplete(Entry._meta.get_field("standard"), self.admin_site)
        return super().media + widget.media

    @admin.display(description="信用主体")
    def subject_link(self, entry):
        url = reverse("admin:registry_subject_change", args=[entry.subject_id])
        subject = entry.subject
        return format_html(
            '<a href="{}">{}</a>（{}）', url, subject.name, subject.identifier
        )

    @admin.display(description="所依据的单位条目")
    def cause_link(self, entry):
        url = reverse("admin:registry_entry_change", args=[entry.cause_id])
        return format_html('<a href="{}">条目 {}</a>', url, entry.cause_id)

    @admin.display(description="其他登记事项")
    def particulars(self, entry):
        return format_html_join("", "<div>{}：{}</div>", entry.details.items()) or "—"

    @admin.display(description="如何计算")
    def computation(self, entry):
        return format_html_join(
            "", "<p>{}</p>", ((line,) for line in entry.term_basis.values())
        )
