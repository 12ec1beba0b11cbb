"""How single values are asked for and shown on the desk."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse
from django.utils.html import format_html


class PrivateAutocomplete(AutocompleteSelect):
    """Finds as one types, without what is typed ever standing in an address: it may be a person's number."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-ajax--type": "POST", "data-ajax--cache": "false"}


class TypedView(AutocompleteJsonView):
    """Answers both ways of asking; an admin class may say by `found_as` how it shows its rows."""

    def post(self, request):
        request.GET = request.POST
        return self.get(request)

    def serialize_result(self, obj, to_field_name):
        found_as = getattr(self.model_admin, "found_as", str)
        return {"id": str(getattr(obj, to_field_name)), "text": found_as(obj)}


def private_search(site, request):
    """The view behind every field that finds as one types, for an admin site's `autocomplete_view`.

    It may go without the token against forged requests, which select2 does not send: asking
    changes nothing, and another site cannot read the answer.
    """
    return TypedView.as_view(admin_site=site)(request)


def tag(word, tone=""):
    """`word` as a small coloured label; the colour only repeats what the word says."""
    return format_html(
        '<span class="tag{}">{}</span>', f" tag--{tone}" * bool(tone), word
    )


def link_to(thing):
    """`thing` by its name, as a link to its page on the desk."""
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[thing.pk]), thing)
