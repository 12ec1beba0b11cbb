"""The list of entries: its columns, its filters and what its search box finds."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from registry import identifiers, identity, names, search
from registry.adminkit import (
    Autocomplete,
    FormFilter,
    PrivateAutocomplete,
    stacked,
    tag,
)
from registry.errors import CreditError
from registry.models import (
    Department,
    Entry,
    Field,
    Region,
    Standard,
    Subject,
)

TONES = {
    Entry.Status.DRAFT: "",
    Entry.Status.SUBMITTED: "waits",
    Entry.Status.RETURNED: "wrong",
    Entry.Status.AWAITING: "waits",
    Entry.Status.PUBLISHED: "done",
    Entry.Status.ENDED: "over",
    Entry.Status.DISCARDED: "over",
}
# How many of the subjects that a name finds are looked up for entries.
MOST_SUBJECTS = 1000

BRACKETS = str.maketrans("[]［］【】()（）", "〔〕〔〕〔〕〔〕〔〕")


def effect_of(entry, on):
    """What to say of the effect of `entry`, annotated with has_effect and is_held: (word, tone)."""
    if entry.status != Entry.Status.PUBLISHED:
        return "", ""
    if entry.has_effect:
        return "生效中", "effect"
    if entry.is_held:
        return "暂停", "held"
    if entry.valid_to is not None and entry.valid_to < on:
        return "期满", "over"
    return "未生效", "over"


class EntryColumns:
    """How an entry is shown in a list: few columns, so that none is out of sight."""

    @admin.display(description="条目", ordering="pk")
    def number(self, entry):
        return entry.pk

    @admin.display(description="状态")
    def state(self, entry):
        word, tone = effect_of(entry, timezone.localdate())
        status = tag(entry.get_status_display(), TONES[entry.status])
        effect = tag(word, tone) if word else ""
        return format_html('<div class="stack">{}{}</div>', status, effect)

    @admin.display(description="信用主体")
    def who(self, entry):
        subject = entry.subject
        return stacked(subject.name, subject.identifier)

    @admin.display(description="认定标准")
    def rule(self, entry):
        kind = tag(entry.get_list_kind_display(), entry.list_kind)
        return format_html("{} {}", kind, entry.standard)

    @admin.display(description="认定文号和日期")
    def decision(self, entry):
        return stacked(entry.document_number or "（无文号）", entry.decided_on)


class EffectFilter(admin.SimpleListFilter):
    """By whether an entry has effect at this moment."""

    title = "效力"
    parameter_name = "effect"

    def lookups(self, request, model_admin):
        return [("yes", "生效中"), ("held", "暂停"), ("no", "未生效")]

    def queryset(self, request, queryset):
        at = timezone.now()
        if self.value() == "yes":
            return queryset.in_effect(at)
        if self.value() == "held":
            return queryset.filter(status=Entry.Status.PUBLISHED).held(at)
        if self.value() == "no":
            return queryset.exclude(pk__in=Entry.objects.in_effect(at).values("pk"))
        return queryset


def day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class ConditionsForm(forms.Form):
    """What a list of entries can be narrowed by."""

    of = forms.ModelChoiceField(
        Subject.objects.none(), label="信用主体", required=False
    )
    under = forms.ModelChoiceField(
        Standard.objects.none(), label="认定标准", required=False
    )
    unit = forms.ModelChoiceField(
        Department.objects.none(), label="认定单位", required=False
    )
    area = forms.ModelChoiceField(Field.objects.all(), label="领域", required=False)
    place = forms.ModelChoiceField(Region.objects.all(), label="区划", required=False)
    since = day("认定日期自")
    until = day("认定日期至")
    batch = forms.IntegerField(label="导入批次号", required=False, min_value=1)

    def __init__(self, *args, request, site, **kwargs):
        super().__init__(*args, **kwargs)
        user = request.user
        found = {
            "of": ("subject", PrivateAutocomplete, Subject.objects.visible_to(user)),
            "under": (
                "standard",
                Autocomplete,
                Standard.objects.visible_to(user),
            ),
            "unit": ("department", Autocomplete, Department.objects.all()),
        }
        if not user.sees_all:
            del found["unit"], self.fields["unit"]
        for name, (column, widget, rows) in found.items():
            field = self.fields[name]
            field.widget = widget(Entry._meta.get_field(column), site)
            field.queryset = rows

    def clean(self):
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "结束日期早于开始日期。")
        return given


class Conditions(FormFilter):
    """By subject, standard, field, place, date of decision and batch."""

    title = "条件"
    form = ConditionsForm
    COLUMNS = {
        "of": "subject",
        "under": "standard",
        "unit": "department",
        "area": "standard__field",
        "place": "region",
        "since": "decided_on__gte",
        "until": "decided_on__lte",
        "batch": "batch",
    }

    def narrow(self, rows, given):
        return rows.filter(
            **{self.COLUMNS[name]: value for name, value in given.items()}
        )


def identified(text):
    """The checked identifier that `text` is, or None."""
    try:
        return identifiers.recognise(text, today=timezone.localdate())
    except identifiers.Unrecognised:
        return None


def matching(request, text):
    """Which entries the `text` of the search box means: number, code, document or name."""
    if text.isdecimal() and len(text) < 9:
        return Q(pk=text)
    identifier = identified(text)
    if identifier is not None:
        return Q(subject=identity.subject_with_number(identifier))
    document = "".join(text.split())
    found = Q(document_number__in={text, document, document.translate(BRACKETS)})
    if len(names.key(text)) < names.MIN_SEARCH:
        return found
    return found | Q(subject__in=subjects_named(request, text))


def subjects_named(request, text):
    """Organisations with `text` in their name; persons only by their whole name."""
    key = search.searchable(text)
    pks = search.containing(key, limit=MOST_SUBJECTS)
    if len(pks) == MOST_SUBJECTS:
        messages.warning(
            request,
            f"名称含“{text}”的主体太多，只查了最近登记的 {MOST_SUBJECTS} 个，请输入更完整的名称。",
        )
    persons = Subject.objects.persons().filter(name_key=key)[:MOST_SUBJECTS]
    return [*pks, *persons.values_list("pk", flat=True)]


def searched(request, rows, text):
    """Those of the entries `rows` that the search box means."""
    if not text:
        return rows
    try:
        return rows.filter(matching(request, text))
    except CreditError as refusal:
        messages.warning(request, str(refusal))
        return rows.none()
