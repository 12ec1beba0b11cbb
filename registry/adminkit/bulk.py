"""Actions on many rows at once: first what will happen and to how many, then all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from registry.errors import CreditError, ManyRefused
from registry.models import TrailEntry
from registry.workflow import CHUNK, lock

from .base import RegisterAdmin
from .refusals import sentences
from .widgets import page_of

LIMIT = 200_000  # rows that one action may treat: as many as an imported file may have
SHOWN = 50  # refused rows that are listed one by one


class BulkForm(forms.Form):
    """What has to be filled in before an action on the rows `pks` by the official `by`."""

    required_css_class = "required"

    def __init__(self, *args, pks, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.pks, self.by = pks, by

    def arguments(self):
        """The keywords that the action is called with."""
        return self.cleaned_data


@dataclass(frozen=True)
class BulkAction:
    """One action on a set: `do` is called with the keys, `by` and the `arguments` of `form`.

    The fields are those of a Button, in its order. `outcome` turns what `do` returns and the
    number of rows into the sentence shown afterwards.
    """

    name: str
    label: str
    do: Callable
    permission: str
    form: type[BulkForm] = BulkForm
    note: str = ""
    danger: bool = False
    outcome: Callable | None = None


@dataclass
class Preview:
    """What an action would do: `figures` (name, text), `warnings`, `refusals` {pk: reasons}."""

    figures: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    refusals: dict = field(default_factory=dict)


def packed(pks):
    """Keys as text, short where they follow one another: 1-1000,1003."""
    runs, ordered = [], sorted(pks)
    for pk in ordered:
        if runs and pk == runs[-1][1] + 1:
            runs[-1][1] = pk
        else:
            runs.append([pk, pk])
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in runs)


def unpacked(text):
    """The keys packed as `text`; ValueError where it is none or holds too many."""
    pks = []
    for run in text.split(","):
        first, mark, last = run.partition("-")
        span = range(int(first), int(last if mark else first) + 1)
        if len(pks) + len(span) > LIMIT:
            raise ValueError("too many")
        pks.extend(span)
    return pks


class BulkAdmin(RegisterAdmin):
    """Offers each of `bulk_actions` in the list's menu of actions; a page shows its reach first."""

    bulk_actions = ()

    def get_urls(self):
        view = self.admin_site.admin_view(self.bulk_view)
        own = path("bulk/<slug:name>/", view, name=self.route("bulk"))
        return [own, *super().get_urls()]

    def get_actions(self, request):
        if IS_POPUP_VAR in request.GET:
            return {}
        return {
            action.name: (self.menu_entry(action), action.name, f"{action.label}所选")
            for action in self.bulk_actions
            if request.user.has_perm(action.permission)
        }

    def menu_entry(self, action):
        """What Django calls when `action` is chosen for the marked rows, or for all."""

        def show(modeladmin, request, queryset):
            pks = list(queryset.order_by().values_list("pk", flat=True)[: LIMIT + 1])
            back = request.GET.urlencode()
            if len(pks) > LIMIT:
                messages.error(request, f"一次最多办理 {LIMIT} 条，请用筛选缩小范围。")
                return HttpResponseRedirect(self.list_address(back))
            return self.reach_page(request, action, pks, back=back)

        return show

    def preview(self, request, action, pks):
        """What `action` would do to the rows `pks`: for subclasses."""
        return Preview()

    def bulk_view(self, request, name):
        action = next((one for one in self.bulk_actions if one.name == name), None)
        if action is None:
            raise Http404
        if not request.user.has_perm(action.permission):
            raise PermissionDenied(f"您没有办理“{action.label}”的权限。")
        back = request.POST.get("back", "")
        try:
            pks = self.visible(request, unpacked(request.POST.get("pks", "")))
        except ValueError:
            messages.error(request, "请先在列表中选择要办理的条目。")
            return HttpResponseRedirect(self.list_address(back))
        if not pks or "confirm" not in request.POST:
            return self.reach_page(request, action, pks, back=back)
        return self.act(request, action, pks, back)

    def visible(self, request, pks):
        """The rows `pks`, sorted; none at all where one of them is not the official's to see."""
        found = set()
        rows = self.get_queryset(request).order_by()
        for start in range(0, len(pks), CHUNK):
            chunk = rows.filter(pk__in=pks[start : start + CHUNK])
            found.update(chunk.values_list("pk", flat=True))
        return sorted(found) if len(found) == len(set(pks)) else []

    def act(self, request, action, pks, back):
        form = action.form(request.POST, pks=pks, by=request.user)
        refusals, reasons = {}, []
        try:
            with transaction.atomic():
                # Locked before the trail is read: what changes from here on waits for us.
                self.lock(pks)
                if changed := self.changed(pks, request.POST.get("seen", "")):
                    reasons = [
                        f"您打开预览之后，所选条目中有 {changed} 条已有变动（可能您刚才已经提交）。"
                        "请核对下面的最新情况，或返回列表查看。"
                    ]
                elif form.is_valid():
                    answer = action.do(pks, by=request.user, **form.arguments())
                    return self.finish(request, action, answer, len(pks), back)
        except ManyRefused as refusal:
            refusals = refusal.refusals
        except CreditError as refusal:
            reasons = sentences(refusal)
        for reason in reasons:
            form.add_error(None, reason)
        return self.reach_page(
            request, action, pks, back=back, form=form, refusals=refusals
        )

    def lock(self, pks):
        for start in range(0, len(pks), CHUNK):
            lock(self.model._base_manager.filter(pk__in=pks[start : start + CHUNK]))

    def changed(self, pks, upto):
        """How many of the rows `pks` the trail has lines about since its line `upto`."""
        since = TrailEntry.objects.filter(
            of=self.opts.label_lower, pk__gt=upto if upto.isdecimal() else 0
        )
        return len(
            set(since.values_list("of_pk", flat=True).iterator()).intersection(pks)
        )

    def finish(self, request, action, answer, number, back):
        sentence = f"已对 {number} 条办理“{action.label}”。"
        if action.outcome:
            sentence = action.outcome(answer, number)
        messages.success(request, sentence)
        return HttpResponseRedirect(self.list_address(back))

    def reach_page(self, request, action, pks, *, back, form=None, refusals=None):
        if not pks:
            messages.error(request, "所选条目不存在或您无权办理，请返回列表重新选择。")
            return HttpResponseRedirect(self.list_address(back))
        upto = TrailEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        preview = self.preview(request, action, pks)
        refusals = {**preview.refusals, **(refusals or {})}
        context = {
            **self.admin_site.each_context(request),
            "title": f"{action.label}：共 {len(pks)} 条",
            "opts": self.opts,
            "action": action,
            "number": len(pks),
            "pks": packed(pks),
            "seen": upto,
            "back": back,
            "form": form or action.form(pks=pks, by=request.user),
            "preview": preview,
            "refused": self.refused_rows(refusals),
            "unlisted": max(len(refusals) - SHOWN, 0),
            "refusals": len(refusals),
            "others": packed(set(pks).difference(refusals)),
            "others_number": len(pks) - len(refusals),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/kit/reach.html", context)

    def refused_rows(self, refusals):
        """The first refused rows, each with its reasons and a link."""
        first = sorted(refusals)[:SHOWN]
        rows = self.model._default_manager.in_bulk(first)
        return [
            {"row": rows[pk], "url": page_of(rows[pk]), "reasons": refusals[pk]}
            for pk in first
            if pk in rows
        ]
