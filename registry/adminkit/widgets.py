"""How single values are entered and shown on the desk."""

from django import forms
from django.contrib.admin import widgets
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from .tones import Tone

LONGEST_KEY = 18  # digits that a 64-bit key always holds


class OnlyKeys:
    """Draws again what was chosen; text that cannot be a key is left out, it would fail the query."""

    def optgroups(self, name, value, attr=None):
        keys = [
            one
            for one in map(str, value)
            if not one or (one.isdecimal() and len(one) <= LONGEST_KEY)
        ]
        return super().optgroups(name, keys, attr)


class Autocomplete(OnlyKeys, widgets.AutocompleteSelect):
    """A choice of one row, found while typing."""


class AutocompleteMany(OnlyKeys, widgets.AutocompleteSelectMultiple):
    """A choice of several rows, found while typing."""


class Many(forms.ModelMultipleChoiceField):
    """Several rows; a number that the database would not even take as a key is no choice."""

    def clean(self, value):
        for one in value or ():
            if len(str(one)) > LONGEST_KEY:
                reason = self.error_messages["invalid_choice"]
                raise forms.ValidationError(
                    reason, code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class PrivateAutocomplete(Autocomplete):
    """Sends what is typed by POST: it may be a person's number, which must stand in no address."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-ajax--type": "POST", "data-ajax--cache": "false"}


class TypedView(AutocompleteJsonView):
    """Takes GET and POST; an admin class may say by `found_as` how it shows its rows."""

    def post(self, request):
        request.GET = request.POST
        return self.get(request)

    def serialize_result(self, obj, to_field_name):
        found_as = getattr(self.model_admin, "found_as", str)
        return {"id": str(getattr(obj, to_field_name)), "text": found_as(obj)}


def private_search(site, request):
    """The view behind every field that is filled while typing, for a site's `autocomplete_view`.

    It needs no token against forged requests, which select2 does not send: a search changes
    nothing, and another site cannot read the answer.
    """
    return TypedView.as_view(admin_site=site)(request)


def tag(word, tone=""):
    """`word` as a small label in a Tone; the colour only repeats what the word says."""
    colour = f" tag--{Tone(tone)}" if tone else ""
    return format_html('<span class="tag{}">{}</span>', colour, word)


def stacked(above, below):
    """Two lines of a cell, the second in the background."""
    return format_html('{}<br><span class="quiet">{}</span>', above, below)


def page_of(instance):
    """The address of the page of `instance` on the desk; empty where it has none."""
    name = f"admin:{instance._meta.app_label}_{instance._meta.model_name}_change"
    try:
        return reverse(name, args=[instance.pk])
    except NoReverseMatch:
        return ""


def link_to(instance, words=None):
    """A link to the page of `instance` on the desk, by its name or by `words`."""
    return format_html('<a href="{}">{}</a>', page_of(instance), words or instance)
