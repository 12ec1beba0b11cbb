"""Orders and calls in the admin: answered one by one or many at once, exported (三(六))."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from registry import identity
from registry.admin.entry_lists import identified, subjects_named
from registry.adminkit import (
    AppendOnlyAdmin,
    BulkAdmin,
    Button,
    ButtonsAdmin,
    Preview,
    filled_filter,
    stacked,
    tag,
)
from registry.downloads import CSV, table_response
from registry.errors import CreditError
from sanctions import actions
from sanctions.models import Call, Order
from sanctions.sheets import OrderSheet

from .order_buttons import BULK_ACTIONS, BUTTONS, RESPOND
from .words import MENU

EXPORT = "sanctions.export_order"
Status = Order.Status
TONES = {
    Status.PENDING: "waits",
    Status.EXECUTED: "done",
    Status.DECLINED: "over",
    Status.LIFTING: "waits",
    Status.LIFTED: "over",
    Status.VOID: "over",
}
MOST = 999  # how far the start page counts


class ExecutableFilter(admin.SimpleListFilter):
    """By whether an order may be executed at this moment."""

    title = "此刻"
    parameter_name = "now"

    def lookups(self, request, model_admin):
        return [
            ("executable", "可以执行"),
            ("resting", "已执行、须暂停"),
            ("late", "已逾期"),
        ]

    def queryset(self, request, queryset):
        at = timezone.now()
        if self.value() == "executable":
            return queryset.executable(at)
        if self.value() == "resting":
            return queryset.held(at)
        if self.value() == "late":
            return queryset.overdue(timezone.localdate(at))
        return queryset


def state_of(order):
    """The state of an order read `with_executable`, marked where its measure must not be applied."""
    status = tag(order.get_status_display(), TONES[order.status])
    if order.status not in Order.STANDING or order.may_execute:
        return status
    word = "须暂停" if order.status == Status.EXECUTED else "不能执行"
    return format_html('<div class="stack">{}{}</div>', status, tag(word, "held"))


@admin.register(Order)
class OrderAdmin(BulkAdmin, ButtonsAdmin):
    menu, menu_order = MENU, 10
    change_list_template = "admin/sanctions/order/change_list.html"
    list_display = ["number", "state", "who", "what", "units"]
    list_display_links = ["number"]
    list_filter = ["status", ExecutableFilter, "measure__polarity", "measure__force"]
    sortable_by = ["number"]
    search_fields = ["document"]
    searched_from_anywhere = True
    search_help_text = (
        "输入任务号、执行文书、单位名称（两个字以上）或统一社会信用代码。"
    )
    fields = [
        "who", "what", "basis", "entry_link", "initiator", "department", "made_at",
        "respond_by", "provisional", "executed_on", "document", "until", "ground",
        "explanation", "lift_because", "lift_by", "lifted_on", "lifted_document",
    ]  # fmt: skip
    readonly_fields = ["who", "what", "basis", "entry_link"]
    buttons = BUTTONS
    bulk_actions = BULK_ACTIONS

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        related = ["subject", "measure", "department", "initiator"]
        return rows.select_related(*related).with_executable(timezone.now())

    def found_as(self, order):
        return f"{order}　{order.subject.name}　{order.measure.name}　{order.get_status_display()}"

    def get_search_results(self, request, queryset, search_term):
        text = search_term.strip()
        if not text:
            return queryset, False
        if text.isdecimal() and len(text) < 9:
            return queryset.filter(pk=text), False
        identifier = identified(text)
        try:
            subjects = (
                [identity.subject_with_number(identifier)]
                if identifier
                else subjects_named(request, text)
            )
        except CreditError:
            subjects = []
        wanted = Q(subject__in=[one for one in subjects if one]) | Q(document=text)
        return queryset.filter(wanted), False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def may_press(self, request, button, instance):
        user = request.user
        own = instance.department_id == user.department_id or user.sees_all
        return own and super().may_press(request, button, instance)

    def preview(self, request, action, pks):
        if action.name != "execute_all":
            return Preview()
        at = timezone.now()
        ready = Order.objects.filter(pk__among=pks).executable(at).count()
        warnings = (
            [] if ready == len(pks) else [f"有 {len(pks) - ready} 项此刻不能执行。"]
        )
        return Preview([("此刻可以执行", f"{ready} 项")], warnings)

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [
            path("export/", view, name="sanctions_order_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = {"may_export": request.user.has_perm(EXPORT)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def export_view(self, request):
        """The filtered list as CSV; persons' numbers stay masked."""
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied("您没有导出奖惩任务的权限。")
        rows = self.get_changelist_instance(request).get_queryset(request)
        sheet = OrderSheet()
        name = f"奖惩任务{timezone.localdate():%Y%m%d}.csv"
        return table_response(CSV, name, sheet.headings, sheet.rows(rows))

    def waiting(self, request):
        """What the official's department has to answer or lift."""
        user = request.user
        if not user.has_perm(RESPOND):
            return
        url = reverse("admin:sanctions_order_changelist")
        own = Order.objects.addressed_to(user.department_id or 0)
        today = timezone.localdate()
        for rows, label, query in [
            (own.overdue(today), "项任务已经逾期", "now=late"),
            (
                own.filter(status=Status.PENDING),
                "项任务待执行",
                "status__exact=pending",
            ),
            (
                own.filter(status=Status.LIFTING),
                "项措施待解除",
                "status__exact=lifting",
            ),
            (own.held(timezone.now()), "项措施须暂停", "now=resting"),
        ]:
            if number := rows.order_by()[: MOST + 1].count():
                shown = f"{MOST}+" if number > MOST else number
                yield {
                    "number": shown,
                    "label": label,
                    "url": f"{url}?{query}",
                    "late": query == "now=late",
                }

    @admin.display(description="任务", ordering="pk")
    def number(self, order):
        return order.pk

    @admin.display(description="状态和期限")
    def state(self, order):
        """The state, and by when the department has to answer or to lift."""
        days = {Status.PENDING: order.respond_by, Status.LIFTING: order.lift_by}
        day = days.get(order.status)
        if day is None:
            return state_of(order)
        return stacked(state_of(order), day.isoformat())

    @admin.display(description="信用主体")
    def who(self, order):
        return stacked(order.subject.name, order.subject.identifier)

    @admin.display(description="措施")
    def what(self, order):
        tone = "black" if order.measure.is_punishment else "red"
        kind = tag(order.measure.get_force_display(), tone)
        return format_html("{} {}", kind, order.measure)

    @admin.display(description="依据")
    def basis(self, order):
        return f"{order.measure.document}{order.measure.article}"

    @admin.display(description="实施单位")
    def units(self, order):
        return stacked(order.department, f"{order.initiator}发起")

    @admin.display(description="名单条目")
    def entry_link(self, order):
        url = reverse("admin:registry_entry_change", args=[order.entry_id])
        return format_html('<a href="{}">条目 {}</a>', url, order.entry_id)


@admin.register(Call)
class CallAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu, menu_order = MENU, 12
    list_display = ["made_at", "kind", "text", "department", "seen_at"]
    list_select_related = ["department"]
    list_filter = ["kind", ("seen_at", filled_filter("未签收", "已签收"))]
    fields = [
        "department",
        "kind",
        "text",
        "order_links",
        "made_at",
        "seen_at",
        "seen_by",
    ]
    readonly_fields = ["order_links"]
    buttons = [
        Button(
            "acknowledge",
            "签收",
            when=lambda call: call.seen_at is None,
            do=actions.notifications.acknowledge,
            permission=RESPOND,
            step=True,
        )
    ]

    @admin.display(description="涉及任务")
    def order_links(self, call):
        shown = "、".join(str(pk) for pk in call.orders[:50])
        return f"{shown} 等 {call.number} 项" if call.number > 50 else shown
