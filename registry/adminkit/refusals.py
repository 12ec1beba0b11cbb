"""Saying on the form itself why something was not saved; what was typed stays in it."""

from django import forms
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.errors import CreditError, ManyRefused, Refused

from .history import refuse_if_stale


def sentences(refusal: CreditError) -> list[str]:
    """The sentences of a refusal, one for each reason."""
    if isinstance(refusal, ManyRefused):
        return [str(refusal)]
    return refusal.reasons if isinstance(refusal, Refused) else [str(refusal)]


class RefusalForm(forms.BaseForm):
    """A form that refuses a page which somebody else has overtaken, and rows that break their rules."""

    def validate_unique(self):
        """Hold the row's rules against what the page only shows, too, which Django leaves out."""
        super().validate_unique()
        if self.instance.pk is None or self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as fault:
            self._update_errors(fault)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is not None:
            # `seen` is the trail's last line when the page was drawn (kit/change_form.html).
            try:
                refuse_if_stale(self.instance, self.data.get("seen"))
            except Refused as refusal:
                self.add_error(None, ValidationError(sentences(refusal)))
        return cleaned


class Refusals:
    """For an admin class: an action that refuses to save shows its reasons on the form.

    Django's page saves within one transaction and has no way back from there to the form. So the
    refusal is let through to `changeform_view`, which undoes everything that was written, inlines
    too, and is caught outside of it; the form that was posted is then shown with the reasons.
    Saving is tried once: neither the form nor the action runs a second time.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except CreditError as refusal:
            reasons = sentences(refusal)
            if not hasattr(request, "posted_form"):
                raise  # nothing was being saved: not a refusal that a form could show
        except ValidationError as fault:
            reasons = fault.messages
            if not hasattr(request, "posted_form"):
                raise
        request.posted_form.add_error(None, ValidationError(reasons))
        return self.refused_page(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        # Django makes a form type for each request as well: fields depend on who asks.
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (RefusalForm, form), {})

    def _create_formsets(self, request, obj, change):
        request.posted_formsets = super()._create_formsets(request, obj, change)
        return request.posted_formsets

    def save_form(self, request, form, change):
        # The first that Django calls with a valid form: kept for a page after a refusal.
        request.posted_form = form
        return super().save_form(request, form, change)

    def refused_page(self, request, object_id, form_url, extra_context):
        """The page as Django draws it after a form that was not valid."""
        form, (formsets, inlines) = request.posted_form, request.posted_formsets
        add = object_id is None
        instance = None if add else self.get_object(request, unquote(object_id))
        # The action may have changed the instance before it refused: show what the database has.
        form.instance = instance or self.model()
        admin_form = helpers.AdminForm(
            form,
            list(self.get_fieldsets(request, instance)),
            self.get_prepopulated_fields(request, instance),
            self.get_readonly_fields(request, instance),
            model_admin=self,
        )
        inline_formsets = self.get_inline_formsets(request, formsets, inlines, instance)
        title = _("Add %s") if add else _("Change %s")
        context = {
            **self.admin_site.each_context(request),
            "title": title % self.opts.verbose_name,
            "subtitle": str(instance) if instance else None,
            "adminform": admin_form,
            "object_id": object_id,
            "original": instance,
            "is_popup": False,
            "to_field": None,
            "media": sum(
                (one.media for one in inline_formsets), self.media + admin_form.media
            ),
            "inline_admin_formsets": inline_formsets,
            "errors": helpers.AdminErrorList(form, formsets),
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        return self.render_change_form(
            request, context, add=add, change=not add, obj=instance, form_url=form_url
        )
