"""Admin of the departments' plans and their tasks."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from registry.adminkit import ActionForm, Button, ButtonsAdmin, ReasonForm, Section, tag
from reporting import actions
from reporting.models import Plan, Task

CHANGE, FILE, OVERSEE = (
    f"reporting.{verb}_plan" for verb in ("change", "file", "oversee")
)
Status = Plan.Status
TONES = {"draft": "", "filed": "waits", "closed": "done"}
DAY = {"type": "date"}


class TaskForm(ActionForm):
    """A new task of a plan: what, who is responsible, until when."""

    name = forms.CharField(label="任务", max_length=200)
    owner = forms.CharField(label="责任处室或者责任人", max_length=50)
    due_on = forms.DateField(label="完成时限", widget=forms.DateInput(attrs=DAY))


class ProgressForm(ActionForm):
    """The progress of a task."""

    task = forms.ModelChoiceField(Task.objects.none(), label="任务")
    text = forms.CharField(
        label="进展", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    done = forms.BooleanField(label="已经完成", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = self.instance.tasks.open()


def add_task(plan, *, by, **fields):
    """Add a task; returns nothing, so that the plan's page is shown next."""
    actions.plans.add_task(plan, by=by, **fields)


def is_draft(plan):
    return plan.status == Status.DRAFT


def is_filed(plan):
    return plan.status == Status.FILED


@admin.register(Plan)
class PlanAdmin(ButtonsAdmin):
    menu, menu_order = "月报督导", 30
    list_display = ["title", "department", "starts_on", "ends_on", "state"]
    list_select_related = ["department"]
    list_filter = ["status"]
    search_fields = ["title", "department__short_name"]
    search_help_text = "输入方案名称或者单位简称。"
    sortable_by = []
    fields = ["state", "department", "title", "document_number", "starts_on", "ends_on", "goals"]  # fmt: skip
    readonly_fields = ["state", "department"]
    buttons = [
        Button(
            "add_task",
            "增加任务",
            when=is_draft,
            do=add_task,
            permission=CHANGE,
            form=TaskForm,
        ),
        Button(
            "file",
            "报送信用办",
            when=Status.FILED,
            do=actions.plans.file,
            permission=FILE,
            note="报送后不能修改；任务按期填报进展。",
            step=True,
        ),
        Button(
            "progress",
            "填报进展",
            when=is_filed,
            do=actions.plans.record_progress,
            permission=CHANGE,
            form=ProgressForm,
        ),
        Button(
            "close",
            "办结",
            when=Status.CLOSED,
            do=actions.plans.close,
            permission=FILE,
            step=True,
        ),
        Button(
            "return",
            "退回",
            when=is_filed,
            do=actions.plans.return_to_department,
            permission=OVERSEE,
            form=ReasonForm,
        ),
    ]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or not may:
            return may
        return is_draft(obj) and self.is_own(request, obj)

    def is_own(self, request, plan):
        return plan.department_id == request.user.department_id

    def may_press(self, request, button, instance):
        own = button.permission == OVERSEE or self.is_own(request, instance)
        return own and super().may_press(request, button, instance)

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[2:]

    def save_model(self, request, obj, form, change):
        actions.plans.save(obj, by=request.user)

    def sections(self, request, instance):
        on = timezone.localdate()
        tasks = instance.tasks.prefetch_related("progress")
        yield Section(
            "任务",
            ["任务", "责任人", "完成时限", "状态", "最近进展"],
            [
                [task.name, task.owner, task.due_on, state_of(task, on), latest(task)]
                for task in tasks
            ],
        )

    @admin.display(description="状态")
    def state(self, plan):
        return tag(plan.get_status_display(), TONES[plan.status])


def state_of(task, on):
    if task.done_on:
        return tag(f"{task.done_on} 完成", "done")
    if task.due_on < on:
        return tag("已逾期", "wrong")
    return tag("进行中", "waits")


def latest(task):
    progress = list(task.progress.all())  # prefetched, newest first
    return progress[0].text if progress else "尚未填报"
