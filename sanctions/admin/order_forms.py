"""What is asked for when an order is answered."""

from django import forms

from registry.adminkit import ActionForm, BulkForm
from sanctions.models import Order

from .forms import day


class Execution(forms.Form):
    executed_on = day("执行日期")
    document = forms.CharField(
        label="执行文书", max_length=150, help_text="文号或者办件编号。"
    )


class ExecuteForm(Execution, ActionForm):
    until = day(
        "措施期限至", required=False, help_text="不填则按备忘录和条目的有效期。"
    )


class BulkExecuteForm(Execution, BulkForm):
    """The same document for all."""


class Lifting(forms.Form):
    lifted_on = day("解除日期")
    document = forms.CharField(
        label="解除文书", max_length=150, help_text="文号或者办件编号。"
    )


class LiftForm(Lifting, ActionForm):
    pass


class BulkLiftForm(Lifting, BulkForm):
    """The same document for all."""


class DeclineForm(ActionForm):
    ground = forms.ChoiceField(label="不执行的原因", choices=Order.Ground)
    explanation = forms.CharField(
        label="说明", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.measure.is_mandatory:
            self.fields["ground"].choices = [
                (value, label)
                for value, label in Order.Ground.choices
                if value not in Order.UNLAWFUL_FOR_MANDATORY
            ]
