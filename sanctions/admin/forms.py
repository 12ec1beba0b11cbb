"""Fields and forms that several admin pages of this app share."""

from django import forms
from django.core.exceptions import ValidationError

import registry.actions
from registry.admin.subject_fields import NewSubject
from registry.adminkit import ActionForm
from registry.errors import CreditError

DAY = {"type": "date"}


def day(label, **kwargs):
    """A date field with the browser's own date picker."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY), **kwargs)


class PublicationForm(ActionForm):
    """Where and since when the public can read it, and from when it counts."""

    published_where = forms.CharField(
        label="公布载体", max_length=300, help_text="网址或公布文号，公众能够查到的。"
    )
    published_on = day("公布日期")
    valid_from = day("施行日期", help_text="不早于公布日期。")


class SubjectForm(NewSubject):
    """A subject by kind, name and number; enrolled where the register does not know it yet."""

    subject = None

    def clean(self):
        data = super().clean()
        self.check_new()
        return data

    def enrolled(self, by):
        """The subject that the form means; ValidationError where its number has another name."""
        try:
            return registry.actions.subjects.enrol(by=by, **self.enrolment())
        except CreditError as refusal:
            raise ValidationError(str(refusal)) from refusal
