"""What is asked for when a list comes in."""

from django import forms
from django.utils import timezone

from registry.models import Department, ListKind, Standard
from registry.parsing.limits import LARGEST_FILE, MOST_ROWS


class UploadForm(forms.Form):
    """The list, and the published standard under which its rows were recognised."""

    required_css_class = "required"

    standard = forms.ModelChoiceField(
        Standard.objects.none(),
        label="认定标准",
        empty_label="请选择",
        help_text="名单类别、期限、程序都按所选标准。没有列出的，请先在“认定标准”中公布。",
    )
    file = forms.FileField(
        label="名单文件",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.xml"}),
        help_text=(
            f"Excel（.xlsx、.xls）或 CSV，不超过 {LARGEST_FILE // 1024**2} MB、{MOST_ROWS} 行。"
            "可以直接用业务系统导出的表格，不要求列的顺序；一行只写一个主体。"
        ),
        error_messages={"required": "请选择要上传的文件。"},
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        departments = Department.objects.decided_by(by)
        published = Standard.objects.filter(department__in=departments).exclude(
            status=Standard.Status.DRAFT
        )
        field = self.fields["standard"]
        field.queryset = published.select_related("department")
        field.choices = [("", field.empty_label), *grouped(field.queryset)]


def grouped(standards):
    """Choices under the name of department and list; versions no longer in force say so."""
    on, groups = timezone.localdate(), {}
    for standard in standards.order_by("department", "list_kind", "name", "-version"):
        kind = ListKind(standard.list_kind).label
        label = str(standard)
        if not standard.is_in_force(on):
            label += f"（{standard.valid_from} 至 {standard.valid_to or '今'}施行）"
        groups.setdefault(f"{standard.department} · {kind}", []).append(
            (standard.pk, label)
        )
    return list(groups.items())
