"""The deadline board (期限看板): what is due where and why, for the department and for the city."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from registry import actions, deadlines, workdays
from registry.adminkit import AppendOnlyAdmin, Section, tag
from registry.downloads import XLSX, table_response
from registry.models import Deadline, Limit, Official

from .deadline_board import (
    NOT_YET,
    bounds,
    case_page,
    counts_by_department,
    next_deadlines,
    reminder_of,
    state_of,
)

HEADINGS = ["事项", "环节", "办理单位", "经办人", "起算日", "截止日", "暂定", "状态"]


class DayList(NamedTuple):
    """A list of other days above the deadlines: `rows` are (day in words, page's address, place)."""

    title: str
    rows: list


# What other apps hang above the deadlines: each is given the official and returns a DayList.
EXTRA_DAY_LISTS: list[Callable[[Official], DayList]] = []


class StateFilter(admin.SimpleListFilter):
    """Open ones unless asked otherwise."""

    title, parameter_name = "到期情况", "state"

    def lookups(self, request, model_admin):
        return [*NOT_YET.items(), ("met", "已办结"), ("all", "全部")]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": "未办结"}
        yield from others

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen == "all":
            return queryset
        if chosen == "met":
            return queryset.filter(met_on__isnull=False)
        queryset = queryset.open()
        if chosen in NOT_YET:
            return queryset.filter(bounds(timezone.localdate())[chosen])
        return queryset


class SideFilter(admin.SimpleListFilter):
    """Whose turn it is."""

    title, parameter_name = "由谁完成", "side"

    def lookups(self, request, model_admin):
        return Limit.Side.choices

    def queryset(self, request, queryset):
        return queryset.filter(limit__side=self.value()) if self.value() else queryset


class StageFilter(admin.SimpleListFilter):
    """Which stage of which sort of case."""

    title, parameter_name = "环节", "stage"

    def lookups(self, request, model_admin):
        there = Deadline.objects.visible_to(request.user).order_by().values("limit")
        limits = Limit.objects.filter(pk__in=there).order_by("name")
        return list(limits.values_list("code", "name").distinct())

    def queryset(self, request, queryset):
        chosen = self.value()
        return queryset.filter(limit__code=chosen) if chosen else queryset


@admin.register(Deadline)
class DeadlineAdmin(AppendOnlyAdmin):
    menu, menu_order = "异议投诉", 1
    list_display = ["case", "due", "state", "stage_link", "department", "handler"]
    list_display_links = None
    list_filter = [StateFilter, SideFilter, StageFilter]
    list_select_related = ["limit", "department", "handler"]
    ordering = ["due_on", "pk"]
    sortable_by = ["due"]
    search_fields = ["title"]
    search_help_text = "输入事项名称或者受理编号的一部分。"
    change_list_template = "admin/registry/deadline/change_list.html"
    fields = [
        "case",
        "stage",
        "department",
        "handler",
        "event",
        "started_on",
        "due",
        "basis",
    ]
    readonly_fields = fields

    def get_list_filter(self, request):
        by_department = ("department", admin.RelatedOnlyFieldListFilter)
        return [*self.list_filter, *([by_department] if request.user.sees_all else [])]

    def get_changelist_instance(self, request):
        """Each row with its state as of today: the calendar is laid out once for the page."""
        changelist = super().get_changelist_instance(request)
        on, calendar = timezone.localdate(), workdays.load()
        changelist.result_list = list(changelist.result_list)
        for row in changelist.result_list:
            row.state = state_of(row, on, calendar)
            row.reminder = reminder_of(row, on, calendar)
        return changelist

    def changelist_view(self, request, extra_context=None):
        own = {
            "departments": counts_by_department(request.user, timezone.localdate()),
            "names": NOT_YET.values(),
            "day_lists": day_lists(request.user),
        }
        return super().changelist_view(request, {**own, **(extra_context or {})})

    def waiting(self, request):
        """How many deadlines of the official's department are overdue."""
        own = Deadline.objects.overdue(timezone.localdate()).filter(
            department=request.user.department_id or 0,
            limit__side=Limit.Side.AUTHORITY,
        )
        if number := own.count():
            url = reverse("admin:registry_deadline_changelist")
            yield {
                "number": number,
                "label": "项期限已经逾期",
                "late": True,
                "order": 1,  # after late orders of the joint measures
                "url": f"{url}?state=overdue",
            }

    def panels(self, request):
        yield from next_deadlines(request.user)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        calendar = wrap(require_POST(self.calendar))
        return [
            path("export/", wrap(self.export), name="registry_deadline_export"),
            path("calendar/", calendar, name="registry_deadline_calendar"),
            *super().get_urls(),
        ]

    def export(self, request):
        """The filtered list as a workbook."""
        rows = self.get_changelist_instance(request).get_queryset(request)
        on, calendar = timezone.localdate(), workdays.load()
        lines = (sheet_row(one, on, calendar) for one in rows)
        return table_response(XLSX, f"期限看板{on:%Y%m%d}.xlsx", HEADINGS, lines)

    def calendar(self, request):
        """Make the official's calendar address, shown once, or revoke it."""
        if "revoke" in request.POST:
            actions.calendar_feeds.revoke(request.user)
            messages.success(request, "日历订阅地址已经作废。")
            return HttpResponseRedirect(reverse("admin:registry_deadline_changelist"))
        token = actions.calendar_feeds.issue(request.user)
        address = request.build_absolute_uri(reverse("registry:calendar", args=[token]))
        context = {
            **self.admin_site.each_context(request),
            "title": "订阅到日历",
            "opts": self.opts,
            "address": address,
        }
        return TemplateResponse(
            request, "admin/registry/deadline/calendar.html", context
        )

    def sections(self, request, instance):
        lines = [[line] for line in deadlines.explain(instance)]
        yield Section("期限是怎样计算的", ["逐日说明"], lines)

    @admin.display(description="事项")
    def case(self, deadline):
        url = case_page(deadline)
        if not url:
            return deadline.title
        return format_html('<a href="{}">{}</a>', url, deadline.title)

    @admin.display(description="环节")
    def stage(self, deadline):
        return deadline.limit.name

    @admin.display(description="环节（怎样计算）")
    def stage_link(self, deadline):
        url = reverse("admin:registry_deadline_change", args=[deadline.pk])
        return format_html('<a href="{}">{}</a>', url, deadline.limit.name)

    @admin.display(description="截止日", ordering="due_on")
    def due(self, deadline):
        return f"{deadline.due_on}{'（暂定）' if deadline.is_provisional else ''}"

    @admin.display(description="状态")
    def state(self, deadline):
        word, tone = deadline.state
        return format_html("{} {}", tag(word, tone), deadline.reminder)

    @admin.display(description="依据")
    def basis(self, deadline):
        return deadline.limit.citation


def sheet_row(deadline, on, calendar):
    return [
        deadline.title,
        deadline.limit.name,
        str(deadline.department),
        str(deadline.handler or ""),
        deadline.started_on,
        deadline.due_on,
        "是" if deadline.is_provisional else "",
        state_of(deadline, on, calendar)[0],
    ]


def day_lists(official):
    """The lists of other days that have any, in the order in which the apps hung them in."""
    found = [days_of(official) for days_of in EXTRA_DAY_LISTS]
    return [one for one in found if one.rows]
