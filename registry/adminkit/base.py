"""The admin classes that every table of the register is shown by."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse

from registry.models import Subject

from .history import History, seen
from .lists import CappedPaginator
from .place import place_of
from .refusals import Refusals
from .saved import SavedFilters
from .widgets import Autocomplete, AutocompleteMany, Many, PrivateAutocomplete

SYSTEM = "系统"


class Section(NamedTuple):
    """A table beneath the form of an instance: what belongs to it, to be read only."""

    title: str
    headings: list
    rows: list


class RegisterAdmin(SavedFilters, Refusals, History, admin.ModelAdmin):
    """Rows that the official may see, a list that never counts a million, nothing deleted.

    `menu` is the group of the desk's menu, `menu_order` the place in it, `sections` what is shown
    beneath the form.
    """

    menu = SYSTEM
    menu_order = 50
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    save_on_top = False
    view_on_site = False
    change_form_template = "admin/kit/change_form.html"
    formfield_overrides = {
        models.DateField: {
            "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        },
        models.URLField: {"assume_scheme": "https"},
        models.TextField: {
            "widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        },
    }

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def route(self, action):
        """The name of the address at which `action` is done here."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{action}"

    def list_address(self, query=""):
        """The address of the list, as narrowed and sorted by `query`."""
        url = reverse(f"admin:{self.route('changelist')}")
        return f"{url}?{query}" if query else url

    def has_delete_permission(self, request, obj=None):
        return False

    def sections(self, request, instance):
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # fmt: skip
        if obj is not None and obj.pk is not None:
            sections = [one for one in self.sections(request, obj) if one.rows]
            context |= {"seen": seen(obj), "sections": sections}
            context["place"] = place_of(self, request, obj)
        context["menu"] = self.menu
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            is_subject = db_field.related_model is Subject
            widget = PrivateAutocomplete if is_subject else Autocomplete
            kwargs.setdefault("widget", widget(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteMany(db_field, self.admin_site))
        kwargs.setdefault("form_class", Many)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for action in ["add", "change", "delete", "view"]:
            if hasattr(field, "widget") and hasattr(
                field.widget, f"can_{action}_related"
            ):
                setattr(field.widget, f"can_{action}_related", False)
        return field

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        # Nothing is ever deleted here, so Django's own guess would mislead.
        messages.warning(
            request,
            f"找不到编号为“{unquote(object_id)}”的{opts.verbose_name}，或者它不在您可以查看的范围内。",
        )
        return redirect("admin:index")

    def response_add(self, request, obj, post_url_continue=None):
        return super().response_add(back_to_the_page(request), obj, post_url_continue)

    def response_change(self, request, obj):
        return super().response_change(back_to_the_page(request), obj)


def back_to_the_page(request):
    """The `request`, asking to be led to the instance's own page after it is saved."""
    request.POST = request.POST.copy()
    request.POST["_continue"] = "1"
    return request


class AppendOnlyAdmin(RegisterAdmin):
    """For what the register writes itself: read, never added, changed or deleted here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
