"""Actions on one instance, as buttons on its page; an admin class declares them."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.errors import CreditError

from .base import RegisterAdmin
from .history import refuse_if_stale, seen
from .refusals import sentences


class Caution(str):
    """A sentence of a preview that speaks against the action."""

    __slots__ = ()
    warns = True


class ActionForm(forms.Form):
    """What has to be filled in before an action on `instance` by the official `by`."""

    required_css_class = "required"

    def __init__(self, *args, instance, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance, self.by = instance, by

    def arguments(self):
        """The keywords that the action is called with."""
        return self.cleaned_data


class ReasonForm(ActionForm):
    """An action that needs its reason."""

    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="写入办理过程，长期保存。请勿写证件号码。",
    )


@dataclass(frozen=True)
class Button:
    """One action: shown when the state and the permission allow it.

    `when` is the status to which the action leads, or a function of the instance that says
    whether it is possible. `do` is called with the instance, `by` and the `arguments` of `form`;
    what neither asks nor previews nor is `danger` is done at once. `note` says what will happen, `preview` (instance,
    official) returns more sentences about the case at hand. A `step` is the next one on the
    instance's way, what is `danger` cannot be undone. With `shows` what `do` returns is shown
    once instead of the instance's page.
    """

    name: str
    label: str
    when: str | Callable
    do: Callable
    permission: str
    form: type[ActionForm] | None = None
    note: str = ""
    preview: Callable | None = None
    step: bool = False
    danger: bool = False
    shows: bool = False

    @property
    def asks(self) -> bool:
        """Whether a page comes before the action: for its form, its preview, or as it is final.

        Templates ask here. Asked for `form` or `preview` they would call them, fail for want of
        arguments, and take the failure for "no".
        """
        return bool(self.form or self.preview or self.danger)

    def is_possible(self, instance):
        if callable(self.when):
            return self.when(instance)
        return self.when in instance.MOVES[instance.status]

    def bound(self, request, instance):
        data = request.POST if request.method == "POST" else None
        return (self.form or ActionForm)(data, instance=instance, by=request.user)


class ButtonsAdmin(RegisterAdmin):
    """Adds `…/<pk>/do/<name>/` for each of `buttons`; nothing else changes a state."""

    buttons = ()
    ask_template = "admin/kit/ask.html"

    def get_urls(self):
        name = self.route("do")
        view = self.admin_site.admin_view(self.do_view)
        return [
            path("<path:object_id>/do/<slug:name>/", view, name=name),
            *super().get_urls(),
        ]

    def may_press(self, request, button, instance):
        """Whether the official may do `button`'s action on `instance`, whatever its state."""
        return request.user.has_perm(button.permission)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # fmt: skip
        if obj is not None and obj.pk is not None:
            context["buttons"] = [
                {"button": button, "url": self.url_of(button, obj)}
                for button in self.buttons
                if button.is_possible(obj) and self.may_press(request, button, obj)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def url_of(self, button, instance):
        return reverse(
            f"admin:{self.route('do')}", args=[quote(instance.pk), button.name]
        )

    def redirect_to(self, request, instance):
        """Leads back to the page of `instance`, which keeps the list that it was opened from."""
        kept = self.get_preserved_filters(request)
        name = f"admin:{self.route('change')}"
        url = reverse(name, args=[quote(instance.pk)], query=QueryDict(kept))
        return HttpResponseRedirect(url)

    def do_view(self, request, object_id, name):
        button = next((one for one in self.buttons if one.name == name), None)
        if button is None:
            raise Http404
        instance = self.get_object(request, unquote(object_id))
        if instance is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.may_press(request, button, instance):
            raise PermissionDenied(f"您没有办理“{button.label}”的权限。")
        if request.method == "POST":
            return self.press(request, button, instance)
        return self.ask(request, button, instance)

    def ask(self, request, button, instance):
        if not button.is_possible(instance):
            return self.not_possible(request, button, instance)
        upto = request.GET.get("seen", "")
        upto = int(upto) if upto.isdecimal() else seen(instance)
        return self.form_page(
            request, button, instance, button.bound(request, instance), upto
        )

    def press(self, request, button, instance):
        form = button.bound(request, instance)
        try:
            with transaction.atomic():
                # Under the lock, so that a second press finds what the first has done.
                instance = self.model._base_manager.select_for_update().get(
                    pk=instance.pk
                )
                if not button.is_possible(instance):
                    return self.not_possible(request, button, instance)
                form = button.bound(request, instance)
                refuse_if_stale(instance, request.POST.get("seen"))
                if not form.is_valid():
                    return self.form_page(
                        request, button, instance, form, seen(instance)
                    )
                answer = button.do(instance, by=request.user, **form.arguments())
        except CreditError as refusal:
            return self.refused(request, button, instance, form, sentences(refusal))
        except ValidationError as fault:
            return self.refused(request, button, instance, form, fault.messages)
        return self.done(request, button, instance, answer)

    def refused(self, request, button, instance, form, reasons):
        if button.form is None:
            for reason in reasons:
                messages.error(request, reason)
            return self.redirect_to(request, instance)
        if form.is_valid():
            form.add_error(None, ValidationError(reasons))
        return self.form_page(request, button, instance, form, seen(instance))

    def not_possible(self, request, button, instance):
        state = (
            f"当前状态为“{instance.get_status_display()}”，"
            if hasattr(instance, "status")
            else ""
        )
        messages.warning(
            request,
            f"{instance}{state}不能办理“{button.label}”。可能您或其他人刚才已经办理，下面是最新情况。",
        )
        return self.redirect_to(request, instance)

    def done(self, request, button, instance, answer):
        if button.shows:
            context = self.page_context(request, button, instance) | {"answer": answer}
            return TemplateResponse(request, "admin/kit/shown_once.html", context)
        instance.refresh_from_db()
        state = (
            f"，当前状态为“{instance.get_status_display()}”"
            if hasattr(instance, "status")
            else ""
        )
        messages.success(request, f"已办理“{button.label}”{state}。")
        return self.redirect_to(
            request, answer if isinstance(answer, self.model) else instance
        )

    def form_page(self, request, button, instance, form, upto):
        context = self.page_context(request, button, instance) | {
            "form": form,
            "seen": upto,
            "preview": button.preview(instance, request.user) if button.preview else [],
        }
        return TemplateResponse(request, self.ask_template, context)

    def page_context(self, request, button, instance):
        return {
            **self.admin_site.each_context(request),
            "title": f"{button.label}：{instance}",
            "button": button,
            "instance": instance,
            "opts": self.opts,
            "has_view_permission": self.has_view_permission(request, instance),
            "preserved_filters": self.get_preserved_filters(request),
            "media": self.media,
        }
