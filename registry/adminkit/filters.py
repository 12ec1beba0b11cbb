"""Filters with fields: several conditions under one button, without script."""

from django.contrib.admin import EmptyFieldListFilter, ListFilter


class FormFilter(ListFilter):
    """Narrows a list by the fields of `form`; a value that makes no sense is said beside its field.

    Subclasses give `title`, `form` and `narrow(rows, given)`; the form is made with `request`
    and `site`.
    """

    template = "admin/kit/filter_form.html"
    form = None

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        given = {
            name: params.pop(name)[-1]
            for name in self.expected_parameters()
            if name in params
        }
        self.used_parameters = {name: value for name, value in given.items() if value}
        self.asked = self.form(
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
        if not self.asked.is_valid():
            return queryset.none()
        given = {
            name: v
            for name, v in self.asked.cleaned_data.items()
            if v not in (None, "")
        }
        return self.narrow(queryset, given)

    def narrow(self, rows, given):
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
            told = zip(
                super().choices(changelist), ("全部", empty, filled), strict=True
            )
            for choice, word in told:
                yield {**choice, "display": word}

    return Worded
