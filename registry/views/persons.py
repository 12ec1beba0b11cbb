"""What the register shows of one natural person, to those who know full name and number."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from registry import disclosure, identifiers, identity, names
from registry.viewkit import UnechoedInput, is_over, unindexed

from .cards import Card, grouped

ALLOWED = 10
WITHIN_SECONDS = 600
KINDS = [kind for kind in identifiers.Kind if kind in identifiers.PERSON_KINDS]


class PersonForm(forms.Form):
    """A natural person's full name and full number; anything less finds nobody."""

    name = forms.CharField(
        label="姓名",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写姓名全名。"},
    )
    kind = forms.ChoiceField(
        label="证件类型",
        choices=[(kind.value, kind.label) for kind in KINDS],
        error_messages={"required": "请选择证件类型。"},
    )
    number = forms.CharField(
        label="完整证件号码",
        max_length=40,
        widget=UnechoedInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="不会显示在页面和网址中，也不会保留。",
        error_messages={"required": "请填写完整的证件号码。"},
    )

    def clean_name(self):
        name = names.display(self.cleaned_data["name"])
        if not names.key(name):
            raise forms.ValidationError("请填写姓名全名。")
        return name

    def clean(self):
        number, kind = self.cleaned_data.get("number"), self.cleaned_data.get("kind")
        if number and kind:
            try:
                self.cleaned_data["identifier"] = identifiers.recognise(
                    number, today=timezone.localdate(), kinds={identifiers.Kind(kind)}
                )
            except identifiers.Unrecognised as reason:
                self.add_error("number", str(reason))
        return self.cleaned_data


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def person_page(request):
    """What is shown of one natural person, to those who know full name and full number."""
    context = {}
    if request.method != "POST":
        context["form"] = PersonForm(initial={"kind": identifiers.Kind.RESIDENT})
    elif is_over(request, "person", allowed=ALLOWED, seconds=WITHIN_SECONDS):
        context = {"wait_minutes": WITHIN_SECONDS // 60}
        return unindexed(render(request, "429.html", context, status=429))
    else:
        context["form"] = form = PersonForm(request.POST)
        if form.is_valid():
            context |= entries_found(form.cleaned_data)
    return unindexed(render(request, "registry/person.html", context))


def entries_found(cleaned):
    now = timezone.now()
    key = identity.lookup_key(cleaned["identifier"])
    shown = disclosure.of_person(name=cleaned["name"], key=key, now=now)
    ordered = disclosure.in_detail(shown).order_by("-decided_on", "-pk")
    return {
        "asked": True,
        "at": now,
        "groups": grouped([Card(entry) for entry in ordered]),
    }
