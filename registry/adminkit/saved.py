"""Filters that officials save under names of their own, above each list."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ERROR_FLAG,
    IGNORED_PARAMS,
    ORDER_VAR,
    PAGE_VAR,
)
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from registry import actions
from registry.errors import CreditError
from registry.models import SavedFilter

from .anywhere import is_persons_number
from .lists import list_request

# Parts of a list's address that neither filter nor sort, and the text that was searched for.
NEVER_KEPT = {*IGNORED_PARAMS, PAGE_VAR, ERROR_FLAG} - {ORDER_VAR}


class NameForm(forms.Form):
    """What a filter is saved under."""

    name = forms.CharField(
        label="名称",
        max_length=SavedFilter._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 16}),
    )
    query = forms.CharField(widget=forms.HiddenInput)


class SavedFilters:
    """For an admin class: its list offers the official's own filters, and to save the present one."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        save, forget = map(require_POST, (self.save_filter, self.forget_filter))
        return [
            path("filters/", wrap(save), name=self.route("save_filter")),
            path(
                "filters/<int:pk>/forget/",
                wrap(forget),
                name=self.route("forget_filter"),
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        now = conditions(request.GET)
        saved = self.saved_filters(request, now)
        is_saved = any(one["is_shown"] for one in saved)
        own = {"saved": saved, "to_save": "" if is_saved else now}
        return super().changelist_view(request, {**own, **(extra_context or {})})

    def saved_filters(self, request, now):
        """The official's own, each with whether it is what the list shows `now`."""
        own = SavedFilter.objects.kept_by(request.user)
        return [
            {"filter": one, "is_shown": one.query == now}
            for one in own.filter(of=self.opts.label_lower)
        ]

    def save_filter(self, request):
        """Save the conditions by which the list is filtered and sorted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = NameForm(request.POST)
        posted = QueryDict(request.POST.get("query", ""))
        query = conditions(posted)
        if reason := next(self.reasons_against(request, form, query), None):
            messages.error(request, reason)
            return HttpResponseRedirect(self.list_address(posted.urlencode()))
        try:
            saved = actions.saved_filters.save(
                of=self.opts.label_lower,
                name=form.cleaned_data["name"],
                query=query,
                by=request.user,
            )
        except CreditError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"已保存常用筛选“{saved}”，只有您自己看得到。")
        return HttpResponseRedirect(self.list_address(query))

    def reasons_against(self, request, form, query):
        """Why these conditions cannot be saved, the first reason first."""
        if not form.is_valid():
            faults = form.errors.get("name", ["请从列表页保存。"])
            yield f"没有保存常用筛选。名称：{'；'.join(faults)}"
        if not query:
            yield "没有保存常用筛选：列表没有筛选条件。请先筛选或排序；搜索框中的文字不保存。"
        try:
            self.get_changelist_instance(list_request(request, query))
        except (IncorrectLookupParameters, SuspiciousOperation):
            yield "没有保存常用筛选：筛选条件无效。请在列表上重新筛选。"
        if any(map(is_persons_number, QueryDict(query).values())):
            yield "没有保存常用筛选：条件中有自然人的证件号码，不能保存。"

    def forget_filter(self, request, pk):
        """Delete one of the official's own."""
        own = SavedFilter.objects.kept_by(request.user)
        saved = get_object_or_404(own.filter(of=self.opts.label_lower), pk=pk)
        actions.saved_filters.forget(saved, by=request.user)
        messages.success(request, f"已删除常用筛选“{saved}”。")
        return HttpResponseRedirect(self.list_address())


def conditions(query):
    """The part of a list's address `query` that filters and sorts, always written alike."""
    chosen = QueryDict(mutable=True)
    for name in sorted(set(query) - NEVER_KEPT):
        if values := [value for value in query.getlist(name) if value]:
            chosen.setlist(name, values)
    return chosen.urlencode()
