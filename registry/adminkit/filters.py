"""Filters with fields: several conditions under one button, without script."""

from django.contrib.admin import EmptyFieldListFilter, ListFilter


class FormFilter(ListFilter):
    """Narrows a list by the fields of `form`; a value that makes no sense is refused at its field.

    Subclasses give `title`, `form` and `narrow(rows, values)`; the form is made with `request`
    and `site`.
    """

    template = "admin/kit/filter_form.html"
    form = None

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        # Taken out of `params`: what is left there Django takes for a lookup of its own.
        values = {
            name: params.pop(name)[-1]
            for name in self.expected_parameters()
            if name in params
        }
        self.used_parameters = {name: value for name, value in values.items() if value}
        self.filled_form = self.form(
            self.used_parameters or None, request=request, site=model_admin.admin_site
        )
        self.others = []

    @classmethod
    def expected_parameters(cls):
        return list(cls.form.base_fields)

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        if not self.used_parameters:
            return queryset
        if not self.filled_form.is_valid():
            return queryset.none()
        values = {
            name: value
            for name, value in self.filled_form.cleaned_data.items()
            if value not in (None, "")
        }
        return self.narrow(queryset, values)

    def narrow(self, rows, values):
        """Those of `rows` that the filled fields `values` ask for."""
        raise NotImplementedError

    def choices(self, changelist):
        own = set(self.expected_parameters())
        self.others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in (values if isinstance(values, list) else [values])
            if name not in own
        ]
        self.cleared = changelist.get_query_string(remove=list(self.used_parameters))
        return []


def filled_filter(empty, filled):
    """A filter by whether a column is filled, in the words of its list: 暂停中、已恢复."""

    class Worded(EmptyFieldListFilter):
        def choices(self, changelist):
            words = ("全部", empty, filled)
            for choice, word in zip(super().choices(changelist), words, strict=True):
                yield {**choice, "display": word}

    return Worded
